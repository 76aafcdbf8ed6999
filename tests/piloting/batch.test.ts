import { beforeEach, describe, expect, it } from "vitest";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { answerTogether, batchIn, batchOf } from "../../app/features/piloting/batch.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { deskCount } from "../../app/features/piloting/desk.server.ts";
import { answersOf } from "../../app/features/piloting/queries.server.ts";
import { mostTogether } from "../../app/features/piloting/rules.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Invalid, Malformed, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space } from "../support/database.ts";

const monday = Date.parse("2026-03-02T10:00+01:00");
let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig, { name: "Bikes" })).id;
  who = await people(rig, where);
});

const as = (actor: SignedIn, now = monday + 1) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn, title: string): Promise<string> {
  const id = newId(monday);
  const words = { title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author, { now: monday }), where, { id, ...words });
  return id;
}

const chosen = (...ideas: string[]) => ideas.map((idea) => ({ idea, id: newId(monday), from: "new" }));
const opening = { to: "open", message: "Thank you, {name}: “{title}” is open.", reasonKind: null, reviewOn: null };

describe("one answer to several ideas", () => {
  it("is an answer of its own to each, with its author's name, and clears the desk", async () => {
    const [a, b] = [await proposed(who.ann, "A lamp"), await proposed(who.bob, "A bell")];
    const outcomes = await answerTogether(as(who.pia), { ideas: chosen(a, b), ...opening });
    expect(outcomes.map(({ title, problem }) => [title, problem])).toEqual([
      ["A lamp", null],
      ["A bell", null],
    ]);
    const [answer] = await answersOf(as(who.ann), b);
    expect(answer).toMatchObject({ to: "open", by: { name: who.pia.name } });
    expect(answer?.html).toContain(`Thank you, ${who.bob.name}: “A bell” is open.`);
    expect(await deskCount(as(who.pia))).toEqual({ all: 0, late: 0 });
  });

  it("says why one was refused, and answers the others", async () => {
    const [moved, own, last] = [
      await proposed(who.ann, "Moved"),
      await proposed(who.pia, "Own"),
      await proposed(who.bob, "Last"),
    ];
    const move = { from: "new", to: "open", message: "Yes.", reasonKind: null, reviewOn: null };
    await moveIdea(as(who.pia), moved, { ...move, id: newId(monday) });
    const gone = newId(monday);
    const outcomes = await answerTogether(as(who.pia), { ideas: chosen(moved, own, gone, last), ...opening });
    expect(outcomes.map(({ problem }) => problem)).toEqual(["moved_meanwhile", "own_idea", "not_found", null]);
  });

  it("without a stage is a word to each, once however often it is sent", async () => {
    const a = await proposed(who.ann, "A lamp");
    const batch = { ideas: chosen(a), ...opening, to: "", message: "Which lamp, {name}?" };
    await answerTogether(as(who.pia), batch);
    await answerTogether(as(who.pia), batch);
    const talk = await talkOf(as(who.ann), a);
    expect(talk.threads).toHaveLength(1);
    expect(talk.threads[0]?.html).toContain(`Which lamp, ${who.ann.name}?`);
  });

  it("offers only stages that all of them can go to, and leaves out what one may not see or steer", async () => {
    const [fresh, opened] = [await proposed(who.ann, "Fresh"), await proposed(who.bob, "Opened")];
    const move = { id: newId(monday), from: "new", to: "open", message: "Yes.", reasonKind: null, reviewOn: null };
    await moveIdea(as(who.pia), opened, move);
    const batch = await batchOf(as(who.pia), [fresh, newId(monday), opened]);
    expect(batch.ideas.map(({ title }) => title)).toEqual(["Fresh", "Opened"]);
    expect(batch.steering.stages).toEqual(["developing", "evaluating", "later", "declined"]);
    await expect(batchOf(as(who.bob), [fresh])).rejects.toThrow(NotFound);
  });
});

describe("the form for several ideas", () => {
  const form = (fields: Record<string, string>, ideas: readonly string[]) => {
    const data = new FormData();
    for (const idea of ideas) {
      data.append("idea", idea);
      data.append(`id.${idea}`, newId(monday));
      data.append(`from.${idea}`, "new");
    }
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const ids = (count: number) => Array.from({ length: count }, () => newId(monday));

  it("asks for what the move of one asks for", () => {
    const refusal = { to: "declined", message: " ", reasonKind: "", reviewOn: "" };
    expect(() => batchIn(form(refusal, ids(2)))).toThrow(Invalid);
    expect(() => batchIn(form({ to: "", message: "" }, ids(2)))).toThrow(Invalid);
    const batch = batchIn(form({ ...refusal, message: "No.", reasonKind: "too_costly" }, ids(2)));
    expect(batch).toMatchObject({ to: "declined", message: "No.", reasonKind: "too_costly", reviewOn: null });
    expect(batch.ideas).toHaveLength(2);
  });

  it("takes a bounded number, and nothing that no page sends", () => {
    expect(() => batchIn(form({ to: "", message: "Hm." }, ids(mostTogether + 1)))).toThrow(Malformed);
    expect(() => batchIn(form({ to: "", message: "Hm." }, []))).toThrow(Malformed);
    expect(() => batchIn(form({ to: "", message: "Hm." }, ["no-id"]))).toThrow(Malformed);
  });
});
