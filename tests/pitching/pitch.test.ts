import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { roomPeople } from "../../db/schema/rooms.ts";
import { slideAt } from "../../app/features/pitching/rules.ts";
import { namePresenter, removeSlide } from "../../app/features/pitching/slides.server.ts";
import { slidesIn } from "../../app/features/pitching/queries.server.ts";
import { boardAfterAll, emptyBoard } from "../../app/features/rooms/board.ts";
import { holdRoom, presenterlessRooms } from "../../app/features/pitching/presence.server.ts";
import { roomEventsAfter } from "../../app/features/rooms/queries.server.ts";
import { heard } from "../../app/features/rooms/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { actorNow, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";
import { roomOn } from "../rooms/support.ts";
import { pitchOn, shortPitch } from "./support.ts";

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>> & { cara: SignedIn };

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = { ...(await people(rig, where)), cara: await member(rig, await person(rig, "cara"), where) };
});

const refusal = (code: string) => expect.objectContaining({ code });

type Pitch = Awaited<ReturnType<typeof pitchOn>>;

/** Lets seconds pass, in which everybody stays connected. */
async function pass(room: Pitch, seconds: number) {
  room.clock.now += seconds * 1_000;
  await rig.db.transaction((tx) =>
    tx.update(roomPeople).set({ seenAt: room.clock.now }).where(eq(roomPeople.room, room.id)),
  );
  await room.pass(0);
}

const shows = async (room: Pitch, actor: SignedIn) => {
  const { board, words } = await room.seenBy(actor);
  const shown = slideAt(board, room.clock.now);
  return shown && words[board.deck?.slides[shown.slide]?.id ?? ""];
};

describe("a pitch", () => {
  it("shows each slide for its seconds, to late comers too, and then the questions", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    expect((await room.seenBy(who.bob)).board.deck).toBeNull();
    await room.next();
    expect(await shows(room, who.bob)).toContain("One");
    await pass(room, 15);
    await room.enter(who.cara);
    expect(await shows(room, who.cara)).toContain("Two");
    // Nobody goes on before the time, nor back.
    await pass(room, 29);
    expect(await shows(room, who.bob)).toContain("Three");
    expect((await room.seenBy(who.bob)).board.phase).toBe(0);
    await pass(room, 3);
    expect((await room.seenBy(who.bob)).board.phase).toBe(1);
  });

  it("does not begin without all of its slides, nor without whoever presents", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    const [last] = (await slidesIn(rig.db.read, room.id)).slice(-1);
    const full = await pitchOn(rig, where, who.pia);
    await full.enter(who.bob);
    await rig.db.transaction((tx) =>
      tx.update(roomPeople).set({ role: "cohost" }).where(eq(roomPeople.member, who.bob.id)),
    );
    await full.enter(who.bob);
    await expect(full.act(who.bob, { do: "phase.next" })).rejects.toEqual(refusal("presenter_missing"));
    await removeSlide(room.at(await actorNow(rig, who.pia.id)), room.id, last?.id ?? "");
    await expect(room.next()).rejects.toEqual(refusal("slides_missing"));
    expect((await room.seenBy(who.bob)).board).toMatchObject({ state: "lobby", seq: 2 });
  });

  it("is waited for by the clock of the phase before it", async () => {
    const room = await roomOn(rig, where, who.pia, { template: "ignite" });
    const [pitch, talk] = shortPitch;
    if (!pitch || !talk) throw new Error("There is no pitch.");
    await room.plan([{ ...talk, kind: "frame", advance: "timer", seconds: 60 }, pitch, talk]);
    await room.enter(who.pia);
    await room.next();
    await room.pass(62_000);
    // The clock stands, once, and does not try again and again.
    expect((await room.seenBy(who.pia)).board).toMatchObject({ phase: 0, pausedLeft: 0, deadline: null });
    const { seq } = (await room.seenBy(who.pia)).board;
    await room.pass(10_000);
    expect((await room.seenBy(who.pia)).board.seq).toBe(seq);
  });

  it("has one length, but its clock can be stopped, and goes on where it stood", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob);
    await room.next();
    await expect(room.act(who.pia, { do: "clock.extend", minutes: 1 })).rejects.toEqual(refusal("pitch_has_its_time"));
    await pass(room, 20);
    await room.act(who.pia, { do: "clock.pause" });
    await pass(room, 600);
    expect(await shows(room, who.bob)).toContain("Two");
    await room.act(who.pia, { do: "clock.resume" });
    await pass(room, 9);
    expect(await shows(room, who.bob)).toContain("Two");
    await pass(room, 2);
    expect(await shows(room, who.bob)).toContain("Three");
  });

  it("is replayed by its log as it went", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    const question = await room.asks(who.bob, "Why three?");
    await room.act(who.cara, { do: "question.back", question, isBacked: true });
    await room.act(who.pia, { do: "room.close" });
    const { board, room: row } = await room.whole();
    const log = await roomEventsAfter(rig.db.read, room.id, 0);
    expect(boardAfterAll(emptyBoard(row.createdBy), log)).toEqual(board);
  });
});

describe("whoever presents and is lost", () => {
  it("stops the clock; after thirty seconds the host lets it go on, or ends it", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await namePresenterAs(room, who.bob);
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    room.clock.now += 9_000;
    await seen(room, who.pia);
    await seen(room, who.cara);
    expect(await presenterlessRooms(rig.db.read, room.clock.now)).toEqual([room.id]);
    await holdRoom(rig.db, room.id, room.clock.now);
    // Two servers look at the same time: it is held once.
    await holdRoom(rig.db, room.id, room.clock.now);
    const held = (await room.seenBy(who.cara)).board;
    expect(held).toMatchObject({ pausedLeft: 36_000, deadline: null, hold: room.clock.now + 30_000 });
    expect(await presenterlessRooms(rig.db.read, room.clock.now)).toEqual([]);
    await expect(room.act(who.pia, { do: "clock.resume" })).rejects.toEqual(refusal("presenter_awaited"));
    await expect(room.act(who.cara, { do: "clock.resume" })).rejects.toEqual(refusal("host_only"));
    room.clock.now += 30_000;
    await room.act(who.pia, { do: "clock.resume" });
    expect((await room.seenBy(who.cara)).board).toMatchObject({ hold: null, deadline: room.clock.now + 36_000 });
  });

  it("goes on him- or herself when back before", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await namePresenterAs(room, who.bob);
    await room.enter(who.pia, who.bob);
    await room.next();
    await expect(room.act(who.bob, { do: "clock.resume" })).rejects.toEqual(refusal("host_only"));
    room.clock.now += 9_000;
    await holdRoom(rig.db, room.id, room.clock.now);
    await room.enter(who.bob);
    await room.act(who.bob, { do: "clock.resume" });
    expect((await room.seenBy(who.bob)).board).toMatchObject({ hold: null, deadline: room.clock.now + 36_000 });
  });

  it("is nobody's loss once the last slide's time is over", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia);
    await room.next();
    room.clock.now += 46_000;
    expect(await presenterlessRooms(rig.db.read, room.clock.now)).toEqual([]);
    await holdRoom(rig.db, room.id, room.clock.now);
    expect((await room.seenBy(who.pia)).board.hold).toBeNull();
  });
});

describe("the audience", () => {
  it("asks and weighs while it listens, one vote each and none for oneself, and is answered by rank", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob, who.cara, who.ann);
    await room.next();
    const first = await room.asks(who.bob, "Why three?");
    const second = await room.asks(who.cara, "What does it cost?");
    const back = (actor: SignedIn, question: string, isBacked = true) =>
      room.act(actor, { do: "question.back", question, isBacked });
    await expect(back(who.bob, first)).rejects.toEqual(refusal("own_question"));
    await expect(back(who.pia, first)).rejects.toEqual(refusal("presenter_answers"));
    await expect(room.asks(who.pia, "Any questions?")).rejects.toEqual(refusal("presenter_answers"));
    await back(who.bob, second);
    await back(who.bob, second);
    await back(who.ann, second);
    await back(who.ann, second, false);
    await back(who.ann, second, false);
    const { board, hand } = await room.seenBy(who.bob);
    expect(board.questions).toMatchObject({ [first]: { votes: 0, by: who.bob.id }, [second]: { votes: 1 } });
    expect(hand?.questions).toEqual({ mine: [first], backed: [second] });
    await expect(room.act(who.pia, { do: "question.answer", question: second })).rejects.toEqual(
      refusal("not_in_this_phase"),
    );
    await room.next();
    await expect(back(who.ann, first)).rejects.toEqual(refusal("not_in_this_phase"));
    await expect(room.act(who.pia, { do: "question.answer", question: first })).rejects.toEqual(
      refusal("question_not_next"),
    );
    await expect(room.act(who.bob, { do: "question.answer", question: second })).rejects.toEqual(refusal("host_only"));
    await room.act(who.pia, { do: "question.answer", question: second });
    await room.act(who.pia, { do: "question.answer", question: first });
    expect(Object.values((await room.seenBy(who.bob)).board.questions).every(({ answeredAt }) => answeredAt)).toBe(
      true,
    );
  });

  it("keeps names away where the phase does, and tells nobody who wants what", async () => {
    const hidden = shortPitch.map((phase) => ({ ...phase, visibility: "anonymous" as const }));
    const room = await pitchOn(rig, where, who.pia, hidden);
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    const shown = await room.asks(who.bob, "Why three?");
    const sealed = await room.asks(who.bob, "Is it safe?", true);
    await room.act(who.cara, { do: "question.back", question: shown, isBacked: true });
    const seen = await room.seenBy(who.pia);
    expect(Object.values(seen.board.questions).map(({ by }) => by)).toEqual([null, null]);
    expect((await room.seenBy(who.bob)).hand?.questions.mine).toEqual([shown, sealed]);
    const { board } = await room.whole();
    const told = (await roomEventsAfter(rig.db.read, room.id, 0))
      .map((event) => heard(event, board))
      .filter(({ kind }) => kind.startsWith("question_"));
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).not.toContain(who.bob.id);
    expect(JSON.stringify(told)).not.toContain(who.cara.id);
    await expect(room.act(who.bob, { do: "question.claim", question: sealed })).rejects.toEqual(refusal("room_open"));
    await room.act(who.pia, { do: "room.close" });
    expect((await room.seenBy(who.pia)).board.questions).toMatchObject({
      [shown]: { by: who.bob.id },
      [sealed]: { by: null },
    });
    await expect(room.act(who.cara, { do: "question.claim", question: sealed })).rejects.toEqual(refusal("forbidden"));
    await room.act(who.bob, { do: "question.claim", question: sealed });
    expect((await room.seenBy(who.pia)).board.questions[sealed]?.by).toBe(who.bob.id);
  });

  it("takes its own question back; whoever leads takes any away", async () => {
    const room = await pitchOn(rig, where, who.pia);
    await room.enter(who.pia, who.bob, who.cara);
    await room.next();
    const [one, other] = [await room.asks(who.bob, "Why three?"), await room.asks(who.bob, "Rude.")];
    await expect(room.act(who.cara, { do: "question.remove", question: one })).rejects.toEqual(refusal("forbidden"));
    await room.act(who.bob, { do: "question.remove", question: one });
    await room.act(who.pia, { do: "question.remove", question: other });
    expect((await room.seenBy(who.cara)).board.questions).toEqual({});
  });
});

async function namePresenterAs(room: Pitch, actor: SignedIn) {
  await room.enter(actor);
  await namePresenter(room.at(await actorNow(rig, who.pia.id)), room.id, actor.id);
}

async function seen(room: Pitch, actor: SignedIn) {
  await rig.db.transaction((tx) =>
    tx.update(roomPeople).set({ seenAt: room.clock.now }).where(eq(roomPeople.member, actor.id)),
  );
}
