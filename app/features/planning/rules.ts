import type { Ballot, Grouping, PhaseKind, PhaseVisibility, RoomEnd, RoomState } from "../../../db/schema/rooms.ts";
import { dateFormat } from "../../platform/formats.ts";
import { pitchSlides, slideSeconds } from "../pitching/rules.ts";
import type { Phase } from "../rooms/board.ts";
import { takesVotes } from "../rooms/rules.ts";

/** Rooms that are over, on one page of a list. */
export const roomsOnAPage = 20;

/** How long a phase of a plan runs, in minutes. */
export const fewestMinutes = 0.5;
export const mostMinutes = 120;

/** Dots or credits that a plan may give. */
export const mostVotes = 100;

/** The kinds of phases, in the order in which a room usually has them. */
export const phaseKinds: readonly PhaseKind[] = [
  "frame",
  "write",
  "reveal",
  "cluster",
  "dots",
  "duels",
  "discuss",
  "cowrite",
  "decide",
  "slides",
];

/** Who may see whose what in each kind of phase; the first is the usual one. */
export const visibilitiesOf: Readonly<Record<PhaseKind, readonly PhaseVisibility[]>> = {
  frame: ["named"],
  write: ["private", "anonymous", "named"],
  reveal: ["anonymous", "named"],
  cluster: ["anonymous", "named"],
  dots: ["private"],
  duels: ["private"],
  discuss: ["named", "anonymous"],
  cowrite: ["named"],
  decide: ["named"],
  slides: ["named", "anonymous"],
};

/** How the room's mind may be asked in each kind of phase that asks; the first is the usual way. */
export const ballotsOf: Readonly<Partial<Record<PhaseKind, readonly Ballot[]>>> = {
  dots: ["dots", "quadratic"],
  decide: ["consent", "quadratic"],
};

/** Among whom notes may be written in each kind of phase that has groups; the first is the usual way. */
export const groupingsOf: Readonly<Partial<Record<PhaseKind, readonly Grouping[]>>> = {
  write: ["alone", "pairs", "fours", "all", "sheets"],
  discuss: ["alone", "all"],
};

/** Dots or credits that each kind of phase gives, where nobody says otherwise; 0 where it gives none. */
function usualVotes(kind: PhaseKind, ballot: Ballot): number {
  return takesVotes({ kind, ballot }) ? (ballot === "quadratic" ? 36 : 5) : 0;
}

/** A phase with everything that its kind has no use for as it usually is. */
export function fitting(phase: Phase): Phase {
  const { kind } = phase;
  const visibility = oneOf(visibilitiesOf[kind], phase.visibility);
  const ballot = oneOf(ballotsOf[kind] ?? ["dots"], phase.ballot);
  const grouping = oneOf(groupingsOf[kind] ?? ["alone"], phase.grouping);
  const usual = usualVotes(kind, ballot);
  const votes = usual === 0 ? 0 : phase.votes > 0 ? phase.votes : usual;
  const fit = { ...phase, visibility, ballot, grouping, votes, prompt: phase.words === null ? phase.prompt : null };
  // A pitch is as long as it is: so many slides, each of them so long.
  return kind === "slides"
    ? { ...fit, seconds: pitchSlides * slideSeconds, votes: pitchSlides, advance: "timer" as const }
    : fit;
}

/** A phase of a kind as one begins with it: five minutes, and everything else as usual. */
export function usualPhase(kind: PhaseKind): Phase {
  return fitting({
    kind,
    seconds: 5 * 60,
    visibility: visibilitiesOf[kind][0] ?? "named",
    advance: "timer",
    ballot: ballotsOf[kind]?.[0] ?? "dots",
    votes: 0,
    grouping: "alone",
    prompt: null,
    words: null,
  });
}

function oneOf<Code extends string>(codes: readonly Code[], code: Code): Code {
  return codes.includes(code) ? code : (codes[0] ?? code);
}

/** How long a plan runs, in minutes. */
export function minutesOf(plan: readonly Pick<Phase, "seconds">[]): number {
  return Math.round(plan.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
}

/** The address at which a room's plan is changed before it begins. */
export function planPath(room: string): string {
  return `/rooms/${room}/plan`;
}

/** The address of a room's entry for a calendar. */
export function calendarPath(room: string): string {
  return `/rooms/${room}/calendar.ics`;
}

/** Whether a room left minutes: one that never began has nothing to tell. */
export function hasMinutes(room: { state: RoomState; end: RoomEnd | null }): boolean {
  return room.state === "closed" && room.end !== "never_began" && room.end !== "cancelled";
}

/** A plan after a phase was moved, removed or added at its end; anything else, and moving beyond its ends, leaves it. */
export function changedPlan(
  plan: readonly Phase[],
  { act, place, added }: { act: string; place: number; added: PhaseKind },
): Phase[] {
  if (act === "add") return [...plan, usualPhase(added)];
  if (act === "remove") return plan.filter((_, at) => at !== place);
  const other = act === "up" ? place - 1 : act === "down" ? place + 1 : place;
  const [one, two] = [plan[place], plan[other]];
  return one && two ? plan.toSpliced(place, 1, two).toSpliced(other, 1, one) : [...plan];
}

/** The time of day that a moment (milliseconds since 1970 UTC) has in a time zone, as a field of a form has it: `18:05`. */
export function timeIn(timeZone: string, at: number): string {
  const format = dateFormat("en-GB", timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return format.format(at);
}
