import type { Happening } from "../../platform/events.server.ts";
import type { Flag, FlagRule } from "./rules.ts";

type Case = { id: string; space: string; member: string };

/** Signals of one person are held until `until` (ms since 1970 UTC). `involved`: who may not judge it. */
export type CaseOpened = Happening<
  "fairness.held",
  { member: string; signals: number; until: number; involved: string[] }
>;

export function caseOpened(
  { id, space, member }: Case,
  facts: { signals: number; until: number; involved: string[] },
): CaseOpened {
  return { kind: "fairness.held", space, subject: `case:${id}`, payload: { member, ...facts } };
}

/** A rule found something, by these numbers: `case` where it led to one, else it is a note. */
export type Flagged = Happening<
  "fairness.flagged",
  {
    rule: FlagRule;
    case: string | null;
    member: string | null;
    other: string | null;
    idea: string | null;
  } & Record<string, string | number | null>
>;

export function flagged({
  id,
  space,
  rule,
  case: of,
  member,
  other,
  idea,
  numbers,
}: Flag & { id: string; space: string; case: string | null }): Flagged {
  const payload = { rule, case: of, member, other, idea, ...numbers };
  return { kind: "fairness.flagged", space, subject: `flag:${id}`, payload };
}

/**
 * A pilot decided on a case: the signals count, do not, or do again after all (`restored`). `lapsed`: nobody has decided in
 * time, and they count until somebody does.
 */
export type CaseChanged = Happening<
  "fairness.released" | "fairness.discarded" | "fairness.restored" | "fairness.lapsed",
  { member: string; act: string | null }
>;

export function caseChanged(kind: CaseChanged["kind"], { id, space, member }: Case, act: string | null): CaseChanged {
  return { kind, space, subject: `case:${id}`, payload: { member, act } };
}
