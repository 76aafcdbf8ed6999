import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events, jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { trialReports, trials, trialVolunteers } from "../../db/schema/trials.ts";
import { acceptEvidence } from "../../app/features/discussion/evidence.server.ts";
import { consequencesOf } from "../../app/features/notices/telling.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import {
  cancelTrial,
  drawNow,
  endTrial,
  openTrial,
  reportTrial,
  stepBack,
  volunteer,
} from "../../app/features/trials/commands.server.ts";
import { reportInput, type TrialInput, trialInput } from "../../app/features/trials/inputs.ts";
import { trialsAwaiting, trialsOf, trialsOnIdea } from "../../app/features/trials/queries.server.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";
import { Forbidden, Invalid, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { buildingSpace } from "../board/support.ts";
import { member, person, start, visiting } from "../support/database.ts";

const day = 86_400_000;
let made: Awaited<ReturnType<typeof buildingSpace>>;
let pump: string;

beforeEach(async () => {
  made = await buildingSpace();
  pump = await made.idea("A pump", "building");
});

const call = (change: Partial<TrialInput> = {}): TrialInput => ({
  id: newId(start),
  what: "Pump up a flat tyre.",
  gets: "The pump",
  minutes: 30,
  seats: 2,
  affiliation: null,
  level: 0,
  closesOn: "2026-03-10",
  ...change,
});

async function opened(change: Partial<TrialInput> = {}, idea = pump): Promise<string> {
  const input = call(change);
  await openTrial(made.as(made.pro), idea, input);
  return input.id;
}

/** An idea as it stands now. */
async function standing(id: string) {
  const [idea] = await made.rig.db.read.select().from(ideas).where(eq(ideas.id, id));
  if (!idea) throw new Error("There is no such idea.");
  return idea;
}

const shown = async (id: string, actor: SignedIn | typeof visitor = visitor, idea = pump) => {
  const found = (await trialsOf(made.as(actor), await standing(idea))).find((each) => each.id === id);
  if (!found) throw new Error("There is no such test.");
  return found;
};

async function people(count: number): Promise<SignedIn[]> {
  const some: SignedIn[] = [];
  for (let each = 0; each < count; each++) {
    some.push(await member(made.rig, await person(made.rig, `vol${each}`), made.place.id));
  }
  return some;
}

async function drawnOf(trial: string): Promise<string[]> {
  const rows = await made.rig.db.read
    .select({ member: trialVolunteers.member })
    .from(trialVolunteers)
    .where(and(eq(trialVolunteers.trial, trial), eq(trialVolunteers.drawn, true)));
  return rows.map((row) => row.member).toSorted();
}

async function drawEvent(trial: string) {
  const rows = await made.rig.db.read.select().from(events).where(eq(events.kind, "trial.drawn"));
  const event = rows.find(({ payload }) => payload.trial === trial);
  if (!event) throw new Error("Nobody was drawn.");
  return event;
}

const report = (trial: string, change: Record<string, string> = {}) =>
  reportInput.parse({
    trial,
    id: newId(start),
    worked: "partly",
    effort: "2",
    words: "It pumps, slowly.",
    missing: "",
    ...change,
  });
const headings = { missing: "What was missing:" };

describe("on the start", () => {
  const waiting = async (who: SignedIn) =>
    (await trialsAwaiting(made.as(who))).map(({ kind, trial }) => `${kind} ${trial}`);

  it("the tests are offered that somebody can volunteer for, those that close first", async () => {
    const later = await opened({ closesOn: "2026-03-12" });
    const first = await opened();
    const employees = await opened({ affiliation: "employee", closesOn: "2026-03-11" });
    const [somebody] = await people(1);
    if (!somebody) throw new Error("Nobody came.");
    expect(await waiting(somebody)).toEqual([`wanted ${first}`, `wanted ${later}`]);
    const emil = await person(made.rig, "emil", { affiliation: "employee" });
    expect(await waiting(await member(made.rig, emil, made.place.id))).toEqual(
      [first, employees, later].map((id) => `wanted ${id}`),
    );
    // Not to those who could ask, not to those who are outside, and not twice.
    for (const who of [made.pro, made.pia, made.eve]) expect(await waiting(who)).toEqual([]);
    await volunteer(made.as(somebody), pump, first);
    expect(await waiting(somebody)).toEqual([`wanted ${later}`]);
    expect(await trialsAwaiting(visiting(made.rig))).toEqual([]);
  });

  it("a test of a level is not offered to those below it, nor one of a hidden idea to anybody", async () => {
    await opened({ level: 1 });
    const bell = await made.idea("A bell", "building");
    const open = await opened({}, bell);
    const [somebody] = await people(1);
    if (!somebody) throw new Error("Nobody came.");
    expect(await waiting(somebody)).toEqual([`wanted ${open}`]);
    await hideItem(made.as(made.pia), { idea: bell, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await waiting(somebody)).toEqual([]);
  });

  it("whoever was drawn is asked how it went until it is said", async () => {
    const id = await opened({ seats: 1 });
    const both = await people(2);
    for (const who of both) await volunteer(made.as(who), pump, id);
    for (const who of both) expect(await waiting(who)).toEqual([]);
    await drawNow(made.as(made.pro), pump, id);
    const [drawn] = await drawnOf(id);
    const tester = both.find((who) => who.id === drawn);
    const other = both.find((who) => who.id !== drawn);
    if (!tester || !other) throw new Error("Nobody was drawn.");
    expect([await waiting(tester), await waiting(other)]).toEqual([[`drawn ${id}`], []]);
    await reportTrial(made.as(tester), pump, report(id), headings);
    expect(await waiting(tester)).toEqual([]);
  });
});

describe("a test", () => {
  it("is asked for by the team, of an idea that is worked on, once", async () => {
    const input = call();
    for (const actor of [made.ann, made.bob, made.eve]) {
      await expect(openTrial(made.as(actor), pump, input)).rejects.toThrow(Forbidden);
    }
    await openTrial(made.as(made.pro), pump, input);
    await openTrial(made.as(made.pro), pump, input);
    expect(await made.rig.db.read.$count(trials)).toBe(1);
    expect(await trialsOnIdea(made.rig.db.read, await standing(pump))).toMatchObject({ all: 1 });
    const fresh = await made.idea("Too early", "new");
    await expect(openTrial(made.as(made.pro), fresh, call())).rejects.toThrow(new Refused("trial_early"));
    await opened();
    await opened();
    await expect(opened()).rejects.toThrow(new Refused("trials_enough"));
  });

  it("ends on a day of the space's calendar that comes, and not too late", async () => {
    await expect(opened({ closesOn: "2026-03-01" })).rejects.toThrow(new Invalid({ closesOn: "target_passed" }));
    // On the last day itself people can volunteer.
    await opened({ closesOn: "2026-03-02" });
    await expect(opened({ closesOn: "2026-07-01" })).rejects.toThrow(new Invalid({ closesOn: "trial_too_far" }));
    const id = await opened({ closesOn: "2026-03-10" });
    // The end of that day in Paris.
    expect((await shown(id)).closesAt).toBe(Date.UTC(2026, 2, 10, 23));
    const planned = await made.rig.db.read.select().from(jobs).where(eq(jobs.kind, "trials.draw"));
    expect(planned.find(({ payload }) => (payload as { trial: string }).trial === id)).toMatchObject({
      runAt: Date.UTC(2026, 2, 10, 23),
      payload: { trial: id },
    });
    const wrong = trialInput.safeParse({
      ...call(),
      affiliation: "",
      minutes: "0",
      seats: "1e3",
      level: "9",
      closesOn: "soon",
    });
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["minutes", "seats", "level", "closesOn"]);
  });

  it("takes those who fit, as often as they change their mind until the draw", async () => {
    const id = await opened({ affiliation: "customer" });
    await volunteer(made.as(made.bob), pump, id);
    await volunteer(made.as(made.bob), pump, id);
    expect(await shown(id, made.bob)).toMatchObject({ volunteers: 1, mine: { volunteers: true, isDrawn: false } });
    await stepBack(made.as(made.bob), pump, id);
    await stepBack(made.as(made.bob), pump, id);
    expect(await shown(id)).toMatchObject({ volunteers: 0, mine: { volunteers: false, whyNot: null } });
    const emil = await person(made.rig, "emil", { affiliation: "employee" });
    await expect(volunteer(made.as(emil), pump, id)).rejects.toThrow(new Refused("trial_affiliation"));
    expect(await shown(id, emil)).toMatchObject({ mine: { whyNot: "trial_affiliation" } });
    const known = await opened({ level: 1 });
    await expect(volunteer(made.as(made.bob), pump, known)).rejects.toThrow(new Refused("trial_level"));
    await expect(volunteer(made.as(made.pro), pump, known)).rejects.toThrow(new Refused("trial_own"));
    const dan = await person(made.rig, "dan", { verified: false });
    await expect(volunteer(made.as(dan), pump, id)).rejects.toThrow(new Forbidden("verify_first"));
    // Whoever volunteers in a public space belongs to it from then on, as with every first act.
    await volunteer(made.as(made.eve), pump, id);
    expect(await shown(id)).toMatchObject({ volunteers: 1 });
    const kinds = (await made.rig.db.read.select().from(events)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith("trial."))).toEqual([
      "trial.opened",
      "trial.volunteered",
      "trial.left",
      "trial.opened",
      "trial.volunteered",
    ]);
  });

  it("of another idea is not there", async () => {
    const id = await opened();
    const bell = await made.idea("A bell", "building");
    await expect(volunteer(made.as(made.bob), bell, id)).rejects.toThrow(NotFound);
    await expect(drawNow(made.as(made.pro), bell, id)).rejects.toThrow(NotFound);
  });
});

describe("the draw", () => {
  it("can be repeated from the log, and is done once", async () => {
    const id = await opened({ seats: 3 });
    const some = await people(8);
    for (const each of some) await volunteer(made.as(each), pump, id);
    await expect(drawNow(made.as(made.bob), pump, id)).rejects.toThrow(Forbidden);
    await drawNow(made.as(made.pro), pump, id);
    const drawn = await drawnOf(id);
    await drawNow(made.as(made.kim), pump, id);
    expect(await drawnOf(id)).toEqual(drawn);
    const { payload } = await drawEvent(id);
    const { seed, fresh, late, seats } = payload as { seed: string; fresh: string[]; late: string[]; seats: number };
    expect([late, seats]).toEqual([[], 3]);
    expect(fresh).toEqual(some.map((each) => each.id).toSorted());
    const hash = (member: string) => createHash("sha256").update(`${seed} ${member}`).digest("hex");
    const again = fresh.toSorted((one, other) => (hash(one) < hash(other) ? -1 : 1)).slice(0, 3);
    expect(again.toSorted()).toEqual(drawn);
    expect(payload.drawn).toEqual(again);
    await expect(volunteer(made.as(made.bob), pump, id)).rejects.toThrow(new Refused("trial_over"));
    await expect(stepBack(made.as(some[0] ?? made.bob), pump, id)).rejects.toThrow(new Refused("trial_over"));
    await expect(cancelTrial(made.as(made.pro), pump, id)).rejects.toThrow(new Refused("trial_over"));
  });

  it("takes those who were drawn lately after all others", async () => {
    const some = await people(6);
    const first = await opened({ seats: 3 });
    for (const each of some) await volunteer(made.as(each), pump, first);
    await drawNow(made.as(made.pro), pump, first);
    const before = await drawnOf(first);
    const second = await opened({ seats: 4 });
    for (const each of some) await volunteer(made.as(each), pump, second);
    await drawNow(made.as(made.pro), pump, second);
    const drawn = await drawnOf(second);
    const others = some.map((each) => each.id).filter((id) => !before.includes(id));
    expect(drawn).toEqual(expect.arrayContaining(others));
    expect(drawn.filter((id) => before.includes(id))).toHaveLength(1);
    const { payload } = await drawEvent(second);
    expect(payload.late).toEqual(before);
  });

  it("gives everybody about the same chance", async () => {
    const some = await people(4);
    const times = new Map(some.map(({ id }) => [id, 0]));
    for (let each = 0; each < 60; each++) {
      const id = await opened({ seats: 1 });
      for (const who of some) await volunteer(made.as(who), pump, id);
      await drawNow(made.as(made.pro), pump, id);
      const [drawn = ""] = await drawnOf(id);
      times.set(drawn, (times.get(drawn) ?? 0) + 1);
      // As if it had been long ago, so that it counts for nothing.
      await made.rig.db.transaction((tx) => tx.update(trials).set({ endedAt: 0 }).where(eq(trials.id, id)));
    }
    // Of 60 draws each of four is expected 15 times; under 3 comes once in a hundred thousand.
    for (const count of times.values()) expect(count).toBeGreaterThan(2);
  });

  it("comes by itself when the time is over, not before, and leaves out who has gone", async () => {
    const id = await opened({ seats: 5 });
    const [ana, ben] = await people(2);
    if (!ana || !ben) throw new Error("Somebody is missing.");
    await volunteer(made.as(ana), pump, id);
    await volunteer(made.as(ben), pump, id);
    const { closesAt } = await shown(id);
    await endTrial(made.rig.db, id, closesAt - 1);
    expect(await shown(id)).toMatchObject({ state: "open" });
    await eraseMember(made.rig.db, made.rig.dir, ana.id, start + day);
    await endTrial(made.rig.db, id, closesAt);
    await endTrial(made.rig.db, id, closesAt + day);
    expect(await drawnOf(id)).toEqual([ben.id]);
    expect((await drawEvent(id)).actor).toBe("system");
    expect(await shown(id)).toMatchObject({ state: "drawn", volunteers: 2, drawn: 1 });
  });

  it("does not take place where nobody volunteered, or the idea is not worked on any more", async () => {
    const empty = await opened();
    await endTrial(made.rig.db, empty, (await shown(empty)).closesAt);
    expect(await shown(empty)).toMatchObject({ state: "cancelled" });
    const id = await opened();
    await volunteer(made.as(made.bob), pump, id);
    await made.move(made.pro, pump, "building", "later");
    await endTrial(made.rig.db, id, (await shown(id)).closesAt);
    expect(await shown(id)).toMatchObject({ state: "cancelled", drawn: 0 });
    const off = await made.idea("A bell", "building");
    const called = await opened({}, off);
    await cancelTrial(made.as(made.kim), off, called);
    await cancelTrial(made.as(made.kim), off, called);
    expect(await shown(called, visitor, off)).toMatchObject({ state: "cancelled" });
  });

  it("by hand waits for more volunteers than seats, until the time is over", async () => {
    const id = await opened({ seats: 2 });
    const [ana, ben, cem] = await people(3);
    for (const each of [ana, ben]) await volunteer(made.as(each ?? made.bob), pump, id);
    await expect(drawNow(made.as(made.pro), pump, id)).rejects.toThrow(new Refused("trial_few"));
    await volunteer(made.as(cem ?? made.bob), pump, id);
    await drawNow(made.as(made.pro), pump, id);
    expect(await shown(id)).toMatchObject({ state: "drawn", drawn: 2 });
    const late = await opened({ seats: 2 });
    await volunteer(made.as(made.bob), pump, late);
    await made.rig.db.transaction((tx) => tx.update(trials).set({ closesAt: start }).where(eq(trials.id, late)));
    await drawNow(made.as(made.pro), pump, late);
    expect(await drawnOf(late)).toEqual([made.bob.id]);
  });

  it("is of nobody who may ask for testers: not of one who did not ask, nor of one who may since", async () => {
    const id = await opened({ seats: 1 });
    const boss = await person(made.rig, "boss", { affiliation: "employee", admin: true });
    for (const keeper of [made.kim, made.pia, boss]) {
      await expect(volunteer(made.as(keeper), pump, id)).rejects.toThrow(new Refused("trial_own"));
      expect(await shown(id, keeper)).toMatchObject({ mine: { whyNot: "trial_own" } });
    }
    const some = await people(3);
    for (const each of some) await volunteer(made.as(each), pump, id);
    const [ana, ben, cem] = some.map((each) => each.id);
    const [product, lead, admin] = [{ product: true }, { lead: true }, { admin: true }];
    await made.rig.db.transaction(async (tx) => {
      await tx
        .update(memberships)
        .set(product)
        .where(eq(memberships.member, ana ?? ""));
      await tx
        .update(memberships)
        .set(lead)
        .where(eq(memberships.member, ben ?? ""));
    });
    await expect(drawNow(made.as(made.pro), pump, id)).rejects.toThrow(new Refused("trial_few"));
    await volunteer(made.as(made.bob), pump, id);
    await made.rig.db.transaction((tx) =>
      tx
        .update(members)
        .set(admin)
        .where(eq(members.id, cem ?? "")),
    );
    await endTrial(made.rig.db, id, (await shown(id)).closesAt);
    expect((await drawEvent(id)).payload).toMatchObject({ fresh: [made.bob.id], late: [], drawn: [made.bob.id] });
  });

  it("is over with the idea: nobody volunteers or is drawn any more, and its page looks for nobody", async () => {
    const id = await opened({ seats: 1 });
    const some = await people(2);
    for (const each of some) await volunteer(made.as(each), pump, id);
    expect(await trialsOnIdea(made.rig.db.read, await standing(pump))).toMatchObject({ closesAt: expect.any(Number) });
    await hideItem(made.as(made.pia), { idea: pump, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
    expect(await trialsOnIdea(made.rig.db.read, await standing(pump))).toEqual({ closesAt: null, all: 0 });
    expect(await shown(id)).toMatchObject({ state: "open", isWanted: false });
    await restoreItem(made.as(made.pia), { idea: pump, comment: null }, "It is no spam.");
    expect(await shown(id)).toMatchObject({ isWanted: true });
    await made.move(made.pro, pump, "building", "later");
    expect(await trialsOnIdea(made.rig.db.read, await standing(pump))).toMatchObject({ closesAt: null });
    await expect(volunteer(made.as(made.bob), pump, id)).rejects.toThrow(new Refused("trial_over"));
    await drawNow(made.as(made.pro), pump, id);
    expect(await shown(id)).toMatchObject({ state: "cancelled", drawn: 0 });
  });

  it("tells those who were drawn, and the others that they were not", async () => {
    const id = await opened({ seats: 1 });
    const some = await people(3);
    for (const each of some) await volunteer(made.as(each), pump, id);
    await drawNow(made.as(made.pro), pump, id);
    const told = await consequencesOf["trial.drawn"]?.(made.rig.db.read, await drawEvent(id));
    const [drawn = ""] = await drawnOf(id);
    const others = some.map((each) => each.id).filter((each) => each !== drawn);
    expect(told?.tell).toMatchObject([
      { kind: "trial_drawn", to: [drawn], idea: pump },
      { kind: "trial_missed", idea: pump },
    ]);
    expect(new Set(told?.tell?.[1]?.to)).toEqual(new Set(others));
    // Who was drawn is shown to those who asked, and to nobody else.
    expect((await shown(id, made.pro)).testers).toHaveLength(1);
    expect((await shown(id, made.bob)).testers).toBeNull();
  });
});

describe("what testers say", () => {
  async function drawnTester(): Promise<string> {
    const id = await opened();
    await volunteer(made.as(made.bob), pump, id);
    await endTrial(made.rig.db, id, (await shown(id)).closesAt);
    return id;
  }

  it("is said once, by those who were drawn, and is evidence on the idea", async () => {
    const id = await drawnTester();
    await expect(reportTrial(made.as(made.ann), pump, report(id), headings)).rejects.toThrow(NotFound);
    const said = report(id, { missing: "A gauge." });
    await reportTrial(made.as(made.bob), pump, said, headings);
    await reportTrial(made.as(made.bob), pump, said, headings);
    const [comment] = await made.rig.db.read.select().from(comments).where(eq(comments.id, said.id));
    expect(comment).toMatchObject({
      author: made.bob.id,
      kind: "evidence",
      source: "It pumps, slowly.\n\n**What was missing:** A gauge.",
    });
    const another = reportTrial(made.as(made.bob), pump, report(id, { words: "Once more." }), headings);
    await expect(another).rejects.toThrow(new Refused("trial_reported"));
    expect(await made.rig.db.read.$count(comments)).toBe(1);
    expect(await shown(id, made.bob)).toMatchObject({
      mine: { isDrawn: true, hasReported: true },
      reports: [{ name: "Bob", worked: "partly", effort: 2, said: { comment: said.id, isAccepted: false } }],
    });
    // It is accepted as any other evidence is; nothing else is counted for it.
    await acceptEvidence(made.as(made.pro), said.id);
    const [told] = (await shown(id)).reports;
    expect(told?.said).toMatchObject({ isAccepted: true, language: "en" });
    expect(told?.said?.html).toContain("It pumps, slowly.");
  });

  it("stays in number when the account is erased, and needs all of its parts", async () => {
    const id = await drawnTester();
    await reportTrial(made.as(made.bob), pump, report(id), headings);
    await eraseMember(made.rig.db, made.rig.dir, made.bob.id, start + day);
    expect(await shown(id)).toMatchObject({ volunteers: 1, drawn: 1, reports: [{ worked: "partly", effort: 2 }] });
    expect(await made.rig.db.read.$count(trialReports)).toBe(1);
    const wrong = reportInput.safeParse({ ...report(id), effort: "9", worked: "maybe", words: " " });
    expect(wrong.error?.issues.map(({ message }) => message)).toEqual([
      "trial_worked_missing",
      "trial_effort_missing",
      "comment_missing",
    ]);
  });
});
