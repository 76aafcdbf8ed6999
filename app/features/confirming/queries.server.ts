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
  what: "opened" | "contradicted" | "answers" | "answers_same" | "applied" | "kept" | "overtaken" | "resumed";
  /** How many answered, of how many. */
  answers: number;
  people: number;
};

/** What the page about the credits of an idea, which this reader sees, says of their confirmation; null where there is none. */
export async function confirmingOf(ctx: Context, id: string) {
  const { read } = ctx.db;
  const { idea } = await ideaSeenBy(read, ctx.actor, id);
  const asked = await confirmationOf(read, id);
  const history = await historyOf(read, id);
  if (!asked) return history.length === 0 ? null : { asked: null, people: [], history };
  const people = await shownPeople(ctx, asked);
  const mine = people.find(({ isMine }) => isMine);
  const isOver = asked.state !== "open";
  const mayAnswer = !isOver && ctx.now < asked.until && mayConfirm(ctx.actor, people);
  const answered = await read
    .select({ member: creditContributors.member, at: creditContributors.answeredAt })
    .from(creditContributors)
    .where(eq(creditContributors.freeze, asked.freeze));
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
    people: asked.state === "confirmed" || asked.state === "kept" ? people : [],
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
};

async function historyOf(read: Reads, idea: string): Promise<Step[]> {
  const rows = await read
    .select({ id: events.id, at: events.at, kind: events.kind, payload: events.payload })
    .from(events)
    .where(and(eq(events.subject, `idea:${idea}`), inArray(events.kind, Object.keys(steps))))
    .orderBy(asc(events.seq));
  return rows.map(({ id, at, kind, payload }) => ({
    id,
    at,
    what: wordOf(steps[kind] ?? "opened", payload),
    answers: Number(payload.answers ?? 0),
    people: Number(payload.people ?? 0),
  }));
}

function wordOf(what: Step["what"], { how, changed }: { how?: unknown; changed?: unknown }): Step["what"] {
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
