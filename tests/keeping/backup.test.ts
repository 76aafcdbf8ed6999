import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database, openDatabase, takePlace } from "../../db/database.ts";
import { settings } from "../../db/schema/log.ts";
import { members, sessions } from "../../db/schema/members.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { noteErasure } from "../../app/features/privacy/erasures.server.ts";
import { loadSecret } from "../../app/platform/signing.server.ts";
import { caco } from "../import/sources.ts";
import { freshDatabase, people, type Rig, space, start } from "../support/database.ts";

let dir: string;
let rig: Rig;
let eve: string;
let whole: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "caco-backup-"));
  rig = await freshDatabase();
  const { id } = await space(rig);
  eve = (await people(rig, id)).eve.id;
  const session = { hash: "h", id: "s", member: eve, securityStamp: "", userAgent: "", createdAt: start };
  await rig.db.transaction((tx) => tx.insert(sessions).values({ ...session, lastSeenAt: start, expiresAt: start }));
  loadSecret(rig.dir, {});
  await noteErasure(rig.dir, "0123456789abcdef", start);
  whole = await backedUp(path.join(dir, "backups"));
});

afterEach(() => void vi.useRealTimers());
afterAll(() => rm(dir, { recursive: true, force: true }));

async function backedUp(into: string, ...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await caco(rig.dir, "backup", into, ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return /Backed up to (\S+): 4 members/.exec(stdout)?.[1] ?? "";
}

async function reading<Result>(dataDir: string, read: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(`file:${path.join(dataDir, "caco.db")}`);
  try {
    return await read(db);
  } finally {
    await db.close();
  }
}

function fresh(): Promise<string> {
  return mkdtemp(path.join(dir, "target-"));
}

describe("a backup", () => {
  it("is one whole folder named after its moment, private, with what it needs beside the database", async () => {
    expect(path.basename(whole)).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
    expect((await readdir(whole)).toSorted()).toEqual(["caco.db", "erasures.jsonl", "manifest.json", "secret"]);
    const manifest = JSON.parse(await readFile(path.join(whole, "manifest.json"), "utf8"));
    const { size } = await stat(path.join(whole, "caco.db"));
    expect(manifest).toMatchObject({ kind: "caco backup", dialect: "sqlite", erasures: 1, database: { size } });
    expect(manifest.tables).toContainEqual({ name: "members", rows: 4 });
    expect((await stat(whole)).mode & 0o077).toBe(0);
    expect((await stat(path.join(whole, "secret"))).mode & 0o077).toBe(0);
  });

  it("is noted, so that its age can be shown", async () => {
    const before = Date.now();
    await backedUp(path.join(dir, "noted"));
    const [noted] = await rig.db.read.select().from(settings).where(eq(settings.name, "backup_at"));
    expect(Number(noted?.value)).toBeGreaterThanOrEqual(before);
  });

  it("comes beside those before it, of which the newest are kept, and nothing else is touched", async () => {
    const into = path.join(dir, "kept");
    const stray = path.join(into, "2026-01-01T00-00-00Z");
    await mkdir(stray, { recursive: true }); // no backup: it has no manifest
    const cut = path.join(into, "2026-01-02T00-00-00Z.unfinished-1");
    await mkdir(cut);
    await utimes(cut, 0, 0);
    vi.useFakeTimers({ toFake: ["Date"] });
    for (const day of [3, 4, 5]) {
      vi.setSystemTime(Date.UTC(2026, 1, day));
      await backedUp(into);
    }
    vi.setSystemTime(Date.UTC(2026, 1, 6));
    await backedUp(into, "--keep", "2");
    expect((await readdir(into)).toSorted()).toEqual([
      "2026-01-01T00-00-00Z",
      "2026-02-05T00-00-00Z",
      "2026-02-06T00-00-00Z",
    ]);
    expect(await caco(rig.dir, "backup", into)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("not empty"),
    });
  });

  it("that cannot be made says so in a line and leaves nothing", async () => {
    const file = path.join(dir, "a-file");
    await writeFile(file, "");
    for (const [args, said] of [
      [[file], /a-file\/.* (cannot be made|is no folder that can be written) \(ENOTDIR\)\.\n$/],
      [[], /^caco: Say which folder: "backup DIR"\.\n$/],
      [[file, "--keep", "0"], /^caco: "0" is no number of backups to keep: use 1 or more\.\n$/],
      [[file, "--kept"], /^caco: Unknown option '--kept'\.\n$/],
    ] as const) {
      expect(await caco(rig.dir, "backup", ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(said) });
    }
    const empty = await fresh();
    const into = path.join(dir, "of-nothing");
    expect(await caco(empty, "backup", into)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no database at"),
    });
    expect(await readdir(into)).toEqual([]);
  });
});

describe("restoring", () => {
  it("puts everything back where nothing is, but sessions, past what an earlier database has left", async () => {
    const target = await fresh();
    for (const part of ["-wal", "-shm"]) await writeFile(path.join(target, `caco.db${part}`), "of another database");
    const { code, stdout } = await caco(target, "restore", whole);
    expect(stdout).toMatch(/^Restored the backup of .*: 4 members, 1 spaces.*\nEverybody signs in anew\.\n$/);
    expect(code).toBe(0);
    expect(await reading(target, (db) => db.read.select().from(members))).toEqual(
      await rig.db.read.select().from(members),
    );
    expect(await reading(target, (db) => db.read.$count(sessions))).toBe(0);
    expect(await readFile(path.join(target, "secret"), "utf8")).toBe(
      await readFile(path.join(rig.dir, "secret"), "utf8"),
    );
    expect(await readFile(path.join(target, "erasures.jsonl"), "utf8")).toContain("0123456789abcdef");
    expect((await readdir(target)).filter((name) => name.includes("restoring"))).toEqual([]);
  });

  it("erases again whoever was erased since", async () => {
    const place = await fresh();
    await caco(place, "restore", whole);
    const file = path.join(place, "caco.db");
    await reading(place, (db) => eraseMember(db, place, eve, Date.now()));
    await rename(file, `${file}.lost`);
    const { stdout } = await caco(place, "restore", whole);
    expect(stdout).toContain("Erased again: 1.");
    const [row] = await reading(place, (db) => db.read.select().from(members).where(eq(members.id, eve)));
    expect(row).toMatchObject({ email: null });
  });

  it("refuses where there is a database or a server, and leaves them alone", async () => {
    const { code, stderr } = await caco(rig.dir, "restore", whole);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^caco: There is a database at .*\n$/) });
    const target = await fresh();
    const leave = takePlace(`file:${path.join(target, "caco.db")}`);
    expect(await caco(target, "restore", whole)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("stop it first"),
    });
    leave();
  });

  it("refuses the folder of backups, and names the newest", async () => {
    const { code, stderr } = await caco(await fresh(), "restore", path.dirname(whole));
    expect({ code, stderr }).toEqual({ code: 2, stderr: `caco: Say which one, such as the newest: ${whole}.\n` });
  });

  it.each<[string, string, (text: string) => string | Buffer, RegExp]>([
    ["a damaged database", "caco.db", () => Buffer.alloc(8_192, 7), /caco\.db was changed or is damaged/],
    ["other counts", "manifest.json", (text) => text.replace('"rows": 4', '"rows": 5'), /has not the 5 rows in "\w+"/],
    ["a newer schema", "manifest.json", (text) => text.replace('"0000_start"', '"0999_later"'), /newer program/],
    [
      "a newer format",
      "manifest.json",
      (text) => text.replace('"formatVersion": 1', '"formatVersion": 9'),
      /newer program/,
    ],
    [
      "the other database",
      "manifest.json",
      (text) => text.replace('"sqlite"', '"postgres"'),
      /backup of PostgreSQL, .*"export"/,
    ],
    ["a manifest that is none", "manifest.json", () => "{", /is damaged, or of another kind/],
  ])("refuses %s in a line, and nothing is in place", async (name, file, change, said) => {
    const copy = path.join(dir, name.replaceAll(" ", "-"));
    await cp(whole, copy, { recursive: true });
    await writeFile(path.join(copy, file), change(await readFile(path.join(copy, file), "utf8")));
    const target = await fresh();
    const { code, stderr } = await caco(target, "restore", copy);
    expect(stderr).toMatch(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ code, there: existsSync(path.join(target, "caco.db")) }).toEqual({ code: 2, there: false });
  });
});
