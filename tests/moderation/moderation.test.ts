import { and, eq, isNull, like } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { reports } from "../../db/schema/moderation.ts";
import {
  deleteComment,
  editComment,
  postComment,
  restoreComment,
} from "../../app/features/discussion/commands.server.ts";
import { historyOf, quotedFor, talkOf } from "../../app/features/discussion/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { dismissReports, hideItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { hideInput, reportInput } from "../../app/features/moderation/inputs.ts";
import {
  hidingOfIdea,
  judgingPage,
  reportPage,
  reportsAwaiting,
  reportsPage,
} from "../../app/features/moderation/queries.server.ts";
import type { Subject } from "../../app/features/moderation/rules.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import {
  contextFor,
  freshDatabase,
  member,
  people,
  person,
  type Rig,
  space,
  start,
  visiting,
} from "../support/database.ts";

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let idea: Subject;
let comment: Subject & { comment: string };

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = await proposedBy(who.ann);
  comment = await saidBy(who.bob, idea.idea);
});

async function proposedBy(author: SignedIn): Promise<Subject> {
  const id = newId(start);
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author), where, { id, ...texts });
  return { idea: id, comment: null };
}

async function saidBy(author: SignedIn, on: string) {
  const id = await postComment(contextFor(rig, author), on, { id: newId(start), kind: "remark", body: "You fool." });
  return { idea: on, comment: id };
}

const spam = { reason: "spam" as const, words: "" };
const insulting = { act: "hide" as const, reason: "insulting" as const, words: "Say it without the name." };
const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });

async function counted() {
  const [row] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea.idea));
  const standing = and(eq(comments.idea, idea.idea), isNull(comments.deletedAt), isNull(comments.hiddenAt));
  const rows = await rig.db.read.select().from(comments).where(standing);
  return { count: row?.commentCount, rows: rows.length };
}

async function told(kind: string) {
  return rig.db.read.select().from(events).where(like(events.kind, kind));
}

describe("a report", () => {
  it("is one per person and subject, and opens again after a decision", async () => {
    await reportItem(as(who.bob), idea, spam);
    await reportItem(as(who.bob), idea, { reason: "off_topic", words: "again" });
    expect(await told("idea.reported")).toMatchObject([{ payload: { reason: "spam", author: who.ann.id } }]);
    await dismissReports(as(who.pia), idea, "");
    await reportItem(as(who.bob), idea, { reason: "off_topic", words: "again" });
    expect(await rig.db.read.select().from(reports)).toMatchObject([
      { state: "open", reason: "off_topic", words: "again", decidedAt: null },
    ]);
  });

  it("is for confirmed people, about what others wrote and what they may see", async () => {
    const dan = await person(rig, "dan", { verified: false });
    await expect(reportItem(visiting(rig), idea, spam)).rejects.toMatchObject({ status: 401 });
    await expect(reportItem(as(dan), idea, spam)).rejects.toMatchObject({ code: "verify_first" });
    await expect(reportItem(as(who.ann), idea, spam)).rejects.toMatchObject({ code: "own_item" });
    await expect(reportItem(as(who.bob), comment, spam)).rejects.toMatchObject({ code: "own_item" });
    await reportItem(as(who.ann), comment, spam);
    const other = await proposedBy(who.ann);
    await expect(reportItem(as(who.ann), { ...other, comment: comment.comment }, spam)).rejects.toMatchObject({
      status: 404,
    });
    await deleteComment(contextFor(rig, who.bob), comment.comment);
    await expect(reportItem(as(who.eve), comment, spam)).rejects.toMatchObject({ status: 404 });
  });

  it("needs words when it is about something else", () => {
    expect(reportInput.safeParse({ reason: "other", words: " " }).error?.issues[0]?.message).toBe("words_missing");
    expect(reportInput.safeParse({ words: "" }).error?.issues[0]?.message).toBe("reason_missing");
    expect(hideInput.safeParse({ act: "hide", reason: "other", words: "So." }).success).toBe(true);
  });

  it("awaits the pilots of the space, but never the one it is about", async () => {
    const paul = await member(rig, await person(rig, "paul"), where, { pilot: true });
    const own = await proposedBy(who.pia);
    await reportItem(as(who.bob), own, spam);
    await reportItem(as(who.ann), own, spam);
    await reportItem(as(who.ann), comment, spam);
    expect(await reportsAwaiting(as(who.pia))).toMatchObject([{ count: 1 }]);
    expect(await reportsAwaiting(as(paul))).toMatchObject([{ count: 2 }]);
    expect(await reportsAwaiting(as(who.bob))).toEqual([]);
    expect(await reportsAwaiting(visiting(rig))).toEqual([]);
    const seen = await reportsPage(contextFor(rig, paul), where);
    expect(seen.waiting.map((item) => [item.subject, item.count])).toContainEqual([`idea:${own.idea}`, 2]);
    expect((await reportsPage(contextFor(rig, who.pia), where)).waiting).toMatchObject([
      { subject: `comment:${comment.comment}`, head: "You fool.", reasons: ["spam"] },
    ]);
    expect(await judgingPage(as(who.pia), own)).toMatchObject({ part: "own", reports: [] });
    await dismissReports(as(paul), own, "It is no advertising.");
    expect((await judgingPage(as(who.pia), own)).acts).toEqual([]);
    expect((await judgingPage(as(paul), own)).acts).toMatchObject([{ act: "dismissed" }]);
    await expect(judgingPage(as(who.bob), own)).rejects.toMatchObject({ status: 404 });
    expect((await reportPage(as(who.bob), own)).state).toBe("none");
  });
});

describe("hiding", () => {
  it("takes an idea from everybody but its author and the pilots, with the reason, until it is restored", async () => {
    await reportItem(as(who.bob), idea, spam);
    await hideItem(as(who.pia), idea, insulting);
    await hideItem(as(who.pia), idea, insulting);
    await expect(ideaSeenBy(rig.db.read, who.bob, idea.idea)).rejects.toMatchObject({ status: 404 });
    const { idea: seen } = await ideaSeenBy(rig.db.read, who.ann, idea.idea);
    expect(await hidingOfIdea(as(who.ann), seen)).toMatchObject({
      reason: "insulting",
      words: "Say it without the name.",
      by: { name: "Pia" },
    });
    expect(await told("idea.hidden")).toMatchObject([
      { actor: who.pia.id, payload: { author: who.ann.id, reason: "insulting" } },
    ]);
    expect(await rig.db.read.select().from(reports)).toMatchObject([{ state: "upheld", decidedAt: start }]);
    expect((await reportsPage(contextFor(rig, who.pia), where)).hidden).toMatchObject([
      { subject: `idea:${idea.idea}` },
    ]);
    await restoreItem(as(who.pia), idea, "It was edited.");
    expect((await ideaSeenBy(rig.db.read, who.bob, idea.idea)).idea.moderation).toBe("visible");
    expect(await told("idea.restored")).toHaveLength(1);
    expect((await judgingPage(as(who.pia), idea)).acts.map((act) => act.act).toSorted()).toEqual([
      "hidden",
      "restored",
    ]);
  });

  it("keeps a comment's place and takes its words, except for its author and the pilots", async () => {
    await hideItem(as(who.pia), comment, insulting);
    const shown = async (actor: Actor) => (await talkOf(as(actor), idea.idea)).threads[0];
    expect(await shown(who.ann)).toMatchObject({ state: "hidden", html: "", source: null });
    expect(await shown(who.ann)).not.toHaveProperty("hiding");
    expect(await shown(visiting(rig).actor)).toMatchObject({ state: "hidden", html: "" });
    expect(await shown(who.bob)).toMatchObject({
      state: "hidden",
      html: "<p>You fool.</p>",
      hiding: { reason: "insulting" },
      can: { edit: false },
    });
    expect(await shown(who.pia)).toMatchObject({ html: "<p>You fool.</p>" });
    await expect(
      editComment(contextFor(rig, who.bob), comment.comment, { body: "Friend.", kind: "remark", editedAt: null }),
    ).rejects.toMatchObject({ code: "comment_hidden" });
    expect(await quotedFor(as(who.ann), idea.idea, comment.comment)).toBeNull();
    await expect(historyOf(as(who.ann), comment.comment)).rejects.toMatchObject({ status: 404 });
    expect((await historyOf(as(who.pia), comment.comment)).states).toHaveLength(1);
    await restoreItem(as(who.pia), comment, "A joke between friends.");
    expect(await shown(who.ann)).toMatchObject({ state: "said", html: "<p>You fool.</p>" });
  });

  it("keeps the number of comments equal to those that stand, in whatever order things go", async () => {
    const bob = contextFor(rig, who.bob);
    await saidBy(who.ann, idea.idea);
    expect(await counted()).toEqual({ count: 2, rows: 2 });
    const steps = [
      () => hideItem(as(who.pia), comment, insulting),
      () => hideItem(as(who.pia), comment, insulting),
      () => deleteComment(bob, comment.comment),
      () => restoreComment(bob, comment.comment),
      () => restoreItem(as(who.pia), comment, "So."),
      () => restoreItem(as(who.pia), comment, "So."),
      () => deleteComment(bob, comment.comment),
      () => restoreComment(bob, comment.comment),
    ];
    for (const step of steps) {
      await step();
      const { count, rows } = await counted();
      expect(count).toBe(rows);
    }
    expect(await counted()).toEqual({ count: 2, rows: 2 });
  });

  it("is for pilots who wrote neither it nor the idea, and for an admin when none is left", async () => {
    const ada = await person(rig, "ada", { admin: true });
    await expect(hideItem(as(who.bob), idea, insulting)).rejects.toMatchObject({ status: 403 });
    await expect(hideItem(as(ada), idea, insulting)).rejects.toMatchObject({ status: 403 });
    const own = await proposedBy(who.pia);
    await expect(hideItem(as(who.pia), own, insulting)).rejects.toMatchObject({ code: "own_item" });
    const critic = await saidBy(who.bob, own.idea);
    await expect(hideItem(as(who.pia), critic, insulting)).rejects.toMatchObject({ code: "own_item" });
    await expect(dismissReports(as(who.pia), own, "")).rejects.toMatchObject({ code: "own_item" });
    await hideItem(as(ada), critic, insulting);
    await expect(restoreItem(as(who.pia), critic, "Mine.")).rejects.toMatchObject({ code: "own_item" });
  });
});
