import { inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { tags } from "../../../db/schema/ideas.ts";
import type { ExactReader } from "../../platform/events.server.ts";
import type { IdeaTagged } from "./events.ts";

/** Keeps each tag's number of ideas equal to its rows. */
export const countTagged: ExactReader = {
  name: "tags: counts",
  kinds: ["idea.tagged"],
  async read(tx, events) {
    for (const event of events) {
      const { added, removed } = event.payload as IdeaTagged["payload"];
      await move(tx, added, 1);
      await move(tx, removed, -1);
    }
  },
};

async function move(tx: Tx, ids: string[], step: 1 | -1): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(tags)
    .set({ ideas: sql`${tags.ideas} + ${step}` })
    .where(inArray(tags.id, ids));
}
