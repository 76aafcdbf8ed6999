import { and, asc, desc, eq, gt } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideaTags, tags } from "../../../db/schema/ideas.ts";
import type { Context } from "../../platform/context.server.ts";

export type Tag = { id: string; name: string };

/** The tags of an idea, in alphabetical order. */
export function tagsOf(read: Reads, idea: string): Promise<Tag[]> {
  return read
    .select({ id: tags.id, name: tags.name })
    .from(ideaTags)
    .innerJoin(tags, eq(tags.id, ideaTags.tag))
    .where(eq(ideaTags.idea, idea))
    .orderBy(asc(tags.key));
}

/** The ids of an idea's tags. */
export async function tagsFor(read: Reads, idea: string): Promise<string[]> {
  const rows = await read.select({ tag: ideaTags.tag }).from(ideaTags).where(eq(ideaTags.idea, idea));
  return rows.map(({ tag }) => tag);
}

/** The most used tags of a space, at most 60, for choosing and for suggestions. */
export function tagsIn(ctx: Context, space: string): Promise<(Tag & { ideas: number })[]> {
  return ctx.db.read
    .select({ id: tags.id, name: tags.name, ideas: tags.ideas })
    .from(tags)
    .where(and(eq(tags.space, space), gt(tags.ideas, 0)))
    .orderBy(desc(tags.ideas), asc(tags.key))
    .limit(60);
}
