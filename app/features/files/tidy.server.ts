import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { fileBytes, files } from "../../../db/schema/files.ts";
import { ideas } from "../../../db/schema/ideas.ts";

/** Deletes what nobody can reach any more: the files of drafts that were thrown away. */
export async function tidyFiles(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const orphans = await tx
      .select({ id: files.id })
      .from(files)
      .innerJoin(ideas, eq(ideas.id, files.idea))
      .where(and(eq(ideas.stage, "discarded"), isNull(files.removedAt)))
      .limit(500);
    if (orphans.length === 0) return;
    const ids = orphans.map(({ id }) => id);
    await tx.delete(fileBytes).where(inArray(fileBytes.file, ids));
    await tx.update(files).set({ name: "", alt: "", removedAt: now }).where(inArray(files.id, ids));
  });
}
