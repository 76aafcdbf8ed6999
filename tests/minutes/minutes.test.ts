/** What a room leaves behind: its minutes, its replay, and both without the names that stay sealed. */
import fc from "fast-check";
import { Marked } from "marked";
import { beforeAll, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { roomPeople, roomWords } from "../../db/schema/rooms.ts";
import { markdownOf } from "../../app/features/minutes/markdown.server.ts";
import { minutesOf, minutesSeenBy, replayOf } from "../../app/features/minutes/queries.server.ts";
import { escaped, escapedLine, ranFor } from "../../app/features/minutes/rules.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { harvest } from "../../app/features/rooms/harvest.server.ts";
import { type RoomEvent } from "../../app/features/rooms/board.ts";
import { boardSeen } from "../../app/features/rooms/rules.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { timelessId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";
import { roomOn } from "../rooms/support.ts";

type Room = Awaited<ReturnType<typeof roomOn>>;

let rig: Rig;
let room: Room;
let who: Awaited<ReturnType<typeof people>> & { cleo: SignedIn };
let notes: { open: string; sealed: string; late: string };

/** One room that has gone through everything; `cleo` wrote nothing but one note, without her name. */
beforeAll(async () => {
  rig = await freshDatabase();
  const { id } = await space(rig);
  const some = await people(rig, id);
  who = { ...some, cleo: await member(rig, await person(rig, "cleo", { affiliation: "partner" }), id) };
  const { ann, bob, pia, cleo } = who;
  room = await roomOn(rig, id, pia, { title: "Stands *that* hold", question: "How?\n# Why?" });
  await room.enter(pia, ann, bob, cleo);
  const kinds = ["frame", "write", "cluster", "dots", "discuss", "cowrite", "decide"] as const;
  await room.plan(kinds.map(usualPhase));
  await room.next();
  room.clock.now += 120_000;
  await room.next();
  const open = await room.note(ann, "Two feet [link](https://evil.example)");
  const sealed = await room.note(cleo, "My boss says no", true);
  room.clock.now += 60_000;
  await room.next();
  const late = await room.note(bob, "Rubber", true);
  notes = { open, sealed, late };
  const cluster = timelessId();
  await room.act(bob, { do: "cluster.make", cluster, name: "Feet", notes: [open, sealed] });
  await room.act(bob, { do: "note.move", note: late, to: cluster });
  await room.next();
  await room.act(ann, { do: "votes.place", votes: { [cluster]: 2 } });
  await room.next();
  await room.act(ann, { do: "talk.say", message: timelessId(), body: "Who pays for it?" });
  await room.act(ann, { do: "talk.say", message: timelessId(), body: "I see." });
  await room.act(pia, { do: "becoming.set", subject: open, becomes: "idea" });
  await room.next();
  await room.act(bob, { do: "draft.write", body: "Two feet, apart." });
  await room.next();
  const proposal = timelessId();
  await room.act(ann, { do: "proposal.make", proposal, body: "Build it" });
  await room.act(bob, { do: "stance.take", proposal, stance: "object", reason: "Too heavy" });
  await room.act(pia, { do: "stance.take", proposal, stance: "consent", reason: "" });
  await room.act(pia, { do: "room.close" });
  await room.act(bob, { do: "useful.say", wasUseful: true });
  await harvest(rig, room.id, room.clock.now);
});

async function minutesFor(actor: Actor) {
  const now = actor.kind === "member" ? await actorNow(rig, actor.id) : actor;
  const ctx = contextFor(rig, now, { now: room.clock.now });
  const seen = await minutesSeenBy(ctx, room.id);
  return { ctx, seen, minutes: await minutesOf(ctx, seen) };
}

describe("minutes", () => {
  it("tell who was there, how the time went, and what came of it", async () => {
    const { minutes } = await minutesFor(who.ann);
    expect(minutes.people.map(({ name, affiliation }) => [name, affiliation])).toEqual([
      ["Pia", "employee"],
      ["Ann", "customer"],
      ["Bob", "customer"],
      ["Cleo", "partner"],
    ]);
    expect(minutes.phases.slice(0, 3).map(({ kind, ran }) => [kind, ran])).toEqual([
      ["frame", 120_000],
      ["write", 60_000],
      ["cluster", 0],
    ]);
    expect(minutes.votes).toEqual([{ ballot: "dots", voters: 1, results: [{ subject: "Feet", total: 2 }] }]);
    expect(minutes.questions.map(({ body }) => body)).toEqual(["Who pays for it?"]);
    expect(minutes.proposals).toMatchObject([
      { body: "Build it", consents: 1, passes: 0, objections: [{ by: { name: "Bob" }, reason: "Too heavy" }] },
    ]);
    expect(minutes.draft).toMatchObject({ body: "Two feet, apart.", by: [{ name: "Bob" }], became: null });
  });

  it("lead to what a note became", async () => {
    const { minutes } = await minutesFor(who.ann);
    const became = minutes.parts.flatMap(({ notes }) => notes).find(({ id }) => id === notes.open)?.became;
    expect(became).toEqual({ as: "idea", path: expect.stringContaining(`/ideas/${notes.open}`) as string });
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, notes.open)));
    const { minutes: later } = await minutesFor(who.bob);
    expect(later.parts.flatMap(({ notes }) => notes).find(({ id }) => id === notes.open)?.became?.path).toBeNull();
  });

  it("say how useful it was to whoever led it, and to nobody else", async () => {
    expect((await minutesFor(who.pia)).minutes.useful).toEqual({ yes: 1, no: 0 });
    expect((await minutesFor(who.bob)).minutes.useful).toBeNull();
  });

  it("keep a sealed name from everybody but its owner, on the page, in the replay and in the text", async () => {
    const { cleo } = who;
    const mine = (await minutesFor(cleo)).minutes.parts.flatMap((part) => part.notes);
    expect(mine.find(({ id }) => id === notes.sealed)).toMatchObject({ isMine: true, by: null });
    for (const reader of [who.ann, who.bob, who.pia]) {
      const { ctx, seen, minutes } = await minutesFor(reader);
      expect(minutes.parts.flatMap((part) => part.notes)).toContainEqual(
        expect.objectContaining({ id: notes.sealed, by: null, isMine: false, isSealed: true }),
      );
      const { people: _there, ...rest } = minutes;
      expect(JSON.stringify(rest)).not.toMatch(new RegExp(`${cleo.id}|cleo`, "i"));
      const text = markdownOf(minutes, { locale: "en", origin: "https://x.example", timeZone: "UTC" });
      expect(text.match(/Cleo/g)).toEqual(["Cleo"]);
      for (let step = 0; step <= minutes.steps; step++) {
        const { board, event } = await replayOf(ctx, seen, step);
        expect(JSON.stringify(board.notes)).not.toContain(cleo.id);
        if (event?.kind !== "entered") expect(JSON.stringify(event)).not.toContain(cleo.id);
      }
    }
  });

  it("show a former member where the account is gone", async () => {
    const { id } = who.eve;
    await rig.db.transaction(async (tx) => {
      await tx.update(members).set({ name: "" }).where(eq(members.id, id));
      await tx.insert(roomPeople).values({ room: room.id, member: id, affiliation: "customer", role: "member" });
    });
    const { minutes } = await minutesFor(who.pia);
    const text = markdownOf(
      { ...minutes, people: [{ id, name: "", handle: "x", affiliation: "customer", avatar: null }] },
      { locale: "fr", origin: "", timeZone: "UTC" },
    );
    expect(text).toContain("- Ancien membre, client");
  });
});

describe("the replay", () => {
  it("comes to the board of the room, step by step without a gap", async () => {
    const { ctx, seen, minutes } = await minutesFor(who.ann);
    const { board: whole } = await room.whole();
    const last = await replayOf(ctx, seen, minutes.steps);
    expect(last.board).toEqual(boardSeen(whole));
    expect((await replayOf(ctx, seen, 1_000_000)).step).toBe(minutes.steps);
    const first = await replayOf(ctx, seen, 0);
    expect([first.event, first.board.seq, first.board.notes]).toEqual([null, 0, {}]);
    const steps = await Promise.all(Array.from({ length: minutes.steps }, (_, at) => replayOf(ctx, seen, at + 1)));
    expect(steps.map(({ event }) => event?.seq)).toEqual(steps.map((_, at) => at + 1));
  });

  it("shows names as their authors chose, also at moments when nobody saw them", async () => {
    const { ctx, seen, minutes } = await minutesFor(who.bob);
    const boards = await Promise.all(Array.from({ length: minutes.steps }, (_, at) => replayOf(ctx, seen, at)));
    const shown = boards.find(({ board }) => notes.late in board.notes);
    expect(shown?.board.state).toBe("running");
    expect(shown?.board.notes[notes.open]?.by).toBe(who.ann.id);
    expect(shown?.board.notes[notes.late]?.by).toBeNull();
  });
});

describe("equal results", () => {
  it("stand in the order of the board, whichever a database makes of them", async () => {
    const { ann, pia } = who;
    const tied = await roomOn(rig, (await room.whole()).room.space, pia);
    await tied.enter(pia, ann);
    await tied.plan(
      (["cluster", "dots", "duels"] as const).map(usualPhase).map((each) => ({ ...each, advance: "host" })),
    );
    await tied.next();
    const [first, second, third] = [
      await tied.note(ann, "First"),
      await tied.note(ann, "Second"),
      await tied.note(ann, "Third"),
    ];
    await tied.next();
    await tied.act(ann, { do: "votes.place", votes: { [third]: 1, [second]: 1, [first]: 1 } });
    await tied.next();
    await tied.act(pia, { do: "room.close" });
    const ctx = contextFor(rig, await actorNow(rig, ann.id), { now: tied.clock.now });
    const { votes, rankings } = await minutesOf(ctx, await minutesSeenBy(ctx, tied.id));
    const subjects = ["First", "Second", "Third"];
    expect(votes[0]?.results.map(({ subject }) => subject)).toEqual(subjects);
    expect(rankings[0]?.results.map(({ subject }) => subject)).toEqual(subjects);
  });
});

describe("what somebody took back", () => {
  it("is erased, and the replay shows it neither with its words nor with its author", async () => {
    const { ann, pia } = who;
    const other = await roomOn(rig, (await room.whole()).room.space, pia);
    await other.enter(pia, ann);
    await other.plan((["write", "cluster"] as const).map(usualPhase).map((phase) => ({ ...phase, advance: "host" })));
    await other.next();
    const unseen = await other.note(ann, "Unseen before");
    await other.act(ann, { do: "note.edit", note: unseen, body: "Shown after" });
    const never = await other.note(ann, "Never shown");
    await other.act(ann, { do: "note.remove", note: never });
    await other.next();
    await other.act(ann, { do: "note.edit", note: unseen, body: "Reworded" });
    const removed = await other.note(ann, "Better not");
    const between = (await other.whole()).board.seq;
    await other.act(ann, { do: "note.remove", note: removed });
    await other.act(pia, { do: "room.close" });
    const said = await rig.db.read.select().from(roomWords).where(eq(roomWords.room, other.id));
    expect(said.map(({ body }) => body)).toEqual(["Reworded"]);

    const ctx = contextFor(rig, await actorNow(rig, who.bob.id), { now: other.clock.now });
    const seen = await minutesSeenBy(ctx, other.id);
    const then = await replayOf(ctx, seen, between);
    expect(then.board.notes).toMatchObject({ [unseen]: { by: ann.id }, [removed]: { by: null } });
    const wordsOf = (note: string) => then.words[then.board.notes[note]?.words ?? ""];
    expect([wordsOf(unseen), wordsOf(removed)]).toEqual(["Reworded", undefined]);
    const { board } = await other.whole();
    const last = await replayOf(ctx, seen, board.seq);
    expect(last.board).toEqual(boardSeen(board));
    const { parts } = await minutesOf(ctx, seen);
    expect(parts.flatMap(({ notes }) => notes).map(({ body }) => body)).toEqual(["Reworded"]);
  });
});

describe("a text of people in Markdown", () => {
  const marked = new Marked({ gfm: true });
  const shown = (html: string) =>
    html
      .replace(/<\/?p>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, "&");

  it.each([
    "# Title",
    "1. one",
    "- [ ] done",
    "[a](https://b.example) ![c](d)",
    "<script>alert(1)</script>",
    "https://evil.example www.evil.example me@evil.example",
    "`code` **bold** _it_ ~~no~~ a | b",
    "=== \\ &lt; &copy;",
    "    four spaces",
  ])("stays the words that it is: %s", async (text) => {
    const html = await marked.parse(escapedLine(text));
    expect(html).toMatch(/^<p>[^]*<\/p>\s*$/);
    expect(html.replace(/<\/?p>/g, "")).not.toMatch(/<[a-z]/i);
    expect(shown(html).trim()).toBe(text.trim());
  });

  it("never becomes markup, whatever it is", async () => {
    const signs = fc.string({
      unit: fc.constantFrom(..."#*_-+=>[]()!`<>&|~\\.:/@ $12ab\n\t".split("")),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(signs, async (text) => {
        const html = await marked.parse(`- ${escapedLine(text)} *(Ann)*`);
        expect(html.replace(/<\/?(ul|li|em)>/g, "")).not.toMatch(/<[a-z]/i);
        expect(await marked.parse(escaped(text).replaceAll("\n", " "))).not.toMatch(
          /<(h\d|a|img|code|pre|ul|ol|hr|table)/,
        );
      }),
      { numRuns: 300 },
    );
  });
});

it("counts how long each phase ran, up to the next one or the closing", () => {
  const at = (seq: number, time: number, kind: string, payload: object) =>
    ({ seq, at: time, actor: "system", kind, payload }) as unknown as RoomEvent;
  const events = [
    at(1, 10, "phase_began", { phase: 0 }),
    at(2, 15, "paused", {}),
    at(3, 40, "phase_began", { phase: 1 }),
    at(4, 100, "closed", { end: "over" }),
  ];
  expect(ranFor(events)).toEqual([
    { phase: 0, beganAt: 10, ran: 30 },
    { phase: 1, beganAt: 40, ran: 60 },
  ]);
});
