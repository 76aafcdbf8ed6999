/** A whole instance that moves from PostgreSQL to SQLite and back: nothing is lost, doubled or counted anew. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dialectOf } from "../../db/columns.ts";
import { openDatabase } from "../../db/database.ts";
import { logHead } from "../../db/dialect/log.ts";
import { openSnapshot } from "../../db/dialect/whole.ts";
import { journalOf } from "../../db/journal.ts";
import { events, readerCursors, seals, settings } from "../../db/schema/log.ts";
import { tables } from "../../db/tables.ts";
import { pagesOf, writeDump } from "../../app/cli/keeping/dump.ts";
import { makeWhole } from "../../app/cli/keeping/folder.ts";
import { loadDump } from "../../app/cli/keeping/load.ts";
import { follow, record } from "../../app/platform/events.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { caco } from "../import/sources.ts";
import { freshDatabase, type Rig, sealAll, start } from "../support/database.ts";
import { fillEveryTable } from "../support/every-table.ts";
import { postgresDatabase } from "../support/own-postgres.ts";
import { silent } from "../support/silent.ts";
import { until } from "../support/until.ts";

let dir: string;
let rig: Rig;
const log = logger("silent");

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "caco-move-"));
  rig = await freshDatabase();
  await fillEveryTable(rig.config.databaseUrl);
  await rig.db.transaction(async (tx) => {
    await tx.delete(readerCursors);
    await tx.delete(seals);
  });
  await rig.db.raw.run("select setval(pg_get_serial_sequence('events', 'seq'), 3)");
  await sealAll(rig);
  const head = await logHead(rig.db.read);
  await rig.db.transaction((tx) => tx.insert(readerCursors).values({ reader: "notices", ...head }));
  await overtake(rig.config.databaseUrl); // not sealed yet, and not told
});

afterAll(() => rm(dir, { recursive: true, force: true }));

function happened(kind: string) {
  return { kind, space: null, subject: "test:1", payload: { words: 'é \u2028 "' } };
}

/** Two events of which the one with the lower number is committed later: the order of numbers is not that of the log. */
async function overtake(url: string): Promise<void> {
  const [early, late] = [await openDatabase(url), await openDatabase(url)];
  await early.transaction(async (tx) => {
    await tx.insert(settings).values({ name: "begun", value: "first" });
    await late.transaction((other) => record(other, { actor: "system", now: start }, [happened("test.lower")]));
    await record(tx, { actor: "system", now: start }, [happened("test.higher")]);
  });
  await Promise.all([early.close(), late.close()]);
}

async function emptyPostgres(): Promise<string> {
  return (await postgresDatabase()).url;
}

async function move(from: string, to: string, name: string): Promise<void> {
  const snapshot = await openSnapshot(from);
  const expected = journalOf(dialectOf(from)).map(({ tag }) => tag);
  const folder = path.join(dir, name);
  await makeWhole(folder, (draft) => writeDump(snapshot, draft, { expected, progress: silent, now: start }));
  await snapshot.close();
  await loadDump(folder, to, { journal: journalOf(dialectOf(to)), progress: silent });
}

/** Every row of every table, in an order of its own, without the places in the log. */
async function contentOf(url: string): Promise<Record<string, string[]>> {
  const snapshot = await openSnapshot(url);
  const content: Record<string, string[]> = {};
  for (const table of tables) {
    const rows: string[] = [];
    const columns = table.columns.filter(({ name }) => name !== "transaction" && name !== "seq");
    for await (const page of pagesOf(
      snapshot,
      table,
      columns.map(({ name }) => ({ name, type: "text" })),
    )) {
      for (const row of page) {
        const values = columns.map(({ name, dataType }) => {
          const value = row[name];
          if (dataType === "boolean") return Boolean(value);
          if (dataType === "json") return sorted(typeof value === "string" ? JSON.parse(value) : value);
          return Buffer.isBuffer(value) ? value.toString("base64") : value;
        });
        rows.push(JSON.stringify(values));
      }
    }
    content[table.name] = rows.toSorted();
  }
  await snapshot.close();
  return content;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

it("keeps every row, id, author, hash and seal from PostgreSQL to SQLite and back, in the order of the log", async () => {
  const from = rig.config.databaseUrl;
  const before = await contentOf(from);
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
  expect([before.events?.length, before.seals?.length]).toEqual([5, 3]);

  const file = `file:${path.join(dir, "moved.db")}`;
  await move(from, file, "to-sqlite");
  expect(await contentOf(file)).toEqual(before);

  const back = await emptyPostgres();
  await move(file, back, "to-postgres");
  expect(await contentOf(back)).toEqual(before);

  const db = await openDatabase(back);
  const kinds = (await db.read.select({ kind: events.kind }).from(events).orderBy(events.seq)).map(({ kind }) => kind);
  expect(kinds.slice(-2)).toEqual(["test.higher", "test.lower"]);
  // The log goes on behind what was brought, and the chain with it.
  await db.transaction((tx) => record(tx, { actor: "system", now: start }, [happened("test.later")]));
  await sealAll({ db });
  await db.close();
});

it("tells nobody twice, and skips nothing that was not told", async () => {
  const from = rig.config.databaseUrl;
  const to = await emptyPostgres();
  await move(from, to, "told");
  const db = await openDatabase(to);
  const heard: string[] = [];
  const kinds = (await db.read.selectDistinct({ kind: events.kind }).from(events)).map(({ kind }) => kind);
  const read = async ({ kind }: { kind: string }) => void heard.push(kind);
  const listening = follow(db, { name: "notices", place: "stored", kinds, read }, log);
  await until(() => heard.length >= 2);
  await listening.stop();
  expect(heard).toEqual(["test.higher", "test.lower"]);
  await db.close();
});

it("is backed up and restored, so that everybody signs in anew", async () => {
  const into = path.join(dir, "backups");
  const made = await caco(rig.dir, "backup", into, "--keep", "3");
  expect(made).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^Backed up to .*: 3 members/) });
  const [name = ""] = await readdir(into);
  const target = await freshDatabase();
  const back = await caco(target.dir, "restore", path.join(into, name));
  expect(back).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("Everybody signs in anew.") });
  const [before, after] = [await contentOf(rig.config.databaseUrl), await contentOf(target.config.databaseUrl)];
  // When the backup was noted is not in it.
  expect(after).toEqual({ ...before, sessions: [], settings: after.settings });
  expect(await caco(target.dir, "restore", path.join(into, name))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is not empty"),
  });
});
