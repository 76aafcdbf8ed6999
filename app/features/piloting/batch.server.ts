/** One answer to several ideas: each gets its own, signed and with its own undo, or says why not. */
import { eq, inArray } from "drizzle-orm";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import type { Locale } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Malformed, NotFound } from "../../platform/errors.ts";
import { fieldOf, parseForm } from "../../platform/forms.server.ts";
import { idPattern, uuidv7 } from "../../platform/ids.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { postComment } from "../discussion/commands.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { answersSavedIn, type ReadyAnswer } from "../saved-answers/queries.server.ts";
import { filled, wordsIn } from "../saved-answers/rules.ts";
import { moveIdea } from "./commands.server.ts";
import { type MoveInput, moveInput, wordInput } from "./inputs.ts";
import { mostTogether } from "./rules.ts";
import { steeringOf, type Steering } from "./queries.server.ts";

/** An idea that is answered together with others. */
export type Chosen = {
  id: string;
  title: string;
  language: Locale;
  path: string;
  stage: Stage;
  extra: string | null;
  author: string;
  space: { id: string; name: string; slug: string };
  /** Why this person cannot answer it, if so. */
  closed: Steering["closed"];
};

/**
 * The chosen ideas that the actor may see and steer, in the order given, what he or she may do with all
 * of them, and the answers ready for them. Throws `NotFound` when nothing is left.
 */
export async function batchOf(ctx: Context, ids: readonly string[]) {
  const { read } = ctx.db;
  const found = await Promise.all(ids.map((id) => chosen(ctx, id)));
  const all = found.flatMap((each) => each ?? []);
  const [first] = all;
  if (!first) throw new NotFound();
  const open = all.filter(({ steering }) => steering.closed === null);
  const stages = (open[0]?.steering.stages ?? []).filter((stage) =>
    open.every(({ steering }) => steering.stages.includes(stage)),
  );
  const places = (open[0]?.steering.places ?? []).filter((place) =>
    open.every(({ steering }) => steering.places.includes(place)),
  );
  const writers = await read
    .select({ idea: ideas.id, language: ideas.language, name: members.name })
    .from(ideas)
    .innerJoin(members, eq(members.id, ideas.author))
    .where(
      inArray(
        ideas.id,
        all.map(({ idea }) => idea.id),
      ),
    );
  const written = new Map(writers.map((row) => [row.idea, row]));
  const languageOf = (idea: string): Locale => written.get(idea)?.language ?? "en";
  const spaces = new Set(all.map(({ space }) => space.id));
  // Each space keeps its own answers: of several there are none that fit all.
  const saved = spaces.size === 1 ? await answersSavedIn(read, first.space.id) : [];
  return {
    ideas: all.map(({ idea, space, steering }): Chosen => ({
      id: idea.id,
      title: idea.title,
      language: languageOf(idea.id),
      path: ideaPath(idea),
      stage: idea.stage,
      extra: idea.extra,
      author: written.get(idea.id)?.name ?? "",
      space: { id: space.id, name: space.name, slug: space.slug },
      closed: steering.closed,
    })),
    // What is missing differs from idea to idea: each says it for itself.
    steering: { ...first.steering, stages, places, missing: [], closed: null, undo: null } satisfies Steering,
    /** The space of all of them, if it is one. */
    oneSpace: spaces.size === 1 ? first.space.id : null,
    /** The words still hold their placeholders: each idea fills them in for itself. */
    answers: saved.map(({ id, name, ...words }): ReadyAnswer => ({
      id,
      name,
      text: wordsIn(words, languageOf(first.idea.id)),
    })),
    manage: spaces.size === 1 ? `/s/${first.space.slug}/saved-answers` : null,
  };
}

async function chosen(ctx: Context, id: string) {
  try {
    const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
    const steering = await steeringOf(ctx, idea, space);
    return steering && { idea, space, steering };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** One answer to several ideas; each has the id its own answer will have, and the stage the page showed. */
export type BatchInput = Pick<MoveInput, "to" | "message" | "reasonKind" | "reviewOn"> & {
  ideas: readonly { idea: string; id: string; from: string }[];
};

/** The same for many: without a stage the message alone is said. Throws `Invalid`, `Malformed`. */
export function batchIn(form: FormData): BatchInput {
  const named = new Set(form.getAll("idea").filter((value) => typeof value === "string"));
  const ideas = [...named].map((idea) => ({
    idea,
    id: fieldOf(form, `id.${idea}`),
    from: fieldOf(form, `from.${idea}`),
  }));
  const [first] = ideas;
  if (!first || ideas.length > mostTogether) throw new Malformed();
  if (!ideas.every(({ idea, id }) => idPattern.test(idea) && idPattern.test(id))) throw new Malformed();
  const answer = new FormData();
  for (const name of ["to", "message", "reasonKind", "reviewOn"]) {
    if (form.has(name)) answer.set(name, fieldOf(form, name));
  }
  if (fieldOf(form, "to") === "") {
    const { message } = parseForm(wordInput, answer);
    return { ideas, to: "", message, reasonKind: null, reviewOn: null };
  }
  answer.set("id", first.id);
  answer.set("from", first.from);
  const { to, message, reasonKind, reviewOn } = parseForm(moveInput, answer);
  return { ideas, to, message, reasonKind, reviewOn };
}

/** What became of each: answered, or the code of the problem that kept it from being so. */
export type Outcome = { idea: string; title: string; problem: string | null };

/**
 * Gives each idea the answer, one after the other: a move, or a message alone where it names no stage.
 * What is refused for one keeps no other from its answer. Sent twice, each is answered once.
 */
export async function answerTogether(ctx: Context, { ideas: all, ...answer }: BatchInput): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const together = all.length > 1 ? { by: "answer" as const, cause: uuidv7(ctx.now) } : undefined;
  for (const each of all) {
    let title = "";
    try {
      const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, each.idea);
      title = idea.title;
      const [author] = await ctx.db.read
        .select({ name: members.name })
        .from(members)
        .where(eq(members.id, idea.author));
      const values = { name: author?.name ?? "", title, space: space.name, me: signedIn(ctx).actor.name };
      const message = filled(answer.message, values);
      if (answer.to === "") await postComment(ctx, idea.id, { id: each.id, kind: "remark", body: message });
      else
        await moveIdea(
          ctx,
          idea.id,
          { ...answer, id: each.id, from: each.from, message },
          together ? { together } : {},
        );
      outcomes.push({ idea: each.idea, title, problem: null });
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      outcomes.push({ idea: each.idea, title, problem: problem.code });
    }
  }
  return outcomes;
}
