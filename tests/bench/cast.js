/** Casts by the command alone and writes down how fast: `node tests/bench/cast.js DATA FOLDER ANSWER`. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runnerImport } from "vite";

const [data, folder, answer] = process.argv.slice(2);
if (data === undefined || folder === undefined || answer === undefined) throw new Error("Which folders?");

/** @type {{ module: typeof import("./casting.ts") }} */
const { module } = await runnerImport(path.join(import.meta.dirname, "casting.ts"), {
  configFile: false,
  root: path.join(import.meta.dirname, "../.."),
  logLevel: "error",
});
await writeFile(answer, JSON.stringify(await module.measureCasts(data, folder)));
process.exit(0);
