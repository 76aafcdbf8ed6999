/** What a room refuses: ids of other things, more than anybody can read; and what it keeps once. */
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { type PhaseKind, roomNotes, roomWords } from "../../db/schema/rooms.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { tick } from "../../app/features/rooms/entering.server.ts";
import { proceed } from "../../app/features/rooms/proceeding.server.ts";
import { peopleHere } from "../../app/features/rooms/queries.server.ts";
import { mostClusters, mostNotesInPhase } from "../../app/features/rooms/rules.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space, start } from "../support/database.ts";
import { roomOn } from "./support.ts";

const texts = { title: "A stand that holds", problem: "It tips.", forWhom: "Riders.", solution: "A wider foot." };

let rig: Rig;
let who: Awaited<ReturnType<typeof people>>;
let where: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

/** A room in the first of these phases, which only the host ends. */
async function roomIn(...kinds: PhaseKind[]) {
  const room = await roomOn(rig, where, who.pia);
  await room.enter(who.pia, who.ann, who.bob);
  await room.plan(kinds.map((kind) => ({ ...usualPhase(kind), advance: "host" })));
  await room.next();
  return room;
}

const refused = (code: string) => expect.objectContaining({ code });

describe("the id of something new", () => {
  it("is refused where anything else bears it: on the board, in another room, an idea, a draft, a comment", async () => {
    const room = await roomIn("cluster");
    const other = await roomIn("cluster");
    const note = await room.note(who.bob, "Two feet");
    const elsewhere = await other.note(who.bob, "A click");
    const cluster = timelessId();
    await room.act(who.bob, { do: "cluster.make", cluster, name: "Feet", notes: [] });
    const message = newId(start);
    await room.act(who.bob, { do: "talk.say", message, body: "Hello" });
    const idea = newId(start);
    await submitIdea(contextFor(rig, who.ann), where, { id: idea, ...texts });
    const draft = newId(start);
    await saveDraft(contextFor(rig, who.bob), where, { id: draft, ...texts });
    const comment = await postComment(contextFor(rig, who.ann), idea, {
      id: newId(start),
      kind: "remark",
      body: "Yes.",
    });
    const refusal = refused("invalid");
    for (const id of [cluster, message, elsewhere, room.id, other.id, idea, draft, comment]) {
      const write = { do: "note.write", note: id, body: "Mine", isSealed: false, cluster: null } as const;
      await expect(room.act(who.bob, write)).rejects.toEqual(refusal);
      await expect(room.act(who.bob, { do: "note.from", note: id, message })).rejects.toEqual(refusal);
      if (id !== cluster) {
        const made = room.act(who.bob, { do: "cluster.make", cluster: id, name: "Mine", notes: [] });
        await expect(made).rejects.toEqual(refusal);
      }
    }
    await expect(room.act(who.bob, { do: "talk.say", message: note, body: "Hello" })).rejects.toEqual(refusal);
    // The same thing sent again is no other thing.
    await room.act(who.bob, { do: "cluster.make", cluster, name: "Feet", notes: [] });
    expect(Object.keys((await room.whole()).board.notes)).toEqual([note]);
    expect(await rig.db.read.$count(ideas, eq(ideas.id, draft))).toBe(1);
    expect(await rig.db.read.$count(comments)).toBe(1);
  });
});

describe("a room that is full", () => {
  it("says so to whoever writes more notes in a phase, makes more clusters or says more than anybody reads", async () => {
    const room = await roomIn("cluster");
    await proceed(rig.db, room.id, room.clock.now, async ({ tx, room: { id }, happen, say }) => {
      const words = await say(who.bob.id, "Two feet");
      const note = { room: id, author: who.bob.id, phase: 0, words, isSealed: false, at: start, shownAt: start };
      const notes = Array.from({ length: mostNotesInPhase }, () => ({ ...note, id: timelessId() }));
      await tx.insert(roomNotes).values(notes);
      for (let count = 1; count < mostClusters; count++) {
        happen("cluster_made", { cluster: timelessId(), words, notes: [] }, who.bob.id);
      }
    });
    await expect(room.note(who.bob, "One more")).rejects.toEqual(refused("notes_enough_now"));
    await room.note(who.ann, "Of somebody else");
    const make = () => room.act(who.bob, { do: "cluster.make", cluster: timelessId(), name: "Feet", notes: [] });
    await make();
    await expect(make()).rejects.toEqual(refused("clusters_enough"));
    const say = () => room.act(who.bob, { do: "talk.say", message: timelessId(), body: "Hello" });
    for (let count = 0; count < 20; count++) await say();
    await expect(say()).rejects.toEqual(refused("talk_too_fast"));
    room.clock.now += 60_001;
    await say();
  });

  it("keeps one state of a common text for each minute in which one person writes on it", async () => {
    const room = await roomIn("cowrite");
    const write = (by: typeof who.bob, body: string) => room.act(by, { do: "draft.write", body });
    await write(who.bob, "Two");
    await write(who.bob, "Two feet");
    await write(who.ann, "Two feet of rubber");
    await write(who.bob, "Two feet");
    room.clock.now += 60_001;
    await write(who.bob, "Two feet again");
    const kept = await rig.db.read.select({ body: roomWords.body }).from(roomWords).where(eq(roomWords.room, room.id));
    expect(kept.map(({ body }) => body).toSorted()).toEqual(
      ["Two feet", "Two feet", "Two feet again", "Two feet of rubber"].toSorted(),
    );
  });
});

describe("a phase that ends when all are done", () => {
  async function almostDone() {
    const room = await roomIn("frame", "reveal");
    const plan = await room.phases();
    const other = await roomOn(rig, where, who.pia);
    await other.plan(plan.map((phase) => ({ ...phase, advance: "all_ready" })));
    await other.enter(who.pia, who.ann, who.bob);
    await other.next();
    for (const each of [who.pia, who.ann]) await other.act(each, { do: "done.say", isDone: true });
    expect((await other.whole()).board.phase).toBe(0);
    return other;
  }

  it("ends when the last one who is not is sent out", async () => {
    const room = await almostDone();
    await room.act(who.pia, { do: "member.block", member: who.bob.id });
    expect((await room.whole()).board.phase).toBe(1);
  });

  it("ends when the last one who is not only looks on", async () => {
    const room = await almostDone();
    await room.act(who.pia, { do: "role.give", member: who.bob.id, role: "viewer" });
    expect((await room.whole()).board.phase).toBe(1);
  });

  it("ends when the last one who is not has left, and not while nobody is there", async () => {
    const room = await almostDone();
    room.clock.now += 9_000;
    await tick(rig.db, room.id, room.clock.now);
    expect((await room.whole()).board.phase).toBe(0);
    await room.enter(who.pia, who.ann);
    expect(await peopleHere(rig.db.read, room.id, room.clock.now)).toHaveLength(2);
    await tick(rig.db, room.id, room.clock.now);
    expect((await room.whole()).board.phase).toBe(1);
  });
});
