/** What the tests of merging share. */
import { eq } from "drizzle-orm";
import { ideas } from "../../db/schema/ideas.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { mergeIdea } from "../../app/features/merging/commands.server.ts";
import type { MergeInput } from "../../app/features/merging/inputs.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, type Rig, start } from "../support/database.ts";

/** An idea that somebody proposes in a space, by its id. */
export async function proposed(
  rig: Rig,
  where: string,
  author: SignedIn,
  title = "A pump",
  at = start,
): Promise<string> {
  const id = newId(at);
  const texts = { title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author, { now: at }), where, { id, ...texts });
  return id;
}

export function mergeInto(into: string, change: Partial<MergeInput> = {}): MergeInput {
  return {
    id: newId(start),
    into,
    message: "Both want *one* pump.",
    sourceElements: "a pump\na hose",
    targetElements: "a pump\na bench",
    ...change,
  };
}

/** Merges one idea into another as `who` at `now`, and gives the id of the merge. */
export function merge(rig: Rig, who: SignedIn, source: string, into: string, now = start + 60_000): Promise<string> {
  return mergeIdea(contextFor(rig, who, { now }), source, mergeInto(into));
}

/** The figures of an idea as they are stored. */
export async function figuresOf(rig: Rig, id: string) {
  const [row] = await rig.db.read.select().from(ideas).where(eq(ideas.id, id));
  if (!row) throw new Error(`There is no idea ${id}.`);
  const { participants, commentCount, mergedIn, stage } = row;
  return { participants, commentCount, mergedIn, stage };
}
