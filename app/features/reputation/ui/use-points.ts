import { useTranslation } from "../../../ui/words.ts";

/** How milli-points are written in the reader's language: all of them (`exact`), to a tenth, or as a difference. */
export function usePoints() {
  const { i18n } = useTranslation("reputation");
  const format = (options: Intl.NumberFormatOptions) => {
    const written = new Intl.NumberFormat(i18n.language, options);
    return (points: number) => written.format(points / 1_000);
  };
  return {
    exact: format({ maximumFractionDigits: 3 }),
    round: format({ maximumFractionDigits: 1 }),
    difference: format({ maximumFractionDigits: 3, signDisplay: "exceptZero" }),
  };
}
