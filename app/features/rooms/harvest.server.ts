/**
 * What a closed room gives to its idea: a new version of the text that was written together, and the notes and
 * clusters that were to become ideas or comments, by their authors. Done again it does nothing again.
 */
import { and, eq, gt } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { ideaAuthors, ideaVersions } from "../../../db/schema/writing.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { type Config, originOf } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import { Problem } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { languageOf } from "../../platform/language.server.ts";
import { logger } from "../../platform/log.server.ts";
import { actorById } from "../accounts/session.server.ts";
import { postComment } from "../discussion/commands.server.ts";
import { longestComment } from "../discussion/rules.ts";
import { placeIdea, renderedTexts } from "../ideas/commands.server.ts";
import { headOf } from "../ideas/rules.ts";
import { holdsBack } from "../moderation/holding.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { editIdea } from "../writing/commands.server.ts";
import { authorChanged } from "../writing/events.ts";
import { type Board, notesIn } from "./board.ts";
import { boardOf, type Room, wordsIn, wordsOf } from "./queries.server.ts";
import { draftComment, minutesPath } from "./rules.ts";

type Means = { db: Database; config: Config };

/** Does it for the room of an id. A part that the rules refuse meanwhile (an idea that was withdrawn) is left out. */
export async function harvest(means: Means, id: string, now: number): Promise<void> {
  const { db, config } = means;
  const log = logger(config.logLevel);
  const [room] = await db.read.select().from(rooms).where(eq(rooms.id, id));
  if (!room || room.state !== "closed") return;
  const board = await boardOf(db.read, room);
  const words = await wordsOf(db.read, wordsIn(board));
  const host = await actorById(db.read, board.host);
  if (!host) return;
  const contextAs = (actor: SignedIn): Context & { actor: SignedIn } => ({
    actor,
    now,
    locale: actor.locale,
    db,
    config,
    log,
    request: id,
    address: "room",
  });
  const tryTo = async (part: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn({ room: id, part, code: error.code }, "a part of a room could not be taken over");
    }
  };
  for (const [subject, becomes] of Object.entries(board.becoming)) {
    const found = foundIn(room, board, words, subject);
    if (!found) continue;
    const author = (found.authors[0] && (await actorById(db.read, found.authors[0]))) || host;
    await tryTo(subject, () =>
      becomes === "comment"
        ? room.idea === null
          ? Promise.resolve()
          : postComment(contextAs(author), room.idea, {
              id: subject,
              kind: "build-on",
              body: headOf(found.text, longestComment),
            })
        : ideaFrom(contextAs(author), room, subject, found, host),
    );
  }
  const text = board.draft === null ? "" : (words[board.draft] ?? "").trim();
  if (board.draft !== null && room.idea !== null && text !== "") {
    const drafters = await Promise.all(board.drafters.map((member) => actorById(db.read, member)));
    const writers = [host, ...drafters.flatMap((member) => member ?? [])].map(contextAs);
    const draft = { id: board.draft, base: board.draftBase, text };
    await tryTo("draft", () => bringDraft(writers, { ...room, idea: String(room.idea) }, draft));
  }
}

type Found = {
  title: string;
  text: string;
  /** Whoever wrote a note of it without sealing the name, the first first. */
  authors: string[];
};

/** What a note or cluster says, and who wrote it. */
function foundIn(
  room: Pick<Room, "audience">,
  board: Board,
  words: Readonly<Record<string, string>>,
  subject: string,
): Found | null {
  const cluster = board.clusters[subject];
  const note = board.notes[subject];
  const notes = cluster ? notesIn(board, subject) : note ? [note] : [];
  if (notes.length === 0) return null;
  // What was said among those who were invited, nobody else hears with a name that its author did not give for it.
  const isPublic = room.audience === "space";
  const authors = [...new Set(notes.flatMap(({ by, isSealed }) => (by === null || isSealed || !isPublic ? [] : [by])))];
  const said = notes.map((each) => words[each.words] ?? "");
  if (!cluster) return { title: headOf(said[0] ?? "", 120), text: said[0] ?? "", authors };
  return {
    title: words[cluster.words] ?? "",
    text: said.map((each) => `- ${each.replaceAll("\n", "\n  ")}`).join("\n"),
    authors,
  };
}

/** A new idea by its first author; the others wrote it too. */
async function ideaFrom(ctx: Context & { actor: SignedIn }, room: Room, id: string, found: Found, host: SignedIn) {
  const { actor } = ctx;
  const texts = await renderedTexts({ title: found.title, problem: room.question, forWhom: "", solution: found.text });
  const language = await languageOf(`${found.title}\n${found.text}`, ctx.locale);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, room.space);
    await mustNotBeMuted(tx, ctx, room.space);
    const isPlaced = await placeIdea(tx, ctx, {
      ...texts,
      id,
      space: room.space,
      author: actor.id,
      affiliation: actor.affiliation,
      language,
      stage: "new",
      moderation: (await holdsBack(tx, ctx, space)) ? "held" : "visible",
      at: ctx.now,
    });
    if (!isPlaced) return;
    for (const member of found.authors.filter((each) => each !== actor.id)) {
      await joinAuthors(tx, ctx, { id, space: room.space }, member, host);
    }
  });
}

async function joinAuthors(
  tx: Tx,
  ctx: Context,
  idea: { id: string; space: string },
  member: string,
  host: SignedIn,
): Promise<void> {
  const person = await actorById(tx, member);
  if (!person) return;
  const { affiliation } = person;
  const row = { idea: idea.id, member, state: "accepted" as const, invitedBy: host.id, affiliation, at: ctx.now };
  const added = await tx.insert(ideaAuthors).values(row).onConflictDoNothing().returning({ idea: ideaAuthors.idea });
  if (added.length === 0) return;
  await record(tx, { actor: person, now: ctx.now }, [
    authorChanged("author.accepted", idea, { member, affiliation, invitedBy: host.id }),
  ]);
}

type Draft = {
  id: string;
  /** The version of the idea from which it was written. */ base: number | null;
  text: string;
};

/**
 * The text that was written together becomes the idea's solution, in a new version by the host, or by the first who wrote
 * in it and may change the idea. Where none of them may, or others changed the idea meanwhile, it is proposed in a
 * comment, so that nothing that was written is lost. `writers`: the host first. Throws what `postComment` throws.
 */
async function bringDraft(
  writers: readonly (Context & { actor: SignedIn })[],
  room: Pick<Room, "id" | "title" | "audience"> & { idea: string },
  draft: Draft,
): Promise<void> {
  const [host] = writers;
  if (!host) return;
  const [idea] = await host.db.read.select().from(ideas).where(eq(ideas.id, room.idea));
  if (!idea) return;
  const { title, problem, forWhom, language, version } = idea;
  const base = draft.base ?? version;
  const became = and(
    eq(ideaVersions.idea, room.idea),
    gt(ideaVersions.number, base),
    eq(ideaVersions.solution, draft.text),
  );
  if ((await host.db.read.$count(ideaVersions, became)) > 0) return;
  const texts = { title, problem, forWhom, solution: draft.text };
  if (base === version) {
    for (const writer of writers) {
      try {
        return await editIdea(writer, room.idea, { ...texts, language, version }, { together: true });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
  }
  // Of a room by invitation its other readers learn nothing but the text.
  const from = room.audience === "space" ? `${room.title}: ${originOf(host.config)}${minutesPath(room.id)}\n\n` : "";
  const body = `${from}${headOf(draft.text, longestComment - from.length)}`;
  await postComment(host, room.idea, { id: draftComment(draft.id), kind: "build-on", body });
}
