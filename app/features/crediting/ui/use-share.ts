import { useTranslation } from "../../../ui/words.ts";

/** Writes basis points as percent, in the reader's language: with two decimals, or as a round figure of at least 1. */
export function useShare(): { exact: (share: number) => string; round: (share: number) => string } {
  const { i18n } = useTranslation("crediting");
  const written = (digits: number) =>
    new Intl.NumberFormat(i18n.language, {
      style: "percent",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  return {
    exact: (share) => written(2).format(share / 10_000),
    round: (share) => written(0).format(Math.max(share, 100) / 10_000),
  };
}
