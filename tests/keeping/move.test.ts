import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, takePlace } from "../../db/database.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { caco } from "../import/sources.ts";
import { contextFor, freshDatabase, people, type Rig, space, start } from "../support/database.ts";

let dir: string;
let rig: Rig;
let whole: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "caco-keeping-"));
  rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, bob } = await people(rig, id);
  const idea = newId(start);
  await submitIdea(contextFor(rig, ann), id, {
    id: idea,
    title: "A pump",
    problem: "Flat \u2028 tyres",
    forWhom: "",
    solution: "",
  });
  await castSignal(contextFor(rig, bob), { idea, kind: "support" });
  whole = path.join(dir, "whole");
  const { code, stdout } = await caco(rig.dir, "export", whole);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/4 members, 1 spaces, 1 ideas/) });
});

afterAll(() => rm(dir, { recursive: true, force: true }));

/** A copy of the export in which one file says something else; `honest` writes its hash into the manifest. */
async function changed(name: string, file: string, change: (text: string) => string, { honest = false } = {}) {
  const copy = path.join(dir, name);
  await cp(whole, copy, { recursive: true });
  const target = path.join(copy, file);
  const text = change(await readFile(target, "utf8"));
  await writeFile(target, text);
  if (honest) {
    const manifest = path.join(copy, "manifest.json");
    const content = JSON.parse(await readFile(manifest, "utf8"));
    const table = content.tables.find((each: { name: string }) => file.endsWith(`/${each.name}.jsonl`));
    table.sha256 = createHash("sha256").update(text).digest("hex");
    await writeFile(manifest, JSON.stringify(content));
  }
  return copy;
}

async function bringIn(folder: string) {
  const target = await mkdtemp(path.join(dir, "target-"));
  const { code, stderr } = await caco(target, "import", "caco", folder);
  const left = existsSync(path.join(target, "caco.db")) ? await memberCount(target) : 0;
  return { code, stderr, left };
}

async function memberCount(dataDir: string): Promise<number> {
  const db = await openDatabase(`file:${path.join(dataDir, "caco.db")}`);
  const has = await db.raw.all("select 1 from sqlite_master where name = 'members'");
  const count = has.length > 0 ? await db.read.$count(members) : 0;
  await db.close();
  return count;
}

describe("an export", () => {
  it("says what it is, and brings the same place into an empty database", async () => {
    const manifest = JSON.parse(await readFile(path.join(whole, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ kind: "caco export", formatVersion: 1, dialect: "sqlite" });
    const target = await mkdtemp(path.join(dir, "same-"));
    const { code, stdout } = await caco(target, "import", "caco", whole);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Brought into SQLite: 4 members") });
    const db = await openDatabase(`file:${path.join(target, "caco.db")}`);
    const logOf = (read: typeof db.read) => read.select().from(events).orderBy(asc(events.seq));
    expect(await logOf(db.read)).toEqual(await logOf(rig.db.read));
    await db.close();
    const again = path.join(dir, "again");
    await caco(target, "export", again);
    for (const { name } of manifest.tables) {
      const [one, other] = [whole, again].map((folder) => path.join(folder, "tables", `${name}.jsonl`));
      expect(await readFile(String(other), "utf8"), name).toBe(await readFile(String(one), "utf8"));
    }
  });

  it("never goes over something, and leaves nothing that looks whole when it fails", async () => {
    expect(await caco(rig.dir, "export", whole)).toMatchObject({
      code: 2,
      stderr: `caco: ${whole} is not empty: name a new folder.\n`,
    });
    expect(await caco(rig.dir, "export")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Say which folder"),
    });
    const nowhere = path.join(dir, "nowhere");
    expect(await caco(nowhere, "export", path.join(dir, "nothing"))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^caco: There is no database at .*\n$/),
    });
    expect(await readdir(dir)).not.toContain("nothing");
  });

  it("says in a line when its folder cannot be made", async () => {
    const inside = path.join(whole, "manifest.json", "inside");
    const { code, stderr } = await caco(rig.dir, "export", inside);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `caco: ${inside} is no folder that can be written (ENOTDIR).\n`,
    });
  });
});

describe("what is no whole export is refused in one line, and nothing of it is brought in", () => {
  it.each<[string, string, (text: string) => string, boolean, RegExp]>([
    [
      "a changed line",
      "tables/members.jsonl",
      (text) => text.replace("Ann", "Eve"),
      false,
      /members\.jsonl was changed or is damaged/,
    ],
    [
      "a line that is no JSON",
      "tables/members.jsonl",
      (text) => text.replace("{", ""),
      true,
      /members\.jsonl, line 1: this is no JSON object/,
    ],
    [
      "a line too few",
      "tables/members.jsonl",
      (text) => text.split("\n").slice(1).join("\n"),
      true,
      /members\.jsonl has 3 lines instead of 4/,
    ],
    [
      "a value that cannot be",
      "tables/signals.jsonl",
      (text) => text.replace(/"member":"\w+"/, '"member":"nobody"'),
      true,
      /FOREIGN KEY/,
    ],
    [
      "a missing value",
      "tables/signals.jsonl",
      (text) => text.replace('"kind"', '"sort"'),
      true,
      /signals\.jsonl, line 1: there is no "kind"/,
    ],
    [
      "an unknown column",
      "manifest.json",
      (text) => text.replace('"name": "handle"', '"name": "nickname"'),
      false,
      /no column "nickname" in its table "members"/,
    ],
    [
      "an unknown table",
      "manifest.json",
      (text) => text.replace('"name": "former_handles"', '"name": "nicknames"'),
      false,
      /nicknames\.jsonl is missing/,
    ],
    [
      "a newer format",
      "manifest.json",
      (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
      false,
      /newer program: its format is 2/,
    ],
    [
      "a newer schema",
      "manifest.json",
      (text) => text.replace('"tag": "0000_start"', '"tag": "0999_later"'),
      false,
      /newer program \(.*\), whose schema has "0999_later"/,
    ],
    [
      "another schema",
      "manifest.json",
      (text) => text.replace(/("hash": ")[0-9a-f]{4}/, "$1ffff"),
      false,
      /another "0000_start"/,
    ],
    ["no manifest", "manifest.json", () => "", false, /manifest\.json is damaged/],
  ])("%s", async (name, file, change, honest, said) => {
    const { code, stderr, left } = await bringIn(await changed(name.replaceAll(" ", "-"), file, change, { honest }));
    expect(stderr).toMatch(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ code, left }).toEqual({ code: 2, left: 0 });
  });

  it("a missing file", async () => {
    const copy = await changed("missing", "manifest.json", (text) => text);
    await rm(path.join(copy, "tables", "ideas.jsonl"));
    expect(await bringIn(copy)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ideas\.jsonl is missing/),
      left: 0,
    });
  });

  it("a folder that is none", async () => {
    expect(await bringIn(path.join(dir, "none"))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no whole export or backup/),
    });
  });
});

it("is brought into an empty database only, and into none that a server serves", async () => {
  const { stderr, code } = await caco(rig.dir, "import", "caco", whole);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/is not empty: it has rows in ".*"\. Nothing was changed\.\n$/),
  });
  const target = await mkdtemp(path.join(dir, "served-"));
  const leave = takePlace(`file:${path.join(target, "caco.db")}`);
  expect(await caco(target, "import", "caco", whole)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("stop it first"),
  });
  leave();
});
