import { count, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { duplicateAnswers } from "../../../db/schema/duplicates.ts";

/** How many say that two ideas are one, whoever said so first among them, and how many that they are two. */
export async function answersTo(read: Reads, duplicate: string): Promise<{ same: number; different: number }> {
  const rows = await read
    .select({ isSame: duplicateAnswers.isSame, people: count() })
    .from(duplicateAnswers)
    .where(eq(duplicateAnswers.duplicate, duplicate))
    .groupBy(duplicateAnswers.isSame);
  const of = (isSame: boolean) => rows.find((row) => row.isSame === isSame)?.people ?? 0;
  return { same: 1 + of(true), different: of(false) };
}
