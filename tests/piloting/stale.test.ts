import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { deskCount, deskOf } from "../../app/features/piloting/desk.server.ts";
import type { MoveInput } from "../../app/features/piloting/inputs.ts";
import { noteOverdue } from "../../app/features/piloting/overdue.server.ts";
import { wholeDesk } from "../../app/features/piloting/rules.ts";
import { openTalk } from "../../app/features/talks/commands.server.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { jobs } from "../../db/schema/log.ts";
import { duties } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** A Monday, 10:00 in the space's zone. Summer time begins on 29 March: the 60th day after it is Friday, 1 May. */
const monday = Date.parse("2026-03-02T10:00+01:00");
const quiet = Date.parse("2026-05-02T00:00+02:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = newId(monday - day);
  const texts = { title: "A pump", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(at(who.ann, monday - day), where, { id: idea, ...texts });
});

const at = (actor: SignedIn, now: number) => contextFor(rig, actor, { now });

async function move(from: string, to: string, now: number, change: Partial<MoveInput> = {}): Promise<string> {
  const id = newId(now);
  const input = { id, from, to, message: "Because.", reasonKind: null, reviewOn: null, ...change };
  await moveIdea(at(who.pia, now), idea, input);
  return id;
}

async function say(actor: SignedIn, now: number): Promise<string> {
  return postComment(at(actor, now), idea, { id: newId(now), kind: "remark", body: "We are on it." });
}

async function listedAt(now: number, actor = who.pia) {
  return (await deskOf(at(actor, now), null)).owed.map(({ kind }) => kind);
}

/** The moment from which the desk lists the idea as quiet; null: never. */
async function quietFrom() {
  const rows = await rig.db.read
    .select({ from: duties.shownFrom })
    .from(duties)
    .where(and(eq(duties.idea, idea), eq(duties.kind, "stale"), isNull(duties.end)));
  expect(rows.length).toBeLessThan(2);
  return rows[0] ? new Date(rows[0].from) : null;
}

describe("an open idea of which nobody who steers has said anything", () => {
  it("is on the desk to the second when the sixtieth day is over, and not before", async () => {
    await move("new", "open", monday);
    expect(await listedAt(quiet - 1)).toEqual([]);
    expect(await listedAt(quiet)).toEqual(["stale"]);
  });

  it("has no deadline: years later nothing is late, nobody is told, and no count goes up", async () => {
    await move("new", "open", monday);
    const later = monday + 3 * 365 * day;
    await noteOverdue(rig.db, later);
    const desk = await deskOf(at(who.pia, later), null);
    expect(desk).toMatchObject({ all: 1, waiting: 0, late: 0, groups: { stale: 1, overdue: 0 } });
    expect(desk.owed).toMatchObject([{ since: monday, whose: null }]);
    expect(await deskCount(at(who.pia, later))).toEqual({ all: 0, late: 0 });
    expect(await rig.db.read.$count(jobs, eq(jobs.kind, "piloting.overdue"))).toBeLessThan(2);
  });

  it("is its own part of the desk, what is quiet longest first, below what is due", async () => {
    await move("new", "open", monday);
    const other = newId(monday);
    const texts = { title: "Longer", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
    await submitIdea(at(who.bob, monday - day), where, { id: other, ...texts });
    const input = { from: "new", to: "developing", message: "Yes.", reasonKind: null, reviewOn: null };
    await moveIdea(at(who.pia, monday - minute), other, { id: newId(monday), ...input });
    const fresh = newId(quiet);
    await submitIdea(at(who.bob, quiet - minute), where, { id: fresh, ...texts });
    const owed = (await deskOf(at(who.pia, quiet), null)).owed;
    expect(owed.map(({ kind, since }) => [kind, since])).toEqual([
      ["acknowledge", quiet - minute],
      ["stale", monday - minute],
      ["stale", monday],
    ]);
    const view = { ...wholeDesk, group: "stale" as const };
    expect((await deskOf(at(who.pia, quiet), null, view)).owed).toHaveLength(2);
    expect((await deskOf(at(who.pia, quiet), null, { ...view, group: "paused" })).owed).toEqual([]);
  });

  it("is quiet after as many days as its space says", async () => {
    await rig.db.transaction((tx) => tx.update(spaces).set({ staleDays: 7 }).where(eq(spaces.id, where)));
    await move("new", "open", monday);
    expect(await quietFrom()).toEqual(new Date("2026-03-10T00:00+01:00"));
  });
});

describe("the silence", () => {
  beforeEach(async () => {
    await move("new", "open", monday);
  });

  it("is broken by a public word of a pilot or a product person, and by nobody else's", async () => {
    const pam = await member(rig, await person(rig, "pam"), where, { product: true });
    await say(who.ann, monday + day);
    await say(who.bob, monday + day);
    expect(await quietFrom()).toEqual(new Date(quiet));
    await say(pam, monday + day);
    expect(await quietFrom()).toEqual(new Date(quiet + day));
    await say(who.pia, monday + 2 * day);
    expect(await quietFrom()).toEqual(new Date(quiet + 2 * day));
  });

  it("is broken by a question that everybody reads, and by none that is asked in private", async () => {
    const ask = (isPrivate: boolean, now: number) =>
      openTalk(at(who.pia, now), idea, {
        id: newId(now),
        asks: "detail",
        body: "Which stop?",
        answerBy: null,
        ...(isPrivate ? { private: "yes" } : {}),
      });
    await ask(true, monday + day);
    expect(await quietFrom()).toEqual(new Date(quiet));
    await ask(false, monday + 2 * day);
    expect(await quietFrom()).toEqual(new Date(quiet + 2 * day));
  });

  it("is counted from the word before, once a word is deleted or hidden, and from that word again when it is back", async () => {
    await say(who.pia, monday + day);
    const second = await say(who.pia, monday + 10 * day);
    expect(await quietFrom()).toEqual(new Date(quiet + 10 * day));
    await deleteComment(at(who.pia, monday + 10 * day + minute), second);
    expect(await quietFrom()).toEqual(new Date(quiet + day));
    await restoreComment(at(who.pia, monday + 10 * day + 2 * minute), second);
    expect(await quietFrom()).toEqual(new Date(quiet + 10 * day));
  });

  it("begins anew with a move, and as before it when the move is taken back", async () => {
    await say(who.pia, monday + day);
    const id = await move("open", "developing", monday + 5 * day);
    expect(await quietFrom()).toEqual(new Date(quiet + 5 * day));
    await undoMove(at(who.pia, monday + 5 * day + minute), idea, id);
    expect(await quietFrom()).toEqual(new Date(quiet + day));
  });

  it("counts where an idea is open or in development alone", async () => {
    await move("open", "evaluating", monday + day);
    expect(await quietFrom()).toBeNull();
    await say(who.pia, monday + 2 * day);
    expect(await quietFrom()).toBeNull();
    await move("evaluating", "developing", monday + 3 * day);
    expect(await quietFrom()).toEqual(new Date(quiet + 3 * day));
  });

  it("ends while the idea is hidden, and begins with its return", async () => {
    const subject = { idea, comment: null };
    await hideItem(at(who.pia, monday + day), subject, { act: "hide", reason: "spam", words: "" });
    expect(await quietFrom()).toBeNull();
    await restoreItem(at(who.pia, monday + 4 * day), subject, "No spam.");
    expect(await quietFrom()).toEqual(new Date(quiet + 4 * day));
  });
});

it("an imported idea is quiet from the first word of a pilot on, and no more when that word is deleted", async () => {
  await rig.db.transaction((tx) => tx.update(ideas).set({ stage: "open" }).where(eq(ideas.id, idea)));
  expect(await quietFrom()).toBeNull();
  const word = await say(who.pia, monday);
  expect(await quietFrom()).toEqual(new Date(quiet));
  await deleteComment(at(who.pia, monday + minute), word);
  expect(await quietFrom()).toBeNull();
});
