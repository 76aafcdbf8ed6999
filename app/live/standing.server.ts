import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Reads } from "../../db/database.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { unlistedStages } from "../features/ideas/rules.ts";
import type { Standing } from "./messages.ts";

/** The public figures of an idea as they stand. */
export async function ideaStanding(read: Reads, idea: string): Promise<Standing> {
  const [row] = await read
    .select({ participants: ideas.participants, commentCount: ideas.commentCount })
    .from(ideas)
    .where(eq(ideas.id, idea));
  return { kind: "idea", participants: row?.participants ?? 0, commentCount: row?.commentCount ?? 0 };
}

/** The id of the idea that came into a space last, as everybody sees it, or null. */
export async function newestIn(read: Reads, space: string): Promise<string | null> {
  const [row] = await read
    .select({ id: ideas.id })
    .from(ideas)
    .where(and(eq(ideas.space, space), eq(ideas.moderation, "visible"), notInArray(ideas.stage, [...unlistedStages])))
    .orderBy(desc(ideas.submittedAt), desc(ideas.id))
    .limit(1);
  return row?.id ?? null;
}
