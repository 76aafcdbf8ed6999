/** How an objection to settled shares is decided by three: pure. */
import { type Contributor, divided } from "./rules.ts";

/** For how many plain days after shares stand, or after the first appeal was decided, somebody may object. */
export const appealDays = 14;

/** For how many plain days those who decide may say something. */
export const verdictDays = 7;

/** How many members are drawn beside the pilot. */
export const mostDrawn = 2;

/** From which level on in the space members are drawn, and from which one where those are too few. */
export const drawnFrom = [2, 1] as const;

/** How often the shares of a freeze are appealed; what comes of the last is final. */
export const mostAppeals = 2;

/** What one of those who decide says; `shares` in basis points, of what a change would come to. */
export type Verdict = {
  part: "pilot" | "drawn";
  decision: "keep" | "change";
  shares: ReadonlyMap<string, number>;
};

/** What comes of it: `isChanged` where more were for a change than for keeping. */
export type Outcome = { isChanged: boolean; people: (Contributor & { was: number })[] };

/**
 * What the majority of those who said something decides; a tie keeps. Of several changes the pilot's holds where the
 * pilot is for one, else the middle for each person (of two in the middle their mean), brought back to the sum of what
 * stood by the largest remainder. People come in the order of their ids.
 */
export function outcomeOf(stood: readonly Contributor[], verdicts: readonly Verdict[]): Outcome {
  const ordered = stood.toSorted((first, second) => (first.id < second.id ? -1 : 1));
  const changes = verdicts.filter(({ decision }) => decision === "change");
  const isChanged = changes.length > verdicts.length - changes.length;
  if (!isChanged) return { isChanged, people: ordered.map((person) => ({ ...person, was: person.share })) };
  const pilot = changes.find(({ part }) => part === "pilot");
  const all = ordered.reduce((sum, { share }) => sum + share, 0);
  const proposals = pilot ? [pilot] : changes;
  const shares = divided(
    all,
    ordered.map(({ id }) => BigInt(twiceMiddle(proposals.map((each) => each.shares.get(id) ?? 0)))),
  );
  return { isChanged, people: ordered.map(({ id, share }, at) => ({ id, was: share, share: shares[at] ?? 0 })) };
}

/** Twice the middle of these, so that it is whole. */
function twiceMiddle(values: readonly number[]): number {
  const ordered = values.toSorted((one, other) => one - other);
  return (ordered[Math.floor(ordered.length / 2)] ?? 0) + (ordered[Math.floor((ordered.length - 1) / 2)] ?? 0);
}

/** Percent as somebody types it, with up to two decimals, in basis points; null for anything else. */
export function basisPoints(typed: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  if (!found) return null;
  const points = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

/** The field for the share of somebody. */
export const shareField = (member: string) => `share-${member}`;

/** The page on which an appeal is decided. `path`: the idea's address. */
export const sharesAppealPath = (path: string) => `${path}/credits/appeal`;
