import { and, asc, count, desc, eq, exists, gt, inArray, isNull, ne, not, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments, evidenceAcceptances } from "../../../db/schema/discussion.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { type Locale, members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { trialReports, trials, trialVolunteers, type Worked } from "../../../db/schema/trials.ts";
import { isSignedIn, isVerified } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { levelInSpace, standingsIn } from "../reputation/queries.server.ts";
import { isOfThoseWhoAsk, mayAskTesters } from "./policy.ts";
import { canBeTested, trialsShown, wantedShown, whyNoVolunteer } from "./rules.ts";

export type TrialReport = {
  name: string;
  worked: Worked;
  effort: number;
  at: number;
  /** The comment that its words are; null where they are not there any more, or wait. */
  said: { comment: string; html: string; language: Locale; isAccepted: boolean } | null;
};

type TestedIdea = { id: string; stage: Stage; moderation: string };

/** A test as its page shows it. */
export type ShownTrial = typeof trials.$inferSelect & {
  askedBy: string;
  /** Whether people can volunteer: not while the idea is not to be tested. */
  isWanted: boolean;
  /** How many volunteer, or did, and how many of them were drawn. */
  volunteers: number;
  drawn: number;
  /** Where the reader stands in it; `whyNot`: why he or she cannot volunteer. */
  mine: { volunteers: boolean; isDrawn: boolean; hasReported: boolean; whyNot: string | null };
  /** Who was drawn, for those who asked. */
  testers: { name: string; handle: string; hasReported: boolean }[] | null;
  reports: TrialReport[];
};

/** The tests of an idea that the actor sees, the newest first. */
export async function trialsOf(ctx: Context, idea: TestedIdea & { space: string }): Promise<ShownTrial[]> {
  const { actor, db } = ctx;
  const { read } = db;
  const rows = await read
    .select({ trial: trials, askedBy: members.name })
    .from(trials)
    .innerJoin(members, eq(members.id, trials.by))
    .where(eq(trials.idea, idea.id))
    .orderBy(desc(trials.at), desc(trials.id))
    .limit(trialsShown);
  if (rows.length === 0) return [];
  const ids = rows.map(({ trial }) => trial.id);
  const me = isSignedIn(actor) ? actor.id : "";
  const isTeam = mayAskTesters(actor, idea.space);
  const [counts, own, reports, testers, standing] = await Promise.all([
    read
      .select({ trial: trialVolunteers.trial, drawn: trialVolunteers.drawn, people: count() })
      .from(trialVolunteers)
      .where(inArray(trialVolunteers.trial, ids))
      .groupBy(trialVolunteers.trial, trialVolunteers.drawn),
    read
      .select()
      .from(trialVolunteers)
      .where(and(inArray(trialVolunteers.trial, ids), eq(trialVolunteers.member, me))),
    reportsOf(read, ids),
    isTeam ? testersOf(read, ids) : null,
    me === "" ? null : standingsIn(read, [me], idea.space, ctx.now),
  ]);
  const level = standing?.get(me)?.level ?? 0;
  return rows.map(({ trial, askedBy }) => {
    const ofTrial = counts.filter((row) => row.trial === trial.id);
    const said = reports.filter((row) => row.trial === trial.id);
    const mine = own.find((row) => row.trial === trial.id);
    const reporters = new Set(said.map(({ member }) => member));
    return {
      ...trial,
      askedBy,
      isWanted: trial.state === "open" && canBeTested(idea),
      volunteers: ofTrial.reduce((sum, { people }) => sum + people, 0),
      drawn: ofTrial.find(({ drawn }) => drawn)?.people ?? 0,
      mine: {
        volunteers: mine !== undefined,
        isDrawn: mine?.drawn === true,
        hasReported: reporters.has(me),
        whyNot: !isSignedIn(actor)
          ? null
          : isOfThoseWhoAsk(actor, idea.space, trial)
            ? "trial_own"
            : whyNoVolunteer({ affiliation: actor.affiliation, level }, trial),
      },
      testers:
        testers
          ?.filter((row) => row.trial === trial.id)
          .map(({ member, name, handle }) => ({ name, handle, hasReported: reporters.has(member) })) ?? null,
      reports: said.map(({ name, worked, effort, at, said: words }) => ({ name, worked, effort, at, said: words })),
    };
  });
}

/** What those who tested say. */
async function reportsOf(read: Reads, ids: readonly string[]) {
  const rows = await read
    .select({
      trial: trialReports.trial,
      member: trialReports.member,
      name: members.name,
      worked: trialReports.worked,
      effort: trialReports.effort,
      at: trialReports.at,
      comment: comments.id,
      html: comments.html,
      language: comments.language,
      acceptedAt: evidenceAcceptances.at,
    })
    .from(trialReports)
    .innerJoin(members, eq(members.id, trialReports.member))
    .leftJoin(
      comments,
      and(eq(comments.id, trialReports.comment), isNull(comments.hiddenAt), isNull(comments.deletedAt)),
    )
    .leftJoin(evidenceAcceptances, eq(evidenceAcceptances.comment, comments.id))
    .where(inArray(trialReports.trial, [...ids]))
    .orderBy(asc(trialReports.at), asc(trialReports.member));
  return rows.map(({ comment, html, language, acceptedAt, ...report }) => ({
    ...report,
    said:
      comment !== null && html !== null && language !== null
        ? { comment, html, language, isAccepted: acceptedAt !== null }
        : null,
  }));
}

async function testersOf(read: Reads, ids: readonly string[]) {
  return read
    .select({
      trial: trialVolunteers.trial,
      member: trialVolunteers.member,
      name: members.name,
      handle: members.handle,
    })
    .from(trialVolunteers)
    .innerJoin(members, eq(members.id, trialVolunteers.member))
    .where(and(inArray(trialVolunteers.trial, [...ids]), eq(trialVolunteers.drawn, true)))
    .orderBy(asc(members.name), asc(members.id));
}

/** What the page of an idea says of its tests: when the next draw is for which people can volunteer, and whether there were any. */
export async function trialsOnIdea(read: Reads, idea: TestedIdea): Promise<{ closesAt: number | null; all: number }> {
  const rows = await read
    .select({ state: trials.state, closesAt: trials.closesAt })
    .from(trials)
    .where(eq(trials.idea, idea.id))
    .orderBy(asc(trials.closesAt));
  const wanted = canBeTested(idea) ? rows.filter(({ state }) => state === "open") : [];
  return {
    closesAt: wanted[0]?.closesAt ?? null,
    all: wanted.length + rows.filter(({ state }) => state === "drawn").length,
  };
}

/** A test that waits for somebody: `drawn`: to say how it went; `wanted`: to volunteer, who can, until it closes. */
export type AwaitingTrial = {
  kind: "drawn" | "wanted";
  trial: string;
  /** The idea and its title. */
  id: string;
  title: string;
  language: Locale;
  space: string;
  minutes: number;
  closesAt: number;
};

const awaiting = {
  trial: trials.id,
  id: ideas.id,
  title: ideas.title,
  language: ideas.language,
  stage: ideas.stage,
  moderation: ideas.moderation,
  space: spaces.name,
  minutes: trials.minutes,
  closesAt: trials.closesAt,
};

/**
 * The tests for which the actor was drawn and has not said how it went; and of those in his or her spaces that can be
 * volunteered for, the ones that close first.
 */
export async function trialsAwaiting(ctx: Context): Promise<AwaitingTrial[]> {
  const { actor, db } = ctx;
  if (!isVerified(actor)) return [];
  const { read } = db;
  const mine = and(eq(trialVolunteers.trial, trials.id), eq(trialVolunteers.member, actor.id));
  const told = read
    .select({ trial: trialReports.trial })
    .from(trialReports)
    .where(and(eq(trialReports.trial, trials.id), eq(trialReports.member, actor.id)));
  const [drawn, open] = await Promise.all([
    read
      .select(awaiting)
      .from(trialVolunteers)
      .innerJoin(trials, eq(trials.id, trialVolunteers.trial))
      .innerJoin(ideas, eq(ideas.id, trials.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(
        and(
          eq(trialVolunteers.member, actor.id),
          eq(trialVolunteers.drawn, true),
          eq(trials.state, "drawn"),
          not(exists(told)),
          ideasSeenBy(read, actor),
        ),
      )
      .orderBy(asc(trials.closesAt), asc(trials.id)),
    read
      .select({ ...awaiting, by: trials.by, of: ideas.space, affiliation: trials.affiliation, level: trials.level })
      .from(trials)
      .innerJoin(ideas, eq(ideas.id, trials.idea))
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(
        and(
          eq(trials.state, "open"),
          gt(trials.closesAt, ctx.now),
          ne(trials.by, actor.id),
          or(isNull(trials.affiliation), eq(trials.affiliation, actor.affiliation)),
          inArray(ideas.space, [...actor.memberships.keys()]),
          not(exists(read.select({ trial: trialVolunteers.trial }).from(trialVolunteers).where(mine))),
          ideasSeenBy(read, actor),
        ),
      )
      .orderBy(asc(trials.closesAt), asc(trials.id)),
  ]);
  const wanted: AwaitingTrial[] = [];
  const levels = new Map<string, number>();
  for (const { by, of, affiliation, level, stage, moderation, ...trial } of open) {
    if (wanted.length === wantedShown) break;
    if (!canBeTested({ stage, moderation }) || isOfThoseWhoAsk(actor, of, { by })) continue;
    if (level > 0 && !levels.has(of)) levels.set(of, await levelInSpace(read, actor.id, of, ctx.now));
    const who = { affiliation: actor.affiliation, level: levels.get(of) ?? 0 };
    if (whyNoVolunteer(who, { affiliation, level }) === null) wanted.push({ kind: "wanted", ...trial });
  }
  return [
    ...drawn
      .filter(canBeTested)
      .map(({ stage: _s, moderation: _m, ...trial }) => ({ kind: "drawn" as const, ...trial })),
    ...wanted,
  ];
}
