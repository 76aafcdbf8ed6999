import { and, eq, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { duplicates, type DuplicateState } from "../../../db/schema/duplicates.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type ExactReader, type Happening, type LoggedEvent, record } from "../../platform/events.server.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { duplicateConfirmed, duplicateEnded, duplicateParted } from "./events.ts";
import { canBecomeOne } from "./rules.ts";

type Duplicate = typeof duplicates.$inferSelect;

/**
 * What was said of two ideas is confirmed by their merge, in whichever direction, and parted with it; it falls away with
 * what keeps them from becoming one.
 */
export const keepDuplicates: ExactReader = {
  name: "duplicates: decided",
  kinds: ["idea.merged", "idea.unmerged", "idea.moved", "idea.hidden", "idea.withdrawn", "idea.transferred"],
  async read(tx, events) {
    for (const event of events) {
      const id = event.subject.slice("idea:".length);
      if (event.kind === "idea.unmerged") await part(tx, event, String(event.payload.merge));
      else await settle(tx, event, id);
    }
  },
};

async function settle(tx: Tx, event: LoggedEvent, id: string): Promise<void> {
  const ofIdea = or(eq(duplicates.idea, id), eq(duplicates.other, id));
  const open = await tx
    .select()
    .from(duplicates)
    .where(and(ofIdea, eq(duplicates.state, "open")))
    .orderBy(duplicates.at, duplicates.id);
  for (const duplicate of open) {
    const { idea, other } = duplicate;
    const isThis = event.kind === "idea.merged" && [idea, other].includes(String(event.payload.target));
    if (isThis) {
      const merge = String(event.payload.merge);
      await become(tx, event, duplicate, { state: "confirmed", merge });
      const decided = { merge, isOwn: await isOwn(tx, duplicate) };
      await tell(tx, event, duplicateConfirmed(event.space ?? "", duplicate, decided));
      continue;
    }
    const [one, two] = [await standing(tx, idea), await standing(tx, other)];
    if (one && two && canBecomeOne(one, two)) continue;
    await become(tx, event, duplicate, { state: "overtaken" });
    await tell(tx, event, duplicateEnded("duplicate.overtaken", event.space ?? "", duplicate));
  }
}

async function part(tx: Tx, event: LoggedEvent, merge: string): Promise<void> {
  const confirmed = await tx
    .select()
    .from(duplicates)
    .where(and(eq(duplicates.merge, merge), eq(duplicates.state, "confirmed")));
  for (const duplicate of confirmed) {
    await become(tx, event, duplicate, { state: "parted" });
    await tell(tx, event, duplicateParted(event.space ?? "", duplicate, merge));
  }
}

async function become(
  tx: Tx,
  { actor, at }: LoggedEvent,
  { id }: Duplicate,
  change: { state: DuplicateState; merge?: string },
): Promise<void> {
  const decidedBy = actor === "system" ? null : actor;
  await tx
    .update(duplicates)
    .set({ ...change, decidedBy, decidedAt: at })
    .where(eq(duplicates.id, id));
}

async function tell(tx: Tx, { actor, at: now }: LoggedEvent, happening: Happening): Promise<void> {
  const by = actor === "system" ? ("system" as const) : { kind: "member" as const, id: actor };
  await record(tx, { actor: by, now }, [happening]);
}

async function standing(tx: Tx, id: string) {
  const [idea] = await tx
    .select({
      id: ideas.id,
      space: ideas.space,
      stage: ideas.stage,
      moderation: ideas.moderation,
      author: ideas.author,
    })
    .from(ideas)
    .where(eq(ideas.id, id));
  return idea;
}

/** Whether whoever said it wrote one of the two. */
async function isOwn(tx: Tx, { idea, other, by }: Duplicate): Promise<boolean> {
  for (const id of [idea, other]) {
    const found = await standing(tx, id);
    if (found && (await authorsOf(tx, found)).authors.includes(by)) return true;
  }
  return false;
}
