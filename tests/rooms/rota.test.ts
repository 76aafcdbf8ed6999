/** Who leads a room that is planned without a host, or whose host is away. */
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { rooms } from "../../db/schema/rooms.ts";
import { addAbsence } from "../../app/features/piloting/pilots.server.ts";
import { openPlanned, passOn } from "../../app/features/planning/commands.server.ts";
import { openInput } from "../../app/features/planning/inputs.ts";
import { boardAfterAll, emptyBoard } from "../../app/features/rooms/board.ts";
import { roomEventsAfter } from "../../app/features/rooms/queries.server.ts";
import { inTurn, lately } from "../../app/features/rooms/rota.ts";
import { hostJob, replaceAwayHost, rotaIn } from "../../app/features/rooms/rota.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";
import { roomOn } from "./support.ts";

const hour = 3_600_000;
const day = 24 * hour;

let rig: Rig;
let where: string;
/** Pia pilots the space, Paul too, and Rolf is of the product team. */
let who: Awaited<ReturnType<typeof people>> & { paul: SignedIn; rolf: SignedIn };

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig, { timeZone: "UTC" })).id;
  const some = await people(rig, where);
  const paul = await member(rig, await person(rig, "paul"), where, { pilot: true });
  const rolf = await member(rig, await person(rig, "rolf"), where, { product: true });
  who = { ...some, paul, rolf };
});

const planned = (host: SignedIn, change: Parameters<typeof roomOn>[3] = {}) =>
  roomOn(rig, where, host, { startsAt: start + 3 * day, ...change });

const away = (whom: SignedIn, firstDay: string, lastDay = firstDay) =>
  addAbsence(contextFor(rig, whom), where, { id: newId(start), member: whom.id, firstDay, lastDay });

it("goes by the fewest rooms led, then by who was given one the longest ago", () => {
  const turn = (id: string, led: number, lastAt: number | null) => ({ id, led, lastAt });
  const people = [turn("a", 1, 5), turn("b", 0, null), turn("c", 1, 4), turn("d", 0, 9), turn("e", 1, 5)];
  expect(inTurn(people).map(({ id }) => id)).toEqual(["b", "d", "c", "a", "e"]);
});

describe("a room that is planned without a host", () => {
  it("goes to the next in turn who is there, who is told, beside whoever planned it", async () => {
    await planned(who.rolf);
    await away(who.paul, "2026-03-05");
    const { room, board } = await (await planned(who.rolf, { byRota: true })).whole();
    expect([room.host, board.host, room.createdBy]).toEqual([who.pia.id, who.pia.id, who.rolf.id]);
    expect(board.people).toMatchObject({ [who.pia.id]: "host" });
    expect(boardAfterAll(emptyBoard(who.rolf.id), await roomEventsAfter(rig.db.read, room.id, 0))).toEqual(board);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.pia)).toEqual(["room_lead"]);
    expect(await kindsToldTo(rig, who.paul)).toEqual([]);
    // Then it is somebody else's turn.
    const next = await (await planned(who.rolf, { byRota: true, startsAt: start + 5 * day })).whole();
    expect(next.room.host).toBe(who.paul.id);
  });

  it("counts the rooms that began, and of those that are over only the latest", async () => {
    const led = async (host: SignedIn, closedAt: number, hasBegun: boolean) => {
      const { id } = await planned(host);
      const phaseBeganAt = hasBegun ? closedAt : null;
      const change = { state: "closed", closedAt, phaseBeganAt, createdAt: closedAt } as const;
      await rig.db.transaction((tx) => tx.update(rooms).set(change).where(eq(rooms.id, id)));
    };
    await led(who.pia, start - lately, true);
    await led(who.paul, start - lately + 1, true);
    await led(who.rolf, start - 1, false);
    const rota = await rotaIn(rig.db.read, where, { at: start, now: start });
    expect(Object.fromEntries(rota.map(({ id, led: times }) => [id, times]))).toEqual({
      [who.pia.id]: 0,
      [who.paul.id]: 1,
      [who.rolf.id]: 0,
    });
    expect(rota.at(-1)?.id).toBe(who.paul.id);
  });

  it("needs a time at which it begins", async () => {
    const form = { id: newId(start), idea: "", title: "Stands", question: "How?", template: "core", invited: "" };
    const when = { when: "later", day: "2026-03-05", time: "10:00", zone: "UTC", audience: "space", most: "9" };
    const filled = { ...form, ...when, host: "rota" };
    const { error } = openInput.safeParse({ ...filled, when: "now", day: "", time: "" });
    expect(error?.issues).toMatchObject([{ path: ["host"], message: "rota_needs_day" }]);
    await planned(who.pia);
    const id = await openPlanned(contextFor(rig, who.pia), where, openInput.parse(filled));
    const [room] = await rig.db.read.select().from(rooms).where(eq(rooms.id, id));
    expect([who.paul.id, who.rolf.id]).toContain(room?.host);
  });
});

describe("a planned room whose host is away when it begins", () => {
  const waiting = (id: string) =>
    rig.db.read
      .select({ payload: jobs.payload, runAt: jobs.runAt })
      .from(jobs)
      .where(and(eq(jobs.kind, hostJob), eq(jobs.runAt, start + 1)))
      .then((rows) => rows.filter(({ payload }) => (payload as { room: string }).room === id));

  it("is looked at as soon as that is noted, goes to the next in turn, and both are told", async () => {
    const room = await planned(who.paul);
    const other = await planned(who.paul, { startsAt: start + 9 * day });
    await planned(who.rolf);
    await addAbsence(contextFor(rig, who.paul, { now: start + 1 }), where, {
      id: newId(start),
      member: who.paul.id,
      firstDay: "2026-03-04",
      lastDay: "2026-03-06",
    });
    expect([await waiting(room.id), await waiting(other.id)]).toMatchObject([[{}], []]);
    for (let times = 0; times < 2; times++) await replaceAwayHost(rig.db, room.id, start + 1);
    await replaceAwayHost(rig.db, other.id, start + 1);
    expect([(await room.whole()).board.host, (await other.whole()).board.host]).toEqual([who.pia.id, who.paul.id]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.pia)).toEqual(["room_lead"]);
    expect(await kindsToldTo(rig, who.paul)).toEqual(["room_relieved"]);
    expect((await room.whole()).room.lastAt).toBe(start);
  });

  it("stays with its host where nobody else is there, and once it has begun", async () => {
    const room = await planned(who.paul);
    for (const each of [who.paul, who.pia]) await away(each, "2026-03-01", "2026-03-09");
    await rig.db.transaction((tx) => tx.update(rooms).set({ host: who.paul.id }).where(eq(rooms.id, room.id)));
    await room.enter(who.paul, who.rolf);
    await room.act(who.paul, { do: "member.block", member: who.rolf.id });
    await replaceAwayHost(rig.db, room.id, start);
    expect((await room.whole()).board.host).toBe(who.paul.id);
  });

  it("can be given to the next in turn by hand, by a form that is sent twice once", async () => {
    const room = await planned(who.paul);
    await planned(who.rolf);
    for (let times = 0; times < 2; times++) await passOn(room.at(who.paul), room.id, who.paul.id);
    expect((await room.whole()).board.host).toBe(who.pia.id);
    await expect(passOn(room.at(who.ann), room.id, who.pia.id)).rejects.toMatchObject({ code: "host_only" });
    await room.enter(who.paul);
    await room.next();
    await expect(passOn(room.at(who.pia), room.id, who.pia.id)).rejects.toMatchObject({ code: "room_begun" });
  });
});
