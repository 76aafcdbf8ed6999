import type { Accent, LeanShown, RoomsBy } from "../../../db/schema/spaces.ts";
import { affiliations, type Affiliation } from "../../platform/actor.ts";

/** Lengths in characters. A charter must stay below what `platform/markdown` takes. */
export const limits = {
  name: 80,
  purpose: 400,
  slug: 60,
  criteria: 4_000,
  charter: 20_000,
  message: 1_000,
  reason: 1_000,
  email: 254,
  /** People who may come in by one invitation. */
  uses: 500,
  /** How long an invitation may hold, in days. */
  days: 90,
} as const;

export const accents: readonly Accent[] = ["teal", "blue", "violet", "plum", "forest"];
export const leansShown: readonly LeanShown[] = ["after_own", "always"];

export const roomsByChoices: readonly RoomsBy[] = ["steering", "known"];

/** People on one page of the list of members. */
export const membersPage = 50;

/** Which members a list shows. */
export const memberFilters = ["all", "pilot", "product"] as const;
export type MemberFilter = (typeof memberFilters)[number];

/** Slugs that would read as something else in an address. */
const reserved = new Set(["new", "all", "about", "admin"]);

/** Whether a slug may name a space. */
export function isSpaceSlug(slug: string): boolean {
  return slug.length <= limits.slug && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && !reserved.has(slug);
}

/** Whether this is a time zone that the platform knows, such as "Europe/Paris". */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** People by affiliation; each at least 0. */
export type PeopleCounts = Record<Affiliation, number>;

export const nobody: PeopleCounts = { customer: 0, employee: 0, partner: 0 };

/** How many people there are over all affiliations. */
export function total(counts: PeopleCounts): number {
  return affiliations.reduce((sum, affiliation) => sum + counts[affiliation], 0);
}

/**
 * What an author's form says of the charter against what is in force: `nothing` to ask, `accepted`
 * before or with this form, `changed` since the form was shown, or still `asked`. Versions are
 * 1, 2, 3 …; 0 in force means that there is no charter.
 */
export function judgeCharter(
  inForce: number,
  acceptedBefore: boolean,
  ticked: number | null,
): "nothing" | "accepted" | "changed" | "asked" {
  if (inForce === 0 || acceptedBefore) return "nothing";
  if (ticked === null) return "asked";
  return ticked === inForce ? "accepted" : "changed";
}

/** How many first contributions of a new member pilots may look at beforehand, as forms say it. */
export const holdChoices = ["0", "1", "2", "3", "5"] as const;
