import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { signalCounts } from "../../../db/schema/signals.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { ExactReader } from "../../platform/events.server.ts";
import type { SignalChanged } from "./events.ts";
import type { SignalKind } from "./rules.ts";

/** Keeps an idea's counts and its number of participants equal to the signal rows of non-authors. */
export const countSignals: ExactReader = {
  name: "signals: counts",
  kinds: ["signal.cast", "signal.undone"],
  async read(tx, event) {
    const idea = event.subject.slice("idea:".length);
    const change = event.payload as SignalChanged["payload"];
    const counted = change.kind !== null && !change.byAuthor;
    const wasCounted = change.previousKind !== null && !change.previousByAuthor;
    if (wasCounted && change.previousKind && change.previousAffiliation) {
      await move(tx, idea, change.previousAffiliation, change.previousKind, -1);
    }
    if (counted && change.kind && change.affiliation) {
      await move(tx, idea, change.affiliation, change.kind, +1);
    }
    const step = Number(counted) - Number(wasCounted);
    if (step !== 0) {
      await tx
        .update(ideas)
        .set({ participants: sql`${ideas.participants} + ${step}` })
        .where(eq(ideas.id, idea));
    }
  },
};

async function move(tx: Tx, idea: string, affiliation: Affiliation, kind: SignalKind, step: 1 | -1): Promise<void> {
  await tx
    .insert(signalCounts)
    .values({ idea, affiliation, kind, people: step })
    .onConflictDoUpdate({
      target: [signalCounts.idea, signalCounts.affiliation, signalCounts.kind],
      set: { people: sql`${signalCounts.people} + ${step}` },
    });
  if (step < 0) {
    await tx
      .delete(signalCounts)
      .where(and(eq(signalCounts.idea, idea), eq(signalCounts.people, 0)));
  }
}
