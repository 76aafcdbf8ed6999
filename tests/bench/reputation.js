/** The ledger of reputation folded again by the command that operators run, with many lines. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { median } from "./load.js";
import { inProcess, run } from "./servers.js";

const rounds = 3;

/** @type {import("./run.js").Part} */
export async function reputation({ lines }) {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  try {
    const answer = path.join(folder, "filled.json");
    await inProcess("in-process.js", "reckoning.ts", "fillLedger", answer, folder, String(lines));
    /** @type {import("./reckoning.ts").Reckoned} */
    const filled = JSON.parse(await readFile(answer, "utf8"));
    /** @type {{ bare: number, wall: number, processor: number, memory: number }[]} */
    const rebuilt = [];
    for (let round = 0; round < rounds; round++) {
      rebuilt.push({
        bare: await wallOf(["tests/bench/bare-reading.js", path.join(folder, "caco.db")], folder),
        ...(await rebuild(folder)),
      });
    }
    const of = (/** @type {"bare" | "wall" | "processor" | "memory"} */ what) =>
      median(rebuilt.map((each) => each[what]));
    return [
      {
        name: "bare reading of log and ledger",
        perSecond: (filled.lines / of("bare")) * 1000,
        ratio: 1,
        milliseconds: of("bare"),
      },
      {
        name: `rebuild of ${filled.lines} lines from ${filled.events} events`,
        perSecond: (filled.lines / of("wall")) * 1000,
        ratio: median(rebuilt.map(({ bare, wall }) => bare / wall)),
        milliseconds: of("wall"),
      },
      { name: "rebuild: processor, and memory at most", milliseconds: of("processor"), megabytes: of("memory") / 1e6 },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Milliseconds from the start of a process to its end.
 * @param {string[]} args
 * @param {string} folder
 */
async function wallOf(args, folder) {
  const began = performance.now();
  await run(args, { PATH: process.env.PATH, DATA_DIR: folder, BENCH_SPENT: path.join(folder, "spent.json") });
  return performance.now() - began;
}

/**
 * @param {string} folder
 * @returns {Promise<{ wall: number, processor: number, memory: number }>}
 */
async function rebuild(folder) {
  const spent = path.join(import.meta.dirname, "spent.js");
  const wall = await wallOf(["--import", spent, "server.js", "caco", "reputation", "rebuild"], folder);
  return { wall, ...JSON.parse(await readFile(path.join(folder, "spent.json"), "utf8")) };
}
