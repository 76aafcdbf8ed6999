/** Commands that are killed at any moment: nothing half done looks whole, and the next run does the rest. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { settings } from "../../db/schema/log.ts";
import { contentOf } from "../support/migrations.ts";
import { polisFolder } from "../import/sources.ts";

const kills = 3;

let dir: string;
let source: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "caco-killed-"));
  source = path.join(dir, "source");
  await mkdir(source);
  await writeFile(path.join(source, "secret"), `${"s".repeat(43)}\n`);
  // Enough for a command to be busy with it for a while.
  await over(source, async (db) => {
    await migrate(db, journal);
    for (let n = 0; n < 30; n++) {
      const row = { name: `large ${n}`, value: `${n}`.repeat(500_000) };
      await db.transaction((tx) => tx.insert(settings).values(row));
    }
  });
});

afterAll(() => rm(dir, { recursive: true, force: true }));

async function over<Result>(dataDir: string, look: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(`file:${path.join(dataDir, "caco.db")}`);
  try {
    expect(await db.raw.all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
    return await look(db);
  } finally {
    await db.close();
  }
}

type Ended = { code: number | null; said: string; lasted: number };

function begun(dataDir: string, words: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const began = performance.now();
  const child = spawn(process.execPath, ["server.js", "caco", ...words], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: "warn" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const ended = once(child, "close").then(([code]) => ({
    code: code as number | null,
    said,
    lasted: performance.now() - began,
  }));
  return { child, ended };
}

async function done(dataDir: string, words: string[]): Promise<Ended> {
  const ended = await begun(dataDir, words).ended;
  expect(ended.code, ended.said).toBe(0);
  return ended;
}

/** Kills a command after this time in milliseconds, unless it is done before. */
async function killed(dataDir: string, words: string[], after: number): Promise<void> {
  const { child, ended } = begun(dataDir, words);
  await Promise.race([wait(after), ended]);
  child.kill("SIGKILL");
  await ended;
}

/** Moments in the second half of something that lasts so long: the first is the start of the program. */
function momentsIn(lasted: number): number[] {
  return Array.from({ length: kills }, (_, kill) => lasted * (0.45 + (0.5 * kill) / kills));
}

it("a backup that is killed looks like none, and the next one is whole", { timeout: 300_000 }, async () => {
  const { lasted } = await done(source, ["backup", path.join(dir, "first")]);
  const backups = path.join(dir, "backups");
  for (const moment of momentsIn(lasted)) await killed(source, ["backup", backups], moment);
  await done(source, ["backup", backups]);
  const whole = (await readdir(backups)).filter((name) => !name.includes("unfinished"));
  expect(whole.length).toBeGreaterThan(0);
  for (const [index, name] of whole.entries()) {
    const target = path.join(dir, `restored-${index}`);
    await done(target, ["restore", path.join(backups, name)]);
    expect(await over(target, large)).toBe(30);
    await done(target, ["doctor"]);
  }
  // What is noted of a backup stands in the settings; all else is as it was.
  expect(await over(source, large)).toBe(30);
});

it(
  "a restore that is killed leaves no database or a whole one, and the next one ends it",
  { timeout: 300_000 },
  async () => {
    const backups = path.join(dir, "to-restore");
    await done(source, ["backup", backups]);
    const backup = path.join(backups, (await readdir(backups))[0] ?? "");
    const whole = path.join(dir, "whole");
    const { lasted } = await done(whole, ["restore", backup]);
    const expected = await over(whole, contentOf);
    for (const [index, moment] of momentsIn(lasted).entries()) {
      const target = path.join(dir, `target-${index}`);
      await killed(target, ["restore", backup], moment);
      if (!existsSync(path.join(target, "caco.db"))) await done(target, ["restore", backup]);
      expect(await over(target, contentOf)).toBe(expected);
    }
  },
);

it("an import that is killed is ended by the next one, with nothing twice", { timeout: 300_000 }, async () => {
  const polis = ["import", "polis", polisFolder(), "--space", "rivers"];
  const whole = path.join(dir, "imported");
  await mkdir(whole);
  const { lasted } = await done(whole, polis);
  const expected = await over(whole, countsIn);
  for (const [index, moment] of momentsIn(lasted).entries()) {
    const target = path.join(dir, `import-${index}`);
    await mkdir(target);
    await killed(target, polis, moment);
    await done(target, polis);
    expect(await over(target, countsIn)).toEqual(expected);
    await done(target, ["doctor"]);
  }
});

function large({ raw }: Database): Promise<number> {
  const sql = "select count(*) as n from settings where name like 'large %' and length(value) >= 500000";
  return raw.all<{ n: number }>(sql).then(([row]) => row?.n ?? 0);
}

function countsIn({ raw }: Database): Promise<unknown[]> {
  const tables = ["spaces", "members", "memberships", "ideas", "signals", "signal_counts", "events"];
  return raw.all(tables.map((name) => `select '${name}' as name, count(*) as n from ${name}`).join(" union all "));
}
