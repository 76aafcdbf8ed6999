import type { Happening } from "../../platform/events.server.ts";

type Place = { id: string; space: string };

function of<Kind extends string, Data extends { freeze: string }>(
  kind: Kind,
  idea: Place,
  payload: Data,
): Happening<Kind, Data> {
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload };
}

/** Those who built an idea are asked what they think of each other's shares, until a moment (ms since 1970 UTC). */
export const confirmationOpened = (idea: Place, payload: { freeze: string; until: number; people: number }) =>
  of("credit.confirmation_opened", idea, payload);

/** Somebody answered. What, and of whom, the log does not say. */
export const answerGiven = (idea: Place, payload: { freeze: string }) => of("credit.answer_given", idea, payload);

/** The time to answer is over, and few contradict each other: somebody who is not involved decides. */
export const sharesContradicted = (
  idea: Place,
  payload: { freeze: string; answers: number; people: number; involved: readonly string[] },
) => of("credit.contradicted", idea, { ...payload, involved: [...payload.involved] });

/** The shares that stand from now on: as they were answered, as a pilot let them hold, or as they were computed. */
export const sharesConfirmed = (
  idea: Place,
  payload: { freeze: string; how: "answers" | "applied" | "kept"; answers: number; people: number; changed: boolean },
) => of("credit.confirmed", idea, payload);

/** The idea was frozen anew: what was said of the shares before holds no more; or that was taken back. */
export const confirmationOvertaken = (
  kind: "credit.confirmation_overtaken" | "credit.confirmation_resumed",
  idea: Place,
  payload: { freeze: string },
) => of(kind, idea, payload);
