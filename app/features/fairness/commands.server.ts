import { and, desc, eq, isNull } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { fairnessCases } from "../../../db/schema/fairness.ts";
import { moderationActs } from "../../../db/schema/moderation.ts";
import { type Context, signedIn, within } from "../../platform/context.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { writeAct } from "../moderation/acts.server.ts";
import { decided } from "../piloting/queries.server.ts";
import { spaceBySlug } from "../spaces/queries.server.ts";
import { caseChanged } from "./events.ts";
import { type Case, concernedBy, setAway, writeAbout } from "./holding.server.ts";
import type { CaseInput } from "./inputs.ts";
import { mayJudgeCase } from "./policy.ts";

/** What each decision makes of a case, what it is called as an act and in the log, and from which state it is taken. */
const decisions = {
  release: { from: "open", to: "released", act: "signals_released", event: "fairness.released", away: null },
  discard: { from: "open", to: "discarded", act: "signals_discarded", event: "fairness.discarded", away: "discarded" },
  restore: { from: "discarded", to: "released", act: "signals_restored", event: "fairness.restored", away: null },
} as const;

/**
 * Decides on a case of the space at that address: its signals count, or are discarded; what was discarded can be taken back. Decided twice alike, it is
 * decided once. Throws `NotFound`, also for whoever may not judge it, and `Conflict("case_decided")`. Serializable: who is
 * concerned and what was decided are read before the write.
 */
export async function judgeCase(ctx: Context, space: string, id: string, { act, words }: CaseInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const row = await caseById(tx, id);
    if (row.space !== (await spaceBySlug(within(ctx, tx), space)).id) throw new NotFound();
    if (!mayJudgeCase(actor, await aboutCase(tx, row))) throw new NotFound();
    if (row.state === decisions[act].to && (await isMine(tx, actor.id, id, decisions[act].act))) return;
    if (row.state !== decisions[act].from) throw new Conflict("case_decided");
    if (act === "restore") await liftDiscarding(tx, id, ctx.now);
    await decideCase(tx, ctx, row, { act, words });
  }, "serializable");
}

/** The same for whoever was found to be in the right to judge, within another command: what was discarded counts again. */
export async function restoreCase(tx: Tx, ctx: Context, id: string, words: string): Promise<void> {
  const row = await caseById(tx, id);
  if (row.state === "discarded") await decideCase(tx, ctx, row, { act: "restore", words });
}

async function decideCase(tx: Tx, ctx: Context, row: Case, { act, words }: CaseInput): Promise<void> {
  const { to, act: name, event, away } = decisions[act];
  await setAway(tx, ctx, row, away);
  await tx.update(fairnessCases).set({ state: to, decidedAt: ctx.now }).where(eq(fairnessCases.id, row.id));
  const { space, member } = row;
  const said = { act: name, subject: `case:${row.id}`, idea: null, space, member, reason: null, words };
  const written = await writeAct(tx, ctx, said);
  await record(tx, ctx, [caseChanged(event, row, written)]);
  if (act === "discard")
    await writeAbout(tx, ctx.config, row, ctx.now, { name: signedIn(ctx).actor.name, reason: words });
}

async function liftDiscarding(tx: Tx, id: string, at: number): Promise<void> {
  await tx
    .update(moderationActs)
    .set({ liftedAt: at })
    .where(
      and(
        eq(moderationActs.subject, `case:${id}`),
        eq(moderationActs.act, "signals_discarded"),
        isNull(moderationActs.liftedAt),
      ),
    );
}

/** Whether the last decision on a case is this one of this person: the form was sent twice. */
async function isMine(tx: Tx, by: string, id: string, act: string): Promise<boolean> {
  const [last] = await tx
    .select({ by: moderationActs.by, act: moderationActs.act })
    .from(moderationActs)
    .where(eq(moderationActs.subject, `case:${id}`))
    .orderBy(desc(moderationActs.at), desc(moderationActs.id))
    .limit(1);
  return last?.by === by && last.act === act;
}

/** Throws `NotFound`. */
export async function caseById(read: Reads, id: string): Promise<Case> {
  const [row] = await read.select().from(fairnessCases).where(eq(fairnessCases.id, id));
  if (!row) throw new NotFound();
  return row;
}

/** What the policy asks of a case: everybody whom it concerns, and whether a pilot is left whom it does not. */
export async function aboutCase(read: Reads, row: Case) {
  return decided(read, { id: "", author: row.member, space: row.space }, await concernedBy(read, row));
}
