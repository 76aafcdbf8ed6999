import { and, asc, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { fairnessFlags, fairnessSignals } from "../../../db/schema/fairness.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { moderationActs } from "../../../db/schema/moderation.ts";
import { signals } from "../../../db/schema/signals.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { actShown } from "../moderation/acts.server.ts";
import { spaceBySlug } from "../spaces/queries.server.ts";
import { aboutCase, caseById } from "./commands.server.ts";
import { authorsOfCase } from "./holding.server.ts";
import { mayJudgeCase } from "./policy.ts";
import { type FlagRule, type Verdict, verdictOf } from "./rules.ts";

/** What a rule found, as its sentence says it. Names are null where the reader may not know them, or nobody is meant. */
export type ShownFlag = {
  id: string;
  rule: FlagRule;
  numbers: Record<string, number>;
  verdict: Verdict;
  member: string | null;
  other: string | null;
  idea: string | null;
};

/**
 * A case as this actor may read it: a pilot who may judge it sees the names; whose signals they are sees the rules, the
 * numbers and the own signals, and nobody else's. Throws `NotFound`, also for everybody else.
 */
export async function casePage(ctx: Context, slug: string, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const space = await spaceBySlug(ctx, slug);
  const row = await caseById(read, id);
  if (row.space !== space.id) throw new NotFound();
  const isMine = actor.id === row.member;
  if (!isMine && !mayJudgeCase(actor, await aboutCase(read, row))) throw new NotFound();
  const [person] = await read
    .select({ name: members.name, handle: members.handle, affiliation: members.affiliation })
    .from(members)
    .where(eq(members.id, row.member));
  if (!person) throw new NotFound();
  const given = await read
    .select({ id: ideas.id, title: ideas.title, author: members.name, at: signals.castAt, kind: signals.kind })
    .from(fairnessSignals)
    .innerJoin(ideas, eq(ideas.id, fairnessSignals.idea))
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .innerJoin(members, eq(members.id, ideas.author))
    .leftJoin(signals, and(eq(signals.idea, fairnessSignals.idea), eq(signals.member, fairnessSignals.member)))
    // An idea may have been hidden since, or have gone to a space that the reader does not see.
    .where(and(eq(fairnessSignals.case, id), ideasSeenBy(read, actor)))
    .orderBy(asc(signals.castAt), asc(ideas.id));
  const acts = await read
    .select(actShown)
    .from(moderationActs)
    .innerJoin(members, eq(members.id, moderationActs.by))
    .where(eq(moderationActs.subject, `case:${id}`))
    .orderBy(asc(moderationActs.at), asc(moderationActs.id));
  const { at, until, lapsedAt, state } = row;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    part: isMine ? ("mine" as const) : ("judge" as const),
    case: { at, until, lapsedAt, state },
    person,
    flags: await flagsOf(read, { names: !isMine }, eq(fairnessFlags.case, id)),
    notes: isMine ? [] : await notesBeside(read, row, given),
    signals: given.map(({ id: idea, title, ...rest }) => ({ ...rest, title, to: ideaPath({ id: idea, title }) })),
    acts,
  };
}

async function flagsOf(read: Reads, { names }: { names: boolean }, which: SQL | undefined): Promise<ShownFlag[]> {
  const rows = await read.select().from(fairnessFlags).where(which).orderBy(fairnessFlags.rule, fairnessFlags.id);
  const people = await read
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(
      inArray(
        members.id,
        rows.flatMap(({ member, other }) => [member ?? [], other ?? []].flat()),
      ),
    );
  const titles = await read
    .select({ id: ideas.id, title: ideas.title })
    .from(ideas)
    .where(
      inArray(
        ideas.id,
        rows.flatMap(({ idea }) => idea ?? []),
      ),
    );
  const nameOf = (id: string | null) => people.find((each) => each.id === id)?.name ?? null;
  return rows.map(({ id, rule, numbers, member, other, idea }) => ({
    id,
    rule,
    numbers,
    verdict: verdictOf(rule, numbers as never),
    member: nameOf(member),
    // Who else gave the same is for pilots alone; whose ideas one gives to one knows.
    other: names || rule === "F1" ? nameOf(other) : null,
    idea: titles.find((each) => each.id === idea)?.title ?? null,
  }));
}

/** What other rules noted in this space of the same ideas and their authors. */
async function notesBeside(
  read: Reads,
  { id, space }: { id: string; space: string },
  given: readonly { id: string }[],
): Promise<ShownFlag[]> {
  const authors = await authorsOfCase(read, id);
  const burst = and(
    eq(fairnessFlags.rule, "F3"),
    inArray(
      fairnessFlags.idea,
      given.map((each) => each.id),
    ),
  );
  const few = and(eq(fairnessFlags.rule, "F4"), inArray(fairnessFlags.member, authors));
  return flagsOf(
    read,
    { names: true },
    and(isNull(fairnessFlags.case), eq(fairnessFlags.space, space), or(burst, few)),
  );
}
