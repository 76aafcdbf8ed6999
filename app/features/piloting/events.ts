import type { Stage } from "../../../db/schema/ideas.ts";
import type { ReasonKind, SignsAs } from "../../../db/schema/piloting.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

export type IdeaMoved = Happening<
  "idea.moved",
  {
    move: string;
    from: Stage;
    to: Stage;
    signsAs: SignsAs;
    reasonKind: ReasonKind | null;
    /** `2026-09-01`, a day of the space's calendar. */
    reviewOn: string | null;
  }
>;
/** A move was taken back within its ten minutes: the idea stands in `to` again, as if it had never left. */
export type MoveUndone = Happening<"idea.move_undone", { move: string; from: Stage; to: Stage }>;

export function ideaMoved(
  idea: Placed,
  move: {
    id: string;
    from: Stage;
    to: Stage;
    signsAs: SignsAs;
    reasonKind: ReasonKind | null;
    reviewOn: string | null;
  },
): IdeaMoved {
  const { id, from, to, signsAs, reasonKind, reviewOn } = move;
  return {
    kind: "idea.moved",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: { move: id, from, to, signsAs, reasonKind, reviewOn },
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

export type CalendarSet = Happening<
  "space.calendar_set",
  { version: number; acknowledgeDays: number; decideDays: number; workingDays: string[]; holidays: string[] }
>;

/** The working days of a space, its holidays, or what its pilots promise changed. */
export function calendarSet(
  space: string,
  { workingDays, ...set }: Omit<CalendarSet["payload"], "workingDays"> & { workingDays: number[] },
): CalendarSet {
  const payload = { ...set, workingDays: workingDays.map(String) };
  return { kind: "space.calendar_set", space, subject: `space:${space}`, payload };
}
