import { and, eq } from "drizzle-orm";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { trackerHooks, trackerLinks } from "../../../db/schema/trackers.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { mayKeepProducts } from "../products/policy.ts";
import { productIn } from "../products/queries.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { issueLinked, trackerSet } from "./events.ts";
import type { IssueInput } from "./inputs.ts";
import { mayLinkIssues } from "./policy.ts";
import { mostLinks } from "./rules.ts";
import { hookSecret } from "./signatures.server.ts";

/**
 * Links an issue elsewhere to an idea. Sent twice, it is linked once. Throws `NotFound`, `Forbidden`, `Conflict`,
 * `Refused("links_enough")`, and `Invalid` when the idea has that link already.
 */
export async function linkIssue(ctx: Context, ideaId: string, { id, url, title }: IssueInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayLinkIssues(actor, idea));
    await mustNotBeMuted(tx, ctx, idea.space);
    const [existing] = await tx.select().from(trackerLinks).where(eq(trackerLinks.id, id));
    if (existing && (existing.addedBy !== actor.id || existing.idea !== idea.id))
      throw new Conflict("changed_meanwhile");
    if (existing) return;
    const ofIdea = eq(trackerLinks.idea, idea.id);
    if ((await tx.$count(trackerLinks, and(ofIdea, eq(trackerLinks.url, url)))) > 0) {
      throw new Invalid({ url: "link_known" });
    }
    if ((await tx.$count(trackerLinks, ofIdea)) >= mostLinks) throw new Refused("links_enough");
    await tx.insert(trackerLinks).values({ id, idea: idea.id, url, title, addedBy: actor.id, at: ctx.now });
    await record(tx, ctx, [issueLinked("idea.issue_linked", idea, id)]);
  });
}

/** Takes a link to an issue away. Done twice, it is done once. Throws `NotFound`, `Forbidden`. */
export async function unlinkIssue(ctx: Context, ideaId: string, link: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayLinkIssues(actor, idea));
    const removed = await tx
      .delete(trackerLinks)
      .where(and(eq(trackerLinks.id, link), eq(trackerLinks.idea, idea.id)))
      .returning({ id: trackerLinks.id });
    if (removed.length > 0) await record(tx, ctx, [issueLinked("idea.issue_unlinked", idea, link)]);
  });
}

/**
 * Lets the tracker of a product report in the actor's name, and gives the secret with which it signs; one that was given
 * before opens nothing from then on. Throws `NotFound`, `Forbidden`, `Refused("product_archived")`.
 */
export async function openHook(ctx: Context, space: string, id: string): Promise<string> {
  const { actor } = signedIn(ctx);
  const salt = newSecret();
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, space);
    const product = await productIn(tx, space, id);
    must(mayKeepProducts(actor, space));
    if (product.archivedAt !== null) throw new Refused("product_archived");
    const hook = { salt, madeBy: actor.id, madeAt: ctx.now };
    await tx
      .insert(trackerHooks)
      .values({ product: id, ...hook })
      .onConflictDoUpdate({ target: trackerHooks.product, set: hook });
    await record(tx, ctx, [trackerSet("product.tracker_opened", product)]);
  });
  return hookSecret(ctx.config, { product: id, salt });
}

/** Takes the secret of a product's tracker away: it reports no more. Done twice, it is done once. Throws `NotFound`, `Forbidden`. */
export async function closeHook(ctx: Context, space: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, space);
    const product = await productIn(tx, space, id);
    must(mayKeepProducts(actor, space));
    const removed = await tx
      .delete(trackerHooks)
      .where(eq(trackerHooks.product, id))
      .returning({ product: trackerHooks.product });
    if (removed.length > 0) await record(tx, ctx, [trackerSet("product.tracker_closed", product)]);
  });
}
