import type { RoomAudience, RoomEnd, RoomTemplate } from "../../../db/schema/rooms.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string; idea: string | null };

export type RoomOpened = Happening<
  "room.opened",
  {
    idea: string | null;
    host: string;
    template: RoomTemplate;
    audience: RoomAudience;
    /** When it is to begin, in milliseconds since 1970 UTC; null: now. */
    startsAt: number | null;
    invited: string[];
  }
>;
export type RoomClosed = Happening<
  "room.closed",
  {
    idea: string | null;
    host: string;
    end: RoomEnd;
    people: number;
    notes: number;
    /** Who showed slides in it; null where nobody did. */
    presenter: string | null;
  }
>;

/** A planned room begins in a quarter of an hour. */
export type RoomSoon = Happening<"room.soon", { idea: string | null; startsAt: number }>;

/** The first phase of a room began. */
export type RoomBegun = Happening<"room.begun", { idea: string | null; host: string }>;

/** By what those who were there say, a closed room was run so that it counts for its host, or it no longer was. */
export type SessionQualified = Happening<
  "room.session_qualified" | "room.session_unqualified",
  { idea: string | null; host: string; audience: RoomAudience }
>;

/** What somebody gave to a room, by number; credit reads it later. */
export type RoomContributed = Happening<
  "room.contributed",
  {
    idea: string | null;
    room: string;
    member: string;
    /** Notes that were on the board at the end, and of these those on which the name is to be read. */
    notes: number;
    signed: number;
    /** Acts of sorting: notes moved, clusters made, named and put together. */
    sorted: number;
    /** Votes, duels and stances. */
    weighed: number;
    /** Questions asked while somebody else presented, and of these those on which the name is to be read. */
    asked: number;
    askedSigned: number;
    /** Whether this person presented in the room. */
    presented: boolean;
    /** Whether this person led the room at the end. */
    hosted: boolean;
  }
>;

/** Somebody called others in the talk of a room by their handles. */
export type RoomMentioned = Happening<"room.mentioned", { idea: string | null; message: string; mentioned: string[] }>;

/**
 * Whose turn it is to lead a room that is planned; `isAway`: because `before`, who was to lead it, is away when it begins.
 */
export type RoomHostChosen = Happening<
  "room.host_chosen",
  { idea: string | null; host: string; before: string; isAway: boolean }
>;

export function roomMentioned(room: Placed, payload: Omit<RoomMentioned["payload"], "idea">): RoomMentioned {
  return {
    kind: "room.mentioned",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomHostChosen(room: Placed, payload: Omit<RoomHostChosen["payload"], "idea">): RoomHostChosen {
  return {
    kind: "room.host_chosen",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomOpened(room: Placed, payload: Omit<RoomOpened["payload"], "idea">): RoomOpened {
  return {
    kind: "room.opened",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomClosed(room: Placed, payload: Omit<RoomClosed["payload"], "idea">): RoomClosed {
  return {
    kind: "room.closed",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function sessionQualified(
  kind: SessionQualified["kind"],
  room: Placed & { audience: RoomAudience },
  host: string,
): SessionQualified {
  const { idea, audience } = room;
  return { kind, space: room.space, subject: `room:${room.id}`, payload: { idea, host, audience } };
}

export function roomContributed(
  room: Placed,
  payload: Omit<RoomContributed["payload"], "idea" | "room">,
): RoomContributed {
  return {
    kind: "room.contributed",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, room: room.id, ...payload },
  };
}

export function roomSoon(room: Placed, payload: Omit<RoomSoon["payload"], "idea">): RoomSoon {
  return {
    kind: "room.soon",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}

export function roomBegun(room: Placed, payload: Omit<RoomBegun["payload"], "idea">): RoomBegun {
  return {
    kind: "room.begun",
    space: room.space,
    subject: `room:${room.id}`,
    payload: { idea: room.idea, ...payload },
  };
}
