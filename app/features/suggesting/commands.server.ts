/**
 * Suggesting changes of a living text, and deciding on them. All acts on one idea run one after another under its lock,
 * so that one decision stands, and what is written in is what stood there.
 */
import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { suggestions } from "../../../db/schema/suggesting.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { must } from "../../platform/policy.ts";
import { writeFor } from "../cowriting/commands.server.ts";
import { seed } from "../cowriting/seeding.server.ts";
import { storedDocument } from "../cowriting/storage.server.ts";
import { placeOf, whereIs } from "../cowriting/places.server.ts";
import { reword } from "../cowriting/rewriting.server.ts";
import { longestPassage } from "../cowriting/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { holdsBack } from "../moderation/holding.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { takesEdits } from "../writing/rules.ts";
import { suggestionChanged } from "./events.ts";
import type { SuggestionInput } from "./inputs.ts";
import { mayDecideSuggestion, maySuggest, mayTakeBack } from "./policy.ts";
import { mostOpen } from "./rules.ts";
import { placeIn, spanBetween } from "./spans.server.ts";

type Suggestion = typeof suggestions.$inferSelect;

/**
 * Suggests other words for a piece of an idea's living text. What others wrote since the text was seen is no part of it.
 * Sent twice, it is one suggestion. Throws `NotFound`, `TooMany`, `Forbidden` (`verify_first`, `write_it_yourself`),
 * `Refused` (`text_closed`, `muted`, `suggestions_held`, `too_many_suggestions`), `Invalid` where nothing was changed or
 * the passage would be too long, `Conflict("suggestion_place_gone")` where the words were changed meanwhile.
 */
export async function suggest(ctx: Context, id: string, input: SuggestionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await ideaSeenBy(ctx.db.read, actor, id);
  mustSuggest(ctx, seen.idea);
  await limit("suggest_member", actor.id);
  const span = spanBetween(input.seen, input.text);
  if (!span) throw new Invalid({ text: "suggestion_unchanged" });
  await seed(ctx.db, ctx.now, id);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea, space } = await ideaSeenBy(tx, actor, id);
    mustSuggest(ctx, idea);
    if (!takesEdits(idea)) throw new Refused("text_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    const [existing] = await tx.select().from(suggestions).where(eq(suggestions.id, input.id));
    if (existing?.author === actor.id && existing.idea === id) return;
    if (existing) throw new Conflict("changed_meanwhile");
    await mustHaveRoom(tx, id, actor.id);
    // What waits for a pilot's look is nothing that others may see: a comment can wait, a change of the text cannot.
    if (await holdsBack(tx, ctx, space)) throw new Refused("suggestions_held");
    await joinSpace(tx, ctx, idea.space, actor);
    const { passage, reason } = input;
    await tx.insert(suggestions).values({
      ...(await placed(tx, id, input, span)),
      id: input.id,
      idea: id,
      passage,
      replaced: span.replaced,
      words: span.words,
      reason,
      author: actor.id,
      affiliation: actor.affiliation,
      at: ctx.now,
      state: "open",
      answer: "",
      byHand: false,
    });
    const made = { id: input.id, space: idea.space, idea: id, author: actor.id, passage };
    await record(tx, ctx, [suggestionChanged("suggestion.made", made)]);
  });
}

function mustSuggest(ctx: Context, idea: Parameters<typeof maySuggest>[1]): void {
  if (mayEditIdea(ctx.actor, idea)) throw new Forbidden("write_it_yourself");
  must(maySuggest(ctx.actor, idea), "verify_first");
}

async function mustHaveRoom(tx: Tx, idea: string, author: string): Promise<void> {
  const open = await tx.$count(
    suggestions,
    and(eq(suggestions.idea, idea), eq(suggestions.author, author), eq(suggestions.state, "open")),
  );
  if (open >= mostOpen) throw new Refused("too_many_suggestions");
}

/** The place in the text as it stands of the words that a suggestion would replace. */
async function placed(
  tx: Tx,
  idea: string,
  { passage, seen }: SuggestionInput,
  span: NonNullable<ReturnType<typeof spanBetween>>,
) {
  const living = await storedDocument(tx, idea);
  if (!living) throw new NotFound();
  const now = living.doc.getText(passage).toJSON();
  const from = placeIn(span, seen, now);
  if (from === null) throw new Conflict("suggestion_place_gone");
  const grown = now.length + span.words.length - span.replaced.length;
  if (grown > Math.max(longestPassage[passage], now.length)) throw new Invalid({ text: "field_too_long" });
  const { start, end } = placeOf(living.doc, passage, { from, to: from + span.replaced.length });
  return { start: Buffer.from(start), end: Buffer.from(end) };
}

/**
 * Takes a suggestion into the text, as its author's writing. `byHand`: somebody has written it in already, as its words
 * had no place of their own any more. Accepted twice, it is written in once. Throws `NotFound`, `Forbidden` (also for an
 * own one), `Refused` (`text_closed`, `muted`, `text_too_long`, `document_full`), `Conflict` (`suggestion_decided`, and
 * `suggestion_moved_on` where other words stand there by now).
 */
export async function acceptSuggestion(ctx: Context, id: string, { byHand = false, answer = "" } = {}): Promise<void> {
  await decide(ctx, id, "accepted", async (tx, suggestion) => {
    if (!byHand) await writeIn(tx, ctx, suggestion);
    return { byHand, answer };
  });
}

async function writeIn(tx: Tx, ctx: Context, suggestion: Suggestion): Promise<void> {
  const { idea, author, passage, start, end, replaced, words } = suggestion;
  await writeFor(tx, ctx, idea, author, (text) => {
    const there = whereIs(text, passage, { start, end }, replaced);
    if (!there) throw new Conflict("suggestion_moved_on");
    reword(text.doc.getText(passage), there.from, replaced, words);
  });
}

/** Leaves a suggestion out, with words for its author or without. Throws what `acceptSuggestion` throws. */
export async function declineSuggestion(ctx: Context, id: string, answer: string): Promise<void> {
  await decide(ctx, id, "declined", async () => ({ answer }));
}

async function decide(
  ctx: Context,
  id: string,
  to: "accepted" | "declined",
  act: (tx: Tx, suggestion: Suggestion) => Promise<Partial<Suggestion>>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const suggestion = await held(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, suggestion.idea);
    must(mayDecideSuggestion(actor, idea, suggestion));
    if (suggestion.state === to) return;
    if (suggestion.state !== "open") throw new Conflict("suggestion_decided");
    if (!takesEdits(idea)) throw new Refused("text_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    const settled = await act(tx, suggestion);
    await settle(tx, ctx, { ...suggestion, space: idea.space }, to, { ...settled, decidedBy: actor.id });
  });
}

/** Its author takes an open suggestion back. Throws `NotFound`, `Forbidden`, `Conflict("suggestion_decided")`. */
export async function takeBackSuggestion(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const suggestion = await held(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, suggestion.idea);
    must(mayTakeBack(actor, suggestion));
    if (suggestion.state === "withdrawn") return;
    if (suggestion.state !== "open") throw new Conflict("suggestion_decided");
    await settle(tx, ctx, { ...suggestion, space: idea.space }, "withdrawn", { decidedBy: actor.id });
  });
}

/** A suggestion whose idea nobody else acts on until the transaction ends. */
async function held(tx: Tx, id: string): Promise<Suggestion> {
  const [place] = await tx.select({ idea: suggestions.idea }).from(suggestions).where(eq(suggestions.id, id));
  if (!place) throw new NotFound();
  await lockIdea(tx, place.idea);
  const [suggestion] = await tx.select().from(suggestions).where(eq(suggestions.id, id));
  if (!suggestion) throw new NotFound();
  return suggestion;
}

async function settle(
  tx: Tx,
  by: Recording,
  suggestion: Suggestion & { space: string },
  state: "accepted" | "declined" | "withdrawn",
  more: Partial<Suggestion>,
): Promise<void> {
  await tx
    .update(suggestions)
    .set({ ...more, state, decidedAt: by.now })
    .where(eq(suggestions.id, suggestion.id));
  await record(tx, by, [suggestionChanged(`suggestion.${state}`, suggestion)]);
}

/** Takes back what somebody suggested and nobody has decided on, for one who is kept out. */
export async function withdrawSuggestionsOf(tx: Tx, by: Recording, member: string): Promise<void> {
  const open = await tx
    .select({ suggestion: suggestions, space: ideas.space })
    .from(suggestions)
    .innerJoin(ideas, eq(ideas.id, suggestions.idea))
    .where(and(eq(suggestions.author, member), eq(suggestions.state, "open")));
  for (const { suggestion, space } of open) await settle(tx, by, { ...suggestion, space }, "withdrawn", {});
}
