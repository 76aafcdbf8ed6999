/**
 * Random courses of everything that moves a reputation, by the real commands: after each step the ledger is what the log
 * gives, and each figure that is shown the sum of its lines. Fifty courses of a hundred steps; `npm run bench -- ledger`
 * runs more on both databases.
 */
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ideas as stageOf } from "../../db/schema/ideas.ts";
import { creditAppeals, creditConfirmations } from "../../db/schema/confirming.ts";
import { events } from "../../db/schema/log.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures, signals } from "../../db/schema/signals.ts";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import { endAppeal, judgeAppeal, objectToShares } from "../../app/features/confirming/appealing.server.ts";
import { answerShares, endConfirmation, settleShares } from "../../app/features/confirming/commands.server.ts";
import { confirmationOf, contributorsIn, sharesOf } from "../../app/features/confirming/shares.server.ts";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { acceptEvidence, undoAcceptance } from "../../app/features/discussion/evidence.server.ts";
import { askForecast, giveForecast, resolveForecast } from "../../app/features/forecasts/commands.server.ts";
import { judgeCase } from "../../app/features/fairness/commands.server.ts";
import { endHold, hold } from "../../app/features/fairness/holding.server.ts";
import { sayAlike } from "../../app/features/duplicates/commands.server.ts";
import { mergeIdea, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { banMember, liftBan } from "../../app/features/moderation/bans.server.ts";
import { dismissReports, hideItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { type Half, rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { ruleNames, ruleSets } from "../../app/features/reputation/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptInvitation, inviteAuthor, leaveAuthors } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { returnIdea, withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Problem } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { soundly } from "../fairness/support.ts";
import { mergeInto, proposed } from "../merging/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, space, start } from "../support/database.ts";
import { diceOf } from "../support/dice.ts";

const courses = Number(process.env.REPUTATION_COURSES ?? 50);
const steps = Number(process.env.REPUTATION_STEPS ?? 100);
const day = 86_400_000;

const onwards: Readonly<Record<string, readonly string[]>> = {
  new: ["open", "developing", "evaluating"],
  open: ["developing", "evaluating"],
  developing: ["open", "evaluating"],
  evaluating: ["adopted", "adopted", "developing"],
  adopted: ["building", "building", "evaluating"],
  building: ["shipped", "shipped", "adopted"],
  shipped: ["building"],
};

/** Why signals counted nowhere at the end of any course. */
const held = new Set<string>();

/** What was counted in any course, so that a test in which nothing happens cannot pass. */
const seen = new Set<string>();

async function course(seed: number): Promise<void> {
  const rig = await freshDatabase();
  const place = await space(rig);
  const where = place.id;
  const admin = await person(rig, "adam", { admin: true });
  const pilot = await member(rig, await person(rig, "pia"), where, { pilot: true });
  const product = await member(rig, await person(rig, "pro"), where, { product: true });
  const crowd: SignedIn[] = [];
  for (const name of ["ann", "bob", "cara", "dan", "eve"]) {
    crowd.push(await member(rig, await person(rig, name), where));
  }
  const chance = diceOf(seed);
  const one = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(chance() * list.length)];
  let now = start + 5 * day;
  const as = async (who: SignedIn) => contextFor(rig, await actorNow(rig, who.id, now), { now });
  const all: string[] = [];
  for (let at = 0; at < 10; at++) {
    all.push(await proposed(rig, where, crowd[at % 4] ?? pilot, `Idea ${at}`, now++));
  }
  const actorOf = async (id: string) => contextFor(rig, await actorNow(rig, id, now), { now });
  const read = (who: SignedIn) =>
    rig.db.transaction((tx) =>
      tx
        .insert(exposures)
        .values(all.map((idea) => ({ member: who.id, idea, firstAt: now })))
        .onConflictDoNothing(),
    );
  for (const who of [...crowd.slice(0, 3), pilot, product]) await read(who);
  const ideas = all.slice(0, 4);
  const said: { id: string; idea: string; by: SignedIn }[] = [];
  const moves: { idea: string; id: string; by: SignedIn }[] = [];
  const reported: { idea: string; comment: string | null }[] = [];
  const merges: string[] = [];
  const cases: string[] = [];
  const questions: { id: string; idea: string; last: string | null }[] = [];
  const versions = new Map<string, number>();
  let erased = 0;

  /** An idea of which the shares are in such a state. */
  async function askedNow(state = "open") {
    const found = [];
    for (const idea of ideas) {
      const asked = await confirmationOf(rig.db.read, idea);
      if (asked?.state === state) found.push({ idea, asked });
    }
    return one(found) ?? { idea: "", asked: undefined };
  }

  const acts: Record<string, (idea: string, who: SignedIn) => Promise<unknown>> = {
    signal: async (idea, who) =>
      castSignal(await as(who), { idea, kind: one(["support", "support", "support", "not_for_me", "none"]) ?? "pass" }),
    read: (_, who) => read(who),
    async say(idea, who) {
      const id = newId(now);
      await postComment(await as(who), idea, { id, kind: chance() < 0.4 ? "evidence" : "remark", body: "Like this." });
      said.push({ id, idea, by: who });
    },
    adopt: async () => adoptComment(await as(pilot), one(said)?.id ?? ""),
    unadopt: async () => undoAdoption(await as(pilot), one(said)?.id ?? ""),
    accept: async () => acceptEvidence(await as(pilot), one(said)?.id ?? ""),
    unaccept: async () => undoAcceptance(await as(pilot), one(said)?.id ?? ""),
    async remove() {
      const comment = one(said);
      if (comment) await deleteComment(await as(comment.by), comment.id);
    },
    async bringBack() {
      const comment = one(said);
      if (comment) await restoreComment(await as(comment.by), comment.id);
    },
    async report(idea, who) {
      const comment = one(said.filter((each) => each.idea === idea));
      const subject = { idea, comment: comment?.id ?? null };
      await reportItem(await as(who), subject, { reason: "spam", words: "" });
      reported.push(subject);
    },
    async dismiss(idea) {
      const comment = one(said.filter((each) => each.idea === idea));
      await dismissReports(await as(pilot), { idea, comment: comment?.id ?? null }, "It may stand.");
    },
    async hide(idea) {
      const comment = chance() < 0.7 ? one(said.filter((each) => each.idea === idea)) : undefined;
      const subject = (chance() < 0.7 ? reported.pop() : undefined) ?? { idea, comment: comment?.id ?? null };
      await hideItem(await as(pilot), subject, { act: "hide", reason: "spam", words: "" });
    },
    async restore(idea) {
      const comment = chance() < 0.5 ? one(said.filter((each) => each.idea === idea)) : undefined;
      await restoreItem(await as(pilot), { idea, comment: comment?.id ?? null }, "Right after all.");
    },
    async move(idea) {
      const [row] = await rig.db.read.select({ stage: stageOf.stage }).from(stageOf).where(eq(stageOf.id, idea));
      const from = row?.stage ?? "new";
      const to = one(onwards[from] ?? ["open"]) ?? "open";
      const by = ["evaluating", "adopted", "building", "shipped"].includes(from) ? product : pilot;
      const id = newId(now);
      const isBack = from === "shipped" || from === "building" || (from === "adopted" && to === "evaluating");
      const rest = { message: "So be it.", reasonKind: isBack ? ("not_possible" as const) : null, reviewOn: null };
      await moveIdea(await as(by), idea, { id, from, to, ...rest });
      moves.push({ idea, id, by });
    },
    async undoMove() {
      const move = moves.pop();
      if (move) await undoMove(await as(move.by), move.idea, move.id);
    },
    async merge(idea) {
      const into = one(ideas.filter((each) => each !== idea)) ?? "";
      merges.push(await mergeIdea(await as(pilot), idea, mergeInto(into, { id: newId(now) })));
    },
    async unmerge() {
      await unmergeIdea(await as(pilot), { merge: one(merges) ?? "", message: "They differ." });
    },
    async alike(idea, who) {
      const other = one(ideas.filter((each) => each !== idea)) ?? "";
      await attempt(async () => sayAlike(await as(who), idea, { id: newId(now), other, words: "Both." }));
      if (chance() < 0.5) return;
      const [source, into] = chance() < 0.5 ? [idea, other] : [other, idea];
      merges.push(await mergeIdea(await as(pilot), source, mergeInto(into, { id: newId(now) })));
    },
    async edit(idea) {
      const version = versions.get(idea) ?? 1;
      const texts = { title: `Edited ${now}`, problem: "Flat at night.", forWhom: "Riders.", solution: "A pump." };
      await editIdea(await as(pilot), idea, { ...texts, language: "en", version });
      versions.set(idea, version + 1);
    },
    async join(idea, who) {
      for (const author of crowd) {
        await attempt(async () => inviteAuthor(await as(author), idea, { who: who.handle }, "http://x"));
      }
      await acceptInvitation(await as(who), idea);
    },
    leave: async (idea, who) => leaveAuthors(await as(who), idea),
    async withdraw(idea) {
      for (const who of crowd) await attempt(async () => withdrawIdea(await as(who), idea, ""));
    },
    async giveBack(idea) {
      for (const who of crowd) await attempt(async () => returnIdea(await as(who), idea));
    },
    ban: async (_, who) => banMember(await as(admin), who.handle, "Enough."),
    unban: async (_, who) => liftBan(await as(admin), who.handle, "Sorry."),
    async hold(idea, who) {
      const found = { member: who.id, ideas: [idea, one(ideas) ?? idea], partners: [], flags: [] };
      const id = await hold(rig, where, found, now);
      if (id !== null) cases.push(id);
      await seeAway();
    },
    lapse: () => endHold(rig.db, one(cases) ?? "", now),
    async decide() {
      const act = one(["release", "discard", "discard", "restore"] as const) ?? "release";
      await judgeCase(await as(pilot), place.slug, one(cases) ?? "", { act, words: "So it is." });
      await seeAway();
    },
    /** An idea that all of them built is adopted, and lives on with the others. */
    async build() {
      const idea = all[ideas.length];
      if (idea === undefined) return;
      ideas.push(idea);
      for (const who of crowd) {
        const id = newId(now);
        await attempt(async () => postComment(await as(who), idea, { id, kind: "remark", body: "And this." }));
        await attempt(async () => adoptComment(await as(pilot), id));
      }
      for (const [by, from, to] of [
        [pilot, "new", "evaluating"],
        [product, "evaluating", "adopted"],
      ] as const) {
        const rest = { message: "So be it.", reasonKind: null, reviewOn: null };
        await moveIdea(await as(by), idea, { id: newId(now), from, to, ...rest });
      }
      await acts.answer?.(idea, pilot);
    },
    async answer() {
      const { idea, asked } = await askedNow();
      const people = asked ? await contributorsIn(rig.db.read, asked.freeze) : [];
      const liked = one(people)?.id ?? "";
      for (const who of people) {
        const others = people.filter(({ id }) => id !== who.id);
        const points = new Map<string, number>();
        for (let left = 100; left > 0; left -= 10) {
          const to = chance() < 0.5 && liked !== who.id ? liked : (one(others)?.id ?? "");
          points.set(to, (points.get(to) ?? 0) + 10);
        }
        const answer = { freeze: asked?.freeze ?? "", points };
        await attempt(async () => answerShares(await actorOf(who.id), idea, answer));
      }
    },
    async endAnswering() {
      const { idea, asked } = await askedNow();
      if (!asked) return;
      now = Math.max(now, asked.until);
      await endConfirmation(rig.db, asked.freeze, now);
      for (const { payload } of await rig.db.read.select().from(events).where(eq(events.kind, "credit.confirmed"))) {
        if (payload.changed === true) seen.add("changed");
      }
      seen.add((await confirmationOf(rig.db.read, idea))?.state ?? "");
    },
    async settle() {
      const { idea, asked } = await askedNow("opposed");
      const decision = one(["apply", "keep"] as const) ?? "keep";
      await settleShares(await as(pilot), idea, { freeze: asked?.freeze ?? "", decision, words: "So be it." });
      seen.add(decision);
    },
    async object() {
      const { idea, asked } = await askedNow(one(["confirmed", "confirmed", "kept"]) ?? "kept");
      const who = one(asked ? await contributorsIn(rig.db.read, asked.freeze) : []);
      if (!who || !asked) return;
      await objectToShares(await actorOf(who.id), idea, { freeze: asked.freeze, words: "No." });
      await acts.judge?.(idea, pilot);
    },
    async judge() {
      const [row] = await rig.db.read
        .select({ appeal: creditAppeals, idea: creditConfirmations.idea })
        .from(creditAppeals)
        .innerJoin(creditConfirmations, eq(creditConfirmations.freeze, creditAppeals.freeze))
        .where(eq(creditAppeals.state, "open"))
        .orderBy(creditAppeals.id);
      if (!row) return;
      const { id, freeze, until } = row.appeal;
      const people = await sharesOf(rig.db.read, freeze);
      for (const { id: judge } of [...crowd, pilot]) {
        if (chance() < 0.2) continue;
        // Everybody's share goes to the next one.
        const shares = new Map(people.map((each, at) => [each.id, people[(at + 1) % people.length]?.share ?? 0]));
        const verdict = { appeal: id, decision: chance() < 0.8 ? "change" : "keep", words: "So." } as const;
        await attempt(async () => judgeAppeal(await actorOf(judge), row.idea, verdict, shares));
      }
      now = Math.max(now, until);
      await endAppeal(rig.db, id, now);
      for (const { payload } of await rig.db.read.select().from(events).where(eq(events.kind, "credit.confirmed"))) {
        if (payload.how === "appeal") seen.add("appealed");
      }
    },
    async ask(idea) {
      const id = newId(now);
      const [closesOn, knownOn] = [2, 60].map((days) => new Date(now + days * day).toISOString().slice(0, 10));
      const asked = { id, question: "Will they use it?", closesOn: closesOn ?? "", knownOn: knownOn ?? "" };
      await askForecast(await as(product), idea, asked);
      questions.push({ id, idea, last: null });
      for (let time = 0; time < 3; time++) await acts.forecast?.(idea, pilot);
      if (chance() < 0.7) now += 3 * day;
      await acts.resolve?.(idea, pilot);
    },
    async forecast() {
      const asked = one(questions);
      for (const who of crowd) {
        const said = { forecast: asked?.id ?? "", probability: Math.floor(chance() * 101) };
        await attempt(async () => giveForecast(await as(who), asked?.idea ?? "", said));
      }
    },
    async resolve() {
      const asked = one(questions);
      const happened = one(["yes", "yes", "no", "void"] as const) ?? "void";
      if (!asked) return;
      const id = newId(now);
      const said = { id, forecast: asked.id, instead: asked.last, happened, words: "Counted.", link: null };
      await resolveForecast(await as(one([pilot, product, admin]) ?? admin), asked.idea, said);
      if (asked.last !== null) seen.add("corrected");
      asked.last = id;
    },
    async erase() {
      const who = crowd[4 - erased];
      if (!who || erased === 1 || chance() < 0.8) return;
      const before = await figures();
      await eraseMember(rig.db, rig.dir, who.id, now);
      crowd.splice(4 - erased++, 1);
      expect(await figures()).toEqual(before);
    },
  };
  const often = [
    "hold",
    "decide",
    "alike",
    "signal",
    "signal",
    "signal",
    "signal",
    "say",
    "adopt",
    "move",
    "move",
    "move",
    "accept",
    "join",
    "answer",
    "endAnswering",
    "object",
    "ask",
    "resolve",
  ];
  const names = [...Object.keys(acts), ...often, ...often];

  /** A refusal is as good as an act: then nothing may change. */
  async function attempt(act: () => Promise<unknown>): Promise<void> {
    await act().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  }

  async function seeAway() {
    for (const { away } of await rig.db.read.select({ away: signals.away }).from(signals)) held.add(`${away}`);
  }

  async function figures() {
    const lines = await rig.db.read.select().from(reputationLines);
    const sums = new Map<string, number>();
    for (const line of lines) {
      const { rule, member: of, facet, points, reversals } = line;
      expect(reversals === 0 || points === 0).toBe(true);
      if (points > 0) seen.add(rule);
      const key = `${of} ${facet}`;
      sums.set(key, (sums.get(key) ?? 0) + points);
    }
    return Object.fromEntries([...sums].toSorted());
  }

  let inHalves = 0;

  async function half(which: Half) {
    const { lines, ...wrong } = await rebuildReputation(rig.db, ruleSets, { half: which });
    inHalves += lines;
    return wrong;
  }

  for (let step = 0; step < steps; step++) {
    forgetLimits();
    inHalves = 0;
    const pace = chance();
    now += pace < 0.7 ? 1_000 : pace < 0.9 ? 3_600_000 : Math.floor(chance() * 40) * day;
    const name = one(names) ?? "signal";
    const [idea, who] = [one(ideas), one(crowd)];
    if (!idea || !who) continue;
    await attempt(async () => acts[name]?.(idea, who));
    const before = await figures();
    const { lines, ...wrong } = await rebuildReputation(rig.db, ruleSets);
    const nothing = { missing: [], surplus: [], different: [] };
    expect(wrong, `course ${seed}, step ${step}: ${name}`).toEqual(nothing);
    if (step % 10 === 9) {
      const [first, second] = [await half("first"), await half("second")];
      expect([first, second], `course ${seed}, step ${step}: ${name}, in halves`).toEqual([nothing, nothing]);
      expect(inHalves).toBe(lines);
    }
    expect(await figures()).toEqual(before);
  }
  await soundly(rig);
}

const seeds = Array.from({ length: courses }, (_, at) => at + 1);

it.each(seeds)("the ledger is equal to the log in the random course %i", { timeout: 600 * steps }, course);

it("the courses met every state and every rule that there is an act for", () => {
  const notHere = ["note_adopted", "suggestion_accepted", "session_run", "welcome"];
  expect([...held].toSorted()).toEqual(["discarded", "held", "null"]);
  for (const state of ["confirmed", "changed", "appealed", "corrected"]) expect([...seen]).toContain(state);
  expect(ruleNames.filter((rule) => !seen.has(rule) && !notHere.includes(rule))).toEqual([]);
});
