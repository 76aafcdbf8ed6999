import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, jobs } from "../../db/schema/log.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { mergeIdea } from "../../app/features/merging/commands.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { tellPeople } from "../../app/features/notices/readers.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { wholeDesk } from "../../app/features/piloting/rules.ts";
import { owedTo } from "../../app/features/piloting/desk-item.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { answerRate } from "../../app/features/piloting/figures.server.ts";
import { noteOverdue, overdueJob, planOverdue } from "../../app/features/piloting/overdue.server.ts";
import { askToJoin, knockKey } from "../../app/features/spaces/requests.server.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** A Friday, 17:00 in the space's zone. */
const friday = Date.parse("2026-03-06T17:00+01:00");
const wednesday = Date.parse("2026-03-11T17:00+01:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>> & { pam: SignedIn; ada: SignedIn };

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  const ada = await person(rig, "ada", { affiliation: "employee", admin: true });
  const known = await people(rig, where);
  const pam = await member(rig, await person(rig, "pam", { affiliation: "employee" }), where, { pilot: true });
  who = { ...known, pam, ada };
});

const at = (actor: SignedIn, now: number) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn, title: string, now: number): Promise<string> {
  const id = newId(now);
  await submitIdea(at(author, now), where, { id, title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." });
  return id;
}

async function say(actor: SignedIn, idea: string, now: number): Promise<string> {
  const id = newId(now);
  await postComment(at(actor, now), idea, { id, kind: "remark", body: "Thank you." });
  return id;
}

/** The titles on the desk at a moment. */
async function listed(actor: SignedIn, now: number) {
  const { owed } = await deskOf(at(actor, now), null, { ...wholeDesk, whose: "all" });
  return owed.map((each) => (each.kind === "judge" ? each.name : each.idea.title));
}

async function noted() {
  const rows = await rig.db.read
    .select({ payload: events.payload, at: events.at, actor: events.actor })
    .from(events)
    .where(eq(events.kind, "duty.overdue"))
    .orderBy(asc(events.seq));
  return rows.map((row) => ({ actor: row.actor, at: row.at, idea: row.payload.idea, dutyKind: row.payload.dutyKind }));
}

/** What somebody is told at a moment of clocks that ran out. */
async function toldLate(actor: SignedIn, now: number) {
  const reader = tellPeople(rig.db, () => now);
  if (!("read" in reader)) throw new Error("It reads one event at a time.");
  const logged = await rig.db.read.select().from(events).orderBy(asc(events.seq));
  for (const event of logged) if (reader.kinds.includes(event.kind)) await reader.read(event);
  const { notices } = await noticesPage(at(actor, now), null);
  return notices
    .filter(({ kind }) => kind === "overdue")
    .map(({ by, code, idea }) => ({ by, code, title: idea?.title ?? null }));
}

async function planned() {
  const rows = await rig.db.read
    .select({ runAt: jobs.runAt })
    .from(jobs)
    .where(and(eq(jobs.kind, overdueJob), eq(jobs.state, "waiting")));
  return rows.map(({ runAt }) => runAt);
}

it("posted Friday 17:00, acknowledged-by Wednesday 17:00: at 17:01 it heads the desk, the lead is told, the author sees late, the rate drops", async () => {
  for (const title of ["A", "B", "C", "D", "E"]) {
    await say(who.pam, await proposed(who.bob, title, friday - day), friday);
  }
  const idea = await proposed(who.ann, "A pump at each stop", friday);
  // Fewer working days are left for it, and yet it is not late.
  await moveIdea(at(who.pam, friday + minute), await proposed(who.bob, "A lamp", friday), {
    id: newId(friday),
    from: "new",
    to: "evaluating",
    message: "Soon.",
    reasonKind: null,
    reviewOn: null,
  });

  await noteOverdue(rig.db, wednesday);
  expect(await owedTo(rig.db.read, idea)).toEqual([{ kind: "acknowledge", dueAt: wednesday }]);
  expect(await deskOf(at(who.pia, wednesday), null, { ...wholeDesk, whose: "all" })).toMatchObject({ late: 0, all: 2 });
  expect(await toldLate(who.pia, wednesday)).toEqual([]);
  expect(await answerRate(rig.db.read, [where], wednesday)).toMatchObject({ met: 5, due: 5, share: 100 });

  const late = wednesday + minute;
  await noteOverdue(rig.db, late);
  expect((await listed(who.pia, late))[0]).toBe("A pump at each stop");
  expect(await deskOf(at(who.pia, late), null, { ...wholeDesk, whose: "all" })).toMatchObject({ late: 1, all: 2 });
  const told = [{ by: null, code: "acknowledge", title: "A pump at each stop" }];
  expect(await toldLate(who.pia, late)).toEqual(told);
  for (const other of [who.pam, who.ada, who.ann]) expect(await toldLate(other, late)).toEqual([]);
  // The page shows what is owed and has passed as late.
  expect((await owedTo(rig.db.read, idea)).filter(({ dueAt }) => dueAt < late)).toHaveLength(1);
  expect(await answerRate(rig.db.read, [where], late)).toMatchObject({ met: 6, due: 7, share: 85 });
});

describe("a clock that ran out", () => {
  it("is noted once, however often and by however many servers it is looked at", async () => {
    const idea = await proposed(who.ann, "A", friday);
    const late = wednesday + minute;
    await Promise.all([noteOverdue(rig.db, late), noteOverdue(rig.db, late)]);
    await noteOverdue(rig.db, late + day);
    expect(await noted()).toEqual([{ actor: "system", at: late, idea, dutyKind: "acknowledge" }]);
  });

  it("is noted right when it does, also when another one begins to run", async () => {
    await moveIdea(at(who.pia, friday + minute), await proposed(who.bob, "A lamp", friday), {
      id: newId(friday),
      from: "new",
      to: "evaluating",
      message: "Soon.",
      reasonKind: null,
      reviewOn: null,
    });
    expect(await planned()).toEqual([wednesday + 1]);
    await noteOverdue(rig.db, friday + minute);
    await proposed(who.ann, "A", friday - day);
    // Tuesday 17:00 comes before Wednesday 17:00; and nobody sleeps longer than an hour once a clock runs.
    expect(await planned()).toHaveLength(1);
    expect((await planned())[0]).toBeLessThanOrEqual(friday + minute + 60 * minute + 1);
  });

  it("is waited for again by a server that starts, and by nobody when none runs", async () => {
    await planOverdue(rig.db, friday);
    expect(await planned()).toEqual([]);
    await proposed(who.ann, "A", friday);
    await rig.db.transaction((tx) => tx.delete(jobs));
    await planOverdue(rig.db, wednesday - minute);
    expect(await planned()).toEqual([wednesday + 1]);
  });

  it("is no news any more once the idea is answered, withdrawn or merged", async () => {
    const ideas = [];
    for (const title of ["A", "B", "C"]) ideas.push(await proposed(who.ann, title, friday));
    const [answered = "", withdrawn = "", merged = ""] = ideas;
    const late = wednesday + minute;
    await noteOverdue(rig.db, late);
    expect((await toldLate(who.pia, late)).map(({ title }) => title).toSorted()).toEqual(["A", "B", "C"]);
    const answer = { message: "They are one.", sourceElements: "", targetElements: "" };
    await mergeIdea(at(who.pam, late), merged, { id: newId(late), into: answered, ...answer });
    await moveIdea(at(who.pam, late), answered, {
      id: newId(late),
      from: "new",
      to: "open",
      message: "Welcome.",
      reasonKind: null,
      reviewOn: null,
    });
    await withdrawIdea(at(who.ann, late), withdrawn, "");
    expect(await toldLate(who.pia, late)).toEqual([]);
  });

  it("is noted when the word that had stopped it in time is deleted after it", async () => {
    const idea = await proposed(who.ann, "A", friday);
    const word = await say(who.pam, idea, friday + minute);
    await noteOverdue(rig.db, wednesday + minute);
    expect(await noted()).toEqual([]);
    await deleteComment(at(who.pam, wednesday + day), word);
    await noteOverdue(rig.db, wednesday + day + 1);
    expect(await noted()).toMatchObject([{ at: wednesday + day + 1, idea }]);
  });

  it("is told to the admins where the lead wrote the idea", async () => {
    await proposed(who.pia, "Mine", friday);
    await noteOverdue(rig.db, wednesday + minute);
    expect(await toldLate(who.ada, wednesday + minute)).toMatchObject([{ title: "Mine" }]);
    expect(await toldLate(who.pia, wednesday + minute)).toEqual([]);
  });

  it("may be of something to be judged, and leads to the desk", async () => {
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const pia = await member(rig, who.pia, secret.id, { pilot: true, lead: true });
    const key = knockKey(at(pia, friday), { id: secret.id, knockTurn: 1 });
    await askToJoin(at(who.eve, friday), key, { message: "Please." });
    const late = friday + 5 * day;
    await noteOverdue(rig.db, late);
    expect(await toldLate(pia, late)).toEqual([{ by: null, code: "judge", title: null }]);
    const { notices } = await noticesPage(at(pia, late), null);
    const line = notices.find(({ kind }) => kind === "overdue");
    expect(await targetOf(at(pia, late), line?.id ?? "")).toBe("/pilot");
  });
});
