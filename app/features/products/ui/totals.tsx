import { useTranslation } from "../../../ui/words.ts";
import type { Totals } from "../queries.server.ts";

/** The running total of a product in a sentence. */
export function TotalsLine({ totals }: { totals: Totals }) {
  const { t } = useTranslation("products");
  if (totals.shipped === 0) {
    return <>{totals.ideas === 0 ? t("totals.none") : t("totals.under_way", { count: totals.ideas })}</>;
  }
  // How many people is said only where somebody may be named: those who stay unnamed are counted nowhere.
  const shipped = t("totals.shipped", { count: totals.shipped });
  return (
    <>
      {totals.people === 0
        ? shipped
        : t("totals.by", { shipped, people: t("totals.people", { count: totals.people }) })}
    </>
  );
}
