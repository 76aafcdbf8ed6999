import { useTranslation } from "../../../ui/words.ts";
import type { Factor } from "../rice.ts";

/** A factor of RICE in the reader's language. `value` is as it is kept: hundredths of impact, per cent, tenths of a month. */
export function useFactorText(): (factor: Factor, value: number) => string {
  const { t } = useTranslation("lens");
  return (factor, value) => {
    switch (factor) {
      case "reach":
        return t("value.reach", { value });
      case "impact":
        return t("value.impact", { value: value / 100 });
      case "confidence":
        return t("value.confidence", { value });
      case "effort":
        return t("value.effort", { count: value / 10 });
    }
  };
}

/** A RICE as it is shown: to one place behind the point. */
export function rounded(rice: number): number {
  return Math.round(rice * 10) / 10;
}

/** A share as it is shown: to two places behind the point. */
export function hundredths(share: number): number {
  // Nothing is nothing, not the −0 that a small negative share is rounded to.
  return Math.round(share * 100) / 100 + 0;
}
