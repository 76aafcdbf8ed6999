import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { journal } from "../../db/journal.ts";
import { openDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { clearGround } from "../../app/features/demo/ground.server.ts";
import { becomePersona } from "../../app/features/demo/personas.server.ts";
import { beginAgain } from "../../app/features/demo/reset.server.ts";
import { untilTheNight } from "../../app/features/demo/rules.ts";
import { BadConfig, readConfig } from "../../app/platform/config.server.ts";
import { NotFound } from "../../app/platform/errors.ts";
import { freshDatabase, person, visiting } from "../support/database.ts";

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "caco-demo-"));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

function demoConfig(env: NodeJS.ProcessEnv) {
  return readConfig({ DATA_DIR: dir, ...env }, { demo: true });
}

describe("the ground of a demo", () => {
  it("is a folder of its own inside the data folder", () => {
    expect(demoConfig({}).databaseUrl).toBe(`file:${path.join(dir, "demo", "caco.db")}`);
    expect(readConfig({ DATA_DIR: dir }).databaseUrl).toBe(`file:${path.join(dir, "caco.db")}`);
  });

  it("is no ground by any variable: only the way it is started makes a server a demo", () => {
    expect(readConfig({ DEMO: "1", DEMO_PUBLIC: "1", CACO_DEMO: "true" }).demo).toBe(false);
  });

  it("is never a real database, not even an empty one, and leaves it as it was", async () => {
    const real = await freshDatabase();
    const ann = await person(real, "ann");
    const env = { DATABASE_URL: real.config.databaseUrl };
    await expect(clearGround(demoConfig(env), env)).rejects.toThrow(/is not a demo's database/);
    expect(await real.db.raw.all("select handle from members")).toEqual([{ handle: ann.handle }]);

    const empty = await freshDatabase();
    const other = { DATABASE_URL: empty.config.databaseUrl };
    await expect(clearGround(demoConfig(other), other)).rejects.toThrow(BadConfig);
  });

  it("is no PostgreSQL", async () => {
    const env = { DATABASE_URL: "postgres://nobody@localhost/nowhere" };
    await expect(clearGround(demoConfig(env), env)).rejects.toThrow(BadConfig);
  });

  it("is no public name, unless that is said", async () => {
    const env = { ORIGIN: "https://ideas.example.org", DATA_DIR: path.join(dir, "public") };
    await expect(clearGround(demoConfig(env), env)).rejects.toThrow(/DEMO_PUBLIC=1/);
    expect(existsSync(path.join(dir, "public/demo/caco.db"))).toBe(false);
    await expect(clearGround(demoConfig(env), { ...env, DEMO_PUBLIC: "1" })).resolves.toBeUndefined();
    const here = { ORIGIN: "http://localhost:3000", DATA_DIR: path.join(dir, "here") };
    await expect(clearGround(demoConfig(here), here)).resolves.toBeUndefined();
  });

  it("is cleared of what an earlier demo left, even of one that was cut off while it was sown", async () => {
    const config = demoConfig({});
    await clearGround(config, {});
    const db = await openDatabase(config.databaseUrl);
    await migrate(db, journal);
    await db.close();
    await writeFile(path.join(config.dataDir, "keep.txt"), "");
    await clearGround(config, {});
    const cleared = await openDatabase(config.databaseUrl);
    expect(await cleared.raw.all("select name from sqlite_master where name = 'members'")).toEqual([]);
    await cleared.close();
    expect(existsSync(path.join(config.dataDir, "keep.txt"))).toBe(true);
  });
});

describe("a server that is no demo", () => {
  it("signs nobody in as somebody, though the people of the demo were there, and wipes nothing", async () => {
    const rig = await freshDatabase();
    await person(rig, "sofia", { admin: true });
    const ctx = visiting(rig);
    await expect(becomePersona(ctx, "admin", "a browser")).rejects.toThrow(NotFound);
    await expect(beginAgain(ctx)).rejects.toThrow(NotFound);
    expect(await rig.db.raw.all("select count(*) as n from sessions")).toEqual([{ n: 0 }]);
    expect(await rig.db.raw.all("select count(*) as n from members")).toEqual([{ n: 1 }]);
  });
});

describe("the night", () => {
  it("comes at four in the morning", () => {
    expect(untilTheNight(Date.UTC(2026, 2, 2, 3))).toBe(3_600_000);
    expect(untilTheNight(Date.UTC(2026, 2, 2, 4))).toBe(86_400_000);
    expect(untilTheNight(Date.UTC(2026, 2, 2, 22))).toBe(6 * 3_600_000);
  });
});
