import { useTranslation } from "./words.ts";

export type Affiliation = "customer" | "employee" | "partner";

/** The order in which groups stand everywhere. */
export const affiliations: readonly Affiliation[] = ["customer", "employee", "partner"];

/** How many people of each affiliation. */
export type ByAffiliation = Record<Affiliation, number>;

/**
 * The word of an affiliation with its mark before it: "customer"; with `plural`, "customers"; with `count`, a number
 * of people, "287 customers".
 */
export function AffiliationWord({
  affiliation,
  count,
  plural = false,
}: {
  affiliation: Affiliation;
  count?: number;
  plural?: boolean;
}) {
  const { t } = useTranslation("ui");
  return (
    <span className="aff" data-aff={affiliation}>
      {count !== undefined
        ? t(`affiliation.counted.${affiliation}`, { count })
        : t(plural ? `affiliation.plural.${affiliation}` : `affiliation.one.${affiliation}`)}
    </span>
  );
}
