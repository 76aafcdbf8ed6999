import { and, eq } from "drizzle-orm";
import { revivals } from "../../../db/schema/reviving.ts";
import type { ExactReader } from "../../platform/events.server.ts";

/** An argument waits again when the move that followed from it is taken back. */
export const waitAgain: ExactReader = {
  name: "reviving: taken back",
  kinds: ["idea.move_undone"],
  async read(tx, events) {
    for (const { payload } of events) {
      await tx
        .update(revivals)
        .set({ state: "open", move: null, decidedBy: null, decidedAt: null })
        .where(and(eq(revivals.move, String(payload.move)), eq(revivals.state, "accepted")));
    }
  },
};
