import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { removeCopiesBefore } from "../../db/up-to-date.ts";

it("copies from before the schema changed go when they are old, and nothing else beside them", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "caco-test-"));
  const until = Date.UTC(2026, 2, 2, 10);
  await removeCopiesBefore({ dataDir }, until);
  const folder = path.join(dataDir, "backups");
  await mkdir(folder);
  for (const name of ["before-0002-20260302095959.db", "before-0001-20260302100000.db", "mine.db", "before-x.db"]) {
    await writeFile(path.join(folder, name), "");
  }
  await removeCopiesBefore({ dataDir }, until);
  expect((await readdir(folder)).toSorted()).toEqual(["before-0001-20260302100000.db", "before-x.db", "mine.db"]);
  await rm(dataDir, { recursive: true });
});

it("what a killed process left unfinished goes once it is a day old", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "caco-test-"));
  const folder = path.join(dataDir, "backups");
  await mkdir(folder);
  const yesterday = Date.now() / 1000 - 25 * 3_600;
  for (const [name, at] of [
    ["before-0002-20260302095959.db.partial", yesterday],
    ["trial-17.db-wal", yesterday],
    ["trial-18.db", Date.now() / 1000],
  ] as const) {
    await writeFile(path.join(folder, name), "");
    await utimes(path.join(folder, name), at, at);
  }
  await removeCopiesBefore({ dataDir }, 0);
  expect(await readdir(folder)).toEqual(["trial-18.db"]);
  await rm(dataDir, { recursive: true });
});
