import { useTranslation } from "../../../ui/words.ts";
import { percent } from "../rules.ts";

/** Writes basis points as percent, in the reader's language: with two decimals, or as a round figure of at least 1. */
export function useShare(): { exact: (share: number) => string; round: (share: number) => string } {
  const { i18n } = useTranslation("crediting");
  return {
    exact: (share) => percent(share, i18n.language, 2),
    round: (share) => percent(share, i18n.language, 0),
  };
}
