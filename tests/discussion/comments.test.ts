import { beforeEach, describe, expect, test } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import {
  deleteComment,
  editComment,
  postComment,
  restoreComment,
  wipeComment,
} from "../../app/features/discussion/commands.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { undoMilliseconds } from "../../app/features/discussion/rules.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, person, type Rig, space, start, visiting } from "../support/database.ts";

let rig: Rig;
let idea: string;
let ann: SignedIn;
let bob: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  const { id } = await space(rig);
  ({ ann, bob } = await people(rig, id));
  const words = { title: "A bell", problem: "Dogs", forWhom: "All", solution: "Softer" };
  idea = (await submitIdea(contextFor(rig, ann), id, { id: newId(start), ...words })).id;
});

const say = (who: SignedIn, body: string, change: { id?: string; parent?: string } = {}) =>
  postComment(contextFor(rig, who), idea, { id: newId(start), kind: "remark", body, ...change });

/** The count that pages show, and the rows it stands for. */
async function counted() {
  const [row] = await rig.db.read.select({ shown: ideas.commentCount }).from(ideas);
  const rows = await rig.db.read.select().from(comments);
  return { shown: row?.shown, rows: rows.filter(({ deletedAt }) => deletedAt === null).length };
}

describe("writing a comment", () => {
  test("twice with the same words writes one; other words under the same id are kept as well", async () => {
    const id = newId(start);
    expect(await say(bob, "Softer is better", { id })).toBe(id);
    expect(await say(bob, "Softer is better", { id })).toBe(id);
    expect(await say(bob, "Softer is better, at night", { id })).not.toBe(id);
    expect(await say(ann, "Yes", { id })).not.toBe(id);
    expect(await counted()).toEqual({ shown: 3, rows: 3 });
  });

  test("asks for a confirmed address and for something to reply to that is there", async () => {
    const zoe = await person(rig, "zoe", { verified: false });
    await expect(say(zoe, "Me too")).rejects.toMatchObject({ code: "verify_first" });
    await expect(say(bob, "To nothing", { parent: newId(start) })).rejects.toMatchObject({
      fields: { body: "reply_to_missing" },
    });
    expect(await counted()).toEqual({ shown: 0, rows: 0 });
  });

  test("answers stand under what they answer", async () => {
    const first = await say(bob, "First");
    await say(ann, "Answer", { parent: first });
    const { threads } = await talkOf(visiting(rig), idea);
    expect(threads).toMatchObject([{ id: first, replies: [{ author: { name: "Ann" } }] }]);
  });
});

describe("an own comment", () => {
  test("is changed by nobody else", async () => {
    const id = await say(bob, "Mine");
    await expect(
      editComment(contextFor(rig, ann), id, { body: "Hers", kind: "remark", editedAt: null }),
    ).rejects.toMatchObject({
      status: 403,
    });
    await expect(deleteComment(contextFor(rig, ann), id)).rejects.toMatchObject({ status: 403 });
    await editComment(contextFor(rig, bob), id, { body: "**Mine** still", kind: "concern", editedAt: null });
    const { threads } = await talkOf(visiting(rig), idea);
    expect(threads).toMatchObject([{ kind: "concern", editedAt: start, source: null }]);
    expect(threads[0]?.html).toContain("<strong>Mine</strong>");
  });

  test("comes back for ten minutes after it was deleted, and then its words are gone for good", async () => {
    const id = await say(bob, "Said in anger");
    await deleteComment(contextFor(rig, bob), id);
    await deleteComment(contextFor(rig, bob), id);
    expect(await counted()).toEqual({ shown: 0, rows: 0 });
    expect((await talkOf(visiting(rig), idea)).threads).toEqual([]);
    await restoreComment(contextFor(rig, bob, { now: start + undoMilliseconds - 1 }), id);
    expect(await counted()).toEqual({ shown: 1, rows: 1 });

    await deleteComment(contextFor(rig, bob), id);
    const late = contextFor(rig, bob, { now: start + undoMilliseconds });
    await expect(restoreComment(late, id)).rejects.toMatchObject({ code: "undo_too_late" });
    await wipeComment(rig.db, id, start + undoMilliseconds);
    expect(await rig.db.read.select().from(comments)).toMatchObject([{ id, source: "", html: "" }]);
  });

  test("leaves its place when somebody answered, without a word of it", async () => {
    const id = await say(bob, "Secret word");
    await say(ann, "Answer", { parent: id });
    await deleteComment(contextFor(rig, bob), id);
    const { threads } = await talkOf(visiting(rig), idea);
    expect(threads).toMatchObject([{ id, state: "deleted", html: "", source: null, replies: [{}] }]);
  });
});
