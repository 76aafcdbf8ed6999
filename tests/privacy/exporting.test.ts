import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { dataExportParts, dataExports } from "../../db/schema/privacy.ts";
import { runCli } from "../../app/cli/run.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import {
  askForData,
  exportBytes,
  exportJob,
  exportSeenBy,
  makeExport,
  myExport,
  tidyExports,
} from "../../app/features/privacy/exporting.server.ts";
import { exportKept, exportPause } from "../../app/features/privacy/rules.ts";
import { NotFound, Refused } from "../../app/platform/errors.ts";
import { tellAll } from "../notices/support.ts";
import { contextFor, freshDatabase, person, type Rig, start } from "../support/database.ts";
import { identity, othersOwn, published, tracedWorld, unpublished } from "./support.ts";
import { unzipped } from "./zip.ts";

async function made(rig: Rig): Promise<string> {
  const [job] = await rig.db.read.select().from(jobs).where(eq(jobs.kind, exportJob));
  if (!job) throw new Error("Nothing was asked for.");
  const { export: id } = job.payload as { export: string };
  await makeExport(rig.db, id, start);
  return id;
}

async function bytesOf(rig: Rig, id: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of exportBytes(rig.db.read, id)) parts.push(part);
  return Buffer.concat(parts);
}

describe("the file with somebody's data", () => {
  it("has every word of the person, published or not, the files, and none that others keep to themselves", async () => {
    const { rig, zyx } = await tracedWorld();
    await askForData(contextFor(rig, zyx));
    const files = unzipped(await bytesOf(rig, await made(rig)));
    const names = [...files.keys()];
    expect(names.slice(0, 2)).toEqual(["data.json", "data.md"]);
    expect(names.filter((name) => /^files\/.+\.webp$/.test(name))).toHaveLength(3);
    expect(names.some((name) => name.includes(published.file))).toBe(true);
    expect(
      files
        .get(names[2] ?? "")
        ?.subarray(8, 12)
        .toString(),
    ).toBe("WEBP");
    const json = files.get("data.json")?.toString() ?? "";
    const text = files.get("data.md")?.toString() ?? "";
    const own = { ...identity, ...unpublished, ...published };
    expect(Object.values(own).filter((word) => !json.includes(word))).toEqual([]);
    expect(Object.values(own).filter((word) => !text.includes(word))).toEqual([]);
    expect(Object.values(othersOwn).filter((word) => json.includes(word) || text.includes(word))).toEqual([]);
    expect(json).not.toMatch(/hash|secret|stamp/i);
    const { tables } = JSON.parse(json) as { tables: Record<string, Record<string, unknown>[]> };
    // What was commented on is named, and nobody else's id stands beside it.
    expect(tables.comments).toMatchObject([
      { source: published.comment, ideaTitle: "Racks", createdAt: new Date(start).toISOString() },
    ]);
    expect(tables.signals).toMatchObject([{ kind: "support", ideaTitle: "Racks" }]);
    expect(json).not.toContain(JSON.stringify(othersOwn.email));
  });

  it("is announced by a notice that leads to it, and can be asked for once a day", async () => {
    const { rig, zyx } = await tracedWorld();
    const ctx = contextFor(rig, zyx);
    await askForData(ctx);
    await expect(askForData(ctx)).rejects.toThrow(Refused);
    expect(await myExport(ctx)).toMatchObject({ file: { readyAt: null }, mayAsk: false });
    const id = await made(rig);
    await tellAll(rig);
    await tellAll(rig);
    const { notices } = await noticesPage(ctx, null);
    const told = notices.filter(({ kind }) => kind === "data_ready");
    expect(told).toMatchObject([{ by: null, isUnread: true, leads: true }]);
    expect(await targetOf(ctx, told[0]?.id ?? "")).toBe("/me/privacy");
    expect(await myExport(ctx)).toMatchObject({ file: { id, readyAt: start, expiresAt: start + exportKept } });
    await askForData(contextFor(rig, zyx, { now: start + exportPause }));
  });

  it("is nobody else's, not even an admin's, and is gone after a week", async () => {
    const { rig, zyx, ada } = await tracedWorld();
    await askForData(contextFor(rig, zyx));
    await expect(exportSeenBy(contextFor(rig, zyx), "0123456789abcdef")).rejects.toThrow(NotFound);
    const id = await made(rig);
    expect(await exportSeenBy(contextFor(rig, zyx), id)).toMatchObject({ size: (await bytesOf(rig, id)).length });
    await expect(exportSeenBy(contextFor(rig, ada), id)).rejects.toThrow(NotFound);
    const over = start + exportKept;
    await expect(exportSeenBy(contextFor(rig, zyx, { now: over }), id)).rejects.toThrow(NotFound);
    await tidyExports(rig.db, over - 1);
    expect(await rig.db.read.select().from(dataExports)).toHaveLength(1);
    await tidyExports(rig.db, over);
    expect(await rig.db.read.select().from(dataExports)).toEqual([]);
    expect(await rig.db.read.select().from(dataExportParts)).toEqual([]);
  });

  it("is whole when its making was cut short and is repeated, and is not made of somebody who was erased", async () => {
    const { rig, zyx, bob } = await tracedWorld();
    await askForData(contextFor(rig, zyx));
    const [asked] = await rig.db.read.select().from(dataExports);
    const rest = { export: asked?.id ?? "", number: 0, bytes: Buffer.from("cut") };
    await rig.db.transaction((tx) => tx.insert(dataExportParts).values(rest));
    const id = await made(rig);
    await makeExport(rig.db, id, start + 1);
    expect(unzipped(await bytesOf(rig, id)).has("data.json")).toBe(true);
    await askForData(contextFor(rig, bob));
    const left = (await rig.db.read.select().from(dataExports)).find(({ member }) => member === bob.id);
    await eraseMember(rig.db, rig.dir, bob.id, start);
    await makeExport(rig.db, left?.id ?? "", start);
    expect(await rig.db.read.select().from(dataExports).where(eq(dataExports.member, bob.id))).toEqual([]);
  });
});

describe("whoever runs the machine", () => {
  async function run(rig: Rig, ...words: string[]) {
    const said = { stdout: "", stderr: "" };
    const listen = (name: "stdout" | "stderr") =>
      ({ write: (text: string) => ((said[name] += text), true) }) as unknown as NodeJS.WritableStream;
    vi.stubEnv("DATA_DIR", rig.dir);
    vi.stubEnv("DATABASE_URL", rig.config.databaseUrl);
    const code = await runCli(words, { stdout: listen("stdout"), stderr: listen("stderr") });
    vi.unstubAllEnvs();
    return { code, ...said };
  }

  it("writes somebody's data into a folder, and erases at once, by handle, address or id", async () => {
    const { rig, zyx } = await tracedWorld();
    const folder = await mkdtemp(path.join(tmpdir(), "caco-test-"));
    const { code, stdout } = await run(rig, "user", "export", `@${identity.handle}`, folder);
    expect(code).toBe(0);
    const [name] = await readdir(folder);
    expect(stdout.trim()).toBe(path.join(folder, name ?? ""));
    expect((await stat(stdout.trim())).mode & 0o777).toBe(0o600);
    const json = unzipped(await readFile(stdout.trim()))
      .get("data.json")
      ?.toString();
    expect(json).toContain(identity.email);
    await rm(folder, { recursive: true });

    expect(await run(rig, "user", "erase", identity.email)).toMatchObject({ code: 2, stdout: "" });
    expect(await run(rig, "user", "erase", identity.email, "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(await run(rig, "user", "erase", zyx.id, "--yes")).toMatchObject({
      code: 0,
      stdout: `${zyx.id} was erased already.\n`,
    });
    expect(await run(rig, "user", "erase", identity.email, "--yes")).toMatchObject({ code: 2 });
    expect(await run(rig, "user", "erase", "ada", "--yes")).toMatchObject({ code: 2 });
    // Every count equals its rows, and nothing refers to what is gone. Nobody seals the log here.
    const { stdout: found } = await run(rig, "doctor");
    expect(found).toMatch(/as it must be|BROKEN seals/);
    expect(found).not.toMatch(/BROKEN (?!seals)/);
  });

  it("erases somebody who cannot sign in: a name that an import brought", async () => {
    const rig = await freshDatabase();
    const { id } = await person(rig, "ann");
    await rig.db.transaction((tx) =>
      tx.update(members).set({ email: null, importKey: "polis:1:person:9" }).where(eq(members.id, id)),
    );
    expect(await run(rig, "user", "erase", "ann", "--yes")).toMatchObject({ code: 0 });
    const [row] = await rig.db.read.select().from(members).where(eq(members.id, id));
    // The key stays: a second import finds nobody anew, and counts no signal twice.
    expect(row).toMatchObject({ name: "", handle: `former-${id}`, importKey: "polis:1:person:9" });
  });
});
