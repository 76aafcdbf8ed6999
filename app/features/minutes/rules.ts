import type { RoomEvent } from "../rooms/board.ts";
import { minutesPath } from "../rooms/rules.ts";

/** How long each phase ran by a room's log, in milliseconds, with its place in the plan and when it began. */
export function ranFor(events: readonly RoomEvent[]): { phase: number; beganAt: number; ran: number }[] {
  const turns = events.filter(({ kind }) => kind === "phase_began" || kind === "closed");
  return turns.flatMap((event, at) => {
    if (event.kind !== "phase_began") return [];
    const end = turns[at + 1]?.at ?? event.at;
    return [{ phase: event.payload.phase, beganAt: event.at, ran: end - event.at }];
  });
}

/** From how many duels on a note's rank says something. */
export const fewestDuels = 8;

/** The address of the minutes as Markdown. */
export function markdownPath(room: string): string {
  return `${minutesPath(room)}.md`;
}

/** The address of a moment of the replay, by the number of events that have happened. */
export function stepPath(room: string, step: number): string {
  return `${minutesPath(room)}?step=${step}`;
}

/** The number of a step in an address; null where none is asked for. */
export function stepIn(query: URLSearchParams): number | null {
  const asked = query.get("step");
  return asked !== null && /^\d{1,9}$/.test(asked) ? Number(asked) : null;
}

/** A text of people with everything escaped that Markdown (CommonMark, GitHub's too) would take for markup. */
export function escaped(text: string): string {
  return text
    .replace(/^[^\S\n]+/gm, "")
    .replace(/[\\`*_{}[\]<>#|~&!$@]/g, "\\$&")
    .replace(/^([-+=])/gm, "\\$1")
    .replace(/^(\d+)([.)])/gm, "$1\\$2")
    .replace(/:\/\//g, "\\://")
    .replace(/\bwww\./gi, "www\\.");
}

/** The same in one line. */
export function escapedLine(text: string): string {
  return escaped(text.replace(/\s*\n\s*/g, " "));
}

/** What a proposal came to: one consents at least and nobody objects, somebody objects, or nobody took a stand. */
export function outcomeOf(proposal: { consents: number; objections: readonly unknown[] }) {
  if (proposal.objections.length > 0) return "objected";
  return proposal.consents > 0 ? "agreed" : "open";
}
