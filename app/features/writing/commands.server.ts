import { and, eq } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { ideaVersions, ideaVersionWriters } from "../../../db/schema/writing.ts";
import type { Locale, SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { keepInStep } from "../cowriting/commands.server.ts";
import { renderedTexts } from "../ideas/commands.server.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesIn, handlesOf, mentionedIn } from "../mentions/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { ideaEdited, languageCorrected } from "./events.ts";
import type { EditInput } from "./inputs.ts";
import { mayEditIdea } from "./policy.ts";
import { changedParts, takesEdits, type Texts } from "./rules.ts";

/**
 * Gives an idea a new version of its text. Nothing happens when nothing was changed; a changed
 * language alone makes no version. Throws `NotFound`, `Forbidden`, `Refused("text_closed")` by the
 * stage, `Invalid` when a part that was there is emptied, and `Conflict("edited_meanwhile")` when
 * `input.version` no longer stands. `together`: several wrote it in a room.
 */
export async function editIdea(
  ctx: Context,
  id: string,
  input: EditInput,
  { together = false }: { together?: boolean } = {},
): Promise<void> {
  const { version, language, ...texts } = input;
  await writeVersion(ctx, id, { texts, language, base: version, restored: null, together });
}

/** Brings an earlier version back as a new one. Throws what `editIdea` throws. */
export async function restoreVersion(ctx: Context, id: string, number: number, base: number): Promise<void> {
  await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const [version] = await ctx.db.read
    .select()
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, id), eq(ideaVersions.number, number)));
  if (!version) throw new NotFound();
  const { title, problem, forWhom, solution, language } = version;
  await writeVersion(ctx, id, {
    texts: { title, problem, forWhom, solution },
    language,
    base,
    restored: number,
    together: false,
  });
}

type Writing = { texts: Texts; language: Locale; base: number; restored: number | null; together: boolean };

async function writeVersion(ctx: Context, id: string, writing: Writing): Promise<void> {
  const { actor } = signedIn(ctx);
  // Before anything is rendered: what may not be changed costs nothing.
  const seen = await ideaSeenBy(ctx.db.read, actor, id);
  must(mayEditIdea(actor, seen.idea));
  const called = await calledIn(ctx.db.read, seen.idea.space, ...passages(writing.texts));
  const texts = await renderedTexts(writing.texts, actor.id, handlesOf(called));
  await ctx.db.transaction(async (tx) => {
    // So that nobody writes on what becomes part of another idea at this moment.
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayEditIdea(actor, idea));
    if (!takesEdits(idea)) throw new Refused("text_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    const current = await currentTexts(tx, id);
    const parts = changedParts(current, writing.texts);
    if (parts.length === 0) {
      if (current.language === writing.language) return;
      await tx.update(ideas).set({ language: writing.language }).where(eq(ideas.id, id));
      await record(tx, ctx, [languageCorrected(idea, writing.language)]);
      return;
    }
    if (current.forWhom && !writing.texts.forWhom) throw new Invalid({ forWhom: "for_whom_missing" });
    if (current.solution && !writing.texts.solution) throw new Invalid({ solution: "solution_missing" });
    await putVersion(tx, ctx, idea, { ...writing, rendered: texts, called, before: current, by: actor, others: [] });
    const isOwn = writing.restored === null && !writing.together;
    await keepInStep(tx, ctx, id, writing.texts, isOwn ? actor.id : null);
  });
}

/** Somebody who wrote a version, with the affiliation of that moment. */
type By = Pick<SignedIn, "id" | "affiliation">;

/** A version that is about to stand. */
type NewVersion = Writing & {
  rendered: Awaited<ReturnType<typeof renderedTexts>>;
  called: Awaited<ReturnType<typeof calledIn>>;
  before: Texts;
  by: By;
  /** Who else wrote it. */
  others: readonly By[];
};

/** Writes down a version and says so. Throws `Conflict("edited_meanwhile")` where `base` no longer stands. */
export async function putVersion(
  tx: Tx,
  ctx: Context,
  idea: { id: string; space: string },
  version: NewVersion,
): Promise<void> {
  const { id } = idea;
  const { texts, rendered, called, before, by, others, restored, language } = version;
  const number = await takeNumber(tx, ctx, id, { ...rendered, language }, version.base);
  await tx.insert(ideaVersions).values(versionRow(id, number, version, by, ctx.now));
  const rows = others.map(({ id: member, affiliation }) => ({ idea: id, number, member, affiliation }));
  if (rows.length > 0) await tx.insert(ideaVersionWriters).values(rows);
  const calledBefore = handlesIn(...passages(before));
  const fresh = called.filter(({ handle }) => !calledBefore.includes(handle));
  // What an earlier version said was said then.
  const mentioned =
    restored === null ? mentionedIn(fresh, rendered.problemHtml, rendered.forWhomHtml, rendered.solutionHtml) : [];
  const parts = changedParts(before, texts);
  await record(tx, ctx, [ideaEdited(idea, { version: number, parts, restored, mentioned })]);
}

/** The parts of a text in which people may be called. */
export function passages({ problem, forWhom, solution }: Texts): string[] {
  return [problem, forWhom, solution];
}

/** One statement decides whose text comes first: it changes nothing when `base` no longer stands. */
async function takeNumber(
  tx: Tx,
  ctx: Context,
  id: string,
  texts: Awaited<ReturnType<typeof renderedTexts>> & { language: Locale },
  base: number,
): Promise<number> {
  const number = base + 1;
  const written = await tx
    .update(ideas)
    .set({ ...texts, version: number, updatedAt: ctx.now })
    .where(and(eq(ideas.id, id), eq(ideas.version, base)))
    .returning({ id: ideas.id });
  if (written.length === 0) throw new Conflict("edited_meanwhile");
  return number;
}

function versionRow(
  idea: string,
  number: number,
  { texts, language, restored, together }: Writing,
  by: By,
  at: number,
) {
  return { ...texts, idea, number, language, restored, together, author: by.id, affiliation: by.affiliation, at };
}

/** The text of an idea as it stands. Throws `NotFound`. */
export async function currentTexts(read: Reads, id: string): Promise<Texts & { language: Locale }> {
  const [idea] = await read
    .select({
      title: ideas.title,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
      language: ideas.language,
    })
    .from(ideas)
    .where(eq(ideas.id, id));
  if (!idea) throw new NotFound();
  return idea;
}
