/** A live room: from an act of one to the screens of all, with 200 and with 1,000 people's browsers in it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asMember } from "./asking.js";
import { quantile } from "./load.js";
import { startCaco } from "./servers.js";
import { connectMembers } from "./sockets.js";

const processes = 4;
/** One act of each person in so many milliseconds: a note, a move, a word. */
const actEvery = 10_000;
/** How long is measured, in milliseconds. */
const measured = 20_000;
const warmUp = 3_000;

/** @type {import("./run.js").Part} */
export async function room({ data, site }) {
  return [...(await roomOf(data, site, 200)), ...(await roomOf(data, site, 1_000))];
}

/**
 * @param {string} data
 * @param {import("./data.ts").Site} site
 * @param {number} people
 * @returns {Promise<import("./run.js").Figure[]>}
 */
async function roomOf(data, site, people) {
  const caco = await startCaco(data);
  const watchers = Array.from({ length: processes }, () => fork(path.join(import.meta.dirname, "room-watcher.js")));
  try {
    const id = await openRoom(caco.origin, site);
    const actors = await connectMembers(caco.origin, site.members);
    for (const actor of actors) await asked(actor, "room.enter", { room: id, seq: null });
    // What shows at once to all: the board on which notes are sorted.
    for (let phase = -1; phase < 2; phase++) await act(actors[0], id, phase, { do: "phase.next" });
    await Promise.all(
      watchers.map(async (watcher, index) => {
        const own = Array.from({ length: (people - actors.length) / processes }, (_, each) => {
          const member = site.members[(index + each * processes) % site.members.length];
          if (!member) throw new Error("The data has no members.");
          return member;
        });
        watcher.send({ origin: caco.origin, room: id, members: own });
        await once(watcher, "message", { signal: AbortSignal.timeout(120_000) });
      }),
    );
    /** @type {Map<string, number[]>} */
    const own = new Map();
    for (const actor of actors) {
      actor.on(
        "room",
        (/** @type {{ events: { kind: string, payload: { note?: { id: string } } }[] }} */ { events }) => {
          for (const { kind, payload } of events) {
            if (kind === "note_added" && payload.note)
              own.set(payload.note.id, [...(own.get(payload.note.id) ?? []), now()]);
          }
        },
      );
    }
    /** @type {Map<string, number>} */
    const sent = new Map();
    /** @type {Promise<void>[]} */
    const acts = [];
    const before = await caco.insides();
    const began = now();
    const pause = actEvery / people;
    for (let count = 0; now() - began < warmUp + measured; count++) {
      const actor = actors[count % actors.length];
      const note = noteId();
      if (now() - began > warmUp) sent.set(note, now());
      acts.push(act(actor, id, 2, { do: "note.write", note, body: `A note of some words, number ${count}.` }));
      await wait(Math.max(0, began + (count + 1) * pause - now()));
    }
    await Promise.all(acts);
    await wait(1_000);
    const after = await caco.insides();
    const seconds = (now() - began) / 1_000;
    const heard = await Promise.all(
      watchers.map(async (watcher) => {
        watcher.send("report");
        const [report] = /** @type {[[string, number[]][]]} */ (await once(watcher, "message"));
        return report;
      }),
    );
    const times = [...own, ...heard.flat()].flatMap(([note, arrivals]) => {
      const at = sent.get(note);
      return at === undefined ? [] : arrivals.map((arrived) => arrived - at);
    });
    if (times.length < sent.size * people) throw new Error(`${times.length} of ${sent.size * people} arrived.`);
    const name = `${people} in a room, ${Math.round((people * 1_000) / actEvery)} acts a second`;
    return [
      { name: `${name}: act to every screen`, p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
      { name: `${name}: memory`, megabytes: after.rss / 2 ** 20 },
      { name: `${name}: processor a second`, milliseconds: (after.cpu - before.cpu) / 1_000 / seconds },
    ];
  } finally {
    for (const watcher of watchers) watcher.kill();
    await caco.stop();
  }
}

/**
 * A room that its host, the pilot of the space, has just opened for a thousand.
 * @param {string} origin
 * @param {import("./data.ts").Site} site
 * @param {string} [idea] What it is about; nothing by default.
 */
export async function openRoom(origin, { space, members: [host] }, idea = "") {
  if (!host) throw new Error("The data has no members.");
  const id = noteId();
  const form = {
    id,
    idea,
    title: "Measured",
    question: "How fast?",
    template: "core",
    when: "now",
    day: "",
    time: "",
    zone: "UTC",
    audience: "space",
    invited: "",
    most: "1000",
  };
  const answer = await fetch(`${origin}${space.path}/rooms/new`, {
    method: "POST",
    redirect: "manual",
    headers: {
      ...asMember(host),
      origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(form).toString(),
  });
  if (answer.status !== 303) throw new Error(`Opening a room was answered ${answer.status}.`);
  return id;
}

/**
 * @param {import("socket.io-client").Socket | undefined} socket
 * @param {string} room
 * @param {number} phase The one in which it is done; -1: before the first.
 * @param {Record<string, unknown>} what
 */
export async function act(socket, room, phase, what) {
  await asked(socket, "room.act", { room, act: noteId(), phase, what });
}

/**
 * @param {import("socket.io-client").Socket | undefined} socket
 * @param {string} name
 * @param {unknown} input
 */
export async function asked(socket, name, input) {
  const reply = await socket?.timeout(30_000).emitWithAck(name, input);
  if (!reply?.ok) throw new Error(`${name} was answered ${JSON.stringify(reply)}.`);
  return reply;
}

/** An id as browsers make them. */
function noteId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    "0123456789abcdefghjkmnpqrstvwxyz".charAt(byte & 31),
  ).join("");
}

/** The clock that all processes of a machine share, in milliseconds. */
function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}
