import type { LegalDocument } from "../../../db/schema/legal.ts";

/** The legal pages, in the order of the footer. */
export const documents: readonly LegalDocument[] = ["terms", "privacy", "notice"];

/** Those that a person accepts by joining. */
export const accepted = ["terms", "privacy"] as const satisfies readonly LegalDocument[];
export type Accepted = (typeof accepted)[number];

/** The version in force of each document that is accepted; 0 where there is none. */
export type InForce = Record<Accepted, number>;

/** Longest text in one language, in characters; below what `platform/markdown` takes. */
export const longestText = 20_000;

/** Which page an address names, or null. */
export function documentIn(part: string | undefined): LegalDocument | null {
  return documents.find((document) => document === part) ?? null;
}

/** What a tick says yes to: "2.1" are the terms in version 2 and the privacy page in version 1. Empty: nothing to ask. */
export function markOf({ terms, privacy }: InForce): string {
  return terms + privacy === 0 ? "" : `${terms}.${privacy}`;
}

/** What a form says of the texts in force: `nothing` to ask, `accepted`, `changed` since it was shown, or still `asked`. */
export function judgeConsent(
  inForce: InForce,
  ticked: string | undefined,
): "nothing" | "accepted" | "changed" | "asked" {
  const mark = markOf(inForce);
  if (mark === "") return "nothing";
  if (!ticked) return "asked";
  return ticked === mark ? "accepted" : "changed";
}

/** How many places of a text wait to be filled in by those who run the place: `[[name]]`. */
export function gapsIn(source: string): number {
  return source.match(/\[\[[^\]]+\]\]/g)?.length ?? 0;
}
