import { affiliations, type Affiliation } from "../../platform/actor.ts";

export const limits = { name: 80, purpose: 400, slug: 60 } as const;

/** Slugs that would read as something else in an address. */
const reserved = new Set(["new", "all", "about", "admin"]);

/** An address part made of a name: lower-case ASCII letters, digits and single hyphens; may be empty. */
export function slugOf(name: string, longest: number = limits.slug): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}

/** Whether a slug may name a space. */
export function isSpaceSlug(slug: string): boolean {
  return slug.length <= limits.slug && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && !reserved.has(slug);
}

/** People by affiliation; each at least 0. */
export type PeopleCounts = Record<Affiliation, number>;

export const nobody: PeopleCounts = { customer: 0, employee: 0, partner: 0 };

/** How many people there are over all affiliations. */
export function total(counts: PeopleCounts): number {
  return affiliations.reduce((sum, affiliation) => sum + counts[affiliation], 0);
}
