/**
 * `npm run bench`: measures the built app and prints a table; a whole run writes `results.json`.
 * `npm run bench -- --only pages,weight` measures some parts only, `npm run bench -- writing` and `npm run bench -- reputation`
 * those that take longest. Ends with 1 when something could not be measured; a slow figure is no failure. What each figure
 * means: README.md.
 * `npm run bench -- kill --rounds 1000` measures nothing and kills a server that often instead;
 * `npm run bench -- merging --rounds 500` merges ideas and takes them apart, at random;
 * `npm run bench -- rooms --rounds 20` cuts the lines of live rooms a thousand times, and
 * `npm run bench -- texts --rounds 500` kills a server that often while ten type into one text.
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { board } from "./board.js";
import { desk } from "./desk.js";
import { fanout } from "./fanout.js";
import { growth } from "./growth.js";
import { kill } from "./kill.js";
import { longRuns, runLong } from "./long.js";
import { pages } from "./pages.js";
import { postgres } from "./postgres.js";
import { reputation } from "./reputation.js";
import { room } from "./room.js";
import { build, makeData } from "./servers.js";
import { signals } from "./signals.js";
import { start } from "./start.js";
import { weight } from "./weight.js";
import { writing } from "./writing.js";

/**
 * One line of the table. `p50` and `p99` are milliseconds, `raw` and `gzip` kilobytes of 1,024
 * bytes, `most` the kilobytes of gzip that the budget allows; `growth` is the p99 over that of the
 * same page with less, and `mostGrowth` what is allowed of it; `mostP99` and `leastPerSecond` are targets.
 * @typedef {{
 *   name: string, perSecond?: number, ratio?: number, p50?: number, p99?: number,
 *   milliseconds?: number, megabytes?: number, files?: number, raw?: number, gzip?: number, most?: number | undefined,
 *   growth?: number, mostGrowth?: number, mostP99?: number, leastPerSecond?: number,
 * }} Figure
 * @typedef {(means: { data: string, site: import("./data.ts").Site, lines: number }) => Promise<Figure[]>} Part
 */

/** @type {Readonly<Record<string, Part>>} */
const parts = { start, weight, pages, growth, desk, board, signals, postgres, fanout, room };

/** Measured only when asked for by name: they take longer than all others together. @type {Readonly<Record<string, Part>>} */
const longParts = { writing, reputation };

const { values, positionals } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string" },
    seed: { type: "string" },
    lines: { type: "string", default: "1000000" },
  },
  allowPositionals: true,
});
if (positionals[0] === "kill") {
  await build();
  process.exit(
    await kill({ rounds: Number(values.rounds ?? 1000), seed: Number(values.seed ?? Date.now() % 1_000_000) }),
  );
}
const long = longRuns[positionals[0] ?? ""];
if (long) process.exit(await runLong({ ...long, rounds: Number(values.rounds ?? long.rounds) }));
const asked = positionals.length > 0 ? positionals : values.only?.split(",");
const known = { ...parts, ...longParts };
const chosen = asked ?? Object.keys(parts);
const unknown = chosen.filter((name) => !(name in known));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}": there are ${Object.keys(known).join(", ")}.`);
  process.exit(2);
}

const lines = Number(values.lines);
if (!Number.isInteger(lines) || lines < 20_000) {
  console.error("--lines is a whole number, 20000 at least.");
  process.exit(2);
}

const began = performance.now();
await build();
console.error("Making the data …");
const data = await makeData("usual");

/** @type {Record<string, Figure[]>} */
const measured = {};
let isWhole = asked === undefined;
try {
  for (const name of chosen) {
    console.error(`Measuring ${name} …`);
    try {
      const figures = await /** @type {Part} */ (known[name])({ data: data.folder, site: data.site, lines });
      measured[name] = figures.map(rounded);
    } catch (error) {
      isWhole = false;
      process.exitCode = 1;
      console.error(`The part "${name}" could not be measured:`, error);
    }
  }
} finally {
  await data.remove();
}

const about = {
  node: process.version,
  cores: availableParallelism(),
  date: new Date().toISOString().slice(0, 10),
  seconds: Math.round((performance.now() - began) / 1000),
};
console.log(`Node ${about.node}, ${about.cores} cores, ${about.seconds} s`);
for (const [name, figures] of Object.entries(measured)) console.log(`\n${name}\n${tableOf(figures)}`);
if (isWhole) {
  const file = path.join(import.meta.dirname, "results.json");
  await writeFile(file, `${JSON.stringify({ ...about, measured }, null, 2)}\n`);
}
process.exit();

/**
 * Three figures are all that a second run would give again; sizes are exact, and a budget is kept or not.
 * @param {Figure} figure
 * @returns {Figure}
 */
function rounded(figure) {
  const entries = Object.entries(figure).map(([key, value]) => {
    if (typeof value !== "number") return [key, value];
    if (!Number.isFinite(value)) throw new Error(`"${figure.name}" has no ${key}.`);
    return [key, key === "raw" || key === "gzip" ? Number(value.toFixed(1)) : Number(value.toPrecision(3))];
  });
  return /** @type {Figure} */ (Object.fromEntries(entries));
}

/**
 * The figures as aligned lines.
 * @param {Figure[]} figures
 */
function tableOf(figures) {
  const lines = figures.map((figure) => [figure.name, ...cellsOf(figure)]);
  const widths = /** @type {number[]} */ ([]);
  for (const line of lines) {
    for (const [column, cell] of line.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const padded = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return padded.map((line) => `  ${line.join("  ")}`.trimEnd()).join("\n");
}

/** @param {Figure} figure */
function cellsOf({ perSecond, ratio, p50, p99, milliseconds, megabytes, files, raw, gzip, most, ...limits }) {
  const { growth, mostGrowth, mostP99, leastPerSecond } = limits;
  const cells = [];
  if (perSecond !== undefined) cells.push(`${perSecond}/s`, ratio === undefined ? "no ratio" : `ratio ${ratio}`);
  if (p50 !== undefined) cells.push(`p50 ${p50} ms`, `p99 ${p99} ms`);
  if (milliseconds !== undefined) cells.push(`${milliseconds} ms`);
  if (megabytes !== undefined) cells.push(`${megabytes} MB`);
  if (files !== undefined) cells.push(`${files} files`, `${raw} KB`, `gzip ${gzip} KB`);
  if (most !== undefined) cells.push(`${(gzip ?? Number.NaN) <= most ? "within" : "OVER"} the budget of ${most} KB`);
  if (growth !== undefined && mostGrowth !== undefined) {
    cells.push(`growth ${growth}`, `${growth <= mostGrowth ? "within" : "OVER"} ${mostGrowth}`);
  }
  if (mostP99 !== undefined) cells.push(`${(p99 ?? Number.NaN) <= mostP99 ? "within" : "OVER"} ${mostP99} ms`);
  if (leastPerSecond !== undefined) {
    // Who types by a clock is a letter behind it at the end.
    cells.push(`${(perSecond ?? Number.NaN) >= 0.99 * leastPerSecond ? "reaches" : "UNDER"} ${leastPerSecond}/s`);
  }
  return cells;
}
