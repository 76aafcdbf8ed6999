import type { Happening } from "../../platform/events.server.ts";

/**
 * Whose an idea is was set down for a version of its text, or that was taken back with the move it came from. The shares
 * themselves are rows: in the log a share could say who wrote a note whose author's name is sealed.
 */
export type CreditFrozen = Happening<
  "credit.frozen" | "credit.freeze_undone",
  { freeze: string; version: number; people: number; inputs: number }
>;

export function creditFrozen(
  kind: CreditFrozen["kind"],
  idea: { id: string; space: string | null },
  payload: CreditFrozen["payload"],
): CreditFrozen {
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload };
}
