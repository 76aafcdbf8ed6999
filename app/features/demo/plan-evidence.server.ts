/** What product people gather on an idea, and the tests for which they ask. */
import type { DemoEstimate, DemoEvidence, DemoIdea, DemoTest } from "../../../db/demo/shape.ts";
import { giveBack } from "../../platform/limits.server.ts";
import { acceptEvidence } from "../discussion/evidence.server.ts";
import { addQuote } from "../lens/commands.server.ts";
import { recordDecision } from "../lens/deciding.server.ts";
import { giveEstimate, revealRound } from "../lens/estimating.server.ts";
import { answerWish, logWish, wishToken } from "../lens/wishing.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { drawNow, openTrial, reportTrial, volunteer } from "../trials/commands.server.ts";
import type { People } from "./people.server.ts";
import { addressOf, type Chance, day, demoOrigin, drawnId } from "./rules.ts";
import type { Act, Sown } from "./sow.server.ts";

/** An idea of which more is planned. */
export type Course = {
  sown: Sown;
  idea: DemoIdea;
  id: string;
  now: number;
  people: People;
  chance: Chance;
  /** A moment `after` days from the submission at which this person may well have been up. */
  moment(after: number, by: string, notBefore?: number): number;
  plan(at: number, by: string, perform: Act["do"]): void;
};

/** What product people keep of customers, estimate and decide. */
export function planEvidence(course: Course): void {
  const { idea, id, plan, chance } = course;
  const { quotes = [], wishes = [], rounds = [], decided = [] } = idea.evidence ?? {};
  for (const { by, after, says, heard, weight, who } of quotes) {
    const at = course.moment(after, by);
    const customer = who === undefined ? "" : addressOf(who);
    const quote = { id: drawnId(at, chance), words: says, source: heard, importance: weight, customer };
    plan(at, by, (ctx) => addQuote(ctx, id, quote));
  }
  for (const wish of wishes) planWish(course, wish);
  for (const [turn, round] of rounds.entries()) planRound(course, turn + 1, round);
  for (const { by, after, says, criteria } of decided) {
    const at = course.moment(after, by);
    const decision = { id: drawnId(at, chance), words: says, criteria: [...criteria] };
    plan(at, by, (ctx) => recordDecision(ctx, id, decision));
  }
}

type Wish = NonNullable<DemoEvidence["wishes"]>[number];

function planWish({ id, plan, moment, chance }: Course, { by, after, of, says, confirmed }: Wish): void {
  const at = moment(after, by);
  const email = of.includes("@") ? of : addressOf(of);
  const wish = { id: drawnId(at, chance), email, words: says };
  plan(at, by, async (ctx) => {
    await logWish(ctx, id, wish, demoOrigin);
    // However often the demo is begun again in an hour.
    await giveBack("mail_account", email);
  });
  if (confirmed === undefined) return;
  const who = of.includes("@") ? by : of;
  plan(moment(confirmed, who, at), who, (ctx) => answerWish(ctx, wishToken(ctx, wish.id), "confirmed"));
}

type Round = NonNullable<DemoEvidence["rounds"]>[number];

function planRound({ id, plan, moment }: Course, round: number, { after, said, revealed }: Round): void {
  for (const [turn, [who, estimate]] of Object.entries(said).entries()) {
    plan(moment(after + turn / 10, who), who, (ctx) => giveEstimate(ctx, id, { round, ...estimated(estimate) }));
  }
  if (!revealed) return;
  plan(moment(revealed.after, revealed.by), revealed.by, (ctx) => revealRound(ctx, id, round));
}

const impacts = { massive: 300, high: 200, medium: 100, low: 50, minimal: 25 } as const;

function estimated({ impact, effort, ...said }: DemoEstimate) {
  return { ...said, impact: impacts[impact], effort: Math.round(effort * 10) };
}

/** Tests of what the idea has become: who is looked for, who is drawn, how it went. */
export function planTests(course: Course): void {
  for (const test of course.idea.tests ?? []) planTest(course, test);
}

function planTest({ sown, id, now, plan, moment, chance }: Course, test: DemoTest): void {
  const { by, after, what, gets, minutes, seats, closesIn, volunteers, drawn, reports = [] } = test;
  const at = moment(after, by);
  const trial = drawnId(at, chance);
  const closesOn = dayIn(sown.space.timeZone, now + closesIn * day);
  const call = { what, gets, minutes, seats, affiliation: test.for ?? null, level: 0, closesOn };
  plan(at, by, (ctx) => openTrial(ctx, id, { ...call, id: trial }));
  for (const [turn, who] of volunteers.entries()) {
    plan(moment(after + (turn + 1) / 4, who, at), who, (ctx) => volunteer(ctx, id, trial));
  }
  if (drawn === undefined) return;
  const drawnAt = moment(drawn, by, at);
  plan(drawnAt, by, (ctx) => drawNow(ctx, id, trial));
  for (const { by: who, after: later, worked, effort, says, accepted } of reports) {
    const saidAt = moment(later, who, drawnAt);
    const report = { trial, id: drawnId(saidAt, chance), worked, effort, words: says, missing: "" };
    plan(saidAt, who, (ctx) => reportTrial(ctx, id, report, { missing: "" }));
    if (!accepted) continue;
    plan(moment(accepted.after, accepted.by, saidAt), accepted.by, (ctx) => acceptEvidence(ctx, report.id));
  }
}
