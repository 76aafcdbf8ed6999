import { Day } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Announced } from "../../reputation/queries.server.ts";
import type { Rule } from "../../reputation/rules.ts";
import type { RulebookPage } from "../queries.server.ts";
import type { Change } from "../rules.ts";
import styles from "./rulebook.module.css";
import { useFigures } from "./use-figures.ts";

/** All rule sets, the newest first, each with what it changes: also one that is announced and does not hold yet. */
export function Changelog({ page: { log, notice }, own }: { page: RulebookPage; own: Announced | null }) {
  const { t } = useTranslation("rulebook");
  return (
    <section aria-labelledby="changelog" className={styles.part}>
      <h2 id="changelog">{t("heading.changelog")}</h2>
      <p>{t("changelog.lede", { count: notice / 86_400_000 })}</p>
      <ul className={styles.log}>
        {log.map(({ name, from, published, state, changes }) => (
          <li key={name}>
            <h3>
              {name}{" "}
              <span className={state === "coming" ? "chip await" : "chip"}>
                {t(`changelog.${state.replace(" ", "_") as "coming"}`)}
              </span>
            </h3>
            <p className="small soft">
              {from === 0 ? (
                t("changelog.from_start")
              ) : (
                <>
                  {t("changelog.from")} <Day at={from} />
                </>
              )}
              {published !== null && (
                <>
                  {" · "}
                  {t("changelog.published")} <Day at={published} />
                </>
              )}
            </p>
            {changes.length > 0 && (
              <ul className={styles.changes}>
                {changes.map((change) => (
                  <li key={change.of === "rule" ? change.rule : change.constant}>
                    <Changed change={change} />
                  </li>
                ))}
              </ul>
            )}
            {state === "coming" && <Own announced={own?.name === name ? own : null} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What rules that are announced would make of what the reader has. */
function Own({ announced }: { announced: Announced | null }) {
  const { t } = useTranslation("rulebook");
  const { points, difference } = useFigures();
  if (!announced) return <p className="small soft">{t("own.sign_in")}</p>;
  const { name, spaces } = announced;
  return (
    <>
      <h4>{t("own.heading", { name })}</h4>
      <p>{spaces.length === 0 ? t("own.nothing") : t("own.lede", { name })}</p>
      {spaces.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("own.figure")}</th>
              <th scope="col">{t("own.before")}</th>
              <th scope="col">{t("own.after", { name })}</th>
              <th scope="col">{t("own.difference")}</th>
            </tr>
          </thead>
          <tbody>
            {spaces.flatMap(({ slug, name: space, facets }) =>
              facets.map(({ facet, before, after }) => (
                <tr key={`${slug} ${facet}`}>
                  <th scope="row">{t("own.of", { facet: t(`facet.${facet}`), space })}</th>
                  <td>{points(before)}</td>
                  <td>{points(after)}</td>
                  <td>{difference(after - before)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
    </>
  );
}

function Changed({ change }: { change: Change }) {
  const { t } = useTranslation("rulebook");
  const { points, constant } = useFigures();
  const written = ({ facet, points: worth, times }: Rule) =>
    [
      t("unit.points", { count: worth / 1_000, points: points(worth) }),
      times && t(`times.${times}`),
      t(`facet.${facet}`),
    ]
      .filter(Boolean)
      .join(" · ");
  const [what, before, after] =
    change.of === "rule"
      ? [t(`rule.${change.rule}`), written(change.before), written(change.after)]
      : [t(`constant.${change.constant}`), constant(change.before), constant(change.after)];
  return (
    <>
      {what}: <del>{before}</del> → <ins>{after}</ins>
    </>
  );
}
