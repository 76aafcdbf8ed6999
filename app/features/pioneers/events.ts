import type { Happening } from "../../platform/events.server.ts";

type Call = { id: string; space: string; member: string; by: string; room: string | null; idea: string | null };

/** Somebody was asked to a room or an idea, or answered that. `by`: who asked. */
export type CallHappened = Happening<
  "call.made" | "call.accepted" | "call.declined",
  { member: string; by: string; room: string | null; idea: string | null }
>;

export function callHappened(kind: CallHappened["kind"], { id, space, member, by, room, idea }: Call): CallHappened {
  return { kind, space, subject: `call:${id}`, payload: { member, by, room, idea } };
}
