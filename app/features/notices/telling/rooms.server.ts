import { and, eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { follows } from "../../../../db/schema/following.ts";
import { rooms } from "../../../../db/schema/rooms.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { expectedIn, wereIn } from "../../planning/queries.server.ts";
import type { Consequences, Withdrawal } from "./consequences.server.ts";
import { idIn, spaceIn } from "./event.server.ts";

/** Rooms, and who leads and presents in them. */
export const ofRooms: Readonly<Record<string, Consequences>> = {
  async "room.opened"(read, event) {
    const { invited, startsAt } = event.payload;
    const told = aboutRoom(event);
    const toFollowers = startsAt === null ? [] : await followersOfRoom(read, event);
    return {
      tell: [
        { ...told, kind: "room_invited", to: Array.isArray(invited) ? invited : [] },
        { ...told, kind: "room_planned", to: toFollowers },
      ],
    };
  },
  async "room.invited"(_read, event) {
    const { invited } = event.payload;
    return { tell: [{ ...aboutRoom(event), kind: "room_invited", to: Array.isArray(invited) ? invited : [] }] };
  },
  async "room.changed"(read, event) {
    if (event.payload.startsAt === event.payload.before) return {};
    const told = aboutRoom(event);
    const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return {
      tell: [{ ...told, kind: "room_moved", to }],
      withdraw: [{ item: told.item, kinds: ["room_moved", "room_soon"] }],
    };
  },
  async "room.host_chosen"(_read, event) {
    const { host, before, isAway } = event.payload;
    const told = aboutRoom(event);
    return {
      tell: [
        { ...told, kind: "room_lead", to: [String(host)] },
        { ...told, kind: "room_relieved", to: isAway === true ? [String(before)] : [] },
      ],
      withdraw: [{ item: told.item, kinds: ["room_lead", "room_relieved"] }],
    };
  },
  async "room.mentioned"(_read, event) {
    const { mentioned, message } = event.payload;
    const to = Array.isArray(mentioned) ? mentioned.map(String) : [];
    const item = `message:${String(message)}`;
    return { tell: [{ ...aboutRoom(event), kind: "room_mention", item, to }] };
  },
  async "room.soon"(read, event) {
    const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return { tell: [{ ...aboutRoom(event), kind: "room_soon", to }] };
  },
  async "room.begun"(read, event) {
    const told = aboutRoom(event);
    const inside = new Set(await wereIn(read, idIn(event)));
    const people = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return {
      tell: [{ ...told, kind: "room_begun", to: people.filter((member) => !inside.has(member)) }],
      withdraw: [{ item: told.item, kinds: ["room_planned", "room_moved", "room_soon", "room_lead", "room_relieved"] }],
    };
  },
  async "room.closed"(read, event) {
    const told = aboutRoom(event);
    const over: Withdrawal = {
      item: told.item,
      kinds: ["room_invited", "room_planned", "room_moved", "room_soon", "room_begun", "room_lead", "room_relieved"],
    };
    const { end, presenter } = event.payload;
    if (end === "never_began") return { withdraw: [over] };
    if (end === "cancelled") {
      const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
      return { tell: [{ ...told, item: `over:${told.item}`, kind: "room_cancelled", to }], withdraw: [over] };
    }
    // Its minutes are there once what was said is written down.
    if (typeof presenter === "string") {
      const to = [...new Set([presenter, String(event.payload.host)])];
      return {
        tell: [{ ...told, item: `over:${told.item}`, kind: "room_transcript", to }],
        withdraw: [over, { item: presentsIn(event, presenter), kinds: ["room_presenter"] }],
      };
    }
    const to = await wereIn(read, idIn(event));
    return { tell: [{ ...told, item: `over:${told.item}`, kind: "room_minutes", to }], withdraw: [over] };
  },
  async "room.presenter_named"(_read, event) {
    const { presenter, before } = event.payload;
    const told = aboutRoom(event);
    // Each by an item of their own: what is told to one is not taken back with what was told to the other.
    return {
      tell: [{ ...told, item: presentsIn(event, presenter), kind: "room_presenter", to: [String(presenter)] }],
      withdraw: [{ item: presentsIn(event, before), kinds: ["room_presenter"] }],
    };
  },
  async "room.transcribed"(read, event) {
    const told = aboutRoom(event);
    const item = `over:${told.item}`;
    const to = await wereIn(read, idIn(event));
    return { tell: [{ ...told, item, kind: "room_minutes", to }], withdraw: [{ item, kinds: ["room_transcript"] }] };
  },
};

/** A line for each room; whoever may not open it is not told. */
function aboutRoom(event: LoggedEvent) {
  const { idea } = event.payload;
  return {
    about: event.subject,
    space: spaceIn(event),
    idea: typeof idea === "string" ? idea : null,
    item: event.subject,
  };
}

/** That somebody presents in a room. */
function presentsIn(event: LoggedEvent, presenter: unknown): string {
  return `presents:${event.subject}:${String(presenter)}`;
}

/** Who follows the idea of a room to which all may come. */
async function followersOfRoom(read: Reads, event: LoggedEvent): Promise<string[]> {
  const rows = await read
    .select({ member: follows.member })
    .from(rooms)
    .innerJoin(follows, and(eq(follows.idea, rooms.idea), eq(follows.state, "following")))
    .where(and(eq(rooms.id, idIn(event)), eq(rooms.audience, "space")));
  return rows.map(({ member }) => member);
}
