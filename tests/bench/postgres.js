/** Signals cast on PostgreSQL, beside bare rows there; the data moves over as an operator would move it. */
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runnerImport } from "vite";
import { median } from "./load.js";
import { run } from "./servers.js";

/** @type {import("./run.js").Part} */
export async function postgres({ data }) {
  /** @type {{ module: typeof import("../support/postgres-process.ts") }} */
  const { module } = await runnerImport(path.join(import.meta.dirname, "../support/postgres-process.ts"), {
    configFile: false,
    root: path.join(import.meta.dirname, "../.."),
    logLevel: "error",
  });
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  const server = await module.startPostgres();
  try {
    const env = { PATH: process.env.PATH, DATA_DIR: folder, SECRET: randomBytes(32).toString("hex") };
    const moved = path.join(folder, "moved");
    await run(["server.js", "caco", "export", moved], { ...env, DATA_DIR: data });
    const there = { ...env, DATABASE_URL: `${server.address}/postgres` };
    await run(["server.js", "caco", "import", "caco", moved], there);
    const answer = path.join(folder, "postgres.json");
    await run(
      [path.join(import.meta.dirname, "in-process.js"), "casting.ts", "measureCasts", answer, data, folder],
      there,
    );
    /** @type {import("./casting.ts").CastRound[]} */
    const rounds = JSON.parse(await readFile(answer, "utf8"));
    return [
      {
        name: "bare PostgreSQL transaction (fsync on)",
        perSecond: median(rounds.map(({ bare }) => bare)),
        ratio: 1,
      },
      {
        name: "signal by the command alone, PostgreSQL",
        perSecond: median(rounds.map(({ cast }) => cast)),
        ratio: median(rounds.map(({ cast, bare }) => cast / bare)),
      },
      {
        name: "signals by the command, eight under way, PostgreSQL",
        perSecond: median(rounds.map(({ together }) => together)),
        ratio: median(rounds.map(({ together, bare }) => together / bare)),
      },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
