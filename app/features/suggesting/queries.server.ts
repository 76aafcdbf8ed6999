import { and, asc, desc, eq, inArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { suggestions, type SuggestionState } from "../../../db/schema/suggesting.ts";
import { type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { readDocument } from "../cowriting/documents.server.ts";
import { type Living } from "../cowriting/storage.server.ts";
import { stretchAt, whereIs } from "../cowriting/places.server.ts";
import { type Passage, passages } from "../cowriting/rules.ts";
import { differences, type Piece } from "../writing/differences.server.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { mayDecideSuggestion, mayTakeBack } from "./policy.ts";
import { context, decidedShown, mostShown } from "./rules.ts";

/** A suggestion as the page shows it. */
export type ShownSuggestion = {
  id: string;
  passage: Passage;
  author: { id: string; name: string; handle: string; avatar: string | null; affiliation: Affiliation };
  at: number;
  reason: string;
  state: SuggestionState;
  byHand: boolean;
  answer: string;
  decidedBy: string | null;
  /** What it changes, by words, with some of the text around it while it is open. */
  pieces: Piece[];
  /** Of an open one whose words are not there any more: what stands there by now. */
  now: string | null;
  can: { decide: boolean; takeBack: boolean };
};

/** The suggestions for a text: those that wait, in the order of the text, and those that were decided lately. */
export type Suggestions = { open: ShownSuggestion[]; decided: ShownSuggestion[] };

type Idea = { id: string } & Parameters<typeof mayEditIdea>[1];

/**
 * What was suggested for the living text of an idea that the actor may open. What was declined is shown to those who may
 * write in it and to whoever made it alone.
 */
export async function suggestionsFor(ctx: Context, idea: Idea): Promise<Suggestions> {
  const { read } = ctx.db;
  const mine = isSignedIn(ctx.actor) ? eq(suggestions.author, ctx.actor.id) : undefined;
  const declined = mayEditIdea(ctx.actor, idea)
    ? eq(suggestions.state, "declined")
    : and(mine, eq(suggestions.state, "declined"));
  const [open, decided] = await Promise.all([
    rowsOf(read)
      .where(and(eq(suggestions.idea, idea.id), eq(suggestions.state, "open")))
      .orderBy(asc(suggestions.at), asc(suggestions.id))
      .limit(mostShown),
    rowsOf(read)
      .where(and(eq(suggestions.idea, idea.id), or(eq(suggestions.state, "accepted"), declined)))
      .orderBy(desc(suggestions.decidedAt), desc(suggestions.id))
      .limit(decidedShown),
  ]);
  if (open.length + decided.length === 0) return { open: [], decided: [] };
  const deciders = decided.flatMap(({ suggestion }) => suggestion.decidedBy ?? []);
  const names = await namesOf(read, deciders);
  const shown = (row: Row, there: There) => shownAs(ctx, idea, row, there, names);
  return {
    open: await readDocument(ctx.db, idea.id, ctx.now, (living) =>
      open
        .map((row) => ({ row, there: thereIn(living, row.suggestion) }))
        .toSorted((a, b) => placeInText(a.row, a.there) - placeInText(b.row, b.there))
        .map(({ row, there }) => shown(row, there)),
    ),
    decided: decided.map((row) => shown(row, nowhere)),
  };
}

/** How many suggestions for an idea's text wait for somebody to decide. */
export async function waitingSuggestions(read: Reads, idea: string): Promise<number> {
  return read.$count(suggestions, and(eq(suggestions.idea, idea), eq(suggestions.state, "open")));
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function rowsOf(read: Reads) {
  return read
    .select({
      suggestion: suggestions,
      author: { id: members.id, name: members.name, handle: members.handle, avatar: members.avatar },
    })
    .from(suggestions)
    .innerJoin(members, eq(members.id, suggestions.author));
}

async function namesOf(read: Reads, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read.select({ id: members.id, name: members.name }).from(members).where(inArray(members.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What stands around the words of a suggestion; `now`: what stands in their place where they are gone. */
type There = { from: number; before: string; after: string; now: string | null };

const nowhere: There = { from: 0, before: "", after: "", now: null };

function thereIn(living: Living, { passage, start, end, replaced }: Row["suggestion"]): There {
  const text = living.doc.getText(passage).toJSON();
  const found = whereIs(living, passage, { start, end }, replaced);
  if (found) {
    const { from, to } = found;
    return { from, before: endOf(text.slice(0, from)), after: beginningOf(text.slice(to)), now: null };
  }
  const { from, to } = stretchAt(living.doc, passage, { start, end }) ?? { from: text.length, to: text.length };
  return { ...nowhere, from, now: endOf(text.slice(0, from)) + text.slice(from, to) + beginningOf(text.slice(to)) };
}

/** The last words before a place, and the first after one: whole words, with a sign where more stands. */
function endOf(text: string): string {
  if (text.length <= context) return text;
  const kept = text.slice(-context);
  return `… ${kept.slice(kept.search(/\s/u) + 1)}`;
}

function beginningOf(text: string): string {
  if (text.length <= context) return text;
  const kept = text.slice(0, context);
  return `${kept.replace(/\S*$/u, "")}…`;
}

function placeInText({ suggestion }: Row, { from }: There): number {
  return passages.indexOf(suggestion.passage) * 1_000_000 + from;
}

function shownAs(
  ctx: Context,
  idea: Idea,
  { suggestion, author }: Row,
  { before, after, now }: There,
  names: ReadonlyMap<string, string>,
): ShownSuggestion {
  const { id, passage, affiliation, at, reason, state, byHand, answer, decidedBy, replaced, words } = suggestion;
  const around = (text: string): Piece[] => (text === "" ? [] : [{ kind: "same", text }]);
  const isOpen = state === "open";
  return {
    id,
    passage,
    author: { ...author, affiliation },
    at,
    reason,
    state,
    byHand,
    answer,
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? null),
    pieces: [...around(before), ...differences(replaced, words), ...around(after)],
    now,
    can: {
      decide: isOpen && mayDecideSuggestion(ctx.actor, idea, suggestion),
      takeBack: isOpen && mayTakeBack(ctx.actor, suggestion),
    },
  };
}
