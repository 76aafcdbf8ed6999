import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { type AdoptedRow, shareOf } from "../rules.ts";
import { Figure } from "./figure.tsx";
import { PartRow } from "./part-row.tsx";

/** Whose ideas are adopted. */
export function Adopted({ rows, csv }: { rows: readonly AdoptedRow[]; csv: string }) {
  const { t } = useTranslation("figures");
  const table = (
    <>
      <thead>
        <tr>
          <th scope="col">{t("adopted.affiliation")}</th>
          <th scope="col">{t("adopted.submitted")}</th>
          <th scope="col">{t("adopted.adopted")}</th>
          <th scope="col">{t("share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ affiliation, submitted, adopted }) => (
          <tr key={affiliation}>
            <th scope="row">
              <AffiliationWord affiliation={affiliation} plural />
            </th>
            <td>{submitted}</td>
            <td>{adopted}</td>
            <td>{shareOf(adopted, submitted) ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  return (
    <Figure title={t("adopted.title")} what={t("adopted.what")} table={table} csv={csv}>
      {rows.map(({ affiliation, submitted, adopted }) => (
        <PartRow
          key={affiliation}
          aff={affiliation}
          label={<AffiliationWord affiliation={affiliation} plural />}
          part={adopted}
          whole={submitted}
        />
      ))}
    </Figure>
  );
}
