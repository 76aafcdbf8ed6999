import { eq, ne } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments, welcomes } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { duties } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import {
  deleteComment,
  editComment,
  postComment,
  restoreComment,
} from "../../app/features/discussion/commands.server.ts";
import { historyOf, talkOf } from "../../app/features/discussion/queries.server.ts";
import { feedOf } from "../../app/features/feed/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { hideItem, releaseItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { judgingPage, reportsPage } from "../../app/features/moderation/queries.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { tellingOf } from "../../app/live/telling.server.ts";
import type { Actor } from "../../app/platform/actor.ts";
import { Forbidden, Invalid, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { contextFor, freshDatabase, people, type Rig, space, start, visiting } from "../support/database.ts";

let rig: Rig;
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
/** An idea of `bob`'s from before, which waits for nobody. */
let open: string;

const texts = { title: "A pump at each stop", problem: "Flat, @bob.", forWhom: "Riders.", solution: "A pump." };
const hiding = { act: "hide" as const, reason: "spam" as const, words: "No." };

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  ({ id: open } = await submitIdea(contextFor(rig, who.bob), where.id, { id: newId(start), ...texts }));
  await holdFirst(1);
});

const holdFirst = (number: number) =>
  rig.db.transaction((tx) => tx.update(spaces).set({ holdFirst: number }).where(eq(spaces.id, where.id)));
const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });
const propose = async (actor: Actor, now = start) =>
  (await submitIdea(as(actor, now), where.id, { id: newId(now), ...texts })).id;
const say = (actor: Actor, now = start, body = "Hello @bob.") =>
  postComment(as(actor, now), open, { id: newId(now), kind: "remark", body });
const rowOf = async (id: string) => (await rig.db.read.select().from(ideas).where(eq(ideas.id, id)))[0];
const logged = async () => (await rig.db.read.select().from(events).orderBy(events.seq)).map(({ kind }) => kind);
const dutiesOn = async (subject: string) => rig.db.read.select().from(duties).where(eq(duties.subject, subject));

describe("a first idea", () => {
  it("is seen by its author and the pilots alone, and owed a judgment, not a first word", async () => {
    const id = await propose(who.ann);
    expect(await rowOf(id)).toMatchObject({ moderation: "held", stage: "new", submittedAt: null });
    for (const actor of [who.ann, who.pia]) await ideaSeenBy(rig.db.read, actor, id);
    for (const actor of [who.bob, who.eve]) {
      await expect(ideaSeenBy(rig.db.read, actor, id)).rejects.toThrow(NotFound);
      const feed = await feedOf(as(actor), where.id, { order: "new", filter: {} }, null);
      expect(JSON.stringify(feed)).not.toContain(id);
    }
    expect((await dutiesOn(`idea:${id}`)).map(({ kind }) => kind)).toEqual(["judge"]);
    expect(await logged()).not.toContain("comment.posted");
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.pia)).toEqual(["held"]);
    expect(await kindsToldTo(rig, who.bob)).toEqual([]);
    expect((await reportsPage({ ...as(who.pia), actor: who.pia }, where.id)).held.map(({ title }) => title)).toEqual([
      texts.title,
    ]);
  });

  it("released comes before others as its author's, at that moment, and a first word is owed from then on", async () => {
    const id = await propose(who.ann);
    await releaseItem(as(who.pia, start + 1000), { idea: id, comment: null }, "");
    await releaseItem(as(who.pia, start + 1000), { idea: id, comment: null }, "");
    expect(await rowOf(id)).toMatchObject({ moderation: "visible", submittedAt: start + 1000 });
    const owed = await dutiesOn(`idea:${id}`);
    expect(owed.map(({ kind, end, startedAt }) => [kind, end, startedAt])).toEqual([
      ["judge", "done", start],
      ["acknowledge", null, start + 1000],
    ]);
    const submitted = await rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `idea:${id}`));
    expect(submitted.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["idea.held", who.ann.id],
      ["idea.released", who.pia.id],
      ["idea.submitted", who.ann.id],
    ]);
    const said = submitted.at(-1);
    if (!said) throw new Error("Nothing was said.");
    expect(await tellingOf["idea.submitted"]?.(rig.db.read, said)).toHaveLength(1);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.ann)).toContain("released");
    expect(await kindsToldTo(rig, who.pia)).not.toContain("held");
    await ideaSeenBy(rig.db.read, who.eve, id);
    // From now on he or she is no newcomer.
    expect(await rowOf(await propose(who.ann, start + 2000))).toMatchObject({ moderation: "visible" });
  });

  it("is changed by its author, and neither signalled, tagged nor written with others before", async () => {
    const id = await propose(who.ann);
    await editIdea(as(who.ann), id, { ...texts, title: "Two pumps", language: "en", version: 1 });
    const closed = new Refused("idea_not_visible");
    await expect(tagIdea(as(who.ann), id, ["secretword"])).rejects.toThrow(closed);
    await expect(inviteAuthor(as(who.ann), id, { who: "bob" }, "http://localhost")).rejects.toThrow(closed);
    await expect(castSignal(as(who.pia), { idea: id, kind: "support" })).rejects.toThrow(Refused);
    expect(await rowOf(await propose(who.ann))).toMatchObject({ moderation: "held" });
  });

  it("hidden instead is hidden with a reason, and brought back it is owed a first word like any other", async () => {
    const id = await propose(who.ann);
    await hideItem(as(who.pia, start + 1), { idea: id, comment: null }, hiding);
    expect(await rowOf(id)).toMatchObject({ moderation: "hidden", submittedAt: null });
    await restoreItem(as(who.pia, start + 2), { idea: id, comment: null }, "Sorry.");
    expect(await rowOf(id)).toMatchObject({ moderation: "visible", submittedAt: start + 2 });
    expect((await dutiesOn(`idea:${id}`)).filter(({ end }) => end === null)).toMatchObject([{ kind: "acknowledge" }]);
  });

  it("is released by pilots alone, and by none for himself", async () => {
    const id = await propose(who.ann);
    for (const actor of [who.bob, who.eve]) {
      await expect(releaseItem(as(actor), { idea: id, comment: null }, "")).rejects.toThrow(NotFound);
    }
    await expect(releaseItem(as(who.ann), { idea: id, comment: null }, "")).rejects.toThrow(Forbidden);
  });
});

describe("a first comment", () => {
  it("is not there for others: not in the talk, its count, its history, an answer or a report", async () => {
    const id = await say(who.ann);
    const shownTo = async (actor: Actor) => (await talkOf(as(actor), open)).threads.map(({ state }) => state);
    expect(await shownTo(who.ann)).toEqual(["held"]);
    expect(await shownTo(who.pia)).toEqual(["held"]);
    for (const actor of [who.bob, who.eve, visiting(rig).actor]) {
      expect(await shownTo(actor)).toEqual([]);
      await expect(historyOf(as(actor), id)).rejects.toThrow(NotFound);
    }
    await expect(reportItem(as(who.bob), { idea: open, comment: id }, { reason: "spam", words: "" })).rejects.toThrow(
      NotFound,
    );
    const answer = { id: newId(start), parent: id, kind: "remark" as const, body: "Welcome." };
    await expect(postComment(as(who.pia), open, answer)).rejects.toThrow(Invalid);
    expect((await rowOf(open))?.commentCount).toBe(0);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.pia)).toEqual(["held"]);
    expect(await kindsToldTo(rig, who.bob)).toEqual([]);
    expect(await logged()).not.toContain("comment.posted");
  });

  it("released is counted and told of as its author's", async () => {
    const id = await say(who.ann);
    await editComment(as(who.ann, start + 1), id, { body: "Hello, @bob!", kind: "remark", editedAt: null });
    await releaseItem(as(who.pia, start + 2), { idea: open, comment: id }, "");
    await releaseItem(as(who.pia, start + 2), { idea: open, comment: id }, "");
    expect((await rowOf(open))?.commentCount).toBe(1);
    expect((await talkOf(as(who.eve), open)).threads).toMatchObject([{ id, state: "said" }]);
    const [posted] = await rig.db.read.select().from(events).where(eq(events.kind, "comment.posted"));
    expect(posted).toMatchObject({ actor: who.ann.id, payload: { mentioned: [who.bob.id] } });
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.ann)).toContain("released");
    expect(await kindsToldTo(rig, who.bob)).toEqual(["mention"]);
  });

  it("taken back and restored by its author waits again", async () => {
    const id = await say(who.ann);
    await deleteComment(as(who.ann, start + 1), id);
    await expect(releaseItem(as(who.pia, start + 2), { idea: open, comment: id }, "")).rejects.toThrow(NotFound);
    expect((await dutiesOn(`comment:${id}`)).map(({ end }) => end)).toEqual(["cancelled"]);
    await restoreComment(as(who.ann, start + 3), id);
    expect((await dutiesOn(`comment:${id}`)).filter(({ end }) => end === null)).toMatchObject([{ kind: "judge" }]);
    expect((await talkOf(as(who.eve), open)).threads).toEqual([]);
    await releaseItem(as(who.pia, start + 4), { idea: open, comment: id }, "");
    expect((await rowOf(open))?.commentCount).toBe(1);
  });

  it("makes a newcomer welcome when it is released, not before", async () => {
    await rig.db.transaction((tx) =>
      tx
        .update(members)
        .set({ createdAt: start - 3 * 86_400_000 })
        .where(ne(members.id, who.bob.id)),
    );
    const welcomed = () => rig.db.read.select().from(welcomes);
    const id = await say(who.ann, start + 1);
    expect(await welcomed()).toEqual([]);
    await releaseItem(as(who.pia, start + 2), { idea: open, comment: id }, "");
    expect(await welcomed()).toMatchObject([{ newcomer: who.bob.id, by: who.ann.id, comment: id }]);
    await hideItem(as(who.pia, start + 3), { idea: open, comment: id }, hiding);
    expect(await welcomed()).toEqual([]);
  });

  it("hidden instead stays out of sight, uncounted; brought back it is counted", async () => {
    const id = await say(who.ann);
    await hideItem(as(who.pia), { idea: open, comment: id }, hiding);
    expect((await talkOf(as(who.bob), open)).threads).toEqual([]);
    expect((await talkOf(as(who.ann), open)).threads).toMatchObject([{ state: "hidden" }]);
    await expect(editComment(as(who.ann), id, { body: "x", kind: "remark", editedAt: null })).rejects.toThrow(Refused);
    expect((await judgingPage(as(who.pia), { idea: open, comment: id })).isHeld).toBe(false);
    await restoreItem(as(who.pia), { idea: open, comment: id }, "Fine.");
    expect((await rowOf(open))?.commentCount).toBe(1);
    expect((await rig.db.read.select().from(comments).where(eq(comments.id, id)))[0]).toMatchObject({ heldAt: null });
  });
});

it("holds back as many as the space says, of members alone, and nothing where it says none", async () => {
  await holdFirst(2);
  const first = await say(who.ann);
  await releaseItem(as(who.pia), { idea: open, comment: first }, "");
  const second = await propose(who.ann);
  expect(await rowOf(second)).toMatchObject({ moderation: "held" });
  await releaseItem(as(who.pia), { idea: second, comment: null }, "");
  expect(await rowOf(await propose(who.ann))).toMatchObject({ moderation: "visible" });
  expect(await rowOf(await propose(who.pia))).toMatchObject({ moderation: "visible" });
  expect(await rowOf(await propose(who.eve))).toMatchObject({ moderation: "held" });
  await holdFirst(0);
  expect(await rowOf(await propose(who.eve))).toMatchObject({ moderation: "visible" });
});
