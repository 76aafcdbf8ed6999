/** Who counts as being in a room, who takes over, and which rooms the servers look after. */
import { beforeEach, describe, expect, it } from "vitest";
import { dueRooms, hostlessRooms, noteHere, notePage, replaceHost } from "../../app/features/rooms/entering.server.ts";
import { peopleHere } from "../../app/features/rooms/queries.server.ts";
import { pageStands } from "../../app/features/rooms/rules.ts";
import { freshDatabase, people, person, type Rig, space } from "../support/database.ts";
import { roomOn } from "./support.ts";

let rig: Rig;
let who: Awaited<ReturnType<typeof people>>;
let where: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

describe("a page that was loaded", () => {
  it("keeps its reader in the room for some minutes, and nobody who never came in", async () => {
    const room = await roomOn(rig, where, who.pia);
    await notePage(rig.db, room.id, who.pia.id, room.clock.now);
    expect(await peopleHere(rig.db.read, room.id, room.clock.now)).toEqual([]);
    await room.enter(who.pia);
    await notePage(rig.db, room.id, who.pia.id, room.clock.now);
    const later = room.clock.now + pageStands - 1;
    expect(await peopleHere(rig.db.read, room.id, later)).toEqual([who.pia.id]);
    expect(await peopleHere(rig.db.read, room.id, later + 1)).toEqual([]);
  });

  it("counts no more as soon as a connection says who is there", async () => {
    const room = await roomOn(rig, where, who.pia);
    await room.enter(who.pia);
    await notePage(rig.db, room.id, who.pia.id, room.clock.now);
    await noteHere(rig.db, room.id, [who.pia.id], room.clock.now);
    expect(await peopleHere(rig.db.read, room.id, room.clock.now + 8_000)).toEqual([]);
  });

  it("keeps its host from being replaced", async () => {
    const room = await roomOn(rig, where, who.pia);
    const admin = await person(rig, "ada", { admin: true });
    await room.enter(who.pia);
    await notePage(rig.db, room.id, who.pia.id, room.clock.now);
    room.clock.now += 60_000;
    await room.enter(admin);
    expect(await hostlessRooms(rig.db.read, room.clock.now)).toEqual([]);
    await replaceHost(rig.db, room.id, room.clock.now);
    expect((await room.whole()).board.host).toBe(who.pia.id);
  });
});

describe("the rooms that servers look after", () => {
  it("without a host are those alone in which somebody may take over, and none that rest", async () => {
    const admin = await person(rig, "ada", { admin: true });
    const [empty, led, among, waiting] = [
      await roomOn(rig, where, who.pia),
      await roomOn(rig, where, who.pia),
      await roomOn(rig, where, who.pia),
      await roomOn(rig, where, who.pia),
    ];
    await led.enter(who.pia, admin);
    await among.enter(who.bob);
    await waiting.enter(who.bob, admin);
    const { now } = empty.clock;
    expect(await hostlessRooms(rig.db.read, now)).toEqual([waiting.id]);
    expect(await hostlessRooms(rig.db.read, now, [waiting.id])).toEqual([]);
    await replaceHost(rig.db, waiting.id, now);
    expect((await waiting.whole()).board.host).toBe(admin.id);
    expect(await hostlessRooms(rig.db.read, now)).toEqual([]);
  });

  it("because it is time are those that are late first, and none that rest", async () => {
    const one = await roomOn(rig, where, who.pia);
    const two = await roomOn(rig, where, who.pia);
    await two.enter(who.pia);
    await two.next();
    const later = one.clock.now + 3_600_000;
    expect(await dueRooms(rig.db.read, later)).toEqual([two.id, one.id]);
    expect(await dueRooms(rig.db.read, later, [two.id])).toEqual([one.id]);
  });
});
