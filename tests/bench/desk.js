/** A pilot's desk with ten thousand things on it, and whether it costs more among a hundred thousand ideas. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { quantile } from "./load.js";
import { inProcess } from "./servers.js";

/** How much longer the slowest of a hundred may take with ten times the ideas. */
const mostGrowth = 1.5;

/** @type {import("./run.js").Part} */
export async function desk() {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  try {
    const file = path.join(folder, "desk.json");
    await inProcess("in-process.js", "desking.ts", "measureDesk", file, folder);
    /** @type {import("./desking.ts").DeskTimes[]} */
    const asked = JSON.parse(await readFile(file, "utf8"));
    return asked.map(({ name, few, many }) => ({
      name: `${name}: 10,000 open, 100,000 ideas`,
      p50: quantile(many, 0.5),
      p99: quantile(many, 0.99),
      growth: quantile(many, 0.99) / quantile(few, 0.99),
      mostGrowth,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
