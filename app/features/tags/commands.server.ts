import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideaTags, tags } from "../../../db/schema/ideas.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { fold } from "../../platform/fold.ts";
import { newId } from "../../platform/ids.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { ideaTagged } from "./events.ts";
import { mayTag } from "./policy.ts";
import { tagsOf } from "./queries.server.ts";

/** Gives an idea these tags and no others. Throws `NotFound`, `Forbidden`, `Refused("muted")`. */
export async function tagIdea(ctx: Context, id: string, names: readonly string[]): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayTag(actor, idea));
    await mustNotBeMuted(tx, ctx, idea.space);
    // A new topic is offered to everybody in the space: its word would be seen before the idea is.
    if (idea.moderation === "held") throw new Refused("idea_not_visible");
    await setTags(tx, ctx, idea, names);
  });
}

/** Makes these the tags of an idea, new ones included; records what changed, if anything did. */
export async function setTags(
  tx: Tx,
  by: Recording,
  idea: { id: string; space: string },
  names: readonly string[],
): Promise<void> {
  const wanted = await tagIds(tx, by, idea.space, names);
  const current = (await tagsOf(tx, idea.id)).map((tag) => tag.id);
  const added = wanted.filter((tag) => !current.includes(tag));
  const removed = current.filter((tag) => !wanted.includes(tag));
  if (added.length > 0) await tx.insert(ideaTags).values(added.map((tag) => ({ idea: idea.id, tag })));
  if (removed.length > 0) {
    await tx.delete(ideaTags).where(and(eq(ideaTags.idea, idea.id), inArray(ideaTags.tag, removed)));
  }
  if (added.length + removed.length > 0) await record(tx, by, [ideaTagged(idea, { added, removed })]);
}

async function tagIds(tx: Tx, by: Recording, space: string, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const key = fold(name);
    await tx
      .insert(tags)
      .values({ id: newId(by.now), space, name, key })
      .onConflictDoNothing();
    const [tag] = await tx
      .select({ id: tags.id })
      .from(tags)
      .where(and(eq(tags.space, space), eq(tags.key, key)));
    if (tag && !ids.includes(tag.id)) ids.push(tag.id);
  }
  return ids;
}
