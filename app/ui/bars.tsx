import { useTranslation } from "./words.ts";
import { type Affiliation, AffiliationWord } from "./affiliation.tsx";
import { vars } from "./vars.ts";

/** How many people of one affiliation gave each kind of signal. */
export type BarRow = { affiliation: Affiliation; support: number; against: number; pass: number };

/** What people think, a bar for each affiliation, with what the strokes mean and the same figures as a table. */
export function Bars({ rows }: { rows: readonly BarRow[] }) {
  const { t } = useTranslation("ui");
  return (
    <div>
      {rows.map((row) => (
        <Bar key={row.affiliation} {...row} />
      ))}
      <p className="small quiet">{t("bars.legend")}</p>
      <details className="small">
        <summary>{t("bars.table")}</summary>
        <table className="figures">
          <thead>
            <tr>
              <td />
              <th scope="col">{t("bars.support")}</th>
              <th scope="col">{t("bars.against")}</th>
              <th scope="col">{t("bars.pass")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.affiliation}>
                <th scope="row">
                  <AffiliationWord affiliation={row.affiliation} plural />
                </th>
                <td>{row.support}</td>
                <td>{row.against}</td>
                <td>{row.pass}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function Bar({ affiliation, support, against, pass }: BarRow) {
  const { t } = useTranslation("ui");
  const total = support + against + pass;
  const share = (count: number) => vars({ "--v": (100 * count) / total });
  if (total === 0) return null;
  return (
    <div className="bar" data-aff={affiliation}>
      <AffiliationWord affiliation={affiliation} plural />
      <span className="track" role="img" aria-label={t("bars.told", { support, against, pass })}>
        {support > 0 && <i style={share(support)} />}
        {against > 0 && <i className="against" style={share(against)} />}
        {pass > 0 && <i className="pass" style={share(pass)} />}
      </span>
      <span className="num">{t("bars.support_of", { support, total })}</span>
    </div>
  );
}
