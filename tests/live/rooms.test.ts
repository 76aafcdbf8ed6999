/** People in one live room: what they hear and see, and what nobody may. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { diceOf } from "../support/dice.ts";
import { fresh, type InRoom, inRoom, openedRoom } from "../support/rooms.ts";
import { proxyTo } from "../support/proxy.ts";
import { settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";
import { peopleHere } from "../../app/features/rooms/queries.server.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});
afterEach(closeSockets);
afterAll(() => site.stop());

/** Phases that only the host ends, so that no test waits for a clock. */
const byHost = (phases: Parameters<NonNullable<NonNullable<Parameters<typeof openedRoom>[2]>["plan"]>>[0]) =>
  phases.map((phase) => ({ ...phase, advance: "host" as const }));

/** The host begins the next phases, and everybody hears of each. */
async function goOn(host: InRoom, others: readonly InRoom[], to: number): Promise<void> {
  for (let phase = host.seen().board.phase + 1; phase <= to; phase++) {
    await host.does({ do: "phase.next" });
    for (const each of [host, ...others]) await each.sees(({ board }) => board.phase === phase);
  }
}

it("three people frame, write, sort, vote and close, and all see the same", async () => {
  const room = await openedRoom(site, site.pia, { plan: byHost });
  const [pia, bob, cara] = [
    await inRoom(site, room, site.pia),
    await inRoom(site, room, site.bob),
    await inRoom(site, room, site.cara),
  ];
  const all = [pia, bob, cara];
  const next = (phase: number) => goOn(pia, [bob, cara], phase);
  await next(1);
  const notes = [await bob.note("Two feet"), await cara.note("A click")];
  expect(bob.seen().hand?.notes).toMatchObject([{ body: "Two feet" }]);
  await next(2);
  for (const each of all) await each.sees(({ board }) => Object.keys(board.notes).length === 2);
  const cluster = newId(Date.now());
  await bob.does({ do: "cluster.make", cluster, name: "Feet", notes });
  await cara.sees(({ board }) => Object.values(board.notes).every((note) => note.cluster === cluster));
  // Two move the same note at once: the last one holds, and both see it.
  const [note] = notes;
  if (!note) throw new Error("There is no note.");
  await Promise.all([bob.does({ do: "note.move", note, to: null }), cara.does({ do: "note.move", note, to: cluster })]);
  await next(3);
  expect(bob.seen().board.notes[note]).toEqual(cara.seen().board.notes[note]);
  await bob.does({ do: "votes.place", votes: { [cluster]: 2 } });
  await next(4);
  await cara.sees(({ board }) => board.counts[0]?.totals[cluster] === 2);
  await pia.does({ do: "room.close" });
  for (const each of all) await each.sees(({ board }) => board.state === "closed");
  const { board } = await fresh(site, room, site.cara);
  expect({ ...cara.seen().board, notes: {} }).toEqual({ ...board, notes: {} });
});

it("whoever is sent out hears nothing more from that moment", async () => {
  const room = await openedRoom(site, site.pia, { plan: byHost });
  const [pia, bob] = [await inRoom(site, room, site.pia), await inRoom(site, room, site.bob)];
  await pia.does({ do: "phase.next" });
  await pia.sees(({ board }) => bob.id in board.people);
  const heard: string[] = [];
  await pia.does({ do: "member.block", member: bob.id });
  await pia.sees(({ board }) => !(bob.id in board.people));
  bob.live.socket.onAny((name: string, message: unknown) => heard.push(`${name} ${JSON.stringify(message)}`));
  await pia.does({ do: "talk.say", message: newId(Date.now()), body: "Only among us." });
  await pia.sees(({ board }) => Object.keys(board.talk).length === 1);
  expect(await bob.live.ask("room.enter", { room, seq: 0 })).toEqual({ ok: false, code: "not_found" });
  expect(await bob.live.ask("room.hand", { room })).toEqual({ ok: false, code: "not_found" });
  expect(heard.filter((said) => said.includes("Only among us"))).toEqual([]);
  expect((await site.bob.get(`/rooms/${room}`)).status).toBe(404);
});

it("whoever reads its pages without a script is in it for some minutes, by loading one", async () => {
  const room = await openedRoom(site, site.pia, { plan: byHost });
  const path = `/rooms/${room}`;
  const here = async () => peopleHere(site.db.read, room, Date.now() + 60_000);
  await site.bob.get(path);
  expect(await here()).toEqual([]);
  expect((await site.bob.post(path, { do: "enter" })).status).toBe(303);
  await site.bob.get(path, { "Sec-Fetch-Dest": "empty" });
  expect(await here()).toEqual([]);
  await site.bob.get(path);
  expect(await here()).toHaveLength(1);
});

describe("while a phase is blind", () => {
  it("no message, page or data says what others write or vote, nor how much, only who is done", async () => {
    const room = await openedRoom(site, site.pia, { plan: byHost });
    const heard: string[] = [];
    const [pia, bob, cara] = [
      await inRoom(site, room, site.pia),
      await inRoom(site, room, site.bob),
      await inRoom(site, room, site.cara),
    ];
    bob.live.socket.onAny((name: string, message: unknown) => heard.push(`${name} ${JSON.stringify(message)}`));
    await goOn(pia, [bob, cara], 1);
    const own = await bob.note("Mine alone");
    const before = (await fresh(site, room, site.bob)).board.seq;
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) ids.push(await cara.note(`Zibeline ${count}`));
    await cara.does({ do: "note.edit", note: String(ids[0]), body: "Zibeline again" });
    await cara.does({ do: "note.remove", note: String(ids[1]) });
    await cara.does({ do: "done.say", isDone: true });
    await bob.sees(({ board }) => board.done.includes(cara.id));
    const enter = await bob.live.ask("room.enter", { room, seq: null });
    const hand = await bob.live.ask("room.hand", { room });
    const gap = await bob.live.ask("room.enter", { room, seq: 0 });
    const path = `/rooms/${room}`;
    const pages = [await site.bob.get(path), await site.bob.data(path), await site.visitor().get(path)];
    const told = [
      ...heard,
      ...[enter, hand, gap].map((each) => JSON.stringify(each)),
      ...pages.map(({ text }) => text),
    ];
    for (const said of told) {
      expect(said).not.toContain("Zibeline");
      for (const id of ids) expect(said).not.toContain(id);
    }
    expect(told.some((said) => said.includes("done_said"))).toBe(true);
    expect(pages[0]?.text).toContain("Mine alone");
    expect(pages[2]?.text).not.toContain(own);
    // One event more: that somebody is done. The number of notes is in no number.
    expect((await fresh(site, room, site.bob)).board.seq).toBe(before + 1);

    await goOn(pia, [bob, cara], 2);
    await bob.sees(({ board }) => Object.keys(board.notes).length === 7);
    const shown = heard.filter((said) => said.includes("Zibeline"));
    expect(shown.length).toBeGreaterThan(0);
    for (const said of shown) expect(said).not.toContain(cara.id);
    expect((await site.bob.get(path)).text).toContain("Zibeline 3");

    await goOn(pia, [bob, cara], 3);
    heard.length = 0;
    const at = (await fresh(site, room, site.bob)).board.seq;
    await cara.does({ do: "votes.place", votes: { [own]: 2 } });
    await cara.does({ do: "votes.place", votes: { [own]: 1 } });
    expect(JSON.stringify((await fresh(site, room, site.bob)).hand?.votes)).toBe("{}");
    const asked = JSON.stringify([
      await bob.live.ask("room.enter", { room, seq: at }),
      await bob.live.ask("room.hand", { room }),
    ]);
    expect(asked).not.toContain(`"${own}":`);
    expect((await fresh(site, room, site.bob)).board.seq).toBe(at);
    expect(heard.filter((said) => !said.startsWith("room-here"))).toEqual([]);
  });
});

/** How often the long run does what a usual one does once (`npm run bench -- rooms`). */
const rounds = Number(process.env.ROOM_ROUNDS ?? 1);

it.each(Array.from({ length: rounds }, (_, round) => round))(
  "after fifty cuts, delays and doubled messages every board is as if nothing had happened (%i)",
  { timeout: 120_000 },
  async (round) => {
    const proxy = await proxyTo(site.server.origin);
    const room = await openedRoom(site, site.pia, { plan: byHost });
    const pia = await inRoom(site, room, site.pia);
    const origin = proxy.url.replace(/\/$/, "");
    const others = [
      await inRoom(site, room, site.bob, { origin, reconnects: true }),
      await inRoom(site, room, site.cara, { origin, reconnects: true }),
    ];
    const chance = diceOf(20_261_122 + round);
    for (const { live } of others) {
      // What was heard once is heard again, a little later and out of turn.
      live.socket.on("room", (frame: unknown) => {
        const again = live.socket.listeners("room").slice(0, 1);
        if (chance() < 0.3)
          setTimeout(() => again.forEach((hear) => (hear as (frame: unknown) => void)(frame)), chance() * 200);
      });
    }
    await goOn(pia, others, 2);
    const written: string[] = [];
    const clusters: string[] = [];
    for (let cut = 0; cut < 50; cut++) {
      for (const each of [...others, pia]) {
        const drawn = chance();
        const some = written[Math.floor(chance() * written.length)];
        const where = chance() < 0.3 ? null : (clusters[Math.floor(chance() * clusters.length)] ?? null);
        if (drawn < 0.4 || !some) {
          const note = timelessId();
          written.push(note);
          each.act({ do: "note.write", note, body: `Note ${written.length}`, isSealed: false, cluster: null });
        } else if (drawn < 0.5) {
          const cluster = newId(Date.now());
          clusters.push(cluster);
          each.act({ do: "cluster.make", cluster, name: `Cluster ${clusters.length}`, notes: [some] });
        } else each.act({ do: "note.move", note: some, to: where });
      }
      await new Promise((resolve) => setTimeout(resolve, 5 + chance() * 60));
      await proxy.shut();
      await proxy.open();
    }
    for (const each of [...others, pia])
      await each.sees(({ unsaved, state }) => unsaved === 0 && state === "live", 75_000);
    const truth = await fresh(site, room, site.pia);
    for (const each of [...others, pia]) {
      await each.sees(({ board }) => board.seq === truth.board.seq);
      // A move to what another has not made yet is refused; nothing that was written is.
      expect(each.seen().refused.filter(({ what }) => what.do === "note.write")).toEqual([]);
      const { board, words } = each.seen();
      expect(board).toEqual(truth.board);
      expect(Object.values(board.notes).map((note) => words[note.words])).toEqual(
        Object.values(truth.board.notes).map((note) => truth.words[note.words]),
      );
    }
    expect(Object.keys(truth.board.notes).toSorted()).toEqual(written.toSorted());
    await proxy.shut();
  },
);

it("five thousand messages of nonsense end nothing", { timeout: 120_000 * rounds }, async () => {
  const room = await openedRoom(site, site.pia, { plan: byHost });
  const chance = diceOf(7);
  const names = ["room.enter", "room.act", "room.hand", "room.leave", "room", "watch"];
  const junk = (depth = 0): unknown => {
    const drawn = Math.floor(chance() * (depth > 3 ? 8 : 11));
    const plain = [null, undefined, -1, 1e308, "", "\0", room, true][drawn];
    if (drawn < 8) return plain;
    if (drawn === 8) return Array.from({ length: 4 }, () => junk(depth + 1));
    const keys = ["room", "act", "phase", "what", "do", "note", "votes", "__proto__", "seq", "body"];
    return Object.fromEntries(
      Array.from({ length: 5 }, () => [keys[Math.floor(chance() * keys.length)], junk(depth + 1)]),
    );
  };
  const does = ["note.write", "votes.place", "cluster.make", "phase.next", "room.close", "constructor", "toString"];
  for (let sender = 0; sender < 10 * rounds; sender++) {
    const live = await connected(site.server.origin, site.bob);
    for (let count = 0; count < 500; count++) {
      const name = names[Math.floor(chance() * names.length)] ?? "room.act";
      const act = {
        room,
        act: newId(1),
        phase: 0,
        what: { do: does[Math.floor(chance() * does.length)], ...(junk(3) as object) },
      };
      live.socket.emit(name, chance() < 0.5 ? act : junk(), ...(chance() < 0.5 ? [junk()] : []));
    }
    live.close();
  }
  expect((await site.visitor().get("/healthz")).status).toBe(200);
  expect(site.server.isAlive()).toBe(true);
  expect(site.server.faults()).toEqual([]);
  expect((await fresh(site, room, site.pia)).board.state).toBe("lobby");
});
