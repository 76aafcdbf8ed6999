/** What somebody reads of a confirmation: never who gave what to whom, and nothing at all before all have answered. */
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { creditAnswers, creditContributors } from "../../../db/schema/confirming.ts";
import { events } from "../../../db/schema/log.ts";
import { members } from "../../../db/schema/members.ts";
import { type Affiliation, isSignedIn, isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { headingOf } from "../ideas/rules.ts";
import { appealOpenTo, appealsOf, type Judge, judgesOf, partIn, timeZoneOf } from "./appealing.server.ts";
import { aboutShares } from "./commands.server.ts";
import { mayConfirm, mayJudgeShares } from "./policy.ts";
import { fewPeople, pointsAsNow, wholeFactor } from "./rules.ts";
import { type Confirmation, confirmationOf, sharesOf } from "./shares.server.ts";

/** Somebody who built an idea, as everybody may know. Shares in basis points, `factor` in ten-thousandths. */
export type ShownContributor = {
  id: string;
  name: string;
  handle: string;
  avatar: string | null;
  affiliation: Affiliation;
  isMine: boolean;
  /** As computed, as those who answered see it, and as it stands. */
  share: number;
  confirmed: number;
  stands: number;
  factor: number;
};

/** A step of what became of the shares. It names nobody. */
export type Step = {
  id: string;
  at: number;
  what:
    | "opened"
    | "contradicted"
    | "answers"
    | "answers_same"
    | "applied"
    | "kept"
    | "overtaken"
    | "resumed"
    | "appealed"
    | "declined"
    | "pilot_judged"
    | "member_judged"
    | "appeal_changed"
    | "appeal_kept"
    | "appeal_overtaken";
  /** How many answered, of how many; of an appeal how many were drawn, of how many. */
  answers: number;
  people: number;
};

/** What the page about the credits of an idea, which this reader sees, says of their confirmation; null where there is none. */
export async function confirmingOf(ctx: Context, id: string) {
  const { read } = ctx.db;
  const { idea } = await ideaSeenBy(read, ctx.actor, id);
  const asked = await confirmationOf(read, id);
  const history = await historyOf(read, id);
  if (!asked) return history.length === 0 ? null : { asked: null, people: [], appeals: null, history };
  const people = await shownPeople(ctx, asked);
  const mine = people.find(({ isMine }) => isMine);
  const isOver = asked.state !== "open";
  const mayAnswer = !isOver && ctx.now < asked.until && mayConfirm(ctx.actor, people);
  const answered = await read
    .select({ member: creditContributors.member, at: creditContributors.answeredAt })
    .from(creditContributors)
    .where(eq(creditContributors.freeze, asked.freeze));
  const appeals = await shownAppeals(ctx, idea, asked, mine !== undefined);
  const by = asked.by === null ? null : await nameOf(read, asked.by);
  return {
    asked: {
      state: asked.state,
      until: asked.until,
      mayAnswer,
      hasAnswered: answered.some(({ member, at }) => member === mine?.id && at !== null),
      mayJudge: await mayJudgeNow(ctx, idea, asked),
      answers: isOver ? answered.filter(({ at }) => at !== null).length : 0,
      asked: people.length,
      by,
      words: asked.words,
    },
    people: asked.state === "confirmed" || asked.state === "kept" || appeals.isChanged ? people : [],
    appeals,
    history,
  };
}

async function mayJudgeNow(
  ctx: Context,
  idea: { id: string; space: string; author: string },
  asked: Confirmation,
): Promise<boolean> {
  if (asked.state !== "opposed" || !isVerified(ctx.actor)) return false;
  return mayJudgeShares(ctx.actor, await aboutShares(ctx.db.read, idea, asked.freeze));
}

/** What somebody who decided on an appeal said; a member who was drawn is named nowhere. */
export type ShownVerdict = { part: "pilot" | "drawn"; name: string | null; decision: "keep" | "change"; words: string };

/** The appeals against the shares that stand, and whether this reader, who built the idea or not, can object. */
async function shownAppeals(
  ctx: Context,
  idea: { id: string; space: string; author: string },
  asked: Confirmation,
  isContributor: boolean,
) {
  const { read } = ctx.db;
  const appeals = await appealsOf(read, asked.freeze);
  const shown = await Promise.all(
    appeals.map(async (appeal) => {
      const judges = await judgesOf(read, appeal.id);
      const isOpen = appeal.state === "open";
      const part = isOpen ? await partIn(read, ctx.actor, idea, appeal, judges) : null;
      const verdicts = await Promise.all(
        judges.map(async ({ part: as, member, verdict, words }): Promise<ShownVerdict[]> => {
          if (isOpen || verdict === null) return [];
          const name = as === "pilot" ? await nameOf(read, member) : null;
          return [{ part: as, name, decision: verdict, words: words ?? "" }];
        }),
      );
      return {
        id: appeal.id,
        round: appeal.round,
        by: await nameOf(read, appeal.member),
        words: appeal.words,
        until: appeal.until,
        state: appeal.state,
        level: appeal.level,
        drawn: judges.filter((each) => each.part === "drawn" && each.declinedAt === null).length,
        mayJudge: part !== null && !hasSaidIn(ctx, part, judges),
        verdicts: verdicts.flat(),
      };
    }),
  );
  const open = appealOpenTo(asked, appeals, await timeZoneOf(read, idea.space));
  const mayObject = typeof open !== "string" && ctx.now < open.until && isContributor && isVerified(ctx.actor);
  return {
    shown,
    isContested: open === "appeal_waiting",
    isFinal: open === "appeal_final",
    isChanged: appeals.some(({ state }) => state === "changed"),
    /** For which freeze, until when (ms since 1970 UTC) and the how manieth time this reader may object. */
    object: mayObject ? { freeze: asked.freeze, ...open } : null,
  };
}

function hasSaidIn({ actor }: Context, part: "pilot" | "drawn", judges: readonly Judge[]): boolean {
  return judges.some(
    (each) =>
      each.verdict !== null &&
      (part === "pilot" ? each.part === "pilot" : actor.kind === "member" && each.member === actor.id),
  );
}

/** What somebody reads who decides on an appeal. Throws `NotFound` for everybody else. */
export async function appealPage(ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, actor, id);
  const asked = await confirmationOf(read, id);
  const appeal = asked && (await appealsOf(read, asked.freeze)).at(-1);
  if (!appeal) throw new NotFound();
  const judges = await judgesOf(read, appeal.id);
  const part = await partIn(read, actor, idea, appeal, judges);
  if (part === null) throw new NotFound();
  const people = await shownPeople(ctx, asked);
  return {
    idea: headingOf(idea),
    space: { name: space.name, slug: space.slug, accent: space.accent },
    appeal: {
      id: appeal.id,
      round: appeal.round,
      by: await nameOf(read, appeal.member),
      words: appeal.words,
      until: appeal.until,
    },
    part,
    drawn: judges.filter((each) => each.part === "drawn" && each.declinedAt === null).length,
    // Who comes too late reads that, with the own words: the page is not gone.
    state:
      appeal.state !== "open" || ctx.now >= appeal.until
        ? ("over" as const)
        : hasSaidIn(ctx, part, judges)
          ? ("said" as const)
          : ("open" as const),
    all: people.reduce((sum, { stands }) => sum + stands, 0),
    people,
  };
}

async function shownPeople(ctx: Context, asked: Confirmation): Promise<ShownContributor[]> {
  const { read } = ctx.db;
  const standing = new Map((await sharesOf(read, asked.freeze)).map(({ id, share }) => [id, share]));
  const rows = await read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
      share: creditContributors.share,
      confirmed: creditContributors.confirmed,
      factor: creditContributors.factor,
    })
    .from(creditContributors)
    .innerJoin(members, eq(members.id, creditContributors.member))
    .where(eq(creditContributors.freeze, asked.freeze));
  return rows
    .map((row) => ({
      ...row,
      isMine: isSignedIn(ctx.actor) && row.id === ctx.actor.id,
      confirmed: row.confirmed ?? row.share,
      stands: standing.get(row.id) ?? row.share,
      factor: row.factor ?? wholeFactor,
    }))
    .toSorted((one, other) => other.share - one.share || (one.id < other.id ? -1 : 1));
}

async function nameOf(read: Reads, id: string): Promise<string> {
  const [row] = await read.select({ name: members.name }).from(members).where(eq(members.id, id));
  return row?.name ?? "";
}

const steps: Readonly<Record<string, Step["what"]>> = {
  "credit.confirmation_opened": "opened",
  "credit.contradicted": "contradicted",
  "credit.confirmed": "answers",
  "credit.confirmation_overtaken": "overtaken",
  "credit.confirmation_resumed": "resumed",
  "credit.appealed": "appealed",
  "credit.judge_declined": "declined",
  "credit.pilot_judged": "pilot_judged",
  "credit.member_judged": "member_judged",
  "credit.appeal_decided": "appeal_kept",
  "credit.appeal_overtaken": "appeal_overtaken",
};

async function historyOf(read: Reads, idea: string): Promise<Step[]> {
  const rows = await read
    .select({ id: events.id, at: events.at, kind: events.kind, payload: events.payload })
    .from(events)
    .where(and(eq(events.subject, `idea:${idea}`), inArray(events.kind, Object.keys(steps))))
    .orderBy(asc(events.seq));
  // What an appeal changed is told by its own step.
  const told = rows.filter(({ payload }) => payload.how !== "appeal");
  return told.map(({ id, at, kind, payload }) => ({
    id,
    at,
    what: wordOf(steps[kind] ?? "opened", payload),
    answers: Array.isArray(payload.drawn) ? payload.drawn.length : Number(payload.answers ?? payload.said ?? 0),
    people: Number(payload.candidates ?? payload.people ?? 0),
  }));
}

function wordOf(
  what: Step["what"],
  { how, changed, isChanged }: { how?: unknown; changed?: unknown; isChanged?: unknown },
): Step["what"] {
  if (what === "appeal_kept") return isChanged === true ? "appeal_changed" : what;
  if (what !== "answers") return what;
  if (how === "applied" || how === "kept") return how;
  return changed === true ? "answers" : "answers_same";
}

/** What a contributor reads who is asked, with what he or she said or begins with. Throws `NotFound` for everybody else. */
export async function confirmPage(ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, actor, id);
  const asked = await confirmationOf(read, id);
  if (!asked || asked.state === "too_few") throw new NotFound();
  const people = await shownPeople(ctx, asked);
  if (!mayConfirm(actor, people)) throw new NotFound();
  const given = await read
    .select({ about: creditAnswers.about, points: creditAnswers.points })
    .from(creditAnswers)
    .where(and(eq(creditAnswers.freeze, asked.freeze), eq(creditAnswers.member, actor.id)));
  const said = new Map(given.map(({ about, points }) => [about, points]));
  const points = said.size > 0 ? said : pointsAsNow(people, actor.id);
  return {
    idea: headingOf(idea),
    space: { name: space.name, slug: space.slug, accent: space.accent },
    freeze: asked.freeze,
    until: asked.until,
    isOpen: asked.state === "open" && ctx.now < asked.until,
    hasAnswered: said.size > 0,
    isFew: people.length <= fewPeople,
    people: people
      .filter(({ isMine }) => !isMine)
      .map(({ id: about, name, affiliation, avatar, share }) => ({
        id: about,
        name,
        affiliation,
        avatar,
        share,
        points: points.get(about) ?? 0,
      })),
  };
}

/** What a pilot reads who decides whether what few people said holds. Throws `NotFound` for everybody else. */
export async function judgePage(ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const { idea, space } = await ideaSeenBy(read, actor, id);
  const asked = await confirmationOf(read, id);
  // Who comes too late reads that, with the own words: the page is not gone.
  if (!asked || asked.state === "open" || asked.state === "too_few") throw new NotFound();
  if (!mayJudgeShares(actor, await aboutShares(read, idea, asked.freeze))) throw new NotFound();
  return {
    idea: headingOf(idea),
    space: { name: space.name, slug: space.slug, accent: space.accent },
    freeze: asked.freeze,
    isOpen: asked.state === "opposed",
    people: await shownPeople(ctx, asked),
  };
}
