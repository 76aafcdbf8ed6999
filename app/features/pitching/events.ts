import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string; idea: string | null };

/** Somebody is to show slides in a room. */
export type PresenterNamed = Happening<
  "room.presenter_named",
  { idea: string | null; presenter: string; before: string }
>;

/** What was said in a pitch is written down: from now on its minutes are for all who may read them. */
export type RoomTranscribed = Happening<"room.transcribed", { idea: string | null }>;

export function presenterNamed(room: Placed, payload: { presenter: string; before: string }): PresenterNamed {
  return {
    kind: "room.presenter_named",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomTranscribed(room: Placed): RoomTranscribed {
  return { kind: "room.transcribed", space: room.space, subject: `room:${room.id}`, payload: { idea: room.idea } };
}
