import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { type Fact, ideas, ideaStages, type Moderation, type Stage } from "../../../db/schema/ideas.ts";
import { ideaVersions } from "../../../db/schema/writing.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Forbidden, NotFound } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { fold } from "../../platform/fold.ts";
import { newId } from "../../platform/ids.ts";
import { languageOf } from "../../platform/language.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { plainText, renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesOf, mentionedIn } from "../mentions/rules.ts";
import { itemHeld } from "../moderation/events.ts";
import { holdsBack } from "../moderation/holding.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { acceptCharter } from "../spaces/charter.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { type Space, spaceSeenBy } from "../spaces/queries.server.ts";
import { draftDiscarded, ideaSubmitted } from "./events.ts";
import type { DraftInput, IdeaInput } from "./inputs.ts";
import { mayPropose } from "./policy.ts";
import { headOf } from "./rules.ts";

/** Longest head of a problem shown in lists, in characters. */
const excerptLength = 240;

type Texts = { title: string; problem: string; forWhom: string; solution: string };

/**
 * What an idea says, with the HTML that pages show; `by` is the member who asks, `people` are handles
 * that it may call. Throws what `renderMarkdown` throws.
 */
export async function renderedTexts(texts: Texts, by?: string, people: readonly string[] = []) {
  // One after another: of one person few may wait at once.
  const problemHtml = await renderMarkdown(texts.problem, by, people);
  const forWhomHtml = await renderMarkdown(texts.forWhom, by, people);
  const solutionHtml = await renderMarkdown(texts.solution, by, people);
  return {
    ...texts,
    titleKey: fold(texts.title),
    problemHtml,
    forWhomHtml,
    solutionHtml,
    excerpt: headOf(plainText(problemHtml), excerptLength),
  };
}

/** How a draft would look, without keeping it. Throws `TooMany`, and what `renderMarkdown` throws. */
export async function previewOf(ctx: Context, texts: Texts) {
  const { actor } = signedIn(ctx);
  await limit("preview_member", actor.id);
  const { problemHtml, forWhomHtml, solutionHtml } = await renderedTexts(texts, actor.id);
  return { problemHtml, forWhomHtml, solutionHtml };
}

/**
 * Keeps what is typed so far; only its author sees it. Gives the moment of saving. Throws
 * `Conflict("draft_changed_meanwhile")` when other words were saved since `input.updatedAt`.
 */
export async function saveDraft(ctx: Context, spaceId: string, input: DraftInput): Promise<number> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    await lockIdea(tx, input.id);
    const existing = await ownDraft(tx, input.id, actor.id);
    const texts = {
      title: input.title,
      problem: input.problem,
      forWhom: input.forWhom,
      solution: input.solution,
      updatedAt: ctx.now,
    };
    if (existing) {
      const isOvertaken = input.updatedAt !== undefined && input.updatedAt !== existing.updatedAt;
      if (isOvertaken && !saysTheSame(existing, input)) throw new Conflict("draft_changed_meanwhile");
      await tx.update(ideas).set(texts).where(eq(ideas.id, input.id));
    } else {
      const draft = {
        ...blank(ctx.now),
        ...texts,
        id: input.id,
        space: spaceId,
        author: actor.id,
        affiliation: actor.affiliation,
        language: ctx.locale,
      };
      const kept = await tx.insert(ideas).values(draft).onConflictDoNothing().returning({ id: ideas.id });
      // Somebody else's idea, or the same draft saved twice at the same moment.
      if (kept.length === 0) throw new Conflict("idea_exists");
    }
  });
  return ctx.now;
}

/**
 * Puts an idea before the people of a space: draft → new. The same words sent twice are one idea;
 * other words under the same id (a second tab, a form from before) become an idea of their own.
 * Throws `Forbidden("verify_first")` for an unconfirmed address, `Refused("muted")`, and `Invalid` when
 * the space's charter is not accepted as it is now.
 */
export async function submitIdea(
  ctx: Context,
  spaceId: string,
  input: IdeaInput,
): Promise<{ id: string; title: string }> {
  const { actor } = signedIn(ctx);
  must(mayPropose(actor), "verify_first");
  const { charter, ...words } = input;
  const called = await calledIn(ctx.db.read, spaceId, words.problem, words.forWhom, words.solution);
  const texts = await renderedTexts(words, actor.id, handlesOf(called));
  const mentioned = mentionedIn(called, texts.problemHtml, texts.forWhomHtml, texts.solutionHtml);
  const language = await languageOf([input.title, input.problem, input.forWhom, input.solution].join("\n"), ctx.locale);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, input.id);
    const space = await spaceSeenBy(tx, actor, spaceId);
    await mustNotBeMuted(tx, ctx, space.id);
    for (;;) {
      const [existing] = await tx.select().from(ideas).where(eq(ideas.id, input.id));
      const isFree = !existing || (existing.author === actor.id && isUnpublished(existing));
      if (!isFree && existing.author === actor.id && saysTheSame(existing, texts)) return existing;
      const id = isFree ? input.id : newId(ctx.now);
      await acceptCharter(tx, { ...ctx, actor }, space, charter ?? null);
      await joinSpace(tx, ctx, space.id, actor);
      const isPlaced = await placeIdea(tx, ctx, {
        ...texts,
        id,
        space: space.id,
        author: actor.id,
        affiliation: actor.affiliation,
        language,
        stage: "new",
        moderation: (await holdsBack(tx, ctx, space)) ? "held" : "visible",
        mentioned,
        at: ctx.now,
      });
      // If not, the same form was sent twice at once, and the other one is there now.
      if (isPlaced) return { id, title: texts.title };
    }
  });
}

const unpublished: readonly Stage[] = ["draft", "discarded"];

function isUnpublished({ stage }: { stage: Stage }): boolean {
  return unpublished.includes(stage);
}

function saysTheSame(one: Texts, other: Texts): boolean {
  return (["title", "problem", "forWhom", "solution"] as const).every((name) => one[name] === other[name]);
}

export type PlacedIdea = Awaited<ReturnType<typeof renderedTexts>> & {
  id: string;
  space: string;
  author: string;
  affiliation: Affiliation;
  language: Locale;
  stage: Stage;
  moderation: Moderation;
  moderationReason?: string;
  facts?: Fact[];
  importKey?: string;
  /** Ids of the people it calls by their handles. */
  mentioned?: string[];
  /** When it was submitted, in milliseconds since 1970 UTC. */
  at: number;
};

/**
 * Writes a submitted idea with its first version and the first step of its path, over its draft if
 * there is one. Gives false, and writes nothing, when it was submitted or imported before.
 */
export async function placeIdea(tx: Tx, by: Recording, idea: PlacedIdea): Promise<boolean> {
  const { at, mentioned, ...columns } = idea;
  const row = {
    facts: [],
    ...columns,
    stageSince: at,
    createdAt: at,
    updatedAt: at,
    // What is held comes before others later.
    submittedAt: idea.moderation === "held" ? null : at,
    version: 1,
  };
  const { createdAt: _, ...changes } = row;
  const added = await tx.insert(ideas).values(row).onConflictDoNothing().returning({ id: ideas.id });
  if (added.length === 0) {
    const draft = and(eq(ideas.id, idea.id), eq(ideas.author, idea.author), inArray(ideas.stage, unpublished));
    const published = await tx.update(ideas).set(changes).where(draft).returning({ id: ideas.id });
    if (published.length === 0) return false;
  }
  await tx.insert(ideaStages).values({ idea: idea.id, position: 0, stage: idea.stage, enteredAt: at });
  const { title, problem, forWhom, solution, language, author, affiliation } = idea;
  const texts = { title, problem, forWhom, solution, language };
  await tx.insert(ideaVersions).values({ ...texts, idea: idea.id, number: 1, author, affiliation, at });
  const happened =
    idea.moderation === "held"
      ? itemHeld({ idea: idea.id, comment: null, space: idea.space, author })
      : ideaSubmitted({ ...idea, mentioned });
  await record(tx, { actor: by.actor, now: at }, [happened]);
  return true;
}

/** Throws a draft of one's own away. Throws `NotFound` for anything else. */
export async function discardDraft(ctx: Context, id: string): Promise<Space["slug"]> {
  const { actor } = signedIn(ctx);
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const draft = await ownDraft(tx, id, actor.id);
    if (!draft) throw new NotFound();
    const space = await spaceSeenBy(tx, actor, draft.space);
    const wiped = { title: "", problem: "", forWhom: "", solution: "" };
    await tx
      .update(ideas)
      .set({ ...wiped, stage: "discarded", stageSince: ctx.now, updatedAt: ctx.now })
      .where(eq(ideas.id, id));
    await record(tx, ctx, [draftDiscarded({ id, space: draft.space, author: actor.id })]);
    return space.slug;
  });
}

/**
 * The draft of this id when it is this member's, or undefined when the id is free. Throws
 * `Conflict` when it is somebody else's and `Forbidden` when it is no draft any more.
 */
async function ownDraft(tx: Tx, id: string, member: string) {
  const [idea] = await tx
    .select({
      space: ideas.space,
      stage: ideas.stage,
      author: ideas.author,
      title: ideas.title,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
      updatedAt: ideas.updatedAt,
    })
    .from(ideas)
    .where(eq(ideas.id, id));
  if (idea && idea.author !== member) throw new Conflict("idea_exists");
  if (idea && idea.stage !== "draft") throw new Forbidden("no_draft_any_more");
  return idea;
}

function blank(now: number) {
  return {
    titleKey: "",
    problemHtml: "",
    forWhomHtml: "",
    solutionHtml: "",
    excerpt: "",
    stage: "draft" as const,
    stageSince: now,
    facts: [],
    createdAt: now,
  };
}
