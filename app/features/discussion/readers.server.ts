import { eq, sql } from "drizzle-orm";
import { ideas } from "../../../db/schema/ideas.ts";
import type { ExactReader } from "../../platform/events.server.ts";

const steps: Readonly<Record<string, number>> = {
  "comment.posted": +1,
  "comment.restored": +1,
  "comment.deleted": -1,
  "comment.hidden": -1,
};

/** Keeps an idea's number of comments equal to its comment rows that are neither deleted nor hidden. */
export const countComments: ExactReader = {
  name: "discussion: counts",
  kinds: Object.keys(steps),
  async read(tx, events) {
    for (const event of events) {
      // Hidden and deleted at once, a comment leaves the count once.
      if (event.payload.counted === false) continue;
      await tx
        .update(ideas)
        .set({ commentCount: sql`${ideas.commentCount} + ${steps[event.kind] ?? 0}` })
        .where(eq(ideas.id, String(event.payload.idea)));
    }
  },
};
