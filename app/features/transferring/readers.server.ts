import { eq } from "drizzle-orm";
import { ideas } from "../../../db/schema/ideas.ts";
import { transfers } from "../../../db/schema/transferring.ts";
import { type ExactReader, record } from "../../platform/events.server.ts";
import { transferOvertaken } from "./events.ts";
import { openTransfer } from "./queries.server.ts";
import { whyNotMovable } from "./rules.ts";

/** A proposal falls away with what keeps the idea where it is, so that nobody is left to decide on what cannot be. */
export const fallAway: ExactReader = {
  name: "transferring: overtaken",
  kinds: ["idea.moved", "idea.merged", "idea.took_in", "idea.hidden", "idea.withdrawn"],
  async read(tx, events) {
    for (const event of events) {
      const open = await openTransfer(tx, event.subject.slice("idea:".length));
      if (!open) continue;
      const standing = { stage: ideas.stage, moderation: ideas.moderation, mergedIn: ideas.mergedIn };
      const [idea] = await tx.select(standing).from(ideas).where(eq(ideas.id, open.idea));
      if (!idea || whyNotMovable(idea) === null) continue;
      await tx.update(transfers).set({ state: "overtaken", decidedAt: event.at }).where(eq(transfers.id, open.id));
      const by = event.actor === "system" ? ("system" as const) : { kind: "member" as const, id: event.actor };
      await record(tx, { actor: by, now: event.at }, [transferOvertaken(open)]);
    }
  },
};
