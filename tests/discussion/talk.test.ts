import { beforeEach, describe, expect, it } from "vitest";
import { deleteComment, editComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { type ShownComment, talkOf } from "../../app/features/discussion/queries.server.ts";
import {
  commentsOnAPage,
  deepestDrawn,
  repliesAtOnce,
  type TalkPlace,
  talkPlaceIn,
  talkQuery,
  theBeginning,
  threadsOnAPage,
} from "../../app/features/discussion/rules.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space, start } from "../support/database.ts";

let rig: Rig;
let ann: SignedIn;
let bob: SignedIn;
let idea: string;
let minute = 0;

beforeEach(async () => {
  rig = await freshDatabase();
  const { id } = await space(rig);
  ({ ann, bob } = await people(rig, id));
  const texts = { title: "A pump", problem: "Flat tyres.", forWhom: "Riders.", solution: "A pump." };
  idea = (await submitIdea(contextFor(rig, ann), id, { id: newId(start), ...texts })).id;
});

/** Says something a minute later than the last one, under an id made at `madeAt`. */
function say(body: string, parent?: string, madeAt = start): Promise<string> {
  const now = start + ++minute * 60_000;
  return postComment(contextFor(rig, bob, { now }), idea, { id: newId(madeAt), parent, kind: "remark", body });
}

async function severally(count: number, parent?: string): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push(await say(`Number ${at}`, parent));
  return ids;
}

const talk = (place: Partial<TalkPlace> = {}, actor: SignedIn = ann) =>
  talkOf(contextFor(rig, actor, { now: start + 1 }), idea, { ...theBeginning, ...place });
const idsOf = (list: ShownComment[]) => list.map(({ id }) => id);
const wordsOf = (list: ShownComment[]) => list.map(({ html }) => html.replace(/<[^>]*>/g, "").trim());

describe("a talk", () => {
  it("stands in the order of writing, whatever the clock of a browser says", async () => {
    await say("first", undefined, start + 9e9);
    const second = await say("second", undefined, start);
    await say("third", undefined, start - 9e9);
    await say("answer one", second, start + 9e9);
    await say("answer two", second, start - 9e9);
    const { threads } = await talk();
    expect(wordsOf(threads)).toEqual(["first", "second", "third"]);
    expect(wordsOf(threads[1]?.replies ?? [])).toEqual(["answer one", "answer two"]);
  });

  it("goes on page by page without a gap or a double, also within one millisecond", async () => {
    const said: string[] = [];
    for (let at = 0; at <= threadsOnAPage * 2; at++) {
      const now = start + Math.floor(at / 30);
      const input = { id: newId(start), parent: undefined, kind: "remark" as const, body: `Number ${at}` };
      said.push(await postComment(contextFor(rig, bob, { now }), idea, input));
    }
    const seen: string[] = [];
    let after: TalkPlace["after"] = null;
    do {
      const part = await talk(talkPlaceIn(new URLSearchParams(talkQuery({ after }))));
      seen.push(...idsOf(part.threads));
      expect(part.isPart).toBe(after !== null);
      after = part.next;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(said.toSorted());
  });

  it("shows fifty replies of a thread, how many more there are, and the way on", async () => {
    const first = await say("first");
    const replies = await severally(repliesAtOnce + 7, first);
    const [thread] = (await talk()).threads;
    expect(idsOf(thread?.replies ?? [])).toEqual(replies.slice(0, repliesAtOnce));
    expect(thread?.later?.count).toBe(7);
    const rest = await talk({ thread: first, after: thread?.later?.after ?? null });
    expect(idsOf(rest.threads)).toEqual([first]);
    expect(idsOf(rest.threads[0]?.replies ?? [])).toEqual(replies.slice(repliesAtOnce));
    expect(rest.threads[0]?.later).toBeUndefined();
  });

  it("never holds more comments than a page may, and leaves none out", async () => {
    const firsts: string[] = [];
    for (let at = 0; at < 6; at++) {
      const first = await say(`Thread ${at}`);
      firsts.push(first);
      await severally(45, first);
    }
    const seen: string[] = [];
    let after: TalkPlace["after"] = null;
    do {
      const part = await talk({ after });
      const count = part.threads.reduce((sum, { replies }) => sum + 1 + replies.length, 0);
      expect(count).toBeLessThanOrEqual(commentsOnAPage);
      seen.push(...idsOf(part.threads));
      after = part.next;
    } while (after !== null);
    expect(seen).toEqual(firsts);
  });

  it("draws a chain of replies three deep, and says whom the deeper ones answer", async () => {
    let last = await say("link 0");
    const chain = [last];
    for (let at = 1; at <= 60; at++) chain.push((last = await say(`link ${at}`, last)));
    const part = await talk();
    const depth = (comment: ShownComment): number => 1 + Math.max(0, ...comment.replies.map(depth));
    expect(Math.max(...part.threads.map(depth))).toBe(deepestDrawn);
    const flat = part.threads[0]?.replies[0]?.replies ?? [];
    expect(idsOf(flat)).toEqual(chain.slice(2, repliesAtOnce + 1));
    expect(flat[0]?.answers).toBeUndefined();
    expect(flat[1]?.answers).toEqual({ id: chain[2], name: "Bob" });
    const rest = await talk({ thread: chain[0] ?? "", after: part.threads[0]?.later?.after ?? null });
    expect(rest.threads[0]?.replies[0]?.answers).toEqual({ id: chain[repliesAtOnce], name: "Bob" });
  });

  it("brings the part in which a wanted comment stands", async () => {
    const first = await say("first");
    const replies = await severally(repliesAtOnce + 3, first);
    const others = await severally(threadsOnAPage + 2);
    const wanted = replies.at(-1) ?? "";
    expect(idsOf((await talk({ comment: wanted })).threads[0]?.replies ?? [])).toEqual([wanted]);
    expect(idsOf((await talk({ reply: wanted })).threads)).toEqual([first]);
    expect(idsOf((await talk({ comment: others.at(-1) ?? "" })).threads)).toEqual([others.at(-1)]);
    expect((await talk({ comment: first })).isPart).toBe(false);
    expect((await talk({ comment: newId(start) })).isPart).toBe(false);
  });

  it("leaves out what was deleted and not answered, and keeps the place of what was answered", async () => {
    const [lone = "", answered = ""] = await severally(2);
    await say("an answer", answered);
    for (const id of [lone, answered]) await deleteComment(contextFor(rig, bob, { now: start }), id);
    const { threads } = await talk();
    expect(threads.map(({ id, state, html }) => ({ id, state, html }))).toEqual([
      { id: answered, state: "deleted", html: "" },
    ]);
  });
});

describe("changing a comment", () => {
  const edit = (id: string, body: string, editedAt: number | null, now: number) =>
    editComment(contextFor(rig, bob, { now }), id, { body, kind: "remark", editedAt });

  it("is refused when it was changed since the form was opened, and nothing is lost", async () => {
    const id = await say("first words");
    await edit(id, "second words", null, start + 1);
    await expect(edit(id, "words of a stale form", null, start + 2)).rejects.toThrow(
      new Conflict("comment_edited_meanwhile"),
    );
    expect((await talk({}, bob)).threads[0]?.source).toBe("second words");
    await edit(id, "words that know", start + 1, start + 3);
    expect((await talk({}, bob)).threads[0]?.source).toBe("words that know");
  });

  it("may be sent twice", async () => {
    const id = await say("first words");
    await edit(id, "second words", null, start + 1);
    await edit(id, "second words", null, start + 2);
    expect((await talk({}, bob)).threads[0]?.editedAt).toBe(start + 1);
  });
});
