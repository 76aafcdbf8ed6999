import type { LegalDocument } from "../../../db/schema/legal.ts";
import type { Happening } from "../../platform/events.server.ts";

export type LegalPublished = Happening<
  "legal.published",
  { document: LegalDocument; version: number; asksAgain: boolean }
>;
/** Somebody accepted a version of a legal page: by joining, or when asked again. */
export type ConsentGiven = Happening<"consent.given", { member: string; document: LegalDocument; version: number }>;

export function legalPublished(payload: LegalPublished["payload"]): LegalPublished {
  return { kind: "legal.published", space: null, subject: `legal:${payload.document}`, payload };
}

export function consentGiven(payload: ConsentGiven["payload"]): ConsentGiven {
  return { kind: "consent.given", space: null, subject: `member:${payload.member}`, payload };
}
