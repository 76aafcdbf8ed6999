import { and, asc, count, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments, evidenceAcceptances } from "../../../db/schema/discussion.ts";
import type { Stage } from "../../../db/schema/ideas.ts";
import { type Locale, members } from "../../../db/schema/members.ts";
import { trialReports, trials, trialVolunteers, type Worked } from "../../../db/schema/trials.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { standingsIn } from "../reputation/queries.server.ts";
import { isOfThoseWhoAsk, mayAskTesters } from "./policy.ts";
import { canBeTested, trialsShown, whyNoVolunteer } from "./rules.ts";

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
