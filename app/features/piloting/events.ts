import type { Stage } from "../../../db/schema/ideas.ts";
import type { DutyKind, ReasonKind, SignsAs } from "../../../db/schema/piloting.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

export type IdeaMoved = Happening<
  "idea.moved",
  {
    move: string;
    from: Stage;
    to: Stage;
    /** The step of the space's own within `to`. */
    toExtra: string | null;
    signsAs: SignsAs;
    reasonKind: ReasonKind | null;
    /** `2026-09-01`, a day of the space's calendar. */
    reviewOn: string | null;
    /** With what other ideas were moved by the same act, which all have its cause. */
    together?: Together["by"];
    /** The product whose tracker reported it, in the actor's name. */
    tracker?: string;
  }
>;

/** Several ideas that one act moves: by one answer to all of them, or with a release. `cause`: of all the events. */
export type Together = { by: "answer" | "release"; cause?: string };

/** A move was taken back within its ten minutes: the idea stands in `to` again, as if it had never left. */
export type MoveUndone = Happening<"idea.move_undone", { move: string; from: Stage; to: Stage }>;

export function ideaMoved(
  idea: Placed,
  move: {
    id: string;
    from: Stage;
    to: Stage;
    toExtra: string | null;
    signsAs: SignsAs;
    reasonKind: ReasonKind | null;
    reviewOn: string | null;
    tracker: string | null;
  },
  together?: Together["by"],
): IdeaMoved {
  const { id, from, to, toExtra, signsAs, reasonKind, reviewOn, tracker } = move;
  return {
    kind: "idea.moved",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: {
      move: id,
      from,
      to,
      toExtra,
      signsAs,
      reasonKind,
      reviewOn,
      ...(together && { together }),
      ...(tracker !== null && { tracker }),
    },
  };
}

export function moveUndone(idea: Placed, move: { id: string; from: Stage; to: Stage }): MoveUndone {
  return {
    kind: "idea.move_undone",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: { move: move.id, from: move.to, to: move.from },
  };
}

/** Another pilot answers an idea from now on. */
export type IdeaHandedOver = Happening<"idea.handed_over", { handover: string; from: string | null; to: string }>;

export function ideaHandedOver(
  idea: Placed,
  handover: { id: string; from: string | null; to: string },
): IdeaHandedOver {
  const { id, from, to } = handover;
  return {
    kind: "idea.handed_over",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: { handover: id, from, to },
  };
}

/** Somebody who answers named a day by which to come back, in a comment. */
export type PromiseMade = Happening<"promise.made", { idea: string; comment: string; day: string }>;

export function promiseMade(idea: Placed, { comment, day }: { comment: string; day: string }): PromiseMade {
  const payload = { idea: idea.id, comment, day };
  return { kind: "promise.made", space: idea.space, subject: `idea:${idea.id}`, payload };
}

/** The clock of what is owed to an idea stands still until a moment (ms since 1970 UTC), or goes on before it or then. */
export type ClockPaused = Happening<"clock.paused" | "clock.resumed", { pause: string; duty: string; until: number }>;

export function clockPaused(
  kind: ClockPaused["kind"],
  idea: Placed,
  { id, duty, until }: { id: string; duty: string; until: number },
): ClockPaused {
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload: { pause: id, duty, until } };
}

/** What a pilot reads and covers changed. */
export type PilotSet = Happening<"pilot.set", { member: string; languages: string[]; topics: string[] }>;

export function pilotSet(space: string, payload: PilotSet["payload"]): PilotSet {
  return { kind: "pilot.set", space, subject: `member:${payload.member}`, payload };
}

/** A member was given a mandate to answer ideas, is about to lose it, or has none any more: by somebody, or by the clock. */
export type MandateChanged = Happening<
  "mandate.given" | "mandate.taken" | "mandate.ending" | "mandate.ended",
  { mandate: string; member: string; tags: string[] | null; lastDay: string }
>;

export function mandateChanged(
  kind: MandateChanged["kind"],
  mandate: { id: string; space: string; member: string; tags: string[] | null; lastDay: string },
): MandateChanged {
  const { id, space, member, tags, lastDay } = mandate;
  return { kind, space, subject: `member:${member}`, payload: { mandate: id, member, tags, lastDay } };
}

/** Days on which a pilot is away were noted, or taken back. */
export type AbsenceChanged = Happening<"pilot.away_noted" | "pilot.away_removed", { member: string; absence: string }>;

export function absenceChanged(
  kind: AbsenceChanged["kind"],
  { space, member, absence }: { space: string; member: string; absence: string },
): AbsenceChanged {
  return { kind, space, subject: `member:${member}`, payload: { member, absence } };
}

/** A clock ran out; `about` is what is owed something. */
export type DutyOverdue = Happening<
  "duty.overdue",
  { duty: string; about: string; idea: string | null; dutyKind: DutyKind; dueAt: number }
>;

export function dutyOverdue(duty: {
  id: string;
  space: string;
  subject: string;
  idea: string | null;
  kind: DutyKind;
  dueAt: number;
}): DutyOverdue {
  const { id, space, subject, idea, kind, dueAt } = duty;
  const payload = { duty: id, about: subject, idea, dutyKind: kind, dueAt };
  return { kind: "duty.overdue", space, subject: `duty:${id}`, payload };
}

export type CalendarSet = Happening<
  "space.calendar_set",
  {
    version: number;
    acknowledgeDays: number;
    decideDays: number;
    judgeDays: number;
    staleDays: number;
    workingDays: string[];
    holidays: string[];
  }
>;

/** The working days of a space, its holidays, or what its pilots promise changed. */
export function calendarSet(
  space: string,
  { workingDays, ...set }: Omit<CalendarSet["payload"], "workingDays"> & { workingDays: number[] },
): CalendarSet {
  const payload = { ...set, workingDays: workingDays.map(String) };
  return { kind: "space.calendar_set", space, subject: `space:${space}`, payload };
}
