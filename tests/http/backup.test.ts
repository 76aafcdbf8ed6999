/** A backup that is made while people write, by the programs that operators run. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../db/database.ts";
import { events } from "../../db/schema/log.ts";
import { record } from "../../app/platform/events.server.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { startServer } from "../support/server.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { until } from "../support/until.ts";

let site: Site;
let dir: string;

beforeAll(async () => {
  site = await settledSite();
  dir = await mkdtemp(path.join(tmpdir(), "caco-backup-"));
});

afterAll(async () => {
  await site.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Runs the operators' tool as a process of its own and gives what it printed. Throws when it fails. */
async function caco(dataDir: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, ["server.js", "caco", ...args], {
    cwd: projectRoot(),
    env,
  });
  return stdout;
}

it("holds every write that was acknowledged before it began, while 200 a second go on", async () => {
  const idea = await propose(site.cara, site.open, "A pump at each stop");
  const acknowledged: string[] = [];
  const writing = new AbortController();
  const page = (async () => {
    for (let turn = 0; !writing.signal.aborted; turn++) {
      await site.bob.post(`${idea.path}/signal`, { kind: turn % 2 === 0 ? "support" : "pass" });
      await wait(200);
    }
  })();
  const commands = (async () => {
    const begun = Date.now();
    for (let number = 0; !writing.signal.aborted; number++) {
      const happening = { kind: "test.written", space: null, subject: `test:${number}`, payload: {} };
      await site.db.transaction((tx) => record(tx, { actor: "system", now: Date.now() }, [happening]));
      acknowledged.push(happening.subject);
      // 200 a second, on average: who was late catches up.
      const ahead = begun + number * 5 - Date.now();
      if (ahead > 0) await wait(ahead);
    }
  })();
  await until(() => acknowledged.length >= 100, 20_000);

  const before = [...acknowledged];
  await caco(site.server.dataDir, "backup", dir);
  const during = acknowledged.length - before.length;
  writing.abort();
  await Promise.all([page, commands]);
  expect(during).toBeGreaterThan(0);

  const [name = ""] = await readdir(dir);
  const target = path.join(dir, "elsewhere");
  expect(await caco(target, "restore", path.join(dir, name))).toContain("Restored the backup");
  expect(await caco(target, "doctor")).toContain("Everything is as it must be.");
  const db = await openDatabase(`file:${path.join(target, "caco.db")}`);
  const kept = new Set((await db.read.select({ subject: events.subject }).from(events)).map(({ subject }) => subject));
  await db.close();
  expect(before.filter((subject) => !kept.has(subject))).toEqual([]);

  const server = await startServer({ dataDir: target });
  expect((await fetch(new URL("/readyz", server.origin))).status).toBe(200);
  expect((await fetch(new URL(idea.path, server.origin))).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(site.server.faults()).toEqual([]);
}, 90_000);
