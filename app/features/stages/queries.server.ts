import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { extraStages, stageGates, stageNames } from "../../../db/schema/stages.ts";
import { talks } from "../../../db/schema/talks.ts";
import type { Actor, Locale } from "../../platform/actor.ts";
import { fold } from "../../platform/fold.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { type Gate, gateKinds, haveOf, nextGated, standIn, standText } from "./rules.ts";

/** A step of a space's own within a stage. */
export type ExtraStage = { id: string; parent: Stage; nameEn: string; nameFr: string };

/** The steps of a space that are in use, in their order. */
export async function stepsIn(read: Reads, space: string): Promise<ExtraStage[]> {
  return read
    .select({
      id: extraStages.id,
      parent: extraStages.parent,
      nameEn: extraStages.nameEn,
      nameFr: extraStages.nameFr,
    })
    .from(extraStages)
    .where(and(eq(extraStages.space, space), isNull(extraStages.removedAt)))
    .orderBy(asc(extraStages.position), asc(extraStages.id));
}

/**
 * What spaces call their stages, by the space's id; below it by what `standText` gives. Spaces without
 * words of their own are not there.
 */
export type StageWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The stage names of the spaces that this actor sees, in a language. */
export async function stageWordsFor(read: Reads, actor: Actor, locale: Locale): Promise<StageWords> {
  const [names, steps] = await Promise.all([
    read
      .select({ space: stageNames.space, of: stageNames.stage, en: stageNames.nameEn, fr: stageNames.nameFr })
      .from(stageNames)
      .innerJoin(spaces, eq(spaces.id, stageNames.space))
      .where(spacesSeenBy(actor)),
    read
      .select({
        space: extraStages.space,
        parent: extraStages.parent,
        id: extraStages.id,
        en: extraStages.nameEn,
        fr: extraStages.nameFr,
      })
      .from(extraStages)
      .innerJoin(spaces, eq(spaces.id, extraStages.space))
      .where(spacesSeenBy(actor)),
  ]);
  const words: Record<string, Record<string, string>> = {};
  for (const { space, of, ...name } of names) (words[space] ??= {})[of] = name[locale];
  for (const { space, parent, id, ...name } of steps) (words[space] ??= {})[standText(parent, id)] = name[locale];
  return words;
}

/** The word of a space's own for a place as `standText` writes it, or null where it has none. */
export function wordOf(words: StageWords, space: string | null, place: string | null): string | null {
  const own = space === null ? undefined : words[space];
  return place === null ? null : (own?.[place] ?? own?.[standIn(place).stage] ?? null);
}

/** What a space asks for before each stage. */
export async function gatesIn(read: Reads, space: string) {
  return read
    .select({ stage: stageGates.stage, kind: stageGates.kind, least: stageGates.least })
    .from(stageGates)
    .where(eq(stageGates.space, space));
}

/** What is asked for before these stages of an idea's space, and how much of it is there. */
export async function gatesOf(
  read: Reads,
  idea: { id: string; space: string },
): Promise<ReadonlyMap<Stage, readonly Gate[]>> {
  const asked = await gatesIn(read, idea.space);
  const gates = new Map<Stage, Gate[]>();
  if (asked.length === 0) return gates;
  const [row] = await read
    .select({
      participants: ideas.participants,
      commentCount: ideas.commentCount,
      problem: ideas.problem,
      forWhom: ideas.forWhom,
      solution: ideas.solution,
    })
    .from(ideas)
    .where(eq(ideas.id, idea.id));
  if (!row) return gates;
  // A private question is nobody else's matter: it holds nothing up that others would see held up.
  const open = and(
    eq(talks.idea, idea.id),
    eq(talks.isPrivate, false),
    eq(talks.turn, "authors"),
    isNull(talks.closedAt),
  );
  const openQuestions = await read.$count(talks, open);
  const { participants, commentCount, ...texts } = row;
  const having = { participants, commentCount, texts: Object.values(texts).map(fold), openQuestions };
  const inOrder = asked.toSorted((one, other) => gateKinds.indexOf(one.kind) - gateKinds.indexOf(other.kind));
  for (const { stage, kind, least } of inOrder) {
    gates.set(stage, [...(gates.get(stage) ?? []), { kind, least, have: haveOf(kind, having) }]);
  }
  return gates;
}

/** The next stage of an idea before which something is asked for, and how much of it is there; null without one. */
export async function gatesAhead(
  read: Reads,
  idea: { id: string; space: string; stage: Stage },
): Promise<{ stage: Stage; gates: readonly Gate[] } | null> {
  const gates = await gatesOf(read, idea);
  const stage = nextGated(idea.stage, [...gates.keys()]);
  return stage === null ? null : { stage, gates: gates.get(stage) ?? [] };
}

/** Everything that the page of a space's stages shows. */
export async function stagesPage(read: Reads, space: string) {
  const [names, steps, gates] = await Promise.all([
    read
      .select({ stage: stageNames.stage, nameEn: stageNames.nameEn, nameFr: stageNames.nameFr })
      .from(stageNames)
      .where(eq(stageNames.space, space)),
    stepsIn(read, space),
    gatesIn(read, space),
  ]);
  const counts =
    steps.length === 0
      ? []
      : await read
          .select({ extra: ideas.extra, stage: ideas.stage, ideas: count() })
          .from(ideas)
          .where(
            and(
              eq(ideas.space, space),
              inArray(
                ideas.extra,
                steps.map(({ id }) => id),
              ),
            ),
          )
          .groupBy(ideas.extra, ideas.stage);
  const standing = (id: string, parent: Stage) =>
    counts.find(({ extra, stage }) => extra === id && stage === parent)?.ideas ?? 0;
  return { names, gates, steps: steps.map((step) => ({ ...step, ideas: standing(step.id, step.parent) })) };
}
