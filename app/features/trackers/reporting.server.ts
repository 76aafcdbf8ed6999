import { and, desc, eq, inArray, isNull, lt, not, or } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideaCards } from "../../../db/schema/boards.ts";
import { members } from "../../../db/schema/members.ts";
import { productIdeas, products } from "../../../db/schema/products.ts";
import { trackerDeliveries, trackerHooks, trackerLinks } from "../../../db/schema/trackers.ts";
import { openBan } from "../accounts/queries.server.ts";
import { actorFrom, rolesOf } from "../accounts/session.server.ts";
import { isLeaving, type SignedIn } from "../../platform/actor.ts";
import { type Context, within } from "../../platform/context.server.ts";
import { Conflict, Forbidden, Invalid, Malformed, Problem, Refused, TooLarge, TooMany } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { isWithin, limit } from "../../platform/limits.server.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { setPlan } from "../board/commands.server.ts";
import { mayArrange } from "../board/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { moveIdea } from "../piloting/commands.server.ts";
import { standText } from "../stages/rules.ts";
import { type Report, reportInput } from "./inputs.ts";
import { longestReport, reportsShown, tolerance } from "./rules.ts";
import { hookSecret, isSignedWith, type Sent } from "./signatures.server.ts";

/** The report was not signed as it must be; why stands on the page of the product, for those who keep it. */
class Unsigned extends Problem {
  readonly status = 401;
}

/** What a report has changed: nothing where all of it stood so already. */
export type Taken = { idea: string; changed: boolean };

/** How long what was answered is remembered, in milliseconds; longer than a report may be old. */
const remembered = 86_400_000;

/**
 * Takes what the tracker of a product reports, by the same commands as the board, in the name of whoever made its secret
 * and with the rights that he or she has now. Each report is answered once, whatever the answer; what is refused changes
 * nothing. Throws `Problem`s: 401 for a signature or a time that does not fit, 409 `report_known` for one that was
 * answered before, 413, 422, 429, and what the commands of the board throw.
 * Serializable, as the move within it is.
 */
export async function takeReport(ctx: Context, product: string, sent: Sent): Promise<Taken> {
  await limit("report_address", ctx.address);
  const hook = await hookOf(ctx.db.read, product);
  // Without a hook something is compared all the same: how long it takes says nothing either.
  const isSigned = isSignedWith(hookSecret(ctx.config, hook ?? { product, salt: "" }), sent) && hook !== null;
  const note: Note = { delivery: null, idea: null };
  try {
    if (!isSigned) throw new Unsigned("report_unsigned");
    await limit("report_product", product);
    const isOfNow = Math.abs(Number(sent.timestamp) * 1000 - ctx.now) <= tolerance;
    // What is no number is of no time.
    if (!isOfNow) throw new Unsigned("report_too_old");
    if (sent.body.byteLength > longestReport) throw new TooLarge();
    const report = reportIn(sent.body);
    note.delivery = report.delivery;
    const keeper = await keeperOf(ctx, hook);
    return await ctx.db.transaction(async (tx) => {
      const row = { id: newId(ctx.now), product, delivery: report.delivery, status: 200, at: ctx.now };
      const fresh = await tx.insert(trackerDeliveries).values(row).onConflictDoNothing().returning();
      if (fresh.length === 0) throw new Conflict("report_known");
      const idea = await ideaOf(tx, hook.product, report);
      note.idea = idea;
      const changed = await apply({ ...within(ctx, tx), actor: keeper }, tx, { idea, product, report });
      await tx.update(trackerDeliveries).set({ idea }).where(eq(trackerDeliveries.id, row.id));
      await forget(tx, product, ctx.now);
      return { idea, changed };
    }, "serializable");
  } catch (error) {
    const problem = problemOf(error);
    // What the tracker may send again as it is, is not remembered.
    if (problem && problem.status < 500 && !(problem instanceof TooMany)) await refuse(ctx, hook, problem, note);
    throw error;
  }
}

type Hook = { product: string; space: string; salt: string; madeBy: string; archivedAt: number | null };
type Note = { delivery: string | null; idea: string | null };

async function hookOf(read: Reads, product: string): Promise<Hook | null> {
  const [hook] = await read
    .select({
      product: trackerHooks.product,
      space: products.space,
      salt: trackerHooks.salt,
      madeBy: trackerHooks.madeBy,
      archivedAt: products.archivedAt,
    })
    .from(trackerHooks)
    .innerJoin(products, eq(products.id, trackerHooks.product))
    .where(eq(trackerHooks.product, product));
  return hook ?? null;
}

function reportIn(body: Uint8Array): Report {
  const parsed = reportInput.safeParse(jsonIn(body));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const { path, message, code } of parsed.error.issues) {
    if (code === "unrecognized_keys" || path.length === 0) throw new Malformed();
    fields[String(path[0])] ??= /^[a-z][a-z_]*$/.test(message) ? message : "field_unusable";
  }
  throw new Invalid(fields);
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Malformed();
  }
}

/** Who made the secret, with the rights of this moment. Throws `Forbidden("report_keeper_gone")`. */
async function keeperOf({ db, now }: Context, hook: Hook): Promise<SignedIn> {
  if (hook.archivedAt !== null) throw new Refused("product_archived");
  const [row] = await db.read.select().from(members).where(eq(members.id, hook.madeBy));
  const keeper = row && actorFrom(row, "", await rolesOf(db.read, row.id, now));
  const isKept = keeper && !isLeaving(keeper) && !(await openBan(db.read, keeper.id)) && mayArrange(keeper, hook.space);
  if (!isKept) throw new Forbidden("report_keeper_gone");
  return keeper;
}

/** The idea of the product that a report is about. */
async function ideaOf(tx: Tx, product: string, { idea, link }: Report): Promise<string> {
  if (link === null) {
    const belongs = and(eq(productIdeas.product, product), eq(productIdeas.idea, idea ?? ""));
    if ((await tx.$count(productIdeas, belongs)) === 0) throw new Refused("idea_not_of_product");
    return idea ?? "";
  }
  const [found, another] = await tx
    .select({ idea: trackerLinks.idea })
    .from(trackerLinks)
    .innerJoin(productIdeas, and(eq(productIdeas.idea, trackerLinks.idea), eq(productIdeas.product, product)))
    .where(eq(trackerLinks.url, link))
    .limit(2);
  if (!found) throw new Refused("report_link_unknown");
  if (another) throw new Refused("report_link_ambiguous");
  return found.idea;
}

/** Does what a report says, and gives whether anything is other than before. */
async function apply(ctx: Context, tx: Tx, of: { idea: string; product: string; report: Report }): Promise<boolean> {
  const { percent, status, note } = of.report;
  await lockIdea(tx, of.idea);
  const { idea } = await ideaSeenBy(tx, ctx.actor, of.idea);
  const moves = status !== undefined && status !== idea.stage;
  const plan = () => setPercent(ctx, tx, { ...of, percent, note: moves ? null : note });
  // What has shipped has no plan any more: how far it is, is said before.
  const before = status === "shipped" && moves ? await plan() : false;
  if (moves) {
    const move = { from: standText(idea.stage, idea.extra), to: status, message: note ?? "" };
    const input = { id: newId(ctx.now), ...move, reasonKind: null, reviewOn: null };
    await moveIdea(ctx, idea.id, input, { tracker: of.product });
  }
  const after = status === "shipped" ? false : await plan();
  return before || moves || after;
}

async function setPercent(
  ctx: Context,
  tx: Tx,
  of: { idea: string; product: string; percent: number | undefined; note: string | null },
): Promise<boolean> {
  const { idea, product, percent, note } = of;
  if (percent === undefined) return false;
  const [card] = await tx.select().from(ideaCards).where(eq(ideaCards.idea, idea));
  if (!card) throw new Refused("not_on_board");
  const { version, owner, targetOn, confidence } = card;
  const input = { id: newId(ctx.now), version, owner, percent, targetOn, confidence, reason: null };
  await setPlan(ctx, idea, input, { tracker: product, note });
  return card.percent !== percent;
}

/** Notes what was refused, for those who keep the product. */
async function refuse({ db, now }: Context, hook: Hook | null, problem: Problem, note: Note): Promise<void> {
  if (hook === null) return;
  if (problem instanceof Unsigned && !(await isWithin("report_unsigned", hook.product))) return;
  const code = problem instanceof Invalid ? Object.values(problem.fields)[0] : problem.code;
  const delivery = problem.code === "report_known" ? null : note.delivery;
  const row = { product: hook.product, status: problem.status, code: code ?? problem.code, idea: note.idea, at: now };
  await db.transaction(async (tx) => {
    await tx
      .insert(trackerDeliveries)
      .values({ id: newId(now), ...row, delivery })
      .onConflictDoNothing();
    await forget(tx, hook.product, now);
  });
}

/** What nobody reads any more, and no longer needs to be known so that it is not taken twice, goes. */
async function forget(tx: Tx, product: string, now: number): Promise<void> {
  const newest = await tx
    .select({ id: trackerDeliveries.id })
    .from(trackerDeliveries)
    .where(eq(trackerDeliveries.product, product))
    .orderBy(desc(trackerDeliveries.at), desc(trackerDeliveries.id))
    .limit(reportsShown);
  const isNoUse = or(isNull(trackerDeliveries.delivery), lt(trackerDeliveries.at, now - remembered));
  const isShown = inArray(
    trackerDeliveries.id,
    newest.map(({ id }) => id),
  );
  await tx.delete(trackerDeliveries).where(and(eq(trackerDeliveries.product, product), isNoUse, not(isShown)));
}
