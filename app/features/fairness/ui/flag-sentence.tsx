import { useTranslation } from "../../../ui/words.ts";
import type { ShownFlag } from "../queries.server.ts";

/** What a rule found, in its own words with the numbers that went in. `mine`: it is said to whose signals they are. */
export function FlagSentence({ flag, mine }: { flag: ShownFlag; mine: boolean }) {
  const { t } = useTranslation("fairness");
  const { number, percent, odds } = useOdds();
  const { rule, numbers, verdict, member, other, idea } = flag;
  const n = (name: string) => number(numbers[name] ?? 0);
  const values = { member: member ?? "", other: other ?? "", idea: idea ?? "", usual: number(verdict.usual, 2) };
  const chance = odds(verdict.chance);
  switch (rule) {
    case "F1": {
      const rate = percent((numbers.toAuthor ?? 0) / (numbers.inAll ?? 1));
      return (
        <>
          {t(mine ? "sentence.F1_mine" : "sentence.F1", { ...values, given: n("given"), all: n("all"), rate, chance })}
        </>
      );
    }
    case "F2": {
      const counted = { shared: n("shared"), mine: n("mine"), theirs: n("theirs"), ideas: n("ideas") };
      return <>{t(mine ? "sentence.F2_mine" : "sentence.F2", { ...values, ...counted, chance })}</>;
    }
    case "F3":
      return <>{t("sentence.F3", { ...values, signals: n("signals"), newcomers: n("newcomers"), chance })}</>;
    case "F4":
      return (
        <>
          {t("sentence.F4", {
            ...values,
            signals: n("signals"),
            voters: n("voters"),
            ratio: number(verdict.chance, 2),
          })}
        </>
      );
  }
}

/** Beyond this nobody can imagine how rare it is. */
const rarest = 1e15;

/** Writes numbers, shares, and how rarely something happens by chance ("once in 830 billion times"). */
export function useOdds() {
  const { t, i18n } = useTranslation("fairness");
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const percent = (share: number) =>
    new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 }).format(share);
  const odds = (chance: number) => {
    const times = new Intl.NumberFormat(i18n.language, {
      notation: "compact",
      compactDisplay: "long",
      maximumSignificantDigits: 2,
    }).format(Math.min(rarest, 1 / chance));
    return t("odds", { times });
  };
  return { number, percent, odds };
}
