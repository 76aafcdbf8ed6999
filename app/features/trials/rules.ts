import type { Stage } from "../../../db/schema/ideas.ts";
import type { Worked } from "../../../db/schema/trials.ts";
import type { Affiliation } from "../../platform/actor.ts";

/** Longest texts taken, in characters; `missing` and `words` make one comment. */
export const limits = { what: 2_000, gets: 500, missing: 1_000, words: 3_500 } as const;

/** The longest that a test may take, in minutes, and how many may test. */
export const mostMinutes = 600;
export const mostSeats = 200;

/** People who volunteer for one test. */
export const mostVolunteers = 500;

/** Tests of one idea that run at once. */
export const mostOpen = 3;

/** Tests that the page of an idea's tests tells, the newest ones. */
export const trialsShown = 20;

/** Tests that the start offers to somebody who could try them. */
export const wantedShown = 3;

/** For how long, in milliseconds, somebody who was drawn comes after those who were not. */
export const lately = 90 * 86_400_000;

/** The latest day on which people are drawn, in days from now. */
export const furthestDay = 90;

export const workedAnswers: readonly Worked[] = ["yes", "partly", "no"];

const tested: readonly Stage[] = ["developing", "evaluating", "adopted", "building", "shipped"];

/** Whether something of an idea can be tested: from when it is worked on. */
export function canBeTested(idea: { stage: Stage; moderation: string }): boolean {
  return idea.moderation === "visible" && tested.includes(idea.stage);
}

/** The tests of an idea, by the address of its page. */
export function trialsPath(idea: string): string {
  return `${idea}/tests`;
}

/** Why somebody of this affiliation and level cannot volunteer, or null. */
export function whyNoVolunteer(
  who: { affiliation: Affiliation; level: number },
  trial: { affiliation: Affiliation | null; level: number },
): "trial_affiliation" | "trial_level" | null {
  if (trial.affiliation !== null && trial.affiliation !== who.affiliation) return "trial_affiliation";
  return who.level < trial.level ? "trial_level" : null;
}
