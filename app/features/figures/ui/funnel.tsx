import { useTranslation } from "../../../ui/words.ts";
import type { FunnelRow, OtherEnd } from "../rules.ts";
import { shareOf } from "../rules.ts";
import { Figure } from "./figure.tsx";
import { PartRow } from "./part-row.tsx";

/** How far ideas have come. */
export function Funnel({
  rows,
  ends,
  counted,
  csv,
}: {
  rows: readonly FunnelRow[];
  ends: readonly { end: OtherEnd; ideas: number }[];
  counted: number;
  csv: string;
}) {
  const { t } = useTranslation("figures");
  const { t: tUi } = useTranslation("ui");
  const others = ends.filter(({ ideas }) => ideas > 0);
  const table = (
    <>
      <thead>
        <tr>
          <th scope="col">{t("stage")}</th>
          <th scope="col">{t("ideas")}</th>
          <th scope="col">{t("share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stage, reached }) => (
          <tr key={stage}>
            <th scope="row">{tUi(`stage.${stage}`)}</th>
            <td>{reached}</td>
            <td>{shareOf(reached, counted) ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  return (
    <Figure title={t("funnel.title")} what={t("funnel.what")} table={table} csv={csv}>
      {rows.map(({ stage, reached }) => (
        <PartRow key={stage} label={tUi(`stage.${stage}`)} part={reached} whole={counted} />
      ))}
      {others.length > 0 && (
        <p className="small">
          {t("ended.label")} {others.map(({ end, ideas }) => t(`ended.${end}`, { count: ideas })).join(", ")}.
        </p>
      )}
    </Figure>
  );
}
