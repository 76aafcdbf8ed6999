/** Writing together: Caco, which acknowledges what is committed, beside two servers that keep texts in memory alone. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pairOf } from "./asking.js";
import { quantile } from "./load.js";
import { act, asked, openRoom } from "./room.js";
import { inProcess, startCaco, startPeer } from "./servers.js";
import { connectMembers } from "./sockets.js";

/**
 * @typedef {import("./data.ts").Site} Site
 * @typedef {import("./run.js").Figure} Figure
 * @typedef {import("./writing-editors.js").Asked} Asked
 * @typedef {import("./writing-editors.js").Report} Report
 * @typedef {import("./writing-lines.js").Editor} Editor
 * @typedef {import("./writing-lines.js").Served} Served
 * @typedef {Pick<import("./servers.js").Caco, "origin" | "insides" | "stop">} Server
 * @typedef {{ data: string, site: Site }} Means
 * What came of a time of writing. `isWhole`: everything reached everybody; `isHeld`: and soon enough.
 * @typedef {{
 *   perSecond: number, p50: number, p99: number, isWhole: boolean, isHeld: boolean, stored: number[], answers: number,
 *   cpu: number, people: { loopP99: number, cpu: number },
 * }} Written
 */

const here = import.meta.dirname;

/** @type {readonly Served[]} */
const all = ["caco", "hocuspocus", "y-socket.io"];
const names = { caco: "Caco", hocuspocus: "Hocuspocus", "y-socket.io": "y-socket.io" };

/** Processes in which the people are. */
const processes = 2;

/** What is typed before anything is measured, and what is measured then, of one pace and of each step; milliseconds. */
const times = { warmUp: 2_000, pace: 12_000, step: 4_000 };

/** A rate is held when everything arrives, and 99 of 100 letters within so many milliseconds. */
const patience = 250;

/** In one text: so many people at so many letters a second, and how long 99 of 100 letters may take. */
const pace = 100;
const crowds = [
  { people: 50, mostP99: 12 },
  { people: 200, mostP99: 25 },
];

/** Letters a second that 50 people try in one text, and two in each of 500 texts; what is to be held of each. */
const inOne = { people: 50, steps: [100, 250, 500, 1_000, 2_000], least: 1_000 };
const inMany = { texts: 500, steps: [1_000, 2_000, 4_000, 8_000, 12_000], least: 4_000 };

/** The phases of a room until its people write in the living text. */
const phasesBefore = 6;

/** @type {import("./run.js").Part} */
export async function writing({ data, site }) {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  const means = { data: folder, site };
  try {
    for (const file of ["caco.db", "site.json"]) await copyFile(path.join(data, file), path.join(folder, file));
    await inProcess("in-process.js", "writers.ts", "letWrite", path.join(folder, "done.json"), folder);
    const figures = [];
    for (const crowd of crowds) for (const name of all) figures.push(...(await paceOf(name, means, crowd)));
    figures.push(...(await ratesOf(`one text of ${inOne.people}`, inOne.least, (name) => mostInOne(name, means))));
    /** @type {Figure[]} */
    const memory = [];
    const many = async (/** @type {Served} */ name) => mostInMany(name, means, memory);
    figures.push(...(await ratesOf(`${inMany.texts} texts of two`, inMany.least, many)), ...memory);
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * One text at a pace that people have.
 * @param {Served} name
 * @param {Means} means
 * @param {(typeof crowds)[number]} crowd
 * @returns {Promise<Figure[]>}
 */
async function paceOf(name, means, { people, mostP99 }) {
  return serving(name, means, async (server, crew) => {
    await inOneText(name, means, server, crew, { people, text: 0 });
    const written = await write(server, crew, { perSecond: pace, milliseconds: times.pace, others: people - 1 });
    const of = `${names[name]}, ${people} in one text, ${pace} letters a second`;
    if (!written.isWhole) throw new Error(`${of}: not everything arrived.`);
    const { p50, p99, stored, cpu } = written;
    /** @type {Figure[]} */
    const figures = [{ name: `${of}: to every other page`, p50, p99, ...(name === "caco" && { mostP99 }) }];
    if (stored.length > 0)
      figures.push({
        name: `${of}: until it is said to be stored`,
        p50: quantile(stored, 0.5),
        p99: quantile(stored, 0.99),
      });
    figures.push(
      { name: `${of}: processor a second`, milliseconds: cpu },
      { name: `${of}: event loop delay of the people, p99`, milliseconds: written.people.loopP99 },
    );
    return figures;
  });
}

/**
 * Measures the same of all, and sets them beside Hocuspocus.
 * @param {string} what
 * @param {number} least
 * @param {(name: Served) => Promise<Written | null>} measure
 * @returns {Promise<Figure[]>}
 */
async function ratesOf(what, least, measure) {
  /** @type {[Served, Written][]} */
  const measured = [];
  for (const name of all) {
    const written = await measure(name);
    if (!written) throw new Error("There are no steps.");
    measured.push([name, written]);
  }
  const yardstick = measured.find(([name]) => name === "hocuspocus")?.[1].perSecond ?? 0;
  return measured.flatMap(([name, { perSecond, p50, p99, answers, stored, people }]) => {
    const of = `${names[name]}, ${what}`;
    /** @type {Figure[]} */
    const figures = [
      {
        name: `${of}: letters held`,
        perSecond,
        ...(yardstick > 0 && { ratio: perSecond / yardstick }),
        p50,
        p99,
        ...(name === "caco" && { leastPerSecond: least }),
      },
      { name: `${of}: event loop delay of the people, p99`, milliseconds: people.loopP99 },
    ];
    if (answers > 0) {
      figures.push({
        name: `${of}: until it is said to be stored`,
        p50: quantile(stored, 0.5),
        p99: quantile(stored, 0.99),
      });
      console.error(`${of}: ${(stored.length / answers).toFixed(2)} letters in a message.`);
    }
    return figures;
  });
}

/**
 * @param {Served} name
 * @param {Means} means
 */
function mostInOne(name, means) {
  return serving(name, means, (server, crew) =>
    highest(inOne.steps, async (perSecond, count) => {
      // Another one each time: a passage has its longest.
      await inOneText(name, means, server, crew, { people: inOne.people, text: count });
      return write(server, crew, { perSecond, milliseconds: times.step, others: inOne.people - 1 });
    }),
  );
}

/**
 * @param {Served} name
 * @param {Means} means
 * @param {Figure[]} memory What it takes is added to these.
 */
function mostInMany(name, means, memory) {
  return serving(name, means, async (server, crew) => {
    const ideas = means.site.untouched.slice(0, inMany.texts);
    if (ideas.length < inMany.texts) throw new Error("The data has fewer ideas than texts.");
    const editors = ideas.flatMap(({ id }, place) =>
      pairOf(means.site.members, place).map((member) => editor({ document: id, member })),
    );
    const before = await server.insides();
    await crew.connect(name, server.origin, editors);
    await wait(1_000);
    const connected = await server.insides();
    await crew.ask({ do: "open" });
    await wait(1_000);
    const { rss } = await server.insides();
    const each = (/** @type {number} */ bytes) => bytes / inMany.texts / 2 ** 20;
    memory.push({
      name: `${names[name]}: memory of an open text and its two lines`,
      megabytes: each(rss - before.rss),
    });
    if (name === "caco")
      memory.push({ name: `${names[name]}: memory of an open text alone`, megabytes: each(rss - connected.rss) });
    return highest(inMany.steps, (perSecond) =>
      write(server, crew, { perSecond, milliseconds: times.step, others: 1 }),
    );
  });
}

/** A machine may have something else to do for a moment: a step that is not held is tried once more. */
const tries = 2;

/**
 * Goes up the steps as long as they are held; gives the last of those, or nothing a second where none is.
 * @param {readonly number[]} steps
 * @param {(perSecond: number, count: number) => Promise<Written>} measure
 */
async function highest(steps, measure) {
  /** @type {Written | null} */
  let held = null;
  let count = 0;
  for (const perSecond of steps) {
    /** @type {Written | null} */
    let written = null;
    for (let attempt = 0; attempt < tries && !written?.isHeld; attempt++) {
      written = await measure(perSecond, count++);
      const { p99, cpu, people } = written;
      console.error(
        `  ${perSecond} a second: ${written.isHeld ? "held" : "not held"}, p99 ${p99.toFixed(1)} ms, server ${cpu.toFixed()} ms ` +
          `a second, each process of the people ${(people.cpu * 1_000).toFixed()} ms, its loop ${people.loopP99.toFixed(1)} ms`,
      );
    }
    if (!written?.isHeld) return held ?? (written && { ...written, perSecond: 0 });
    held = written;
  }
  return held;
}

/**
 * Has people open one text. At Caco they do it from a room that writes in it.
 * @param {Served} name
 * @param {Means} means
 * @param {Server} server
 * @param {Crew} crew
 * @param {{ people: number, text: number }} how
 */
async function inOneText(name, { site }, { origin }, crew, { people, text }) {
  const idea = site.untouched[text];
  const [host] = site.members;
  if (!idea || !host) throw new Error("The data has no ideas or members.");
  const room = name === "caco" ? await openRoom(origin, site, idea.id) : null;
  const editors = site.members.slice(0, people).map((member) => editor({ document: idea.id, member, room }));
  await crew.connect(name, origin, editors);
  if (room !== null) {
    const [leads] = await connectMembers(origin, [host]);
    await asked(leads, "room.enter", { room, seq: null });
    for (let phase = -1; phase < phasesBefore - 1; phase++) await act(leads, room, phase, { do: "phase.next" });
    leads?.disconnect();
  }
  await crew.ask({ do: "open" });
}

let clients = 2 ** 31;

/**
 * Somebody at a page of his or her own. Two passages hold more than one.
 * @param {Pick<Editor, "document" | "member"> & Partial<Editor>} who
 * @returns {Editor}
 */
function editor({ document, member, room = null }) {
  const client = clients++;
  return { document, member, room, client, passage: client % 3 === 0 ? "problem" : "solution" };
}

/**
 * Has everybody write, and gives what came of it. `others`: how many hear each letter.
 * @param {Server} server
 * @param {Crew} crew
 * @param {{ perSecond: number, milliseconds: number, others: number }} how
 * @returns {Promise<Written>}
 */
async function write(server, crew, { perSecond, milliseconds, others }) {
  const before = await server.insides();
  await crew.ask({ do: "write", perSecond: perSecond / processes, warmUp: times.warmUp, milliseconds });
  const after = await server.insides();
  await wait(1_000);
  const reports = /** @type {Report[]} */ (await crew.ask({ do: "report" }));
  /** @type {Map<number, number>} */
  const typed = new Map();
  for (const report of reports)
    report.typed[0].forEach((letter, index) => typed.set(letter, report.typed[1][index] ?? 0));
  const arrivals = reports.flatMap(({ heard: [letters, at] }) =>
    Array.from(letters, (letter, index) => (at[index] ?? 0) - (typed.get(letter) ?? Number.NaN)).filter(
      (time) => !Number.isNaN(time),
    ),
  );
  const typedPerSecond = (typed.size * 1_000) / milliseconds;
  const p99 = quantile(arrivals, 0.99);
  const isWhole = arrivals.length === typed.size * others;
  return {
    perSecond: typedPerSecond,
    p50: quantile(arrivals, 0.5),
    p99,
    isWhole,
    isHeld: isWhole && p99 <= patience && typedPerSecond > 0.97 * perSecond,
    stored: reports.flatMap(({ stored }) => [...stored]),
    answers: reports.reduce((sum, { answers }) => sum + answers, 0),
    cpu: (after.cpu - before.cpu) / (times.warmUp + milliseconds),
    people: {
      loopP99: Math.max(...reports.map(({ loopP99 }) => loopP99)),
      cpu: Math.max(...reports.map(({ cpu }) => cpu)),
    },
  };
}

/**
 * Starts a server and the processes of the people, does something with them, and ends them.
 * @template Result
 * @param {Served} name
 * @param {Means} means
 * @param {(server: Server, crew: Crew) => Promise<Result>} work
 */
async function serving(name, { data }, work) {
  console.error(`  ${names[name]} …`);
  const server = name === "caco" ? await startCaco(data) : await startPeer(name);
  const crew = crewOf();
  try {
    await settled(server);
    return await work(server, crew);
  } finally {
    crew.end();
    await server.stop();
  }
}

/**
 * Waits until a server that has just started is done with what it finds to do, though not for ever.
 * @param {Server} server
 */
async function settled(server) {
  const deadline = performance.now() + 20_000;
  for (let before = (await server.insides()).cpu; performance.now() < deadline;) {
    await wait(1_000);
    const { cpu } = await server.insides();
    if (cpu - before < 100_000) return;
    before = cpu;
  }
}

/** @typedef {ReturnType<typeof crewOf>} Crew */

/** The processes in which the people are. */
function crewOf() {
  const workers = Array.from({ length: processes }, () =>
    fork(path.join(here, "writing-editors.js"), { serialization: "advanced" }),
  );
  const told = async (/** @type {(typeof workers)[number]} */ worker, /** @type {Asked} */ message) => {
    const gone = new AbortController();
    const fail = () => gone.abort(new Error("A process of the people ended."));
    worker.once("exit", fail);
    worker.send(message);
    const [answer] = await once(worker, "message", {
      signal: AbortSignal.any([gone.signal, AbortSignal.timeout(180_000)]),
    });
    worker.off("exit", fail);
    return answer;
  };
  return {
    ask: (/** @type {Asked} */ message) => Promise.all(workers.map((worker) => told(worker, message))),
    connect: (/** @type {Served} */ served, /** @type {string} */ origin, /** @type {Editor[]} */ editors) =>
      Promise.all(
        workers.map((worker, index) =>
          told(worker, {
            do: "connect",
            served,
            origin,
            editors: editors.filter((_, place) => place % processes === index),
          }),
        ),
      ),
    end() {
      for (const worker of workers) worker.kill();
    },
  };
}
