import { and, asc, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { files } from "../../../db/schema/files.ts";
import { members } from "../../../db/schema/members.ts";
import { roomSlides, type SlideKind } from "../../../db/schema/pitching.ts";
import { roomPeople } from "../../../db/schema/rooms.ts";
import type { Actor } from "../../platform/actor.ts";
import { NotFound } from "../../platform/errors.ts";
import { headOf } from "../ideas/rules.ts";
import type { Board, Phase } from "../rooms/board.ts";
import { type Room, roomPeopleOf, type RoomPerson, roomSeenBy } from "../rooms/queries.server.ts";
import { maySeeSlides, presenterOf } from "./policy.ts";
import { slidesOf, titleOf } from "./rules.ts";

/** A slide as whoever prepares or reads it sees it. */
export type PreparedSlide = {
  id: string;
  kind: SlideKind;
  source: string;
  html: string;
  /** The file that it shows, and that picture in words; null for a text. */
  picture: string | null;
  alt: string;
  /** What it is called where it is named: its first words, or those of its picture. */
  title: string;
  /** When it was changed last, by which a stale form is known. */
  at: number;
};

/** The slides of a room, in order. Whether they may be seen, the caller has asked. */
export async function slidesIn(read: Reads, room: string): Promise<PreparedSlide[]> {
  const rows = await read
    .select({
      id: roomSlides.id,
      kind: roomSlides.kind,
      source: roomSlides.source,
      html: roomSlides.html,
      picture: roomSlides.picture,
      alt: files.alt,
      at: roomSlides.at,
    })
    .from(roomSlides)
    .leftJoin(files, eq(files.id, roomSlides.picture))
    .where(eq(roomSlides.room, room))
    .orderBy(asc(roomSlides.position));
  return rows.map((row) => {
    const alt = row.alt ?? "";
    return {
      ...row,
      alt,
      title: headOf(titleOf({ words: row.picture === null ? row.html : alt, picture: row.picture }), 80),
    };
  });
}

/** The slides that were shown in a room, in order, by its board. */
export async function slidesShown(read: Reads, room: string, { deck }: Pick<Board, "deck">): Promise<PreparedSlide[]> {
  const byId = new Map((await slidesIn(read, room)).map((slide) => [slide.id, slide]));
  return deck?.slides.flatMap(({ id }) => byId.get(id) ?? []) ?? [];
}

/** A pitch before it begins, as the lobby tells of it. */
export type Preparation = { presenter: RoomPerson | null; ready: number; of: number };

/** Who presents in a room, and how many slides there are of how many; null where its plan shows none. */
export async function preparationOf(
  read: Reads,
  room: Pick<Room, "id" | "presenter" | "createdBy">,
  plan: readonly Phase[],
): Promise<Preparation | null> {
  const phase = plan.find(({ kind }) => kind === "slides");
  if (!phase) return null;
  const presenter = presenterOf(room);
  const people = await roomPeopleOf(read, [presenter]);
  const ready = await read.$count(roomSlides, eq(roomSlides.room, room.id));
  return { presenter: people[presenter] ?? null, ready, of: slidesOf(phase) };
}

/** Those among whom whoever presents can be chosen: who was invited into a room or has been there. */
export async function possiblePresenters(read: Reads, room: string): Promise<{ id: string; name: string }[]> {
  return read
    .select({ id: members.id, name: members.name })
    .from(roomPeople)
    .innerJoin(members, eq(members.id, roomPeople.member))
    .where(and(eq(roomPeople.room, room), eq(roomPeople.isBlocked, false)))
    .orderBy(asc(members.name), asc(members.id))
    .limit(200);
}

/** A picture on a slide is for whoever may see the room, once it is shown; before, for its presenter. Throws `NotFound`. */
export async function mustBeSlideSeenBy(
  read: Reads,
  actor: Actor,
  { room: id, picture }: { room: string; picture: string },
): Promise<void> {
  const { room } = await roomSeenBy(read, actor, id);
  const [slide] = await read
    .select({ shownAt: roomSlides.shownAt })
    .from(roomSlides)
    .where(and(eq(roomSlides.room, id), eq(roomSlides.picture, picture)));
  if (!slide || (slide.shownAt === null && !maySeeSlides(actor, room))) throw new NotFound();
}
