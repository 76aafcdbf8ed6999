import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { duties } from "../../db/schema/piloting.ts";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { answerRate, promisesKept } from "../../app/features/piloting/figures.server.ts";
import { feedOf } from "../../app/features/feed/queries.server.ts";
import { makePromise } from "../../app/features/piloting/promising.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Invalid } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space } from "../support/database.ts";

const day = 86_400_000;
/** A Monday, 10:00 in the space's zone. */
const monday = Date.parse("2026-03-23T10:00+01:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = await proposed(who.ann);
});

const at = (actor: SignedIn, now: number) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn): Promise<string> {
  const id = newId(monday);
  const texts = { title: "A pump", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(at(author, monday), where, { id, ...texts });
  return id;
}

const promise = (by: SignedIn, on: string, change: { id?: string; of?: string } = {}) =>
  makePromise(at(by, monday + 1), change.of ?? idea, {
    id: change.id ?? newId(monday + 1),
    message: "I will come back to it.",
    day: on,
  });

async function promised() {
  const rows = await rig.db.read
    .select({ kind: duties.kind, due: duties.dueAt, end: duties.end })
    .from(duties)
    .where(eq(duties.idea, idea))
    .orderBy(asc(duties.startedAt), asc(duties.id));
  return rows.flatMap(({ kind, due, end }) => (kind === "promise" ? [{ due: new Date(due), end }] : []));
}

it("a day that a pilot names is owed to its end in the space's zone, also over a change of the clocks", async () => {
  await promise(who.pia, "2026-03-29");
  expect(await promised()).toEqual([{ due: new Date("2026-03-30T00:00+02:00"), end: null }]);
  const { owed } = await deskOf(at(who.pia, monday + 2), null);
  // The words that name it are the first word to a new idea.
  expect(owed.map(({ kind }) => kind)).toEqual(["promise"]);
});

it("is kept by the next public message, and runs on when that is deleted", async () => {
  await promise(who.pia, "2026-04-03");
  const said = newId(monday + day);
  await postComment(at(who.ann, monday + day), idea, { id: newId(monday + day), kind: "remark", body: "And?" });
  expect(await promised()).toMatchObject([{ end: null }]);
  await postComment(at(who.pia, monday + day), idea, { id: said, kind: "remark", body: "Here it is." });
  expect(await promised()).toMatchObject([{ end: "done" }]);
  await deleteComment(at(who.pia, monday + day + 1), said);
  expect(await promised()).toMatchObject([{ end: null }]);
});

it("stands in the feed while it runs, and counts as kept or not once its day has come", async () => {
  const other = await proposed(who.ann);
  await promise(who.pia, "2026-04-03");
  await promise(who.pia, "2026-04-03", { of: other });
  const inFeed = async () => {
    const { ideas } = await feedOf(at(who.bob, monday + day), where, { order: "new", filter: {} }, null);
    return ideas.map(({ promise: running }) => running);
  };
  const running = { name: who.pia.name, dueAt: Date.parse("2026-04-04T00:00+02:00") };
  expect(await inFeed()).toEqual([running, running]);
  await postComment(at(who.pia, monday + day), idea, { id: newId(monday + day), kind: "remark", body: "Here it is." });
  expect((await inFeed()).filter((each) => each !== null)).toHaveLength(1);
  expect(await promisesKept(rig.db.read, [where], monday + day)).toEqual({ met: 0, due: 0 });
  expect(await promisesKept(rig.db.read, [where], running.dueAt + 1)).toEqual({ met: 1, due: 2 });
  expect((await answerRate(rig.db.read, [where], running.dueAt + 1)).due).toBe(2);
});

it("sent twice is promised once, and taken back with its words", async () => {
  const id = newId(monday + 1);
  for (let time = 0; time < 2; time++) await promise(who.pia, "2026-04-03", { id });
  expect(await promised()).toMatchObject([{ end: null }]);
  await deleteComment(at(who.pia, monday + day), id);
  expect(await promised()).toMatchObject([{ end: "cancelled" }]);
});

it("comes back with its words, and with an idea that was hidden, for the same day", async () => {
  const id = newId(monday + 1);
  await promise(who.pia, "2026-04-03", { id });
  const [before] = await promised();
  await deleteComment(at(who.pia, monday + 2), id);
  await restoreComment(at(who.pia, monday + 3), id);
  expect(await promised()).toEqual([before]);
  const whole = { idea, comment: null };
  await hideItem(at(who.pia, monday + day), whole, { act: "hide", reason: "spam", words: "" });
  expect(await promised()).toMatchObject([{ end: "cancelled" }]);
  await restoreItem(at(who.pia, monday + 2 * day), whole, "It is none.");
  expect(await promised()).toEqual([before]);
  // Words that went while it was hidden promise nothing when it is back.
  await hideItem(at(who.pia, monday + 3 * day), whole, { act: "hide", reason: "spam", words: "" });
  await deleteComment(at(who.pia, monday + 3 * day), id);
  await restoreItem(at(who.pia, monday + 4 * day), whole, "It is none.");
  expect(await promised()).toMatchObject([{ end: "cancelled" }]);
});

it("a first word that is back counts from when it was said", async () => {
  const id = newId(monday + day);
  await postComment(at(who.pia, monday + day), idea, { id, kind: "remark", body: "Thank you." });
  const owed = () => rig.db.read.select().from(duties).where(eq(duties.idea, idea));
  const said = await owed();
  expect(said).toMatchObject([{ kind: "acknowledge", end: "done", endedAt: monday + day }]);
  await deleteComment(at(who.pia, monday + day + 1), id);
  expect(await owed()).toMatchObject([{ end: null }]);
  await restoreComment(at(who.pia, monday + day + 2), id);
  expect(await owed()).toEqual(said);
});

it("is nobody's to make but of those who answer, never on an own idea, and of no day that has passed", async () => {
  await expect(promise(who.bob, "2026-04-03")).rejects.toThrow(Forbidden);
  const own = await proposed(who.pia);
  await expect(promise(who.pia, "2026-04-03", { of: own })).rejects.toThrow(Forbidden);
  await expect(promise(who.pia, "2026-03-20")).rejects.toThrow(Invalid);
  expect(await promised()).toEqual([]);
});
