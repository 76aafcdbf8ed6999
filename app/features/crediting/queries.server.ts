/**
 * Whose an idea is, as somebody may read it. A note whose author's name is sealed, and a session in a room that the reader
 * may not see, stay somebody's without a name: nothing that is shown is computed from whose they are, so that nobody can
 * find that out by computing it again.
 */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { creditShares } from "../../../db/schema/crediting.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { type Actor, type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { notesOfRooms } from "../adopting/notes.server.ts";
import { contributorsIn, sharesOf } from "../confirming/shares.server.ts";
import { commentPath } from "../discussion/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { maySeeRoom } from "../rooms/policy.ts";
import { minutesPath } from "../rooms/rules.ts";
import { frozenInputs, type Gathered, gatheredFor, standingFreeze } from "./gathering.server.ts";
import { type Component, components, type Credit, creditsOf, type Role, weights } from "./rules.ts";

/** One input of somebody, with the arithmetic: `amount` of `total`, times `weight` of `weights`, is `share` basis points. */
export type ShownLine = {
  component: Component;
  /** What it is: `gone` is a comment that cannot be read any more, `room` a note or session of a room that the reader may not see. */
  what: "idea" | "text" | "comment" | "note" | "session" | "gone" | "room";
  /** Where it is read; null where it cannot be. */
  path: string | null;
  /** When it was said, in milliseconds since 1970 UTC, or what the session was called. */
  at: number | null;
  title: string | null;
  amount: number;
  total: number;
  weight: number;
  weights: number;
  share: number;
  /** Its author's name is sealed: only its author reads it here as his or hers. */
  isSealed: boolean;
};

/** Somebody's part of an idea. `share`: in basis points, the sum of the lines. */
export type ShownCredit = {
  id: string;
  name: string;
  handle: string;
  avatar: string | null;
  affiliation: Affiliation;
  isMine: boolean;
  share: number;
  roles: { component: Component; role: Role }[];
  lines: ShownLine[];
};

/** What the page about the credits of an idea shows. Throws `NotFound`. */
export async function creditsPage(ctx: Context, id: string) {
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, ctx.actor, id);
  if (idea.version === 0) throw new NotFound();
  const freeze = await standingFreeze(read, id);
  const inputs = freeze ? await frozenInputs(read, freeze.id) : await gatheredFor(read, idea);
  const seen = await seenBy(ctx, inputs);
  const credits = creditsOf(seen);
  const path = ideaPath(idea);
  const drawn = await linesFor(ctx, { id, path, version: freeze?.version ?? idea.version }, credits);
  const people = await peopleOf(read, drawn, freeze?.id ?? null);
  const named = drawn.flatMap(({ by, ...credit }): ShownCredit[] => {
    const person = people.get(by);
    return person ? [{ ...person, isMine: by === myId(ctx), ...credit }] : [];
  });
  const unnamed = drawn.filter(({ by }) => !people.has(by));
  return {
    idea: { id, title: idea.title, path, version: idea.version },
    space: { id: space.id, slug: space.slug, name: space.name, accent: space.accent },
    /** The version and the moment (ms since 1970 UTC) of what stands; null: it is as of now. */
    frozen: freeze ? { at: freeze.at, version: freeze.version } : null,
    people: named,
    /** What was brought by people who stay unnamed, all of it together. */
    unnamed: {
      share: unnamed.reduce((sum, { share }) => sum + share, 0),
      lines: unnamed.flatMap(({ lines }) => lines),
    },
    components: components.map((component) => ({
      component,
      weight: weights[component],
      isThere: inputs.some((input) => input.component === component),
    })),
  };
}

/**
 * How many people an idea is from, those left out who stay unnamed, and the reader's own share in basis points; null until
 * its credits are frozen: before, they change with every word.
 */
export async function creditSummary(ctx: Context, idea: string): Promise<{ people: number; mine: number } | null> {
  const freeze = await standingFreeze(ctx.db.read, idea);
  if (!freeze) return null;
  const credits = creditsOf(await seenBy(ctx, await frozenInputs(ctx.db.read, freeze.id)));
  const me = myId(ctx);
  const computed = credits.find(({ by }) => by === me)?.share ?? 0;
  // What is one's own without a name is no part of what was confirmed.
  const change = (await changesOf(ctx.db.read, freeze.id)).get(me ?? "") ?? 0;
  return { people: credits.filter(({ by }) => !isUnnamed(by)).length, mine: computed + change };
}

/** Somebody who reads: all that who is named depends on. */
export type Reader = { db: { read: Reads }; actor: Actor };

/** Somebody's part of an idea in short. `share`: in basis points. */
export type Part = Omit<ShownCredit, "lines">;

/** Whose ideas are: `unnamed` is what those have together who stay unnamed; with the shares it sums to `whole`. */
export type Parts = { people: Part[]; unnamed: number };

/**
 * Whose ideas are, by the idea's id, as this reader may know it: the shares that stand, as confirmed or after an objection,
 * and as everybody is named on the page of their credits. Whether the ideas may be seen was asked before.
 */
export async function partsOf(reader: Reader, ids: readonly string[]): Promise<Map<string, Parts>> {
  const { read } = reader.db;
  const found = new Map<string, Parts>();
  const rows = await read
    .select({ id: ideas.id, author: ideas.author })
    .from(ideas)
    .where(inArray(ideas.id, [...ids]));
  for (const idea of rows) {
    const freeze = await standingFreeze(read, idea.id);
    const inputs = freeze ? await frozenInputs(read, freeze.id) : await gatheredFor(read, idea);
    const credits = creditsOf(await seenBy(reader, inputs));
    const people = await peopleOf(read, credits, freeze?.id ?? null);
    const changes = freeze ? await changesOf(read, freeze.id) : new Map<string, number>();
    found.set(idea.id, {
      people: credits
        .flatMap(({ by, roles, share }): Part[] => {
          const person = people.get(by);
          const isMine = by === myId(reader);
          return person ? [{ ...person, isMine, share: share + (changes.get(by) ?? 0), roles }] : [];
        })
        .toSorted((one, other) => other.share - one.share),
      unnamed: credits.reduce((sum, { by, share }) => (isUnnamed(by) ? sum + share : sum), 0),
    });
  }
  return found;
}

/** By how much the shares that stand differ from those that were computed, in basis points: these sum to nothing. */
async function changesOf(read: Reads, freeze: string): Promise<Map<string, number>> {
  const before = new Map((await contributorsIn(read, freeze)).map(({ id, share }) => [id, share]));
  return new Map((await sharesOf(read, freeze)).map(({ id, share }) => [id, share - (before.get(id) ?? 0)]));
}

function myId({ actor }: Pick<Context, "actor">): string | null {
  return isSignedIn(actor) ? actor.id : null;
}

/** Who is meant by what stays unnamed: nobody by an id, each time somebody else. */
const unnamedBy = (source: string) => `unnamed:${source}`;
const isUnnamed = (by: string) => by.startsWith("unnamed:");

type Seen = Gathered & { isSealed: boolean; canOpen: boolean };

/** The inputs as this reader may know them: `canOpen` says whether the room of one may be looked into. */
async function seenBy(ctx: Reader, inputs: readonly Gathered[]): Promise<Seen[]> {
  const inRooms = inputs.flatMap(({ room }) => room ?? []);
  if (inRooms.length === 0) return inputs.map((input) => ({ ...input, isSealed: false, canOpen: true }));
  const { read } = ctx.db;
  const ofNotes = inputs.flatMap(({ component, room }) => (component === "adopted" && room !== null ? [room] : []));
  const named = new Map((await notesOfRooms(read, [...new Set(ofNotes)])).map(({ id, isNamed }) => [id, isNamed]));
  const open = await roomsOpenTo(ctx, [...new Set(inRooms)]);
  return inputs.map((input) => {
    const { component, source, room, by } = input;
    const canOpen = room === null || open.has(room);
    const isSealed = room !== null && (component === "adopted" ? named.get(source) !== true : !canOpen);
    return { ...input, by: isSealed && by !== myId(ctx) ? unnamedBy(source) : by, isSealed, canOpen };
  });
}

async function roomsOpenTo({ db, actor }: Reader, ids: readonly string[]): Promise<Set<string>> {
  const found = await db.read
    .select({ id: rooms.id, audience: rooms.audience })
    .from(rooms)
    .where(inArray(rooms.id, [...ids]));
  const own = await db.read
    .select({ room: roomPeople.room, role: roomPeople.role, isBlocked: roomPeople.isBlocked })
    .from(roomPeople)
    .where(and(inArray(roomPeople.room, [...ids]), eq(roomPeople.member, isSignedIn(actor) ? actor.id : "")));
  return new Set(
    found
      .filter((room) => maySeeRoom(actor, room, own.find((standing) => standing.room === room.id) ?? null))
      .map(({ id }) => id),
  );
}

type Drawn = Omit<Credit<Seen>, "lines"> & { lines: ShownLine[] };

/** The lines with the ways to what they are about, as far as that can be read. */
async function linesFor(
  { db: { read } }: Context,
  idea: { id: string; path: string; version: number },
  credits: readonly Credit<Seen>[],
): Promise<Drawn[]> {
  const inputs = credits.flatMap(({ lines }) => lines.map(({ input }) => input));
  const said = await commentsOn(read, idea.id, inputs);
  const held = await read
    .select({ id: rooms.id, title: rooms.title, at: rooms.closedAt })
    .from(rooms)
    .where(
      inArray(
        rooms.id,
        inputs.flatMap(({ room }) => room ?? []),
      ),
    );
  const roomOf = new Map(held.map((room) => [room.id, room]));

  function placeOf({ component, source, room, canOpen }: Seen): Pick<ShownLine, "what" | "path" | "at" | "title"> {
    const nothing = { path: null, at: null, title: null };
    if (component === "origin") return { ...nothing, what: "idea", path: `${idea.path}/versions/1` };
    if (component === "text") return { ...nothing, what: "text", path: `${idea.path}/versions/${idea.version}` };
    if (room !== null) {
      const held = roomOf.get(room);
      if (!canOpen || !held) return { ...nothing, what: "room" };
      const isNote = component === "adopted";
      const path = isNote ? `${minutesPath(room)}#note-${source}` : minutesPath(room);
      return { what: isNote ? "note" : "session", path, at: held.at, title: held.title };
    }
    const comment = said.get(source);
    return comment ? { ...nothing, what: "comment", ...comment } : { ...nothing, what: "gone" };
  }

  return credits.map(({ lines, ...credit }) => ({
    ...credit,
    lines: lines.map(({ input, ...arithmetic }) => {
      const { component, amount, isSealed } = input;
      return { component, ...placeOf(input), amount, ...arithmetic, isSealed };
    }),
  }));
}

/** Where comments are read that stand on an idea or on those that are part of it now. */
async function commentsOn(read: Reads, idea: string, inputs: readonly Seen[]) {
  const ids = inputs.flatMap(({ component, source, room }) =>
    room === null && (component === "adopted" || component === "evidence") ? [source] : [],
  );
  const rows = await read
    .select({
      id: comments.id,
      at: comments.createdAt,
      idea: ideas.id,
      title: ideas.title,
      moderation: ideas.moderation,
    })
    .from(comments)
    .innerJoin(ideas, eq(ideas.id, comments.idea))
    .where(and(inArray(comments.id, ids), isNull(comments.deletedAt), isNull(comments.hiddenAt)))
    .orderBy(asc(comments.id));
  const around = [idea, ...(await sourcesOf(read, idea))];
  return new Map(
    rows
      .filter((row) => row.idea === idea || (around.includes(row.idea) && row.moderation === "visible"))
      .map((row) => [row.id, { path: commentPath(ideaPath({ id: row.idea, title: row.title }), row.id), at: row.at }]),
  );
}

/** Who they are, with the affiliation of the time at which it was frozen. */
async function peopleOf(read: Reads, credits: readonly { by: string }[], freeze: string | null) {
  const ids = credits.flatMap(({ by }) => (isUnnamed(by) ? [] : [by]));
  const rows = await read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
    })
    .from(members)
    .where(inArray(members.id, ids));
  const then = freeze === null ? [] : await read.select().from(creditShares).where(eq(creditShares.freeze, freeze));
  const affiliationOf = new Map(then.map(({ member, affiliation }) => [member, affiliation]));
  return new Map(rows.map((row) => [row.id, { ...row, affiliation: affiliationOf.get(row.id) ?? row.affiliation }]));
}
