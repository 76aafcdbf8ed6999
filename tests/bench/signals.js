/** Signals cast, by form and by socket, beside what SQLite itself does with one small transaction each. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { castsInTurn, signal } from "./asking.js";
import { bareRows } from "./bare-rows.js";
import { connections, median, press, quantile } from "./load.js";
import { inProcess, startCaco } from "./servers.js";
import { connectMembers } from "./sockets.js";

const rounds = 4;
const castsInRound = 1_000;

/** @type {import("./run.js").Part} */
export async function signals({ data, site }) {
  const caco = await startCaco(data);
  const alone = await castAlone(data, caco.folder);
  const raw = bareRows(path.join(caco.folder, "yardstick.db"));
  const next = castsInTurn(site);
  const byForm = () => signal({ origin: caco.origin, ...next() });
  try {
    const sockets = await connectMembers(caco.origin, site.members);
    const warmUp = 2 * site.members.length;
    await press({ origin: caco.origin, next: byForm, amount: warmUp });
    await castBySocket(sockets, next, warmUp);
    await caco.insides();
    /** @type {{ raw: number, form: import("./load.js").Pressed, socket: import("./load.js").Pressed }[]} */
    const measured = [];
    const before = countOf(caco.folder);
    for (let round = 0; round < rounds; round++) {
      measured.push({
        raw: raw.perSecond(),
        form: await press({ origin: caco.origin, next: byForm, amount: castsInRound }),
        socket: await castBySocket(sockets, next, castsInRound),
      });
    }
    const written = countOf(caco.folder) - before;
    const answered = measured.reduce((sum, { form, socket }) => sum + form.times.length + socket.times.length, 0);
    if (written !== answered) throw new Error(`${answered} casts were answered, but ${written} were written.`);
    const { loopP99 } = await caco.insides();
    for (const socket of sockets) socket.disconnect();
    const figure = (/** @type {"form" | "socket"} */ way) => ({
      perSecond: median(measured.map((round) => round[way].perSecond)),
      ratio: median(measured.map((round) => round[way].perSecond / round.raw)),
      p50: quantile(
        measured.flatMap((round) => round[way].times),
        0.5,
      ),
      p99: quantile(
        measured.flatMap((round) => round[way].times),
        0.99,
      ),
    });
    return [
      {
        name: "bare SQLite transaction (synchronous=FULL)",
        perSecond: median(measured.map(({ raw }) => raw)),
        ratio: 1,
      },
      {
        name: "signal by the command alone",
        perSecond: median(alone.map(({ cast }) => cast)),
        ratio: median(alone.map(({ cast, bare }) => cast / bare)),
      },
      {
        name: "signals by the command, eight under way",
        perSecond: median(alone.map(({ together }) => together)),
        ratio: median(alone.map(({ together, bare }) => together / bare)),
      },
      { name: "signal by form", ...figure("form") },
      { name: "signal by socket", ...figure("socket") },
      { name: "event loop delay under casts, p99", milliseconds: loopP99 },
    ];
  } finally {
    raw.close();
    await caco.stop();
  }
}

/**
 * Casts by the command itself, in a process that does nothing else.
 * @param {string} data
 * @param {string} folder
 * @returns {Promise<import("./casting.ts").CastRound[]>}
 */
async function castAlone(data, folder) {
  const file = path.join(folder, "alone.json");
  await inProcess("in-process.js", "casting.ts", "measureCasts", file, data, folder);
  return JSON.parse(await readFile(file, "utf8"));
}

/**
 * Casts with as many under way as by form, each on its member's own socket.
 * @param {import("socket.io-client").Socket[]} sockets
 * @param {ReturnType<typeof castsInTurn>} next
 * @param {number} amount
 * @returns {Promise<import("./load.js").Pressed>}
 */
async function castBySocket(sockets, next, amount) {
  /** @type {number[]} */
  const times = [];
  let left = amount;
  const began = performance.now();
  const castOn = async () => {
    while (left-- > 0) {
      const { who, idea, kind } = next();
      const sent = performance.now();
      const reply = await sockets[who]?.timeout(10_000).emitWithAck("signal.cast", { idea: idea.id, kind });
      times.push(performance.now() - sent);
      if (!reply?.ok) throw new Error(`A cast by socket was answered ${JSON.stringify(reply)}.`);
    }
  };
  await Promise.all(Array.from({ length: connections }, castOn));
  return { perSecond: (times.length / (performance.now() - began)) * 1000, times };
}

/**
 * How many signals the log has seen cast or taken back.
 * @param {string} folder
 */
function countOf(folder) {
  const db = new SqliteDriver(path.join(folder, "caco.db"), { readonly: true });
  const count = db.prepare("select count(*) from events where kind in ('signal.cast', 'signal.undone')").pluck().get();
  db.close();
  return Number(count);
}
