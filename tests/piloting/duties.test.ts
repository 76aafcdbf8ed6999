import { and, asc, eq, ne } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { duties } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { ideaSubmitted } from "../../app/features/ideas/events.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import type { MoveInput } from "../../app/features/piloting/inputs.ts";
import { returnIdea, withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { record } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** A Friday, 17:00 in the space's zone. */
const friday = Date.parse("2026-03-06T17:00+01:00");
const wednesday = Date.parse("2026-03-11T17:00+01:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = await proposed(who.ann, friday);
});

async function proposed(author: SignedIn, at: number): Promise<string> {
  const id = newId(at);
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author, { now: at }), where, { id, ...texts });
  return id;
}

async function owed(of = idea) {
  const rows = await rig.db.read
    .select({ kind: duties.kind, due: duties.dueAt, end: duties.end, ended: duties.endedAt })
    .from(duties)
    // That nobody says anything has its own test.
    .where(and(eq(duties.idea, of), ne(duties.kind, "stale")))
    .orderBy(asc(duties.startedAt), asc(duties.id));
  return rows.map(({ due, ended, ...row }) => ({
    ...row,
    due: new Date(due),
    ended: ended === null ? null : new Date(ended),
  }));
}

async function move(from: string, to: string, at: number, change: Partial<MoveInput> = {}): Promise<string> {
  const id = newId(at);
  const input = { id, from, to, message: "Because.", reasonKind: null, reviewOn: null, ...change };
  await moveIdea(contextFor(rig, who.pia, { now: at }), idea, input);
  return id;
}

const say = (actor: SignedIn, at: number, of = idea) =>
  postComment(contextFor(rig, actor, { now: at }), of, {
    id: newId(at),
    kind: "remark",
    body: "Thank you.",
  });

describe("the first word to a new idea", () => {
  it("is owed three working days after it was posted, at the same time of day", async () => {
    expect(await owed()).toEqual([{ kind: "acknowledge", due: new Date(wednesday), end: null, ended: null }]);
  });

  it("follows the working days, holidays and promise of the space", async () => {
    await rig.db.transaction((tx) =>
      tx
        .update(spaces)
        .set({ acknowledgeDays: 1, workingDays: [6, 7], holidays: ["2026-03-07"], timeZone: "America/Montreal" })
        .where(eq(spaces.id, where)),
    );
    const other = await proposed(who.bob, friday);
    // Friday is no working day there, Saturday a holiday: it counts from Sunday 00:00.
    expect((await owed(other))[0]?.due).toEqual(new Date("2026-03-14T00:00-04:00"));
  });

  it("is said by a pilot's comment, and by nobody else's", async () => {
    const pilotAuthor = await member(rig, await person(rig, "pam", { affiliation: "employee" }), where, {
      pilot: true,
    });
    const own = await proposed(pilotAuthor, friday);
    await say(who.bob, friday + minute);
    await say(who.ann, friday + minute);
    await say(pilotAuthor, friday + minute, own);
    expect([...(await owed()), ...(await owed(own))].map(({ end }) => end)).toEqual([null, null]);
    await say(who.pia, friday + day);
    expect(await owed()).toMatchObject([{ end: "done", ended: new Date(friday + day) }]);
  });

  it("is said by a move out of new; taken back, its clock runs on", async () => {
    const id = await move("new", "open", friday + day);
    expect(await owed()).toMatchObject([{ end: "done" }]);
    await undoMove(contextFor(rig, who.pia, { now: friday + day + minute }), idea, id);
    expect(await owed()).toEqual([{ kind: "acknowledge", due: new Date(wednesday), end: null, ended: null }]);
  });

  it("is owed no more once the idea is withdrawn, and anew when it returns", async () => {
    const ann = (at: number) => contextFor(rig, who.ann, { now: at });
    await withdrawIdea(ann(friday + minute), idea, "");
    expect(await owed()).toMatchObject([{ end: "cancelled" }]);
    await returnIdea(ann(friday + 3 * day), idea);
    expect(await owed()).toMatchObject([
      { end: "cancelled" },
      { kind: "acknowledge", end: null, due: new Date("2026-03-12T17:00+01:00") },
    ]);
  });

  it("is owed no more while the idea is hidden, and from its return on", async () => {
    const pia = (at: number) => contextFor(rig, who.pia, { now: at });
    const subject = { idea, comment: null };
    await hideItem(pia(friday + minute), subject, { act: "hide", reason: "spam", words: "" });
    expect(await owed()).toMatchObject([{ end: "cancelled" }]);
    await restoreItem(pia(friday + 3 * day), subject, "No spam.");
    expect(await owed()).toMatchObject([{ end: "cancelled" }, { end: null, due: new Date("2026-03-12T17:00+01:00") }]);
  });
});

describe("hiding and coming back", () => {
  const subject = () => ({ idea, comment: null });
  const hide = (at: number) =>
    hideItem(contextFor(rig, who.pia, { now: at }), subject(), { act: "hide", reason: "spam", words: "" });
  const restore = (at: number) => restoreItem(contextFor(rig, who.pia, { now: at }), subject(), "No spam.");

  it("ends the way back of a move: its clocks are others now", async () => {
    const id = await move("new", "evaluating", friday + minute);
    await hide(friday + 2 * minute);
    await restore(friday + 3 * minute);
    const undoing = undoMove(contextFor(rig, who.pia, { now: friday + 4 * minute }), idea, id);
    await expect(undoing).rejects.toThrow("move_overtaken");
    expect((await owed()).filter(({ end }) => end === null)).toMatchObject([{ kind: "decide" }]);
  });

  it("keeps the day that was promised last, not the furthest", async () => {
    await move("new", "later", friday + minute, { reviewOn: "2027-12-01" });
    await move("later", "later", friday + 2 * minute, { reviewOn: "2026-10-01" });
    await hide(friday + 3 * minute);
    await restore(friday + 4 * minute);
    expect((await owed()).filter(({ end }) => end === null)).toMatchObject([
      { kind: "review", due: new Date("2026-10-02T00:00+02:00") },
    ]);
  });

  it("asks again for the first word to an idea that returned after one", async () => {
    await say(who.pia, friday + minute);
    await withdrawIdea(contextFor(rig, who.ann, { now: friday + 2 * minute }), idea, "");
    await returnIdea(contextFor(rig, who.ann, { now: friday + 3 * minute }), idea);
    await hide(friday + 4 * minute);
    await restore(friday + 5 * minute);
    expect((await owed()).filter(({ end }) => end === null)).toMatchObject([{ kind: "acknowledge" }]);
  });
});

it("a word that is deleted again was none", async () => {
  const id = await say(who.pia, friday + minute);
  expect(await owed()).toMatchObject([{ end: "done" }]);
  await deleteComment(contextFor(rig, who.pia, { now: friday + 2 * minute }), id);
  expect(await owed()).toEqual([{ kind: "acknowledge", due: new Date(wednesday), end: null, ended: null }]);
});

describe("an answer to what is being evaluated", () => {
  it("is owed by the end of the twenty-first day, and given by the next move", async () => {
    await move("new", "evaluating", friday + minute);
    expect(await owed()).toMatchObject([
      { kind: "acknowledge", end: "done" },
      { kind: "decide", end: null, due: new Date("2026-03-28T00:00+01:00") },
    ]);
    await move("evaluating", "developing", friday + day);
    expect((await owed())[1]).toMatchObject({ kind: "decide", end: "done" });
  });

  it("is owed no more when the move that asked for it is taken back", async () => {
    const id = await move("new", "evaluating", friday + minute);
    await undoMove(contextFor(rig, who.pia, { now: friday + 2 * minute }), idea, id);
    expect(await owed()).toMatchObject([
      { kind: "acknowledge", end: null },
      { kind: "decide", end: "cancelled" },
    ]);
  });
});

describe("another look at what was put off", () => {
  it("is owed by the end of the day that was promised, and a new date is a new promise", async () => {
    await move("new", "later", friday + minute, { reviewOn: "2026-09-01" });
    expect((await owed())[1]).toMatchObject({ kind: "review", end: null, due: new Date("2026-09-02T00:00+02:00") });
    await move("later", "later", friday + day, { reviewOn: "2026-12-01" });
    const all = await owed();
    expect(all.slice(1)).toMatchObject([
      { kind: "review", end: "done" },
      { kind: "review", end: null, due: new Date("2026-12-02T00:00+01:00") },
    ]);
  });
});

it("what an import brings owes nothing", async () => {
  await rig.db.transaction((tx) =>
    record(tx, { actor: "system", now: friday }, [
      ideaSubmitted({
        id: idea,
        space: where,
        author: who.bob.id,
        affiliation: "customer",
        stage: "new",
        moderation: "visible",
      }),
    ]),
  );
  expect(await owed()).toHaveLength(1);
});
