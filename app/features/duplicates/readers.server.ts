import { eq, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { duplicates, type DuplicateState } from "../../../db/schema/duplicates.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { type ExactReader, type Happening, type LoggedEvent, record } from "../../platform/events.server.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { sourcesOf, standsFor } from "../merging/lineage.server.ts";
import { heavyWritersOf } from "../writing/shares.server.ts";
import { answersTo } from "./answers.server.ts";
import { duplicateAgreed, duplicateChanged, duplicateConfirmed, duplicateEnded, duplicateParted } from "./events.ts";
import { canBecomeOne, isAgreed } from "./rules.ts";

type Duplicate = typeof duplicates.$inferSelect;

/**
 * What was said of two ideas follows where they stand: merged into one another, or into a third, they are one, and parted
 * when that is taken apart; where neither can become part of the other it falls away, and waits again once one can.
 */
export const keepDuplicates: ExactReader = {
  name: "duplicates: decided",
  kinds: [
    "idea.merged",
    "idea.unmerged",
    "idea.moved",
    "idea.move_undone",
    "idea.hidden",
    "idea.restored",
    "idea.withdrawn",
    "idea.returned",
    "idea.transferred",
  ],
  async read(tx, events) {
    for (const event of events) {
      const id = event.subject.slice("idea:".length);
      const merging = event.kind === "idea.merged" || event.kind === "idea.unmerged";
      for (const idea of merging ? [id, ...(await sourcesOf(tx, id))] : [id]) await follow(tx, event, idea);
    }
  },
};

async function follow(tx: Tx, event: LoggedEvent, id: string): Promise<void> {
  const said = await tx
    .select()
    .from(duplicates)
    .where(or(eq(duplicates.idea, id), eq(duplicates.other, id)))
    .orderBy(duplicates.at, duplicates.id);
  for (const duplicate of said) {
    const { state } = duplicate;
    if (state === "declined" || state === "withdrawn") continue;
    const [one, other] = [await standing(tx, duplicate.idea), await standing(tx, duplicate.other)];
    if (!one || !other) continue;
    const isOne = (await standsFor(tx, one.id)) === (await standsFor(tx, other.id));
    if (isOne && state !== "confirmed" && event.kind === "idea.merged") await confirm(tx, event, duplicate);
    else if (!isOne && state === "confirmed") await part(tx, event, duplicate);
    else if (!isOne && state === "open" && !canBecomeOne(one, other)) await fall(tx, event, duplicate);
    else if (!isOne && state === "overtaken" && canBecomeOne(one, other)) await resume(tx, event, duplicate, said);
  }
}

async function confirm(tx: Tx, event: LoggedEvent, duplicate: Duplicate): Promise<void> {
  const merge = String(event.payload.merge);
  await become(tx, event, duplicate, { state: "confirmed", merge });
  const isOwn = (await writersOf(tx, duplicate)).includes(duplicate.by);
  await tell(tx, event, duplicateConfirmed(spaceOf(event), duplicate, { merge, isOwn }));
}

async function part(tx: Tx, event: LoggedEvent, duplicate: Duplicate): Promise<void> {
  await become(tx, event, duplicate, { state: "parted" });
  await tell(tx, event, duplicateParted(spaceOf(event), duplicate, duplicate.merge ?? ""));
}

async function fall(tx: Tx, event: LoggedEvent, duplicate: Duplicate): Promise<void> {
  await become(tx, event, duplicate, { state: "overtaken" });
  await tell(tx, event, duplicateEnded("duplicate.overtaken", spaceOf(event), duplicate));
}

/** It waits again, unless somebody has said the same of the two meanwhile. */
async function resume(tx: Tx, event: LoggedEvent, duplicate: Duplicate, said: readonly Duplicate[]): Promise<void> {
  const pair = [duplicate.idea, duplicate.other];
  const isSaid = said.some(({ id, state, idea, other }) => {
    return id !== duplicate.id && state === "open" && pair.includes(idea) && pair.includes(other);
  });
  if (isSaid) return;
  await tx
    .update(duplicates)
    .set({ state: "open", decidedBy: null, decidedAt: null })
    .where(eq(duplicates.id, duplicate.id));
  const space = spaceOf(event);
  await tell(tx, event, duplicateChanged("duplicate.resumed", space, duplicate));
  if (!isAgreed(await answersTo(tx, duplicate.id))) return;
  const involved = [...(await writersOf(tx, duplicate)), duplicate.by];
  await tell(tx, event, duplicateAgreed(space, duplicate, involved));
}

const spaceOf = ({ space }: LoggedEvent) => space ?? "";

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

/** Everybody who wrote one of the two, or once did, or much of its text. */
async function writersOf(tx: Tx, { idea, other }: Duplicate): Promise<string[]> {
  const found: string[] = [];
  for (const id of [idea, other]) {
    const row = await standing(tx, id);
    if (!row) continue;
    const { authors, formerAuthors } = await authorsOf(tx, row);
    const heavy = (await heavyWritersOf(tx, [{ id, authors }])).get(id) ?? [];
    found.push(...authors, ...formerAuthors, ...heavy);
  }
  return found;
}
