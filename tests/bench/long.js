/** Tests that do in a long run many times what a usual run does once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** @typedef {{ file: string, projects: readonly string[], variable: string, rounds: number, only?: string, also?: Readonly<Record<string, string>> }} Long */

/** @type {Readonly<Record<string, Long>>} */
export const longRuns = {
  /** Random courses of merging, editing and taking apart, on both databases. */
  merging: {
    file: "tests/merging/sequences.test.ts",
    projects: ["unit", "unit on PostgreSQL"],
    variable: "MERGE_COURSES",
    rounds: 500,
  },
  /** Random courses of everything that moves a reputation, on both databases. */
  ledger: {
    file: "tests/reputation/sequences.test.ts",
    projects: ["unit", "unit on PostgreSQL"],
    variable: "REPUTATION_COURSES",
    rounds: 1_000,
    also: { REPUTATION_STEPS: "200" },
  },
  /** Spaces of ten thousand members with rings in them, by many seeds. */
  fairness: {
    file: "tests/fairness/rules.test.ts",
    projects: ["unit"],
    variable: "FAIRNESS_SEEDS",
    rounds: 30,
    only: "simulated spaces",
  },
  /** A thousand cuts, delays and doubled messages, and a hundred thousand messages of nonsense. */
  rooms: {
    file: "tests/live/rooms.test.ts",
    projects: ["http"],
    variable: "ROOM_ROUNDS",
    rounds: 20,
    only: "fifty cuts|nonsense",
  },
  /** Random histories of a text, with updates that come late, twice and in another order. */
  histories: {
    file: "tests/cowriting/authorship.test.ts",
    projects: ["unit"],
    variable: "TEXT_HISTORIES",
    rounds: 2_000,
  },
  /** Kills of a server while ten type into one text. */
  texts: {
    file: "tests/http/killed-texts.test.ts",
    projects: ["kills"],
    variable: "TEXT_KILLS",
    rounds: 500,
  },
};

/**
 * Gives the exit code: 1 when anything was wrong after any of the rounds.
 * @param {Long} run
 * @returns {Promise<number>}
 */
export async function runLong({ file, projects, variable, rounds, only, also }) {
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error("--rounds is a whole number.");
    return 2;
  }
  const child = spawn(
    process.execPath,
    [
      path.join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...(only ? ["-t", only] : []),
      file,
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, ...also, [variable]: String(rounds) } },
  );
  const [code] = await once(child, "exit");
  return code === 0 ? 0 : 1;
}
