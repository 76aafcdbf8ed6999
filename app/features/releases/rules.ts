import type { ReleaseState } from "../../../db/schema/releases.ts";
import { slugOf } from "../../platform/slug.ts";
import { allotted, whole } from "../crediting/rules.ts";

/** Longest texts taken, in characters. */
export const limits = { title: 120, notes: 20_000 } as const;

/** Ideas of one release: they ship in one transaction. */
export const mostIdeas = 50;

/** How long after it was published those who have to do with a release are asked whether it helped, in milliseconds. */
export const askedAfter = 30 * 86_400_000;

/** What can be said to that, in the order in which it is asked. */
export const helpAnswers = ["yes", "partly", "no"] as const;

/** Longest words beside an answer, in characters. */
export const longestWords = 2_000;

/** The page that asks whether a release helped. `path`: the address of the release. */
export function helpPath(path: string): string {
  return `${path}/help`;
}

/** Releases on one page of the list. */
export const releasesPage = 20;

/** The furthest that a publication can be planned ahead, in milliseconds. */
const furthest = 366 * 86_400_000;

/** What is wrong with a moment for a publication, both in milliseconds since 1970 UTC; null: nothing. */
export function wrongMoment(at: number, now: number): "release_day_passed" | "release_day_too_far" | null {
  if (at <= now) return "release_day_passed";
  return at - now > furthest ? "release_day_too_far" : null;
}

/** Whether a release is for its team alone, as it is not published yet. */
export function isOpen(state: ReleaseState): boolean {
  return state === "draft" || state === "scheduled";
}

/** The list of a space's releases, or of one product's. */
export function releasesPath(space: string, product: string | null = null): string {
  return `/s/${space}/releases${product === null ? "" : `?product=${product}`}`;
}

/** The address of a release: `/s/<space>/releases/<id>-<words of its title>`. `space` is a slug. */
export function releasePath(space: string, release: { id: string; title: string }): string {
  const words = slugOf(release.title);
  return `${releasesPath(space)}/${release.id}${words ? `-${words}` : ""}`;
}

/** The picture of a release for other places, in a language. `path`: the address of the release. */
export function releaseCardPath(path: string, language: "en" | "fr"): string {
  return `${path}/card.png?lang=${language}`;
}

/** Somebody's shares of the ideas of a release, in basis points of each, and of all of them together. */
export type Overall<Of> = { person: Of; share: number; of: { idea: string; share: number }[] };

/**
 * Whose a whole release is: each idea weighs the same, so that a share of all is the mean of the shares of each. Whoever
 * has most comes first. Shares are in basis points; with those of `unnamed`, people who stay unnamed, they sum to `whole`.
 */
export function overallOf<Person extends { id: string; share: number }>(
  ideas: readonly { id: string; people: readonly Person[]; unnamed: number }[],
): { people: Overall<Person>[]; unnamed: number } {
  const people = new Map<string, Overall<Person>>();
  for (const idea of ideas) {
    for (const person of idea.people) {
      const known = people.get(person.id) ?? { person, share: 0, of: [] };
      known.of.push({ idea: idea.id, share: person.share });
      people.set(person.id, known);
    }
  }
  const all = [...people.values()].toSorted((one, other) => (one.person.id < other.person.id ? -1 : 1));
  if (ideas.length === 0) return { people: [], unnamed: 0 };
  const sums = [
    ...all.map(({ of }) => of.reduce((sum, { share }) => sum + share, 0)),
    ideas.reduce((sum, { unnamed }) => sum + unnamed, 0),
  ];
  const shares = allotted(whole, sums.map(BigInt), BigInt(ideas.length * whole));
  return {
    people: all.map((each, at) => ({ ...each, share: shares[at] ?? 0 })).toSorted((a, b) => b.share - a.share),
    unnamed: shares.at(-1) ?? 0,
  };
}
