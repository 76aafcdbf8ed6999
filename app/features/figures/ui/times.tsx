import { vars } from "../../../ui/vars.ts";
import { useTranslation } from "../../../ui/words.ts";
import { few, type TimesRow } from "../rules.ts";
import { Figure } from "./figure.tsx";
import styles from "./figures.module.css";

const hour = 3_600_000;
const day = 24 * hour;

/** How long ideas stay in each stage. */
export function Times({ rows, csv }: { rows: readonly TimesRow[]; csv: string }) {
  const { t } = useTranslation("figures");
  const { t: tUi } = useTranslation("ui");
  const lasting = useLasting();
  const drawn = rows.flatMap(({ stays }) => (stays && stays.count >= few ? [stays.threeQuarters] : []));
  const longest = Math.max(1, ...drawn);
  const said = ({ stays }: TimesRow) => {
    if (stays === null) return t("times.none");
    const values = { count: stays.count, median: lasting(stays.median) };
    return stays.count < few ? t("times.few", values) : t("times.row", values);
  };
  const table = (
    <>
      <thead>
        <tr>
          <th scope="col">{t("stage")}</th>
          <th scope="col">{t("times.median")}</th>
          <th scope="col">{t("times.quarter")}</th>
          <th scope="col">{t("times.three_quarters")}</th>
          <th scope="col">{t("times.stays")}</th>
          <th scope="col">{t("times.standing")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stage, stays, standing }) => {
          const tells = stays !== null && stays.count >= few;
          return (
            <tr key={stage}>
              <th scope="row">{tUi(`stage.${stage}`)}</th>
              <td>{tells ? lasting(stays.median) : "–"}</td>
              <td>{tells ? lasting(stays.quarter) : "–"}</td>
              <td>{tells ? lasting(stays.threeQuarters) : "–"}</td>
              <td>{stays?.count ?? 0}</td>
              <td>{standing}</td>
            </tr>
          );
        })}
      </tbody>
    </>
  );
  return (
    <Figure title={t("times.title")} what={t("times.what")} table={table} csv={csv}>
      {rows.map((row) => {
        const { stage, stays, standing } = row;
        const place = (ms: number) => (100 * ms) / longest;
        return (
          <div key={stage} className={`bar ${styles.row}`}>
            <span>{tUi(`stage.${stage}`)}</span>
            {stays !== null && stays.count >= few ? (
              <span
                className={styles.spread}
                role="img"
                aria-label={t("times.told", {
                  median: lasting(stays.median),
                  from: lasting(stays.quarter),
                  to: lasting(stays.threeQuarters),
                })}
                style={vars({
                  "--from": place(stays.quarter),
                  "--to": place(stays.threeQuarters),
                  "--mid": place(stays.median),
                })}
              >
                <i />
                <b />
              </span>
            ) : (
              <span className={styles.spread} />
            )}
            <span className="num">
              {said(row)}
              {standing > 0 && <span className="quiet"> · {t("times.standing_row", { count: standing })}</span>}
            </span>
          </div>
        );
      })}
    </Figure>
  );
}

/** A length of time as people say it: in days, or in hours where it is shorter. */
function useLasting(): (ms: number) => string {
  const { t } = useTranslation("figures");
  return (ms) =>
    ms < day
      ? t("times.hours", { count: Math.round(ms / hour) })
      : t("times.days", { count: ms < 10 * day ? Math.round((10 * ms) / day) / 10 : Math.round(ms / day) });
}
