/** One room on two servers behind one address: nobody notices, also when one of them is gone. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { roomEventsAfter } from "../../app/features/rooms/queries.server.ts";
import { clientOf } from "../support/http.ts";
import { inFrontOf } from "../support/proxy.ts";
import { fresh, inRoom, openedRoom } from "../support/rooms.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { settledSite, type Site } from "../support/site.ts";
import { closeSockets } from "../support/sockets.ts";

let site: Site;
let other: RunningServer;
let front: Awaited<ReturnType<typeof inFrontOf>>;

beforeAll(async () => {
  site = await settledSite();
  other = await startServer({ dataDir: site.server.dataDir, env: { DATABASE_URL: site.server.databaseUrl } });
  front = await inFrontOf([site.server.origin, other.origin]);
});
afterEach(closeSockets);
afterAll(async () => {
  await front.shut();
  await other.stop({ keepData: true });
  await site.stop();
});

/** The same browser at the address before both. */
const before = <Who extends Site["bob"]>(who: Who): Who => {
  const same = clientOf(front.origin);
  for (const [name, value] of who.cookies) same.cookies.set(name, value);
  return { ...who, ...same };
};

it("people on different servers share a room; one server is killed, nothing acknowledged is lost, and phases begin once", async () => {
  const seconds = [2, 600, 3, 600];
  const room = await openedRoom(site, site.pia, {
    plan: (phases) => phases.slice(0, 4).map((phase, place) => ({ ...phase, seconds: seconds[place] ?? 600 })),
  });
  const how = { origin: front.origin, reconnects: true };
  const all = [
    await inRoom(site, room, before(site.pia), how),
    await inRoom(site, room, before(site.bob), how),
    await inRoom(site, room, before(site.cara), how),
    await inRoom(site, room, before(site.eve), how),
  ];
  const [pia, bob, cara, eve] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];
  await pia.does({ do: "phase.next" });
  // The clock ends the first phase, on whichever server looks first.
  for (const each of all) await each.sees(({ board }) => board.phase === 1, 15_000);
  const written = await Promise.all([bob, cara, eve].map((each, place) => each.note(`Note ${place}`)));
  await pia.does({ do: "phase.next" });
  for (const each of all) await each.sees(({ board }) => Object.keys(board.notes).length === 3);

  process.kill(other.pid, "SIGKILL");
  const late = await Promise.all(all.map((each, place) => each.note(`Late ${place}`)));
  for (const each of all) await each.sees(({ board, state }) => state === "live" && board.phase === 3, 40_000);
  const truth = await fresh(site, room, site.pia);
  expect(Object.keys(truth.board.notes)).toEqual(expect.arrayContaining([...written]));
  const refused = all.flatMap((each) => each.seen().refused.flatMap(({ what }) => ("note" in what ? [what.note] : [])));
  // What came after the phase was over was refused and is still in its writer's hands; everything else is there.
  expect([...Object.keys(truth.board.notes), ...refused].toSorted()).toEqual([...written, ...late].toSorted());
  for (const each of all) await each.sees(({ board }) => board.seq === truth.board.seq);
  for (const each of all) expect(each.seen().board).toEqual(truth.board);
  const log = await roomEventsAfter(site.db.read, room, 0);
  const begun = log.flatMap((event) => (event.kind === "phase_began" ? [event.payload.phase] : []));
  expect(begun).toEqual([0, 1, 2, 3]);
});
