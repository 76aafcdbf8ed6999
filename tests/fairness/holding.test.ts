import { and, eq, isNotNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { fairnessCases, fairnessFlags } from "../../db/schema/fairness.ts";
import { events, jobs } from "../../db/schema/log.ts";
import { appeals, moderationActs } from "../../db/schema/moderation.ts";
import { duties } from "../../db/schema/piloting.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures, signalCounts, signals } from "../../db/schema/signals.ts";
import { judgeCase } from "../../app/features/fairness/commands.server.ts";
import { endHold, lapseJob } from "../../app/features/fairness/holding.server.ts";
import { givenIn, spaceJob } from "../../app/features/fairness/looking.server.ts";
import { mergeIdea, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { appeal, judgeAppeal } from "../../app/features/moderation/appeals.server.ts";
import { decisionsAboutMe } from "../../app/features/moderation/concerning.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { rebuildReputation } from "../../app/features/reputation/refolding.server.ts";
import { ruleSets } from "../../app/features/reputation/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { fairnessMails } from "../../app/features/fairness/mails.server.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { mergeInto } from "../merging/support.ts";
import { ranks, ringed, soundly } from "./support.ts";

const hour = 3_600_000;

let made: Awaited<ReturnType<typeof ringed>>;

beforeEach(async () => {
  made = await ringed();
}, 60_000);

/** Milli-points that signals bring to the author. The log gives the same. */
async function annHas(): Promise<number> {
  const { missing, surplus, different } = await rebuildReputation(made.rig.db, ruleSets);
  expect([...missing, ...surplus, ...different]).toEqual([]);
  const rows = await made.rig.db.read.select().from(reputationLines).where(eq(reputationLines.member, made.ann.id));
  return rows.reduce((sum, { points }) => sum + points, 0);
}

const judge = async (who: SignedIn, of: SignedIn, act: "release" | "discard" | "restore", words = "So it is.") =>
  judgeCase(await made.as(who), made.place.slug, (await made.caseOf(of)).id, { act, words });

describe("a ring", () => {
  it("is found and held, as if its signals had never been given, and comes back exactly", async () => {
    const { rig, ring, honest, anns, pia } = made;
    const before = await ranks(rig);
    expect(await annHas()).toBeGreaterThan(0);
    expect(await made.look()).toHaveLength(3);
    expect(await annHas()).toBe(0);
    const held = await rig.db.read.select().from(signals).where(isNotNull(signals.away));
    expect(held.map(({ member }) => member).toSorted()).toEqual(
      ring.flatMap(({ id }) => anns.map(() => id)).toSorted(),
    );
    expect(held.every(({ away, idea }) => away === "held" && anns.includes(idea))).toBe(true);
    const during = await ranks(rig);
    const ofHonest = (idea: string) =>
      before.signals.filter((row) => row.idea === idea && honest.some(({ id }) => id === row.member)).length;
    for (const { id, participants } of during.participants.filter(({ id: idea }) => anns.includes(idea))) {
      expect(participants).toBe(ofHonest(id));
    }
    await soundly(rig);
    for (const who of ring) await judge(pia, who, "release");
    expect(await ranks(rig)).toEqual(before);
    await soundly(rig);
  });

  it("leaves the counts that undoing its signals would", async () => {
    const { rig, ring, anns } = made;
    await made.look();
    const during = await ranks(rig);
    for (const who of ring) await judge(made.pia, who, "release");
    for (const who of ring) {
      for (const idea of anns) await castSignal(await made.as(who), { idea, kind: "none" });
    }
    const undone = await ranks(rig);
    expect(during.counts).toEqual(undone.counts);
    expect(during.participants).toEqual(undone.participants);
    const worth = (rows: typeof during) =>
      rows.reputation.map(({ event, points, damped }) => ({ event, points, damped }));
    expect(worth(during)).toEqual(worth(undone));
  });

  it("is told with its numbers, once, and is not looked at again when a pilot has released it", async () => {
    const { rig, ring, pia } = made;
    await made.look();
    const flags = await rig.db.read.select().from(fairnessFlags).where(isNotNull(fairnessFlags.case));
    const [rita] = ring;
    const own = flags.filter(({ member }) => member === rita.id);
    expect(own.map(({ rule }) => rule).toSorted()).toEqual(["F1", "F2", "F2"]);
    expect(own.find(({ rule }) => rule === "F1")?.numbers).toMatchObject({ given: 8, all: 9 });
    expect(own.find(({ rule }) => rule === "F2")?.numbers).toMatchObject({ shared: 8, mine: 9, theirs: 9 });
    expect(await made.look()).toEqual([]);
    for (const who of ring) await judge(pia, who, "release");
    expect((await givenIn(rig.db.read, made.place.id)).filter(({ giver }) => giver === rita.id)).toHaveLength(1);
    expect(await made.look()).toEqual([]);
    const log = await rig.db.read.select().from(events);
    expect(log.filter(({ kind }) => kind === "fairness.held")).toHaveLength(3);
  });

  it("counts again after 72 hours without a decision, and can be decided on still", async () => {
    const { rig, ring, pia, clock } = made;
    const before = await ranks(rig);
    await made.look();
    const [rita] = ring;
    const planned = await rig.db.read.select().from(jobs).where(eq(jobs.kind, lapseJob));
    expect(planned.map(({ runAt }) => runAt - clock.now)).toEqual([72 * hour, 72 * hour, 72 * hour]);
    clock.now += 72 * hour;
    for (const job of planned) {
      await endHold(rig.db, (job.payload as { case: string }).case, clock.now);
      await endHold(rig.db, (job.payload as { case: string }).case, clock.now + 1);
    }
    expect(await ranks(rig)).toEqual(before);
    expect(await made.look()).toEqual([]);
    await soundly(rig);
    await judge(pia, rita, "discard", "Three friends of the author.");
    const gone = await rig.db.read.select().from(signals).where(eq(signals.away, "discarded"));
    expect(new Set(gone.map(({ member }) => member))).toEqual(new Set([rita.id]));
    await soundly(rig);
  });

  it("cannot be cast anew meanwhile, nor where it was discarded", async () => {
    const { ring, anns, others, pia, as } = made;
    await made.look();
    const [rita] = ring;
    const idea = anns[0] ?? "";
    await expect(castSignal(await as(rita), { idea, kind: "none" })).rejects.toMatchObject({ code: "signal_held" });
    await castSignal(await as(rita), { idea: others[20] ?? "", kind: "support" });
    await judge(pia, rita, "discard");
    await expect(castSignal(await as(rita), { idea, kind: "pass" })).rejects.toMatchObject({
      code: "signal_discarded",
    });
  });
});

describe("who decides", () => {
  it("is a pilot whom it does not concern, within the hold; nobody else knows of it", async () => {
    const { rig, ring, ann, pia, honest, clock } = made;
    await made.look();
    const [rita, rob] = ring;
    const { id } = await made.caseOf(rita);
    const [duty] = await rig.db.read
      .select()
      .from(duties)
      .where(eq(duties.subject, `case:${id}`));
    expect(duty).toMatchObject({ kind: "judge", dueAt: clock.now + 72 * hour, unassigned: false });
    for (const who of [rita, rob, ann, honest[0] ?? ann]) {
      await expect(judge(who, rita, "release")).rejects.toMatchObject({ name: "NotFound" });
    }
    await expect(judge(pia, rita, "restore")).rejects.toMatchObject({ code: "case_decided" });
    await judge(pia, rita, "release");
    await judge(pia, rita, "release");
    expect(await rig.db.read.$count(moderationActs, eq(moderationActs.subject, `case:${id}`))).toBe(1);
    await expect(judge(made.pat, rita, "discard")).rejects.toMatchObject({ code: "case_decided" });
    const [done] = await rig.db.read
      .select()
      .from(duties)
      .where(eq(duties.subject, `case:${id}`));
    expect(done).toMatchObject({ end: "done" });
  });

  it("discards, and takes it back on an appeal that another pilot upholds", async () => {
    const { rig, ring, pia, pat, as, clock } = made;
    const before = await ranks(rig);
    await made.look();
    const [rita, rob, rex] = ring;
    await judge(pia, rita, "discard", "All for one.");
    await judge(pia, rob, "release");
    await judge(pia, rex, "release");
    const [decision] = await decisionsAboutMe(await as(rita));
    expect(decision).toMatchObject({ act: "signals_discarded", words: "All for one." });
    expect(decision?.appealUntil).not.toBeNull();
    clock.now += hour;
    const id = newId(clock.now);
    await appeal(await as(rita), { id, decision: decision?.decision ?? "", words: "I like bells." });
    const verdict = { act: "uphold" as const, move: newId(clock.now), words: "They do like bells." };
    await expect(judgeAppeal(await as(pia), id, verdict)).rejects.toMatchObject({ code: "own_appeal" });
    await judgeAppeal(await as(pat), id, verdict);
    expect(await ranks(rig)).toEqual(before);
    expect(await rig.db.read.$count(appeals, eq(appeals.state, "upheld"))).toBe(1);
    await soundly(rig);
  });

  it("is told, and so is whose signals they are, with a mail; nobody else is", async () => {
    const { rig, ring, ann, pia, pat, honest } = made;
    await made.look();
    const [rita, rob] = ring;
    await tellAll(rig);
    expect(await kindsToldTo(rig, rita)).toContain("signals_held");
    for (const who of [pia, pat]) expect(await kindsToldTo(rig, who)).toContain("fairness_case");
    await judge(pia, rita, "discard", "All for one.");
    await judge(pia, rob, "release");
    await tellAll(rig);
    expect(await kindsToldTo(rig, rita)).toContain("signals_discarded");
    expect(await kindsToldTo(rig, rita)).not.toContain("signals_held");
    expect(await kindsToldTo(rig, rob)).toContain("signals_released");
    for (const who of [ann, ...honest.slice(0, 2)]) {
      const told = await kindsToldTo(rig, who);
      expect(told.filter((kind) => kind.startsWith("signals_") || kind === "fairness_case")).toEqual([]);
    }
    const mails = (await rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail"))).map(
      ({ payload }) =>
        payload as { template: "signals_held"; locale: "en"; to: { name: string }; values: Record<string, string> },
    );
    expect(mails.map(({ template, to }) => `${template} ${to.name}`).toSorted()).toEqual([
      "signals_discarded Rita",
      "signals_held Rex",
      "signals_held Rita",
      "signals_held Rob",
    ]);
    for (const { template, values } of mails) {
      for (const locale of ["en", "fr"] as const) {
        const { paragraphs } = fairnessMails[template](locale, values);
        expect(paragraphs.join(" ")).toContain("Bell 0 · Bell 1");
        expect(paragraphs.join(" ")).not.toContain("{{");
        if (template === ("signals_discarded" as string)) expect(paragraphs.join(" ")).toContain("All for one.");
      }
    }
  });

  it("may take back what was discarded", async () => {
    const { rig, ring, pia, pat } = made;
    await made.look();
    const [rita] = ring;
    await judge(pia, rita, "discard");
    const discarded = await annHas();
    await judge(pat, rita, "restore");
    expect(await annHas()).toBeGreaterThan(discarded);
    const [act] = await rig.db.read
      .select()
      .from(moderationActs)
      .where(and(eq(moderationActs.act, "signals_discarded"), eq(moderationActs.member, rita.id)));
    expect(act?.liftedAt).not.toBeNull();
    await soundly(rig);
  });
});

describe("held signals on ideas that become one", () => {
  it("count nowhere on the joint idea, and count there once they are released", async () => {
    const { rig, ring, anns, others, pia, as, clock } = made;
    await made.look();
    const [rita] = ring;
    const target = others[30] ?? "";
    const people = async () =>
      (await rig.db.read.select().from(signalCounts).where(eq(signalCounts.idea, target))).reduce(
        (sum, row) => sum + row.people,
        0,
      );
    const ctx = await as(pia);
    const merge = await mergeIdea(ctx, anns[0] ?? "", mergeInto(target, { id: newId(clock.now) }));
    await soundly(rig);
    const without = await people();
    await expect(castSignal(await as(rita), { idea: target, kind: "support" })).rejects.toMatchObject({
      code: "signal_held",
    });
    await judge(pia, rita, "release");
    expect(await people()).toBe(without + 1);
    await soundly(rig);
    await unmergeIdea(await as(pia), { merge, message: "They differ." });
    expect(await people()).toBeLessThan(without + 1);
    await soundly(rig);
    await annHas();
  });
});

describe("a signal that is held before its giver is known", () => {
  it("brings nothing when he or she becomes known, but when it is released", async () => {
    made = await ringed({ areKnown: false });
    const { rig, ring, pia, others, as } = made;
    expect(await made.look()).toHaveLength(3);
    const [rita] = ring;
    await rig.db.transaction((tx) =>
      tx
        .insert(exposures)
        .values(others.slice(0, 10).map((idea) => ({ member: rita.id, idea, firstAt: made.clock.now }))),
    );
    await castSignal(await as(rita), { idea: others[40] ?? "", kind: "support" });
    expect(await annHas()).toBe(0);
    await judge(pia, rita, "release");
    expect(await annHas()).toBe(3_750);
    await soundly(rig);
  });
});

it("looks when an idea is shortlisted", async () => {
  const { rig, pia, others, as, clock, place } = made;
  const move = { id: newId(clock.now), from: "new", to: "evaluating", message: "Let us see.", reasonKind: null };
  await moveIdea(await as(pia), others[0] ?? "", { ...move, reviewOn: null });
  const planned = await rig.db.read.select().from(jobs).where(eq(jobs.kind, spaceJob));
  expect(planned.map(({ payload }) => payload)).toEqual([{ space: place.id }]);
  expect(await rig.db.read.$count(fairnessCases)).toBe(0);
});
