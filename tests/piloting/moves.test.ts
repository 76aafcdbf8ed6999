import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas, ideaStages } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import type { MoveInput } from "../../app/features/piloting/inputs.ts";
import { answersOf, steeringOf } from "../../app/features/piloting/queries.server.ts";
import { undoMilliseconds } from "../../app/features/piloting/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { spaceSeenBy } from "../../app/features/spaces/queries.server.ts";
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

const minute = 60_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let pro: SignedIn;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  pro = await member(rig, await person(rig, "pro", { affiliation: "employee" }), where, { product: true });
  idea = await proposedBy(who.ann);
});

async function proposedBy(author: SignedIn): Promise<string> {
  const id = newId(start);
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author), where, { id, ...texts });
  return id;
}

const input = (from: string, to: string, change: Partial<MoveInput> = {}): MoveInput => ({
  id: newId(start),
  from,
  to,
  message: "Because *so*.",
  reasonKind: null,
  reviewOn: null,
  ...change,
});

const move = (actor: Actor, from: string, to: string, change: Partial<MoveInput> = {}, at = start + minute) =>
  moveIdea({ ...visiting(rig), actor, now: at }, idea, input(from, to, change));

async function state() {
  const [row] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea));
  const path = await rig.db.read
    .select()
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(asc(ideaStages.position));
  return {
    stage: row?.stage,
    since: row?.stageSince,
    path: path.map((step) => [step.position, step.stage, step.enteredAt]),
  };
}

async function told(kind: string) {
  return rig.db.read.select().from(events).where(eq(events.kind, kind));
}

describe("moving an idea", () => {
  it("changes its stage, its path and the log together, and shows the signed answer", async () => {
    const id = await move(who.pia, "new", "open");
    expect(await state()).toEqual({
      stage: "open",
      since: start + minute,
      path: [
        [0, "new", start],
        [1, "open", start + minute],
      ],
    });
    expect(await told("idea.moved")).toMatchObject([
      {
        actor: who.pia.id,
        space: where,
        subject: `idea:${idea}`,
        payload: { move: id, from: "new", to: "open", signsAs: "pilot", reasonKind: null, reviewOn: null },
      },
    ]);
    expect(await answersOf(visiting(rig), idea)).toMatchObject([
      {
        id,
        to: "open",
        html: "<p>Because <em>so</em>.</p>",
        by: { name: "Pia", affiliation: "employee" },
        signsAs: "pilot",
      },
    ]);
  });

  it("is one move however often the form is sent", async () => {
    const once = input("new", "open");
    const ctx = contextFor(rig, who.pia);
    await moveIdea(ctx, idea, once);
    await moveIdea(ctx, idea, once);
    expect(await told("idea.moved")).toHaveLength(1);
    expect((await state()).path).toHaveLength(2);
  });

  it("belongs to those whom the table names", async () => {
    await expect(move(who.bob, "new", "open")).rejects.toMatchObject({ status: 403 });
    await expect(move(visiting(rig).actor, "new", "open")).rejects.toMatchObject({ status: 401 });
    await expect(move(pro, "new", "open")).rejects.toMatchObject({ code: "only_pilot" });
    await move(who.pia, "new", "evaluating");
    await move(pro, "evaluating", "adopted");
    await expect(move(who.pia, "adopted", "building")).rejects.toMatchObject({ code: "only_product" });
    await move(pro, "adopted", "building");
    expect((await state()).stage).toBe("building");
  });

  it("is refused to the one who wrote the idea, and an admin stands in when nobody is left", async () => {
    const ada = await person(rig, "ada", { admin: true });
    await expect(move(ada, "new", "open")).rejects.toMatchObject({ status: 403 });
    idea = await proposedBy(who.pia);
    await expect(move(who.pia, "new", "open")).rejects.toMatchObject({ code: "own_idea" });
    await move(ada, "new", "open");
    expect(await answersOf(visiting(rig), idea)).toMatchObject([{ signsAs: "admin", by: { name: "Ada" } }]);
  });

  it("is refused to whoever accepted to write with its author, and to nobody who was only asked", async () => {
    const about = { idea, member: who.pia.id, invitedBy: who.ann.id, affiliation: "employee" as const, at: start };
    await rig.db.transaction((tx) => tx.insert(ideaAuthors).values({ ...about, state: "invited" }));
    await move(who.pia, "new", "open");
    await rig.db.transaction((tx) => tx.update(ideaAuthors).set({ state: "accepted" }));
    await expect(move(who.pia, "open", "developing")).rejects.toMatchObject({ code: "own_idea" });
  });

  it("tells who is slower that it stands elsewhere now", async () => {
    await move(who.pia, "new", "open");
    const paul = await member(rig, await person(rig, "paul"), where, { pilot: true });
    await expect(move(paul, "new", "declined", { reasonKind: "not_for_us" })).rejects.toMatchObject({
      status: 409,
      code: "moved_meanwhile",
    });
    expect((await state()).stage).toBe("open");
  });

  it("takes no step that the table does not have", async () => {
    await expect(move(who.pia, "new", "shipped")).rejects.toMatchObject({ code: "no_such_move" });
    await expect(move(who.pia, "new", "merged")).rejects.toMatchObject({ code: "no_such_move" });
    await expect(move(who.pia, "new", "nowhere")).rejects.toMatchObject({ code: "no_such_move" });
    expect(await told("idea.moved")).toEqual([]);
  });

  it("leaves a hidden idea where it is", async () => {
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, idea)));
    await expect(move(who.pia, "new", "open")).rejects.toMatchObject({ code: "idea_not_visible" });
  });

  it("does not exist for whoever cannot see the space", async () => {
    const other = await space(rig, { name: "Secret", slug: "secret", visibility: "private" });
    const pilot = await member(rig, await person(rig, "paul"), other.id, { pilot: true });
    where = other.id;
    idea = await proposedBy(pilot);
    await expect(move(who.pia, "new", "open")).rejects.toMatchObject({ status: 404 });
  });
});

describe("putting an idea off", () => {
  it("asks for a day to come, and goes back to where it was", async () => {
    await expect(move(who.pia, "new", "later", { reviewOn: "2026-03-02" })).rejects.toMatchObject({
      fields: { reviewOn: "review_passed" },
    });
    await move(who.pia, "new", "developing");
    await move(who.pia, "developing", "later", { reviewOn: "2026-09-01" }, start + 2 * minute);
    await move(who.pia, "later", "later", { reviewOn: "2026-10-01" }, start + 3 * minute);
    expect(await state()).toMatchObject({ stage: "later", since: start + 2 * minute });
    expect((await state()).path).toHaveLength(3);
    expect(await answersOf(visiting(rig), idea)).toMatchObject([
      { reviewOn: "2026-10-01" },
      { reviewOn: "2026-09-01" },
      { to: "developing" },
    ]);
    await expect(move(who.pia, "later", "open")).rejects.toMatchObject({ code: "no_such_move" });
    await move(who.pia, "later", "developing", {}, start + 4 * minute);
    expect((await state()).stage).toBe("developing");
  });
});

describe("taking a move back", () => {
  const undo = (actor: Actor, id: string, at = start + 2 * minute) =>
    undoMove({ ...visiting(rig), actor, now: at }, idea, id);

  it("brings stage, since and path back, and the answer goes", async () => {
    const before = await state();
    const id = await move(who.pia, "new", "open");
    await undo(who.pia, id);
    await undo(who.pia, id);
    expect(await state()).toEqual(before);
    expect(await answersOf(visiting(rig), idea)).toEqual([]);
    expect(await told("idea.move_undone")).toMatchObject([{ payload: { move: id, from: "open", to: "new" } }]);
    const again = await move(who.pia, "new", "declined", { reasonKind: "too_costly" }, start + 3 * minute);
    expect(await answersOf(visiting(rig), idea)).toMatchObject([{ id: again, reasonKind: "too_costly" }]);
  });

  it("brings the earlier date back without touching the path", async () => {
    await move(who.pia, "new", "later", { reviewOn: "2026-09-01" });
    const before = await state();
    const id = await move(who.pia, "later", "later", { reviewOn: "2026-10-01" }, start + 2 * minute);
    await undo(who.pia, id, start + 3 * minute);
    expect(await state()).toEqual(before);
    expect(await answersOf(visiting(rig), idea)).toMatchObject([{ reviewOn: "2026-09-01" }]);
  });

  it("is for the mover alone, and over after ten minutes", async () => {
    const id = await move(who.pia, "new", "open");
    await expect(undo(pro, id)).rejects.toMatchObject({ status: 403 });
    await expect(undo(who.pia, id, start + minute + undoMilliseconds)).rejects.toMatchObject({
      code: "move_undo_too_late",
    });
  });

  it.each([
    ["signalled", () => castSignal(contextFor(rig, who.bob, { now: start + 2 * minute }), { idea, kind: "support" })],
    [
      "commented",
      () =>
        postComment(contextFor(rig, who.ann, { now: start + 2 * minute }), idea, {
          id: newId(start),
          kind: "remark",
          body: "Thank you.",
        }),
    ],
    ["moved it on", () => move(pro, "evaluating", "adopted", {}, start + 2 * minute)],
  ])("is over once somebody else has %s", async (_what, act) => {
    const id = await move(who.pia, "new", "evaluating");
    await act();
    await expect(undo(who.pia, id, start + 3 * minute)).rejects.toMatchObject({ code: "move_overtaken" });
    expect((await rig.db.read.select().from(stageMoves).where(eq(stageMoves.id, id)))[0]?.undoneAt).toBeNull();
  });

  it("is still there when only the mover has commented", async () => {
    const id = await move(who.pia, "new", "open");
    await postComment(contextFor(rig, who.pia, { now: start + 2 * minute }), idea, {
      id: newId(start),
      kind: "remark",
      body: "I mean it.",
    });
    await undo(who.pia, id, start + 3 * minute);
    expect((await state()).stage).toBe("new");
  });
});

describe("what the page offers", () => {
  async function offered(actor: Actor, at = start) {
    const ctx = { ...visiting(rig), actor, now: at };
    const [row] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea));
    if (!row) throw new Error("The idea is gone.");
    return steeringOf(ctx, row, await spaceSeenBy(rig.db.read, actor, where));
  }

  it("is nothing for members, the table for pilots, and a reason for authors", async () => {
    expect(await offered(who.bob)).toBeNull();
    expect(await offered(visiting(rig).actor)).toBeNull();
    expect((await offered(who.pia))?.stages).toEqual(["open", "developing", "evaluating", "later", "declined"]);
    expect(await offered(pro)).toMatchObject({ stages: [], closed: "nothing_open" });
    idea = await proposedBy(who.pia);
    expect(await offered(who.pia)).toMatchObject({ stages: [], closed: "own_idea" });
  });

  it("holds the way back for ten minutes, for the mover", async () => {
    const id = await move(who.pia, "new", "open");
    expect((await offered(who.pia, start + 2 * minute))?.undo).toEqual({
      move: id,
      to: "open",
      toExtra: null,
      until: start + minute + undoMilliseconds,
    });
    expect((await offered(pro, start + 2 * minute))?.undo).toBeNull();
    expect((await offered(who.pia, start + minute + undoMilliseconds))?.undo).toBeNull();
  });
});
