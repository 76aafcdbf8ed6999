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

/** The shares that stand from now on: as they were answered, as a pilot let them hold, as they were computed, or by an appeal. */
export const sharesConfirmed = (
  idea: Place,
  payload: {
    freeze: string;
    how: "answers" | "applied" | "kept" | "appeal";
    answers: number;
    people: number;
    changed: boolean;
  },
) => of("credit.confirmed", idea, payload);

/** The idea was frozen anew: what was said of the shares before holds no more; or that was taken back. */
export const confirmationOvertaken = (
  kind: "credit.confirmation_overtaken" | "credit.confirmation_resumed",
  idea: Place,
  payload: { freeze: string },
) => of(kind, idea, payload);

/** A contributor objects. Of `candidates` members with the level these were drawn, by the appeal's id and theirs. */
export const sharesAppealed = (
  idea: Place,
  payload: {
    freeze: string;
    appeal: string;
    round: number;
    until: number;
    candidates: number;
    level: number;
    drawn: readonly string[];
    involved: readonly string[];
  },
) => of("credit.appealed", idea, { ...payload, drawn: [...payload.drawn], involved: [...payload.involved] });

/** Somebody who was drawn stays out of it, and the next one is asked. */
export const judgeDeclined = (
  idea: Place,
  payload: { freeze: string; appeal: string; candidates: number; drawn: readonly string[] },
) => of("credit.judge_declined", idea, { ...payload, drawn: [...payload.drawn] });

/** One of those who decide said something; what it is, everybody reads when it is decided. */
export const judged = (part: "pilot" | "drawn", idea: Place, payload: { freeze: string; appeal: string }) =>
  of(part === "pilot" ? "credit.pilot_judged" : "credit.member_judged", idea, payload);

/** The majority of those who said something decided. */
export const appealDecided = (
  idea: Place,
  payload: { freeze: string; appeal: string; round: number; said: number; isChanged: boolean },
) => of("credit.appeal_decided", idea, payload);

/** The idea was frozen anew while an appeal was open. */
export const appealOvertaken = (idea: Place, payload: { freeze: string; appeal: string }) =>
  of("credit.appeal_overtaken", idea, payload);
