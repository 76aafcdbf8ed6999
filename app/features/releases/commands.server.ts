import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea, lockRelease } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { products } from "../../../db/schema/products.ts";
import { releaseIdeas, releases } from "../../../db/schema/releases.ts";
import { type Context, signedIn, within } from "../../platform/context.server.ts";
import { Conflict, type FieldErrors, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { unlistedStages } from "../ideas/rules.ts";
import { escapedLine } from "../minutes/rules.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { momentAt } from "../piloting/calendar.server.ts";
import { moveIdea, undoMove } from "../piloting/commands.server.ts";
import { undoMilliseconds } from "../piloting/rules.ts";
import { linkIdea } from "../products/commands.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { stepsIn } from "../stages/queries.server.ts";
import { standText, stepOf } from "../stages/rules.ts";
import { releaseChanged, releaseIdeaChanged, releasePublished, releaseScheduled } from "./events.ts";
import type { NewReleaseInput, ReleaseInput, ScheduleInput } from "./inputs.ts";
import { mayKeepReleases } from "./policy.ts";
import { hasOtherRelease, type Release, releaseSeenBy } from "./queries.server.ts";
import { askedAfter, isOpen, mostIdeas, releasePath, wrongMoment } from "./rules.ts";
import { releaseWords } from "./words.server.ts";

/** The kind of the job that publishes a release at its moment. */
export const publishJob = "releases.publish";

/** The kind of the job that asks, a while after the publication, whether it helped. */
export const askJob = "releases.ask";

/** What such a job is about, and the moment of its publication: another one that was set since makes it do nothing. */
export type Due = { release: string; at: number };

/**
 * Adds a draft of a release of a product. Sent twice, it is one. Throws `NotFound`, `Forbidden`, `Invalid` for a product of
 * another space, `Conflict` for an id of something else.
 */
export async function createRelease(ctx: Context, spaceId: string, input: NewReleaseInput): Promise<Release> {
  const { actor } = signedIn(ctx);
  await spaceSeenBy(ctx.db.read, actor, spaceId);
  must(mayKeepReleases(actor, spaceId));
  const { id, ...words } = await worded(input, actor.id);
  return ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    must(mayKeepReleases(actor, spaceId));
    await mustNotBeMuted(tx, ctx, spaceId);
    await mustBeOf(tx, spaceId, words.product);
    const [release] = await tx
      .insert(releases)
      .values({ id, space: spaceId, ...words, state: "draft", createdBy: actor.id, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning();
    if (release) {
      await record(tx, ctx, [releaseChanged("release.created", release, { version: release.version })]);
      return release;
    }
    const [existing] = await tx.select().from(releases).where(eq(releases.id, id));
    if (existing?.space === spaceId && existing.createdBy === actor.id) return existing;
    throw new Conflict("changed_meanwhile");
  });
}

async function mustBeOf(read: Reads, space: string, product: string): Promise<void> {
  const found = await read.$count(products, and(eq(products.id, product), eq(products.space, space)));
  if (found === 0) throw new Invalid({ product: "release_product_elsewhere" });
}

/**
 * Changes what a release is called, of which product it is and what is said of it, also once it is published. Its ideas
 * belong to another product with it; whoever changes what is scheduled signs it from then on. Throws `NotFound`,
 * `Forbidden`, `Invalid`, `Conflict("release_changed")` when somebody saved since the form was shown, and `Refused` with
 * what keeps an idea from being linked to the other product.
 */
export async function editRelease(ctx: Context, spaceId: string, id: string, input: ReleaseInput): Promise<Release> {
  const { actor } = signedIn(ctx);
  await keptBy(ctx.db.read, ctx, spaceId, id);
  const { version: shown, ...words } = await worded(input, actor.id);
  return ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const before = await keptBy(tx, ctx, spaceId, id);
    await mustNotBeMuted(tx, ctx, spaceId);
    const isSame = (["product", "title", "notesEn", "notesFr"] as const).every((name) => before[name] === words[name]);
    if (before.version === shown && isSame) return before;
    await mustBeOf(tx, spaceId, words.product);
    if (words.product !== before.product) await linkIdeasOf(tx, ctx, before, words.product);
    return changed(tx, ctx, before, { shown, set: { ...words, ...signing(before, actor.id) } });
  });
}

/** Says that the ideas of a release belong to a product; those that are hidden or elsewhere now are linked as they ship. */
async function linkIdeasOf(tx: Tx, ctx: Context, { id, space }: Release, product: string): Promise<void> {
  const links = await tx
    .select({ idea: ideas.id })
    .from(releaseIdeas)
    .innerJoin(ideas, eq(ideas.id, releaseIdeas.idea))
    .where(
      and(
        eq(releaseIdeas.release, id),
        eq(ideas.space, space),
        eq(ideas.moderation, "visible"),
        notInArray(ideas.stage, [...unlistedStages]),
      ),
    )
    .orderBy(asc(ideas.id));
  await lockIdea(tx, ...links.map(({ idea }) => idea));
  for (const { idea } of links) await linkIdea(within(ctx, tx), { idea, product, isLinked: true });
}

/** In whose name a scheduled release is published from now on: of the last who had a hand in what it ships and says. */
function signing({ state }: Release, actor: string): { publishedBy?: string } {
  return state === "scheduled" ? { publishedBy: actor } : {};
}

/** Writes what changes and says so; `shown` is the version that the form showed. */
async function changed(
  tx: Tx,
  ctx: Context,
  before: Release,
  { shown, set }: { shown: number; set: Partial<typeof releases.$inferInsert> },
): Promise<Release> {
  const [written] = await tx
    .update(releases)
    .set({ ...set, version: sql`${releases.version} + 1` })
    .where(and(eq(releases.id, before.id), eq(releases.version, shown)))
    .returning();
  if (!written) throw new Conflict("release_changed");
  await record(tx, ctx, [releaseChanged("release.edited", before, { version: written.version })]);
  return written;
}

/**
 * Takes a draft away, scheduled or not; what has been published stays. Done twice, it is done once. Throws `NotFound`,
 * `Forbidden`, `Refused("release_is_published")`.
 */
export async function discardRelease(ctx: Context, spaceId: string, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const before = await keptBy(tx, ctx, spaceId, id);
    if (!isOpen(before.state)) throw new Refused("release_is_published");
    const version = before.version + 1;
    await tx.update(releases).set({ state: "discarded", publishAt: null, version }).where(eq(releases.id, id));
    await record(tx, ctx, [releaseChanged("release.discarded", before, { version })]);
  });
}

/**
 * Says that an idea ships with a release, or does not; it then belongs to the release's product. Only what is adopted, is
 * being built, or has shipped with no other release can be added: of each shipping one release tells. It may stand in
 * several drafts; the first one that is published has it. The version goes up, so that nobody publishes other ideas than
 * the page showed; whoever adds to what is scheduled signs it from then on. Done twice, it is done once. Throws
 * `NotFound`, `Forbidden`, `Invalid` for an idea of another space, and `Refused` (`release_is_published`,
 * `release_stage`, `release_already`, `idea_not_visible`, `release_ideas_enough`, and what keeps an idea from being
 * linked to a product).
 */
export async function setReleaseIdea(
  ctx: Context,
  spaceId: string,
  id: string,
  { idea: ideaId, isIn }: { idea: string; isIn: boolean },
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    await lockIdea(tx, ideaId);
    const release = await keptBy(tx, ctx, spaceId, id);
    if (!isOpen(release.state)) throw new Refused("release_is_published");
    const link = and(eq(releaseIdeas.release, id), eq(releaseIdeas.idea, ideaId));
    if (!isIn) {
      const removed = await tx.delete(releaseIdeas).where(link).returning({ idea: releaseIdeas.idea });
      if (removed.length === 0) return;
      const others = (release.hindered ?? []).filter(({ idea }) => idea !== ideaId);
      await changedQuietly(tx, release, release.version, { hindered: others.length > 0 ? others : null });
      await record(tx, ctx, [releaseIdeaChanged("release.idea_removed", release, ideaId)]);
      return;
    }
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    if (idea.space !== spaceId) throw new Invalid({ idea: "release_elsewhere" });
    if ((await tx.$count(releaseIdeas, link)) > 0) return;
    await mustBeShippable(tx, release, idea);
    if ((await tx.$count(releaseIdeas, eq(releaseIdeas.release, id))) >= mostIdeas) {
      throw new Refused("release_ideas_enough");
    }
    await linkIdea(within(ctx, tx), { idea: ideaId, product: release.product, isLinked: true });
    await tx.insert(releaseIdeas).values({ release: id, idea: ideaId, linkedBy: actor.id, at: ctx.now });
    await changedQuietly(tx, release, release.version, signing(release, actor.id));
    await record(tx, ctx, [releaseIdeaChanged("release.idea_added", release, ideaId)]);
  });
}

async function mustBeShippable(
  read: Reads,
  release: Release,
  idea: { id: string; stage: string; moderation: string },
): Promise<void> {
  if (idea.moderation !== "visible") throw new Refused("idea_not_visible");
  if (!["adopted", "building", "shipped"].includes(idea.stage)) throw new Refused("release_stage");
  if (idea.stage === "shipped" && (await hasOtherRelease(read, idea.id, release.id)))
    throw new Refused("release_already");
}

/**
 * Says when a release is to be published: by the one who says so, whose name stands under the moves. Throws `NotFound`,
 * `Forbidden`, `Invalid`, `Refused` (`release_is_published`, `release_empty`), `Conflict("release_changed")`.
 */
export async function scheduleRelease(ctx: Context, spaceId: string, id: string, input: ScheduleInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const release = await keptBy(tx, ctx, spaceId, id);
    if (!isOpen(release.state)) throw new Refused("release_is_published");
    await mustNotBeMuted(tx, ctx, spaceId);
    const space = await spaceSeenBy(tx, actor, spaceId);
    const at = momentAt(input.day, input.time, space.timeZone);
    if (release.state === "scheduled" && release.publishAt === at && release.publishedBy === actor.id) return;
    const wrong = wrongMoment(at, ctx.now);
    if (wrong) throw new Invalid({ day: wrong });
    if ((await tx.$count(releaseIdeas, eq(releaseIdeas.release, id))) === 0) throw new Refused("release_empty");
    await changedQuietly(tx, release, input.version, {
      state: "scheduled",
      publishAt: at,
      publishedBy: actor.id,
      hindered: null,
    });
    await enqueue(tx, ctx, { kind: publishJob, payload: { release: id, at } satisfies Due, runAt: at });
    await record(tx, ctx, [releaseScheduled(release, at)]);
  });
}

async function changedQuietly(
  tx: Tx,
  release: Release,
  shown: number,
  set: Partial<typeof releases.$inferInsert>,
): Promise<number> {
  const [written] = await tx
    .update(releases)
    .set({ ...set, version: sql`${releases.version} + 1` })
    .where(and(eq(releases.id, release.id), eq(releases.version, shown)))
    .returning({ version: releases.version });
  if (!written) throw new Conflict("release_changed");
  return written.version;
}

/** Makes a scheduled release a draft again. Done twice, it is done once. Throws `NotFound`, `Forbidden`, `Refused("release_is_published")`. */
export async function unscheduleRelease(ctx: Context, spaceId: string, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const release = await keptBy(tx, ctx, spaceId, id);
    if (!isOpen(release.state)) throw new Refused("release_is_published");
    if (release.state === "draft") return;
    const version = await changedQuietly(tx, release, release.version, {
      state: "draft",
      publishAt: null,
      publishedBy: null,
    });
    await record(tx, ctx, [releaseChanged("release.unscheduled", release, { version })]);
  });
}

/**
 * Publishes a release: all of its ideas ship, by the moves of piloting, or none does. Published twice, or by two at once,
 * it is published once. `version` is the one that the page showed; `due` the moment for which it was scheduled, where a
 * job publishes it: had another one been set since, nothing happens. Throws `NotFound`, `Forbidden`,
 * `Conflict("release_changed")`, `Refused("release_empty")`, and `Invalid` with what keeps ideas from being shipped: for
 * each as `idea.<id>` the code of the sentence. Serializable, as each of the moves is.
 */
export async function publishRelease(
  ctx: Context,
  spaceId: string,
  id: string,
  { version = null, due = null }: { version?: number | null; due?: number | null },
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const release = await keptBy(tx, ctx, spaceId, id);
    if (release.state === "published") return;
    if (due !== null && (release.state !== "scheduled" || release.publishAt !== due)) return;
    if (version !== null && release.version !== version) throw new Conflict("release_changed");
    await mustNotBeMuted(tx, ctx, spaceId);
    const { slug } = await spaceSeenBy(tx, actor, spaceId);
    const links = await tx
      .select({ idea: releaseIdeas.idea })
      .from(releaseIdeas)
      .where(eq(releaseIdeas.release, id))
      .orderBy(asc(releaseIdeas.idea));
    if (links.length === 0) throw new Refused("release_empty");
    await lockIdea(tx, ...links.map(({ idea }) => idea));
    const hindrances: FieldErrors = {};
    for (const { idea } of links) {
      const why = await whyNotShipped(() => ship(within(ctx, tx), tx, release, { idea, slug }));
      if (why !== null) hindrances[`idea.${idea}`] = why;
    }
    if (Object.keys(hindrances).length > 0) throw new Invalid(hindrances);
    await tx
      .update(releases)
      .set({
        state: "published",
        publishAt: null,
        publishedAt: ctx.now,
        publishedBy: actor.id,
        hindered: null,
        version: sql`${releases.version} + 1`,
      })
      .where(eq(releases.id, id));
    const asking = { kind: askJob, payload: { release: id, at: ctx.now } satisfies Due, runAt: ctx.now + askedAfter };
    await enqueue(tx, ctx, asking);
    await record(tx, ctx, [releasePublished("release.published", release, links.length)]);
  }, "serializable");
}

/** The code of what keeps an idea from being shipped; null: nothing did. */
async function whyNotShipped(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || problem.status >= 500) throw error;
    return (problem instanceof Invalid ? Object.values(problem.fields)[0] : undefined) ?? problem.code;
  }
}

/** Moves one idea of a release to where the release says that it is, and notes by which moves. */
async function ship(ctx: Context, tx: Tx, release: Release, of: { idea: string; slug: string }): Promise<void> {
  const { actor } = signedIn(ctx);
  const { idea } = await ideaSeenBy(tx, actor, of.idea);
  if (idea.space !== release.space) throw new Refused("release_elsewhere");
  await mustBeShippable(tx, release, idea);
  // It may have been taken from the product since it was added, or have been hidden while the release went to another.
  await linkIdea(ctx, { idea: idea.id, product: release.product, isLinked: true });
  if (idea.stage === "shipped") return;
  const [written] = await tx.select({ language: ideas.language }).from(ideas).where(eq(ideas.id, idea.id));
  const message = releaseWords(written?.language ?? "en").say("releases", "move", {
    title: escapedLine(release.title),
    path: releasePath(of.slug, release),
  });
  const step = stepOf(idea, await stepsIn(tx, idea.space));
  // Of one moment: by their ids too the second comes after the first.
  const [first, second] = [newId(ctx.now), newId(ctx.now)];
  const move = async (id: string, from: string, to: string): Promise<string> =>
    moveIdea(
      ctx,
      idea.id,
      { id, from, to, message, reasonKind: null, reviewOn: null },
      { together: { by: "release" } },
    );
  // The table of moves has no way from adopted to shipped that leaves out building, and its gates.
  const begun = idea.stage === "adopted" ? await move(first, standText("adopted", step), "building") : null;
  const shipped = await move(second, begun === null ? standText("building", step) : "building", "shipped");
  const link = and(eq(releaseIdeas.release, release.id), eq(releaseIdeas.idea, idea.id));
  await tx.update(releaseIdeas).set({ begun, shipped }).where(link);
}

/**
 * Takes a publication back within ten minutes, with all of its moves, if nobody else has acted on these ideas since: it is
 * a draft again. Taken back twice, it is taken back once. Throws `NotFound`, `Forbidden("release_not_yours")`,
 * `Refused("move_undo_too_late")`, and `Invalid` with what keeps single moves from being undone, as `publishRelease` does.
 */
export async function takeReleaseBack(ctx: Context, spaceId: string, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockRelease(tx, id);
    const release = await keptBy(tx, ctx, spaceId, id);
    if (release.state !== "published" || release.publishedAt === null) return;
    must(release.publishedBy === actor.id, "release_not_yours");
    if (ctx.now - release.publishedAt >= undoMilliseconds) throw new Refused("move_undo_too_late");
    const links = await tx
      .select()
      .from(releaseIdeas)
      .where(eq(releaseIdeas.release, id))
      .orderBy(asc(releaseIdeas.idea));
    await lockIdea(tx, ...links.map(({ idea }) => idea));
    const hindrances: FieldErrors = {};
    for (const { idea, begun, shipped } of links) {
      const why = await whyNotShipped(async () => {
        if (shipped !== null) await undoMove(within(ctx, tx), idea, shipped);
        if (begun !== null) await undoMove(within(ctx, tx), idea, begun);
      });
      if (why !== null) hindrances[`idea.${idea}`] = why;
    }
    if (Object.keys(hindrances).length > 0) throw new Invalid(hindrances);
    await tx.update(releaseIdeas).set({ begun: null, shipped: null }).where(eq(releaseIdeas.release, id));
    await tx
      .update(releases)
      .set({ state: "draft", publishedAt: null, publishedBy: null, version: sql`${releases.version} + 1` })
      .where(eq(releases.id, id));
    await record(tx, ctx, [releasePublished("release.taken_back", release, links.length)]);
  }, "serializable");
}

/** A release as somebody has it who keeps the releases of its space. Throws `NotFound`, `Forbidden`. */
async function keptBy(read: Reads, ctx: Context, space: string, id: string): Promise<Release> {
  const { actor } = signedIn(ctx);
  const release = await releaseSeenBy(read, actor, space, id);
  if (release.state === "discarded") throw new NotFound();
  must(mayKeepReleases(actor, space));
  return release;
}

/** The words of a form with what follows from them. */
async function worded<Of extends { notesEn: string; notesFr: string }>(input: Of, by: string) {
  // One after the other: of one person two texts may wait at once, and somebody else's form should not be refused.
  const notesEnHtml = await renderMarkdown(input.notesEn, by);
  const notesFrHtml = await renderMarkdown(input.notesFr, by);
  return { ...input, notesEnHtml, notesFrHtml };
}
