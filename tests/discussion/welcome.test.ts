import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { comments, welcomes } from "../../db/schema/discussion.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { welcomeMilliseconds as day } from "../../app/features/discussion/rules.ts";
import { awaitingWelcome } from "../../app/features/discussion/welcome.server.ts";
import { saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { profileOf } from "../../app/features/people/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, person, type Rig, space, start, visiting } from "../support/database.ts";
import { merge } from "../merging/support.ts";
import { texts } from "../writing/support.ts";

let rig: Rig;
let place: string;
let ann: SignedIn;
let bob: SignedIn;
let pia: SignedIn;
let zoe: SignedIn;

/** Zoe has just come; the others were here long before. */
beforeEach(async () => {
  rig = await freshDatabase();
  place = (await space(rig)).id;
  ({ ann, bob, pia } = await people(rig, place));
  await rig.db.transaction((tx) => tx.update(members).set({ createdAt: start - 30 * day }));
  zoe = await person(rig, "zoe");
});

const as = (who: SignedIn, now = start) => contextFor(rig, who, { now });
const propose = async (who: SignedIn, at = start) =>
  (await submitIdea(as(who, at), place, { id: newId(at), ...texts })).id;
const say = (who: SignedIn, idea: string, at = start, parent?: string) =>
  postComment(as(who, at), idea, { id: newId(at), kind: "remark", body: `At ${at}.`, ...(parent && { parent }) });
const rows = () => rig.db.read.select().from(welcomes);
const happened = async (kind: string) =>
  (await rig.db.read.select().from(events).where(eq(events.kind, kind))).map(({ payload }) => payload);

describe("a newcomer is made welcome", () => {
  it("by the first reply to a first idea, to the millisecond of a day", async () => {
    const idea = await propose(zoe, start);
    const reply = await say(bob, idea, start + day);
    await say(ann, idea, start + day);
    expect(await rows()).toEqual([{ newcomer: zoe.id, by: bob.id, comment: reply, space: place, at: start + day }]);
    expect(await happened("newcomer.welcomed")).toEqual([{ newcomer: zoe.id, comment: reply }]);
    const [posted, welcomed] = await Promise.all(
      ["comment.posted", "newcomer.welcomed"].map((kind) =>
        rig.db.read.select().from(events).where(eq(events.kind, kind)),
      ),
    );
    expect(welcomed?.[0]).toMatchObject({ cause: posted?.[0]?.cause, actor: bob.id, subject: `member:${zoe.id}` });
  });

  it("not by one that comes a millisecond later", async () => {
    await say(bob, await propose(zoe, start), start + day + 1);
    expect(await rows()).toEqual([]);
  });

  it("by an answer to a first comment, not by what is said to others beside it", async () => {
    const idea = await propose(ann);
    const first = await say(zoe, idea, start + 1);
    await say(bob, idea, start + 2);
    await say(zoe, idea, start + 3, first);
    expect(await rows()).toEqual([]);
    const reply = await say(bob, idea, start + 4, first);
    expect(await rows()).toMatchObject([{ newcomer: zoe.id, by: bob.id, comment: reply }]);
  });

  it("once: not for the second thing that he or she brings in, nor for anything before a draft is submitted", async () => {
    await saveDraft(as(zoe), place, { id: newId(start), ...texts });
    const [one, two] = [await propose(zoe, start + 1), await propose(zoe, start + 2)];
    await say(bob, two, start + 3);
    expect(await rows()).toEqual([]);
    await say(bob, one, start + 4);
    await say(pia, one, start + 5);
    expect(await rows()).toMatchObject([{ by: bob.id }]);
  });

  it("not when here for longer than a day, when it came with an import, or when nobody can sign in as it", async () => {
    for (const change of [{ createdAt: start - day - 1 }, { importKey: "elsewhere:1" }, { email: null }]) {
      const name = `one-${Object.keys(change).join("")}`.toLowerCase();
      const who = await person(rig, name);
      const idea = await propose(who);
      await rig.db.transaction((tx) => tx.update(members).set(change).where(eq(members.id, who.id)));
      await say(bob, idea, start + 1);
    }
    expect(await rows()).toEqual([]);
    await rig.db.transaction((tx) =>
      tx
        .update(members)
        .set({ createdAt: start - day })
        .where(eq(members.id, zoe.id)),
    );
    await say(bob, await propose(zoe), start + 1);
    expect(await rows()).toHaveLength(1);
  });

  it("without a question to the database, when who is answered was here for longer than a day", async () => {
    const read = new Proxy({} as Database["read"], { get: () => expect.unreachable() });
    const asked = { ...as(bob, start + 1), db: { ...rig.db, read } };
    const known = { author: ann.id, at: start, joined: start - day - 1 };
    expect(await awaitingWelcome(asked, [known, { author: zoe.id, at: start - day }])).toEqual([]);
  });

  it("by one of two who reply at once", async () => {
    const idea = await propose(zoe);
    await Promise.all([say(bob, idea, start + 1), say(pia, idea, start + 1)]);
    expect(await rows()).toHaveLength(1);
    expect(await happened("newcomer.welcomed")).toHaveLength(1);
  });
});

describe("a welcome", () => {
  const reason = { act: "hide", reason: "insulting", words: "Not like this." } as const;

  it("falls with its reply and returns with it", async () => {
    const idea = await propose(zoe);
    const reply = await say(bob, idea, start + 1);
    await deleteComment(as(bob, start + 2), reply);
    expect(await rows()).toEqual([]);
    expect(await happened("newcomer.welcome_undone")).toEqual([{ newcomer: zoe.id, comment: reply }]);
    await restoreComment(as(bob, start + 3), reply);
    expect(await rows()).toMatchObject([{ by: bob.id, at: start + 1 }]);
    const subject = { idea, comment: reply };
    await hideItem(as(pia, start + 4), subject, reason);
    expect(await rows()).toEqual([]);
    await restoreItem(as(pia, start + 3 * day), subject, "It may stand.");
    expect(await rows()).toMatchObject([{ by: bob.id, at: start + 1 }]);
    expect(await happened("newcomer.welcomed")).toHaveLength(3);
  });

  it("goes to the next reply of the day, which keeps it", async () => {
    const idea = await propose(ann);
    const first = await say(zoe, idea, start + 1);
    const reply = await say(bob, idea, start + 2, first);
    await say(zoe, idea, start + 3, first);
    const next = await say(pia, idea, start + 4, first);
    await deleteComment(as(bob, start + 5), reply);
    expect(await rows()).toMatchObject([{ by: pia.id, comment: next, at: start + 4 }]);
    await restoreComment(as(bob, start + 6), reply);
    expect(await rows()).toMatchObject([{ by: pia.id }]);
  });

  it("is given, and passed on, from the idea into which the newcomer's was merged", async () => {
    const [source, into] = [await propose(ann), await propose(bob)];
    const first = await say(zoe, source, start + 1);
    await merge(rig, pia, source, into);
    const [reply, next] = [await say(bob, into, start + 60_002, first), await say(pia, into, start + 60_003, first)];
    expect(await rows()).toMatchObject([{ newcomer: zoe.id, comment: reply }]);
    await deleteComment(as(bob, start + 60_004), reply);
    expect(await rows()).toMatchObject([{ newcomer: zoe.id, comment: next }]);
  });

  it("may be given anew within the day, and not after it", async () => {
    const idea = await propose(zoe);
    const reply = await say(bob, idea, start + 1);
    await deleteComment(as(bob, start + 2), reply);
    const late = await say(pia, idea, start + day + 1);
    expect(await rows()).toEqual([]);
    await deleteComment(as(pia, start + day + 2), late);
    const other = await person(rig, "oto");
    const his = await propose(other, start + 5);
    await deleteComment(as(bob, start + 7), await say(bob, his, start + 6));
    await say(pia, his, start + 8);
    expect(await rows()).toMatchObject([{ newcomer: other.id, by: pia.id }]);
  });

  it("stands on the reply, and is counted where the reader may read it", async () => {
    const idea = await propose(zoe);
    const reply = await say(bob, idea, start + 1);
    expect((await talkOf(visiting(rig), idea)).threads).toMatchObject([{ id: reply, welcomed: "Zoe" }]);
    const counted = async () => (await profileOf(visiting(rig), "bob", "comments", null)).welcomed;
    expect(await counted()).toBe(1);
    await say(bob, await propose(ann), start + 2);
    await hideItem(as(pia, start + 3), { idea, comment: null }, reason);
    expect(await counted()).toBe(0);
  });
});

describe("the line that asks for a reply", () => {
  const isShown = async (reader: Parameters<typeof awaitingWelcome>[0], at: number) =>
    (await awaitingWelcome(reader, [{ author: zoe.id, at }])).length > 0;

  it("is for other members, as long as a reply would count", async () => {
    const idea = await propose(zoe);
    expect(await isShown(as(bob, start + day), start)).toBe(true);
    expect(await isShown(as(bob, start + day + 1), start)).toBe(false);
    expect(await isShown(as(zoe), start)).toBe(false);
    expect(await isShown(visiting(rig), start)).toBe(false);
    await say(bob, idea, start + 1);
    expect(await isShown(as(ann, start + 2), start)).toBe(false);
  });

  it("stands at a first comment, and no more when it is deleted", async () => {
    const idea = await propose(ann);
    const first = await say(zoe, idea, start + 1);
    const second = await say(zoe, idea, start + 2);
    const marked = async () =>
      (await talkOf(as(bob, start + 3), idea)).threads.filter(({ isFirst }) => isFirst).map(({ id }) => id);
    expect(await marked()).toEqual([first]);
    await rig.db.transaction((tx) =>
      tx
        .update(comments)
        .set({ deletedAt: start + 3 })
        .where(eq(comments.id, first)),
    );
    expect(await marked()).toEqual([second]);
  });
});
