import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string; idea: string | null };

/** `startsAt` and `before`: when it begins now and was to begin, in milliseconds since 1970 UTC; null: when its host says so. */
export type RoomChanged = Happening<
  "room.changed",
  { idea: string | null; startsAt: number | null; before: number | null }
>;

export type RoomInvited = Happening<"room.invited", { idea: string | null; invited: string[] }>;

export function roomChanged(room: Placed, payload: Omit<RoomChanged["payload"], "idea">): RoomChanged {
  return {
    kind: "room.changed",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomInvited(room: Placed, payload: Omit<RoomInvited["payload"], "idea">): RoomInvited {
  return {
    kind: "room.invited",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}
