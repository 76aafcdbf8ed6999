/**
 * Databases of released versions, as text in `tests/releases`: each must come to the schema of today with
 * all its rows. The text of a new release is made by `MAKE_RELEASE=1.2.0 npx vitest run --project unit
 * tests/platform/releases.test.ts` and never changed afterwards.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { tables } from "../../db/tables.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";

const folder = path.join(projectRoot(), "tests/releases");
const making = process.env.MAKE_RELEASE;
if (making !== undefined) await makeRelease(making);
const releases = (await readdir(folder)).filter((name) => name.endsWith(".sql"));

describe.each(releases)("a database of %s", (name) => {
  it("comes to the schema of today with all its rows", async () => {
    const lines = (await readFile(path.join(folder, name), "utf8")).split("\n");
    const had = /^-- after (\S+)$/.exec(lines[0] ?? "")?.[1];
    const inserts = lines.filter((line) => line.startsWith("insert "));
    expect(inserts.length).toBeGreaterThan(20);
    const dir = await mkdtemp(path.join(tmpdir(), "caco-release-"));
    const db = await openDatabase(`file:${path.join(dir, "caco.db")}`);
    const position = journal.findIndex(({ tag }) => tag === had);
    await migrate(db, journal.slice(0, position + 1));
    await written(db, name, inserts);
    const before = await rowsIn(db);

    await migrate(db, journal);
    for (const [table, rows] of before) expect((await rowsIn(db)).get(table), table).toBeGreaterThanOrEqual(rows);
    for (const { table } of tables) await db.read.select().from(table);
    expect(await db.raw.all("select title from ideas")).toEqual([{ title: "A pump at each stop" }]);
    expect(await db.raw.all("pragma foreign_key_check")).toEqual([]);
    await db.close();
    await rm(dir, { recursive: true });
  });
});

it("there is a database of the first release at least", () => {
  expect(releases.length).toBeGreaterThan(0);
});

async function written(db: Database, name: string, inserts: string[]): Promise<void> {
  try {
    await db.raw.change(async (on) => {
      for (const insert of inserts) await on.run(insert);
    });
  } catch (error) {
    const how =
      "Before the release of that version, make its text anew (see above); afterwards, take the migration back.";
    throw new Error(`A migration that ${name} was made with has changed since. ${how}`, { cause: error });
  }
}

async function rowsIn({ raw }: Database): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await raw.all<{ n: number }>(`select count(*) as n from "${name}"`).catch(() => []);
    if (row) counts.set(name, row.n);
  }
  return counts;
}

/** Writes the rows that some acts leave, a line for each. */
async function makeRelease(version: string): Promise<void> {
  const rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, bob, pia } = await people(rig, id);
  const idea = newId(start);
  await submitIdea(contextFor(rig, ann), id, {
    id: idea,
    title: "A pump at each stop",
    problem: "Tyres go *flat*.",
    forWhom: "Everybody who rides.",
    solution: "A pump.",
  });
  await castSignal(contextFor(rig, bob), { idea, kind: "support" });
  await castSignal(contextFor(rig, pia), { idea, kind: "not_for_me" });
  await postComment(contextFor(rig, bob), idea, { id: newId(start), kind: "question", body: "Who fills it?" });
  const lines = [`-- after ${journal.at(-1)?.tag}`];
  for (const { name, columns } of tables) {
    const names = columns.map((column) => `"${column.name}"`).join(", ");
    // SQLite writes each value as it would read it.
    const values = columns.map((column) => `quote("${column.name}")`).join(" || ', ' || ");
    const rows = await rig.db.raw.all<{ row: string }>(`select ${values} as row from "${name}"`);
    for (const { row } of rows) lines.push(`insert into "${name}" (${names}) values (${row});`);
  }
  await writeFile(path.join(folder, `${version}.sql`), `${lines.join("\n")}\n`);
}
