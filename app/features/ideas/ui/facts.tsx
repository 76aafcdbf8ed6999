import { useTranslation } from "react-i18next";
import type { Fact } from "../../../../db/schema/ideas.ts";

/** What came with an imported idea: its figures and its tags. */
export function Facts({ facts, tags }: { facts: readonly Fact[]; tags: readonly string[] }) {
  const { t, i18n } = useTranslation("ideas");
  if (facts.length === 0 && tags.length === 0) return null;
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
      {tags.length > 0 && (
        <div>
          <dt>{t("tags")}</dt>
          <dd className="row">
            {tags.map((tag) => (
              <span key={tag} className="chip">
                {tag}
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}
