/**
 * Appeals against settled shares. Threat: contributors who pick their judges, or a judge who gains by the verdict. The
 * draw is by a hash that nobody chooses and everybody can repeat, among people with no part of the idea.
 */
import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNotNull, isNull, lt, ne } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import {
  creditAppeals,
  creditAppealShares,
  creditConfirmations,
  creditJudges,
  creditJudgeShares,
} from "../../../db/schema/confirming.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { firstLevels } from "../../../db/schema/reputation.ts";
import { signals } from "../../../db/schema/signals.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { Actor } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { afterPlainDays } from "../piloting/calendar.server.ts";
import type { Decided } from "../piloting/policy.ts";
import { standingsIn } from "../reputation/queries.server.ts";
import { appealDays, drawnFrom, mostAppeals, mostDrawn, outcomeOf, type Verdict, verdictDays } from "./appeals.ts";
import { aboutShares } from "./commands.server.ts";
import { appealDecided, judged, judgeDeclined, sharesAppealed, sharesConfirmed } from "./events.ts";
import type { ObjectionInput, VerdictInput } from "./inputs.ts";
import { mayConfirm, mayJudgeShares } from "./policy.ts";
import { type Confirmation, confirmationOf, contributorsIn, sharesOf } from "./shares.server.ts";

/** The kind of the job that ends an appeal. */
export const appealJob = "confirming.appeal";

export type Appeal = typeof creditAppeals.$inferSelect;
export type Judge = typeof creditJudges.$inferSelect;

type Place = { id: string; space: string; author: string };

/** The appeals about a freeze that count, first ones first: what was overtaken is as if it had not been. */
export async function appealsOf(read: Reads, freeze: string): Promise<Appeal[]> {
  return read
    .select()
    .from(creditAppeals)
    .where(and(eq(creditAppeals.freeze, freeze), ne(creditAppeals.state, "overtaken")))
    .orderBy(asc(creditAppeals.round));
}

/** Those who decide on an appeal, in the order in which they were asked. */
export async function judgesOf(read: Reads, appeal: string): Promise<Judge[]> {
  return read
    .select()
    .from(creditJudges)
    .where(eq(creditJudges.appeal, appeal))
    .orderBy(asc(creditJudges.askedAt), asc(creditJudges.member));
}

/** The ids of all who were asked to judge one of these appeals. */
async function judgesEver(read: Reads, appeals: readonly Appeal[]): Promise<string[]> {
  const rows = await read
    .select({ member: creditJudges.member })
    .from(creditJudges)
    .where(
      inArray(
        creditJudges.appeal,
        appeals.map(({ id }) => id),
      ),
    );
  return rows.map(({ member }) => member);
}

/** Until when (ms since 1970 UTC) a contributor may object, and the how manieth time that is; or why nobody may. */
export function appealOpenTo(
  asked: Confirmation,
  appeals: readonly Appeal[],
  timeZone: string,
): { round: number; until: number } | "appeal_early" | "appeal_waiting" | "appeal_final" {
  if (asked.settledAt === null) return "appeal_early";
  const last = appeals.at(-1);
  if (last?.state === "open") return "appeal_waiting";
  if (appeals.length >= mostAppeals) return "appeal_final";
  const until = afterPlainDays(last?.decidedAt ?? asked.settledAt, appealDays, timeZone);
  return { round: appeals.length + 1, until };
}

/** The time zone of a space, on whose days the time to object goes. */
export async function timeZoneOf(read: Reads, space: string): Promise<string> {
  const [row] = await read.select({ timeZone: spaces.timeZone }).from(spaces).where(eq(spaces.id, space));
  return row?.timeZone ?? "UTC";
}

/**
 * Objects to settled shares, as one of those who built the idea by name; they stand meanwhile. Throws `NotFound` for
 * everybody else, `Conflict("confirmation_anew")`, and `Refused` (`appeal_early`, `appeal_waiting`, `appeal_final`,
 * `appeal_over`). Serializable: who may decide is read before the write.
 */
export async function objectToShares(ctx: Context, ideaId: string, input: ObjectionInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const { now } = ctx;
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    const asked = await confirmationOf(tx, idea.id);
    if (!asked) throw new NotFound();
    const { freeze } = asked;
    const people = await contributorsIn(tx, freeze);
    if (!mayConfirm(actor, people)) throw new NotFound();
    if (freeze !== input.freeze) throw new Conflict("confirmation_anew");
    const timeZone = await timeZoneOf(tx, idea.space);
    const before = await appealsOf(tx, freeze);
    const open = appealOpenTo(asked, before, timeZone);
    if (typeof open === "string") throw new Refused(open);
    if (now >= open.until) throw new Refused("appeal_over");
    const id = newId(now);
    const but = await judgesEver(tx, before);
    const { candidates, level, drawn } = await draw(tx, { appeal: id, idea, freeze, now, but, count: mostDrawn });
    const until = afterPlainDays(now, verdictDays, timeZone);
    const { round } = open;
    const appeal = { id, freeze, round, member: actor.id, words: input.words, at: now, until, candidates, level };
    await tx.insert(creditAppeals).values({ ...appeal, state: "open" });
    await ask(tx, id, drawn, now);
    await enqueue(tx, ctx, { kind: appealJob, payload: { appeal: id }, runAt: until });
    const first = await pilotsBefore(tx, idea, { freeze, round });
    const involved = [...people.map((person) => person.id), ...first];
    await record(tx, ctx, [
      sharesAppealed(idea, { freeze, appeal: id, round, until, candidates, level, drawn, involved }),
    ]);
  }, "serializable");
}

async function ask(tx: Tx, appeal: string, drawn: readonly string[], now: number): Promise<void> {
  if (drawn.length === 0) return;
  await tx
    .insert(creditJudges)
    .values(drawn.map((member) => ({ appeal, member, part: "drawn" as const, askedAt: now })));
}

/** The order in which members are drawn: by SHA-256 of the appeal's id, a space, and theirs. */
export function drawOrder(appeal: string, candidates: readonly string[]): string[] {
  return candidates
    .map((id) => ({ id, by: createHash("sha256").update(`${appeal} ${id}`).digest("hex") }))
    .toSorted((one, other) => (one.by < other.by ? -1 : 1))
    .map(({ id }) => id);
}

/**
 * Draws from the members of the space with the level, who have no part of the idea and gave it no signal; pilots are not
 * among them. Where too few have the level, the next one is enough.
 */
async function draw(
  read: Reads,
  about: { appeal: string; idea: Place; freeze: string; now: number; but: readonly string[]; count: number },
): Promise<{ candidates: number; level: number; drawn: string[] }> {
  const { appeal, idea, freeze, now, but, count } = about;
  const involved = new Set([...(await aboutShares(read, idea, freeze)).authors, ...but]);
  const around = [idea.id, ...(await sourcesOf(read, idea.id))];
  const gave = await read.selectDistinct({ member: signals.member }).from(signals).where(inArray(signals.idea, around));
  for (const { member } of gave) involved.add(member);
  const rows = await read
    .select({ id: members.id })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    // Without the first level nobody is drawn: the many who only read need not be valued.
    .innerJoin(firstLevels, eq(firstLevels.member, members.id))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(
      and(
        eq(memberships.space, idea.space),
        eq(memberships.pilot, false),
        isNull(bans.id),
        isNull(members.erasesAt),
        isNull(members.erasedAt),
        isNotNull(members.emailVerifiedAt),
      ),
    );
  const free = rows.map(({ id }) => id).filter((id) => !involved.has(id));
  const standings = await standingsIn(read, free, idea.space, now);
  for (const level of drawnFrom) {
    const able = free.filter((id) => (standings.get(id)?.level ?? 0) >= level);
    if (able.length < count && level !== drawnFrom.at(-1)) continue;
    return { candidates: able.length, level, drawn: drawOrder(appeal, able).slice(0, count) };
  }
  return { candidates: 0, level: 0, drawn: [] };
}

/**
 * The pilots who decided on these shares before, in an earlier appeal or where few contradicted each other, as far as
 * somebody else can decide now: the one who judged stays out first.
 */
async function pilotsBefore(read: Reads, idea: Place, { freeze, round }: Pick<Appeal, "freeze" | "round">) {
  const [asked] = await read
    .select({ by: creditConfirmations.by })
    .from(creditConfirmations)
    .where(eq(creditConfirmations.freeze, freeze));
  const rows = await read
    .select({ member: creditJudges.member })
    .from(creditJudges)
    .innerJoin(creditAppeals, eq(creditAppeals.id, creditJudges.appeal))
    .where(
      and(
        eq(creditAppeals.freeze, freeze),
        ne(creditAppeals.state, "overtaken"),
        lt(creditAppeals.round, round),
        eq(creditJudges.part, "pilot"),
      ),
    );
  const judged = rows.map(({ member }) => member);
  for (const found of [[...judged, ...(asked?.by ? [asked.by] : [])], judged]) {
    if (found.length === 0) continue;
    if (!(await aboutShares(read, idea, freeze, found)).unassigned.includes("judge")) return found;
  }
  return [];
}

/** What the policies ask before a pilot decides on an appeal. */
async function aboutAppeal(read: Reads, idea: Place, appeal: Appeal): Promise<Decided> {
  return aboutShares(read, idea, appeal.freeze, await pilotsBefore(read, idea, appeal));
}

/** As what this person decides on an appeal; null for everybody else. */
export async function partIn(
  read: Reads,
  actor: Actor,
  idea: Place,
  appeal: Appeal,
  judges: readonly Judge[],
): Promise<"pilot" | "drawn" | null> {
  if (actor.kind !== "member") return null;
  const own = judges.find(({ member }) => member === actor.id);
  if (own) return own.declinedAt === null ? own.part : null;
  return mayJudgeShares(actor, await aboutAppeal(read, idea, appeal)) ? "pilot" : null;
}

/** The appeal that a form is about, for whoever decides on it. Throws `NotFound`, `Refused("appeal_closed")`. */
async function appealFor(tx: Tx, ctx: Context, ideaId: string, id: string) {
  const { actor } = signedIn(ctx);
  await lockIdea(tx, ideaId);
  const { idea } = await ideaSeenBy(tx, actor, ideaId);
  const [row] = await tx
    .select({ appeal: creditAppeals })
    .from(creditAppeals)
    .innerJoin(creditConfirmations, eq(creditConfirmations.freeze, creditAppeals.freeze))
    .where(and(eq(creditAppeals.id, id), eq(creditConfirmations.idea, idea.id)));
  if (!row) throw new NotFound();
  const { appeal } = row;
  const judges = await judgesOf(tx, id);
  const part = await partIn(tx, actor, idea, appeal, judges);
  if (part === null) throw new NotFound();
  if (appeal.state !== "open" || ctx.now >= appeal.until) throw new Refused("appeal_closed");
  return { actor, idea, appeal, judges, part };
}

/**
 * Says whether the shares stand or others should, with a reason; as soon as all have said it, it is decided. `shares` in
 * basis points, by the ids of the contributors. Throws `NotFound` for whoever does not decide, `Refused("appeal_closed")`,
 * `Conflict("appeal_said")`, and `Invalid` where the shares do not sum to what the contributors have. Serializable: who
 * may decide is read before the write.
 */
export async function judgeAppeal(
  ctx: Context,
  ideaId: string,
  { appeal: id, decision, words }: Pick<VerdictInput, "appeal" | "decision" | "words">,
  shares: ReadonlyMap<string, number>,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { actor, idea, appeal, judges, part } = await appealFor(tx, ctx, ideaId, id);
    const isSame = (each: Judge) => (part === "pilot" ? each.part === "pilot" : each.member === actor.id);
    if (judges.some((each) => each.verdict !== null && isSame(each))) throw new Conflict("appeal_said");
    const stood = await sharesOf(tx, appeal.freeze);
    const given = stood.map((person) => ({ about: person.id, share: shares.get(person.id) ?? 0 }));
    const all = stood.reduce((sum, { share }) => sum + share, 0);
    if (decision === "change" && given.reduce((sum, { share }) => sum + share, 0) !== all) {
      throw new Invalid({ total: "shares_not_all" });
    }
    const said = { verdict: decision, words, at: ctx.now };
    await tx
      .insert(creditJudges)
      .values({ appeal: id, member: actor.id, part, askedAt: ctx.now, ...said })
      .onConflictDoUpdate({ target: [creditJudges.appeal, creditJudges.member], set: said });
    if (decision === "change") {
      await tx.insert(creditJudgeShares).values(given.map((each) => ({ appeal: id, member: actor.id, ...each })));
    }
    await record(tx, ctx, [judged(part, idea, { freeze: appeal.freeze, appeal: id })]);
    await decideIfAllSaid(tx, idea, appeal, ctx.now);
  }, "serializable");
}

/**
 * Lets somebody who was drawn stay out of it; the next one is drawn. Throws `NotFound` for everybody else,
 * `Refused("appeal_closed")` and `Conflict("appeal_said")`. Serializable: who is next is read before the write.
 */
export async function declineAppeal(ctx: Context, ideaId: string, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { actor, idea, appeal, judges, part } = await appealFor(tx, ctx, ideaId, id);
    if (part !== "drawn") throw new NotFound();
    if (judges.some(({ member, verdict }) => member === actor.id && verdict !== null)) {
      throw new Conflict("appeal_said");
    }
    await tx
      .update(creditJudges)
      .set({ declinedAt: ctx.now })
      .where(and(eq(creditJudges.appeal, id), eq(creditJudges.member, actor.id)));
    const { freeze } = appeal;
    const earlier = await judgesEver(tx, await appealsOf(tx, freeze));
    const but = [...judges.map(({ member }) => member), ...earlier];
    const { candidates, drawn } = await draw(tx, { appeal: id, idea, freeze, now: ctx.now, but, count: 1 });
    await ask(tx, id, drawn, ctx.now);
    // Whoever is drawn next is not told who stayed out.
    const system = { actor: "system" as const, now: ctx.now };
    await record(tx, system, [judgeDeclined(idea, { freeze, appeal: id, candidates, drawn })]);
    await decideIfAllSaid(tx, idea, appeal, ctx.now);
  }, "serializable");
}

async function decideIfAllSaid(tx: Tx, idea: Place, appeal: Appeal, now: number): Promise<void> {
  const judges = (await judgesOf(tx, appeal.id)).filter(({ declinedAt }) => declinedAt === null);
  const allSaid = judges.every(({ verdict }) => verdict !== null);
  if (allSaid && judges.some(({ part }) => part === "pilot")) await decide(tx, idea, appeal, now);
}

/** What was said about an appeal, of those who said something. */
async function verdictsOn(read: Reads, appeal: string): Promise<Verdict[]> {
  const rows = await read.select().from(creditJudgeShares).where(eq(creditJudgeShares.appeal, appeal));
  return (await judgesOf(read, appeal)).flatMap(({ member, part, verdict: decision }) => {
    const own = rows.filter((row) => row.member === member).map(({ about, share }) => [about, share] as const);
    return decision === null ? [] : [{ part, decision, shares: new Map(own) }];
  });
}

async function decide(tx: Tx, idea: Place, appeal: Appeal, now: number): Promise<void> {
  const { id, freeze, round } = appeal;
  const verdicts = await verdictsOn(tx, id);
  const { isChanged, people } = outcomeOf(await sharesOf(tx, freeze), verdicts);
  await tx
    .insert(creditAppealShares)
    .values(people.map(({ id: member, was, share }) => ({ appeal: id, member, was, share })));
  await tx
    .update(creditAppeals)
    .set({ state: isChanged ? "changed" : "kept", decidedAt: now })
    .where(eq(creditAppeals.id, id));
  const changed = people.some(({ was, share }) => was !== share);
  const counts = { freeze, answers: verdicts.length, people: people.length, changed };
  await record(tx, { actor: "system", now }, [
    appealDecided(idea, { freeze, appeal: id, round, said: verdicts.length, isChanged }),
    ...(changed ? [sharesConfirmed(idea, { ...counts, how: "appeal" })] : []),
  ]);
}

/**
 * Ends an appeal when its time is over (`now` in milliseconds since 1970 UTC): those who said something decide. Done
 * twice, it is done once; nothing happens where it was overtaken.
 */
export async function endAppeal(db: Database, id: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ idea: ideas.id, space: ideas.space, author: ideas.author })
      .from(creditAppeals)
      .innerJoin(creditConfirmations, eq(creditConfirmations.freeze, creditAppeals.freeze))
      .innerJoin(ideas, eq(ideas.id, creditConfirmations.idea))
      .where(eq(creditAppeals.id, id));
    if (!row) return;
    await lockIdea(tx, row.idea);
    const [appeal] = await tx.select().from(creditAppeals).where(eq(creditAppeals.id, id));
    if (appeal?.state !== "open" || now < appeal.until) return;
    await decide(tx, { ...row, id: row.idea }, appeal, now);
  });
}
