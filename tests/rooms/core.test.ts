import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { comments } from "../../db/schema/discussion.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { boardAfterAll, emptyBoard, notesIn } from "../../app/features/rooms/board.ts";
import { replaceHost } from "../../app/features/rooms/entering.server.ts";
import { harvest } from "../../app/features/rooms/harvest.server.ts";
import { roomEventsAfter } from "../../app/features/rooms/queries.server.ts";
import { keepText } from "../../app/features/rooms/together.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { writer } from "../cowriting/support.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";
import { roomOn } from "./support.ts";

const minute = 60_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>> & { cara: SignedIn };
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = { ...(await people(rig, where)), cara: await member(rig, await person(rig, "cara"), where) };
  idea = newId(start);
  await submitIdea(contextFor(rig, who.ann), where, {
    id: idea,
    title: "A stand that holds on a slope",
    problem: "It tips.",
    forWhom: "Riders.",
    solution: "A wider foot.",
  });
});

const refusal = (code: string) => expect.objectContaining({ code });

describe("a room by the core flow", () => {
  it("frames, writes unseen, shows, sorts, votes, discusses, decides, and gives its work to the idea", async () => {
    const room = await roomOn(rig, where, who.pia, { idea });
    await room.enter(who.pia, who.bob, who.cara);
    expect((await room.seenBy(who.bob)).board).toMatchObject({ state: "lobby", phase: -1 });

    await room.next();
    await room.pass(3 * minute + 2_000);
    expect((await room.seenBy(who.bob)).board).toMatchObject({ state: "running", phase: 1 });

    const feet = await room.note(who.bob, "Two feet that fold apart");
    const click = await room.note(who.cara, "A click that one hears", true);
    const seen = await room.seenBy(who.bob);
    expect(seen.board.notes).toEqual({});
    expect(seen.hand?.notes).toMatchObject([{ id: feet, body: "Two feet that fold apart", isMine: true }]);

    await room.pass(8 * minute + 2_000);
    const shown = await room.seenBy(who.pia);
    expect(Object.keys(shown.board.notes).toSorted()).toEqual([feet, click].toSorted());
    expect(Object.values(shown.board.notes).map(({ by }) => by)).toEqual([null, null]);
    expect((await room.seenBy(who.bob)).hand?.mine).toEqual([feet]);

    const cluster = newId(start);
    await room.act(who.cara, { do: "cluster.make", cluster, name: "Feet", notes: [feet] });
    await room.act(who.bob, { do: "note.move", note: click, to: cluster });
    await room.act(who.bob, { do: "note.move", note: click, to: null });
    await room.pass(10 * minute + 2_000);

    await room.act(who.bob, { do: "votes.place", votes: { [cluster]: 2, [click]: 1 } });
    await room.act(who.cara, { do: "votes.place", votes: { [cluster]: 2 } });
    await expect(room.act(who.cara, { do: "votes.place", votes: { [cluster]: 3 } })).rejects.toEqual(
      refusal("invalid"),
    );
    expect((await room.seenBy(who.cara)).board.counts).toEqual([]);
    await room.pass(4 * minute + 2_000);
    expect((await room.seenBy(who.pia)).board.counts).toMatchObject([
      { totals: { [cluster]: 4, [click]: 1 }, voters: 2 },
    ]);

    // The host ends the discussion.
    await room.pass(20 * minute - 1);
    expect((await room.seenBy(who.pia)).board.phase).toBe(4);
    await room.act(who.pia, { do: "becoming.set", subject: cluster, becomes: "idea" });
    await room.act(who.pia, { do: "becoming.set", subject: click, becomes: "comment" });
    await room.next();
    const bob = await writer(rig, idea, who.bob, { now: room.clock.now });
    await bob.edit("solution", 0, bob.text().length, "Two feet, each finding its ground.");
    await room.next();
    await keepText(rig, room.id, room.clock.now);
    const proposal = newId(start);
    await room.act(who.pia, { do: "proposal.make", proposal, body: "We build two feet." });
    await expect(room.act(who.bob, { do: "stance.take", proposal, stance: "object", reason: "" })).rejects.toEqual(
      refusal("invalid"),
    );
    await room.act(who.bob, { do: "stance.take", proposal, stance: "object", reason: "Too heavy" });
    await room.act(who.cara, { do: "stance.take", proposal, stance: "consent", reason: "" });
    await room.pass(5 * minute + 2_000);

    const { board } = await room.seenBy(who.bob);
    expect(board).toMatchObject({ state: "closed", end: "over" });
    // Each author chose: the one is named now, the other not.
    expect(board.notes[feet]?.by).toBe(who.bob.id);
    expect(board.notes[click]?.by).toBeNull();

    await harvest(rig, room.id, room.clock.now);
    await harvest(rig, room.id, room.clock.now);
    const [born] = await rig.db.read.select().from(ideas).where(eq(ideas.id, cluster));
    expect(born).toMatchObject({
      title: "Feet",
      author: who.bob.id,
      stage: "new",
      solution: "- Two feet that fold apart",
    });
    const [written] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea));
    expect(written).toMatchObject({ version: 2, solution: "Two feet, each finding its ground." });
    const said = await rig.db.read.select().from(comments).where(eq(comments.idea, idea));
    // Sealed: the host brings it.
    expect(said).toMatchObject([{ id: click, author: who.pia.id, source: "A click that one hears" }]);
    const given = await rig.db.read.select().from(events).where(eq(events.kind, "room.contributed"));
    expect(given.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ member: who.bob.id, notes: 1, sorted: 3, weighed: 2, hosted: false, idea }),
        expect.objectContaining({ member: who.cara.id, notes: 1, sorted: 1, weighed: 2 }),
        expect.objectContaining({ member: who.pia.id, hosted: true }),
      ]),
    );
  });

  it("comes to the same board when its log is replayed, and numbers it without gaps", async () => {
    const room = await roomOn(rig, where, who.pia, { template: "crazy_eights" });
    await room.enter(who.pia, who.bob);
    await room.next();
    for (let phase = 0; phase < 9; phase++) {
      await room.next();
      if (phase < 8) await room.note(who.bob, `Note ${phase}`);
    }
    const log = await roomEventsAfter(rig.db.read, room.id, 0);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
    const { board, room: row } = await room.whole();
    expect(boardAfterAll(emptyBoard(who.pia.id), log)).toEqual(board);
    expect(row.seq).toBe(log.length);
    expect(notesIn(board, null)).toHaveLength(8);
  });
});

describe("the clock of a room", () => {
  it("takes what was sent two seconds late, and no later; and what was meant for another phase never", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    await room.next();
    await room.pass(3 * minute + 2_000);
    room.clock.now += 8 * minute + 2_000;
    await room.note(who.bob, "Just in time");
    room.clock.now += 1;
    await expect(room.note(who.bob, "Too late")).rejects.toEqual(refusal("phase_over"));
    await room.pass(0);
    expect(Object.values((await room.seenBy(who.bob)).words)).toContain("Just in time");
    const late = { do: "note.write", note: timelessId(), body: "Late", isSealed: false, cluster: null } as const;
    await expect(room.act(who.bob, late, { phase: 1 })).rejects.toEqual(refusal("phase_over"));
  });

  it("stands still in a pause, goes on where it stood, and can be given more time", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia);
    await room.next();
    await room.pass(minute);
    await room.act(who.pia, { do: "clock.pause" });
    await room.pass(10 * minute);
    expect((await room.seenBy(who.pia)).board).toMatchObject({ phase: 0, deadline: null, pausedLeft: 2 * minute });
    await room.act(who.pia, { do: "clock.extend", minutes: 1 });
    await room.act(who.pia, { do: "clock.resume" });
    await room.pass(3 * minute + 1_999);
    expect((await room.seenBy(who.pia)).board.phase).toBe(0);
    await room.pass(1);
    expect((await room.seenBy(who.pia)).board.phase).toBe(1);
  });

  it("begins the next phase once, however many look at it at the same moment", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia);
    await room.next();
    room.clock.now += 3 * minute + 2_000;
    await Promise.all([room.pass(0), room.pass(0), room.pass(0), room.pass(0)]);
    const begun = (await roomEventsAfter(rig.db.read, room.id, 0)).filter(({ kind }) => kind === "phase_began");
    expect(begun.map(({ payload }) => "phase" in payload && payload.phase)).toEqual([0, 1]);
  });

  it("closes a room in which nothing happens for a quarter of an hour, but not in the middle of a phase", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia);
    await room.pass(15 * minute - 1);
    expect((await room.seenBy(who.pia)).board.state).toBe("lobby");
    await room.pass(1);
    expect((await room.seenBy(who.pia)).board).toMatchObject({ state: "closed", end: "never_began" });

    const long = await roomOn(rig, where, who.pia, { template: "core" });
    await long.plan((await long.phases()).map((phase) => ({ ...phase, seconds: 3_600, advance: "host" })));
    await long.enter(who.pia);
    await long.next();
    await long.pass(75 * minute - 1);
    expect((await long.seenBy(who.pia)).board.state).toBe("running");
    await long.pass(1);
    expect((await long.seenBy(who.pia)).board).toMatchObject({ state: "closed", end: "idle" });
  });

  it("ends a phase early when everybody who is there is done, where the plan says so", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.plan((await room.phases()).map((phase) => ({ ...phase, advance: "all_ready" })));
    await room.enter(who.pia, who.bob);
    await room.next();
    await room.next();
    await room.act(who.bob, { do: "done.say", isDone: true });
    expect((await room.seenBy(who.bob)).board).toMatchObject({ phase: 1, done: [who.bob.id] });
    await room.act(who.pia, { do: "done.say", isDone: true });
    expect((await room.seenBy(who.bob)).board).toMatchObject({ phase: 2, done: [] });
  });
});

describe("the people of a room", () => {
  it("does an act once, however often it is sent", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    await room.next();
    const message = newId(start);
    const sent = newId(start);
    const say = { do: "talk.say", message, body: "Hello" } as const;
    await room.act(who.bob, say, { sent });
    await room.act(who.bob, say, { sent });
    await room.act(who.bob, { do: "talk.react", message, sign: "agree", isOn: true }, { sent });
    const { board } = await room.seenBy(who.bob);
    expect(Object.values(board.talk)).toMatchObject([{ id: message, by: who.bob.id, reactions: {} }]);
  });

  it("lets whoever finds no free place look on, and takes part in what others do not", async () => {
    const room = await roomOn(rig, where, who.pia, { most: 2 });
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    expect((await room.seenBy(who.bob)).board.people[who.cara.id]).toBe("viewer");
    const say = { do: "talk.say", message: newId(start), body: "Hello" } as const;
    await expect(room.act(who.cara, say)).rejects.toEqual(refusal("only_looking_on"));
    await expect(room.act(who.bob, { do: "phase.next" })).rejects.toEqual(refusal("host_only"));
    await room.act(who.pia, { do: "role.give", member: who.cara.id, role: "member" });
    await room.act(who.cara, say);
  });

  it("sends somebody out at once and for good", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    await room.next();
    await room.act(who.pia, { do: "member.block", member: who.bob.id });
    await expect(room.seenBy(who.bob)).rejects.toEqual(refusal("not_found"));
    await expect(room.enter(who.bob)).rejects.toEqual(refusal("not_found"));
  });

  it("does not exist for whoever was not invited", async () => {
    const room = await roomOn(rig, where, who.pia, { audience: "invited", invited: [who.bob.handle] });
    await room.enter(who.pia, who.bob);
    await expect(room.enter(who.cara)).rejects.toEqual(refusal("not_found"));
  });

  it("goes to the next who may lead when the host is away", async () => {
    const room = await roomOn(rig, where, who.pia);
    const paul = await person(rig, "paul");
    await room.enter(who.pia, who.bob, paul);
    await room.act(who.pia, { do: "role.give", member: paul.id, role: "cohost" });
    await replaceHost(rig.db, room.id, room.clock.now + 1_000);
    expect((await room.whole()).board.host).toBe(who.pia.id);
    room.clock.now += 9_000;
    await room.enter(who.bob, paul);
    await replaceHost(rig.db, room.id, room.clock.now);
    const { board } = await room.whole();
    expect(board).toMatchObject({ host: paul.id, people: { [who.pia.id]: "cohost", [paul.id]: "host" } });
    expect(await rig.db.read.$count(ideaAuthors, and(eq(ideaAuthors.idea, idea)))).toBe(0);
  });
});
