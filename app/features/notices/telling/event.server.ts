/** What an event is about, as notices name it. */
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Withdrawal } from "./consequences.server.ts";

/** The id of what an event is about, of whatever type that is. */
export function idIn({ subject }: LoggedEvent): string {
  return subject.slice(subject.indexOf(":") + 1);
}

/** The id of the idea that an event is about. */
export function ideaIn({ subject }: LoggedEvent): string {
  return subject.slice("idea:".length);
}

/** The id of the space of an event. Throws `Error` where the event has none. */
export function spaceIn(event: LoggedEvent): string {
  if (event.space === null) throw new Error(`${event.kind} ${event.id} names no space.`);
  return event.space;
}

/** The id of the member whom an event concerns. */
export function memberIn({ payload }: LoggedEvent): string {
  return String(payload.member);
}

/** The ids in a field of an event; none where it has no list. */
export function idsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A line of the notices about an idea, by its id. */
export function aboutIdea(event: LoggedEvent, idea: string) {
  return { about: `idea:${idea}`, space: spaceIn(event), idea };
}

/** A line about the idea on which a comment stands. */
export function aboutComment(event: LoggedEvent) {
  return { ...aboutIdea(event, String(event.payload.idea)), item: event.subject };
}

/** What was told of clocks that ran out, of one thing that is owed something. */
export function lateOf(about: string): Withdrawal {
  return { item: `late:${about}`, kinds: ["overdue"] };
}
