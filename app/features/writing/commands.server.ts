import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { ideaVersions } from "../../../db/schema/writing.ts";
import type { Locale, SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { renderedTexts } from "../ideas/commands.server.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesIn, handlesOf, mentionedIn } from "../mentions/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaEdited, languageCorrected } from "./events.ts";
import type { EditInput } from "./inputs.ts";
import { mayEditIdea } from "./policy.ts";
import { changedParts, takesEdits, type Texts } from "./rules.ts";

/**
 * Gives an idea a new version of its text. Nothing happens when nothing was changed; a changed
 * language alone makes no version. Throws `NotFound`, `Forbidden`, `Refused("text_closed")` by the
 * stage, `Invalid` when a part that was there is emptied, and `Conflict("edited_meanwhile")` when
 * `input.version` no longer stands.
 */
export async function editIdea(ctx: Context, id: string, input: EditInput): Promise<void> {
  const { version, language, ...texts } = input;
  await writeVersion(ctx, id, { texts, language, base: version, restored: null });
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
  await writeVersion(ctx, id, { texts: { title, problem, forWhom, solution }, language, base, restored: number });
}

type Writing = { texts: Texts; language: Locale; base: number; restored: number | null };

async function writeVersion(ctx: Context, id: string, writing: Writing): Promise<void> {
  const { actor } = signedIn(ctx);
  // Before anything is rendered: what may not be changed costs nothing.
  const seen = await ideaSeenBy(ctx.db.read, actor, id);
  must(mayEditIdea(actor, seen.idea));
  const called = await calledIn(ctx.db.read, seen.idea.space, ...passages(writing.texts));
  const texts = await renderedTexts(writing.texts, actor.id, handlesOf(called));
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayEditIdea(actor, idea));
    if (!takesEdits(idea)) throw new Refused("text_closed");
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
    const number = await takeNumber(tx, ctx, id, { ...texts, language: writing.language }, writing.base);
    await tx.insert(ideaVersions).values(versionRow(id, number, writing, actor, ctx.now));
    const before = handlesIn(...passages(current));
    const fresh = called.filter(({ handle }) => !before.includes(handle));
    // What an earlier version said was said then.
    const mentioned =
      writing.restored === null ? mentionedIn(fresh, texts.problemHtml, texts.forWhomHtml, texts.solutionHtml) : [];
    await record(tx, ctx, [ideaEdited(idea, { version: number, parts, restored: writing.restored, mentioned })]);
  });
}

/** The parts of a text in which people may be called. */
function passages({ problem, forWhom, solution }: Texts): string[] {
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

function versionRow(idea: string, number: number, { texts, language, restored }: Writing, by: SignedIn, at: number) {
  return { ...texts, idea, number, language, restored, author: by.id, affiliation: by.affiliation, at };
}

async function currentTexts(tx: Tx, id: string): Promise<Texts & { language: Locale }> {
  const [idea] = await tx
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
