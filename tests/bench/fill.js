/** Fills a data folder: `node tests/bench/fill.js FOLDER usual|large`. A process of its own, so that the bench starts fresh. */
import path from "node:path";
import { runnerImport } from "vite";

const [folder, size] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");
if (size !== "usual" && size !== "large") throw new Error("How much?");

/** @type {{ module: typeof import("./data.ts") }} */
const { module } = await runnerImport(path.join(import.meta.dirname, "data.ts"), {
  configFile: false,
  root: path.join(import.meta.dirname, "../.."),
  logLevel: "error",
});
await module.fill(folder, size);
process.exit(0);
