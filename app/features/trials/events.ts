import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

/** Somebody asks for people to test, volunteers, leaves again or says how it went; or nobody is drawn after all. */
export type TrialHappened = Happening<
  "trial.opened" | "trial.volunteered" | "trial.left" | "trial.reported" | "trial.cancelled",
  { trial: string }
>;

/**
 * People were drawn, in the order of SHA-256 of `seed`, a space and the member's id: of `fresh` first, then of `late`, who
 * were drawn not long ago.
 */
export type TrialDrawn = Happening<
  "trial.drawn",
  { trial: string; seed: string; seats: number; fresh: string[]; late: string[]; drawn: string[] }
>;

export function trialHappened(kind: TrialHappened["kind"], { id, space }: Placed, trial: string): TrialHappened {
  return { kind, space, subject: `idea:${id}`, payload: { trial } };
}

export function trialDrawn({ id, space }: Placed, payload: TrialDrawn["payload"]): TrialDrawn {
  return { kind: "trial.drawn", space, subject: `idea:${id}`, payload };
}
