/**
 * Runs one function of a TypeScript file of the bench in a process of its own and writes down what it
 * gives: `node tests/bench/in-process.js casting.ts measureCasts ANSWER …what it is given`.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runnerImport } from "vite";

const [file, name, answer, ...given] = process.argv.slice(2);
if (file === undefined || name === undefined || answer === undefined) throw new Error("Run what?");

const { module } = await runnerImport(path.join(import.meta.dirname, file), {
  configFile: false,
  root: path.join(import.meta.dirname, "../.."),
  logLevel: "error",
});
await writeFile(answer, JSON.stringify(await module[name](...given)));
process.exit(0);
