import { useTranslation } from "../../../ui/words.ts";
import type { Fact } from "../../../../db/schema/ideas.ts";

/** The figures that came with an imported idea. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const { t, i18n } = useTranslation("ideas");
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(({ name, amount, currency }) => (
        <div key={name}>
          <dt>{t(`fact.${name}`)}</dt>
          <dd>
            {new Intl.NumberFormat(i18n.language, { style: "currency", currency, maximumFractionDigits: 0 }).format(
              amount,
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
