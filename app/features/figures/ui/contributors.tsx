import { useTranslation } from "../../../ui/words.ts";
import type { Figures } from "../queries.server.ts";
import { type ContributorsRow, few } from "../rules.ts";
import { Figure } from "./figure.tsx";
import { PartRow } from "./part-row.tsx";

/** How many people are behind what shipped. */
export function Contributors({ of, csv }: { of: Figures["contributors"]; csv: string }) {
  const { t } = useTranslation("figures");
  const { rows, spread, ideas } = of;
  const said = ({ from, to }: ContributorsRow) => {
    if (to === null) return t("contributors.more", { from });
    return from === to ? t("contributors.one") : t("contributors.range", { from, to });
  };
  const table = (
    <>
      <thead>
        <tr>
          <th scope="col">{t("contributors.people")}</th>
          <th scope="col">{t("ideas")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from}>
            <th scope="row">{said(row)}</th>
            <td>{row.ideas}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  return (
    <Figure
      title={t("contributors.title")}
      what={ideas === 0 ? t("contributors.none") : t("contributors.what", { count: ideas })}
      table={table}
      csv={csv}
    >
      {ideas > 0 && rows.map((row) => <PartRow key={row.from} label={said(row)} part={row.ideas} whole={ideas} />)}
      {spread && (
        <p className="small">
          {spread.count < few ? t("contributors.few") : t("contributors.median", { median: spread.median })}
        </p>
      )}
    </Figure>
  );
}
