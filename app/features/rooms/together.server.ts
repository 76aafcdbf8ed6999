/**
 * A room that writes in the living text of its idea: all who take part write in it while the phase runs, because
 * somebody who may change the idea is there with them. What they wrote becomes a version once the phase is over.
 */
import { eq } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { documents } from "../../../db/schema/cowriting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Config } from "../../platform/config.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { actorById } from "../accounts/session.server.ts";
import { freezeDocument } from "../cowriting/freezing.server.ts";
import { writersAfter } from "../cowriting/queries.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { takesEdits } from "../writing/rules.ts";
import type { Board } from "./board.ts";
import { proceed, type Proceeding } from "./proceeding.server.ts";
import { boardOf } from "./queries.server.ts";
import { takesPart } from "./rules.ts";

/** The kind of the job that makes a version of what a room wrote in the living text of its idea. */
export const keepTextJob = "rooms.text";

/** How long to wait where others go on writing at this very moment, in milliseconds. */
const again = 5_000;

/**
 * Where the living text of a room's idea stands, if the room may write in it: the idea takes edits, and somebody who may
 * change it takes part. Null otherwise: what the room writes is then proposed when it closes.
 */
export async function livingTextFor({ tx, room, board }: Proceeding): Promise<{ seq: number; version: number } | null> {
  if (room.idea === null) return null;
  const [idea] = await tx.select({ version: ideas.version }).from(ideas).where(eq(ideas.id, room.idea));
  if (!idea || !(await isOpenedBy(tx, room.idea, board))) return null;
  const [document] = await tx.select({ seq: documents.seq }).from(documents).where(eq(documents.idea, room.idea));
  return { seq: document?.seq ?? 0, version: idea.version };
}

/** Whether one of those who take part may change the idea. The host first: mostly that is who may. */
async function isOpenedBy(read: Reads, id: string, { host, people }: Board): Promise<boolean> {
  const others = Object.keys(people).filter((member) => member !== host && takesPart(people[member]));
  for (const member of [host, ...others]) {
    const actor = await actorById(read, member);
    if (actor && (await mayChange(read, actor, id))) return true;
  }
  return false;
}

async function mayChange(read: Reads, actor: SignedIn, id: string): Promise<boolean> {
  const idea = await ideaSeenBy(read, actor, id).then(
    (seen) => seen.idea,
    () => null,
  );
  return idea !== null && takesEdits(idea) && mayEditIdea(actor, idea);
}

/** Ends a phase in which the room wrote in the living text: says who did, and has a version made of it. */
export async function leaveLivingText(room: Proceeding): Promise<void> {
  const { text, phase } = room.board;
  if (room.room.idea === null || text?.phase !== phase) return;
  const writers = await writersAfter(room.tx, room.room.idea, text.seq);
  if (writers.length === 0) return;
  room.happen("wrote_together", { by: writers.map(({ id }) => id) }, "system");
  await enqueue(room.tx, room, { kind: keepTextJob, payload: { room: room.room.id } });
}

/** Makes a version of what a room wrote, and says in the room which one. Done again it does nothing again. */
export async function keepText(means: { db: Database; config: Config }, id: string, now: number): Promise<void> {
  const { db } = means;
  const [room] = await db.read.select().from(rooms).where(eq(rooms.id, id));
  if (!room || room.idea === null) return;
  if ((await freezeDocument(means, room.idea, now)) === "moved_on") {
    const later = { kind: keepTextJob, payload: { room: id }, runAt: now + again };
    return db.transaction((tx) => enqueue(tx, { now }, later));
  }
  const { text } = await boardOf(db.read, room);
  const [idea] = await db.read.select({ version: ideas.version }).from(ideas).where(eq(ideas.id, room.idea));
  if (!text || !idea || idea.version <= Math.max(text.version, text.kept ?? 0)) return;
  const kept = { version: idea.version };
  await proceed(db, id, now, async (proceeding) => proceeding.happen("text_kept", kept, "system"), { quiet: true });
}
