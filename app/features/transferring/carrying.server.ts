/**
 * Brings an idea to another space, with every row that says where it belongs. All that belongs to an idea by its id
 * alone (its texts, path, signals, comments, authors, followers, who opened it, notes, files) needs nothing done.
 *
 * Some rows name a space and stay: `duties` that ended and `reports` that were decided on, since the figures of the
 * space that had them are made of them; `moderation_acts`, the public log of those who decided; `welcomes`, which
 * say where somebody was made welcome; `stage_moves` and `ideas.extra`, whose steps mean nothing in another space and
 * are right again when the idea comes back; `ideas.import_key`, by which the same import finds it again instead of
 * bringing it a second time.
 */
import { and, eq, inArray, isNotNull, ne } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { ideas, ideaTags, tags } from "../../../db/schema/ideas.ts";
import { appeals, reports } from "../../../db/schema/moderation.ts";
import { notices } from "../../../db/schema/notices.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { talks } from "../../../db/schema/talks.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { carryDuties } from "../piloting/placing.server.ts";
import { ideaTagged } from "../tags/events.ts";

/** Brings an idea to a space, all within the transaction; nothing is recorded but what becomes of its tags. */
export async function carry(tx: Tx, by: Recording, { id, space }: { id: string; space: string }): Promise<void> {
  await tx.update(ideas).set({ space }).where(eq(ideas.id, id));
  await tx
    .update(reports)
    .set({ space })
    .where(and(eq(reports.idea, id), eq(reports.state, "open")));
  await tx.update(talks).set({ space }).where(eq(talks.idea, id));
  await tx.update(rooms).set({ space }).where(eq(rooms.idea, id));
  await carryAppeals(tx, { id, space });
  await carryNotices(tx, { id, space });
  await carryDuties(tx, { id, space }, by.now);
  await carryTags(tx, by, { id, space });
}

/** Another pilot judges: one of those who answer for the idea now. */
async function carryAppeals(tx: Tx, { id, space }: { id: string; space: string }): Promise<void> {
  const moved = await tx
    .update(appeals)
    .set({ space })
    .where(and(eq(appeals.idea, id), eq(appeals.state, "open")))
    .returning({ id: appeals.id });
  if (moved.length === 0) return;
  const about = moved.map((appeal) => `appeal:${appeal.id}`);
  await tx.update(notices).set({ space }).where(inArray(notices.about, about));
}

/** Whoever may not read it there finds no line about it any more. */
async function carryNotices(tx: Tx, { id, space }: { id: string; space: string }): Promise<void> {
  const ofIdea = and(eq(notices.idea, id), isNotNull(notices.idea));
  // A line about all that was reported in a space, which began with this idea.
  await tx
    .update(notices)
    .set({ idea: null })
    .where(and(ofIdea, eq(notices.kind, "reported")));
  await tx.update(notices).set({ space }).where(ofIdea);
}

async function carryTags(tx: Tx, by: Recording, idea: { id: string; space: string }): Promise<void> {
  const { stay, go } = await tagsIfMoved(tx, idea);
  const [added, removed] = [stay.map(({ there }) => there), [...stay, ...go].map(({ id }) => id)];
  if (removed.length === 0) return;
  await tx.delete(ideaTags).where(and(eq(ideaTags.idea, idea.id), inArray(ideaTags.tag, removed)));
  if (added.length > 0) await tx.insert(ideaTags).values(added.map((tag) => ({ idea: idea.id, tag })));
  await record(tx, by, [ideaTagged(idea, { added, removed })]);
}

/** The tags of an idea that a space has by the same name (`there` is its own), and those that it has not. */
export async function tagsIfMoved(read: Reads, { id, space }: { id: string; space: string }) {
  const borne = await read
    .select({ id: tags.id, name: tags.name, key: tags.key })
    .from(ideaTags)
    .innerJoin(tags, eq(tags.id, ideaTags.tag))
    .where(and(eq(ideaTags.idea, id), ne(tags.space, space)))
    .orderBy(tags.key);
  const keys = borne.map(({ key }) => key);
  const has = await read
    .select({ id: tags.id, key: tags.key })
    .from(tags)
    .where(and(eq(tags.space, space), inArray(tags.key, [...keys, ""])));
  const alike = new Map(has.map((tag) => [tag.key, tag.id]));
  return {
    stay: borne.flatMap((tag) => {
      const there = alike.get(tag.key);
      return there === undefined ? [] : [{ ...tag, there }];
    }),
    go: borne.filter(({ key }) => !alike.has(key)),
  };
}
