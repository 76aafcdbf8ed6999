/** Which ideas are part of which: what others ask of merges before they count, list or lead anywhere. */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { merges } from "../../../db/schema/merging.ts";

/**
 * The ideas that are part of this one: those merged into it, and those merged into them, the nearest
 * first. Asked only where `mergedIn` says that there are any.
 */
export async function sourcesOf(read: Reads, idea: string): Promise<string[]> {
  const found: string[] = [];
  for (let level = [idea]; level.length > 0;) {
    const rows = await read
      .select({ source: merges.source })
      .from(merges)
      .where(and(inArray(merges.target, level), isNull(merges.undoneAt)))
      .orderBy(asc(merges.at), asc(merges.id));
    level = rows.map(({ source }) => source);
    found.push(...level);
  }
  return found;
}

/** The ideas that this one is part of, the nearest first; none for an idea that stands for itself. */
export async function targetsOf(read: Reads, idea: string): Promise<string[]> {
  const found: string[] = [];
  for (let at = idea; ;) {
    const [row] = await read
      .select({ target: merges.target })
      .from(merges)
      .where(and(eq(merges.source, at), isNull(merges.undoneAt)));
    if (!row) return found;
    found.push(row.target);
    at = row.target;
  }
}

/** The idea that stands for this one now: the last it was merged into, or itself. */
export async function standsFor(read: Reads, idea: string): Promise<string> {
  return (await targetsOf(read, idea)).at(-1) ?? idea;
}
