import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BadConfig } from "../../app/platform/config.server.ts";
import { loadSecret, sign, unsign } from "../../app/platform/signing.server.ts";

let dataDir = "";
beforeAll(async () => void (dataDir = await mkdtemp(path.join(tmpdir(), "caco-secret-"))));
afterAll(() => rm(dataDir, { recursive: true }));

it("makes a secret that only its owner may read, and keeps it", async () => {
  const secret = loadSecret(dataDir, {});
  expect(secret).toHaveLength(43);
  expect((await stat(path.join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
  expect(loadSecret(dataDir, {})).toBe(secret);
  expect((await readFile(path.join(dataDir, "secret"), "utf8")).trim()).toBe(secret);
});

it("takes SECRET before the file, and refuses a short one", () => {
  const long = "s".repeat(32);
  expect(loadSecret(dataDir, { SECRET: long })).toBe(long);
  expect(() => loadSecret(dataDir, { SECRET: "short" })).toThrow(BadConfig);
});

it("never works with half a secret", async () => {
  const half = path.join(dataDir, "half");
  await mkdir(half);
  await writeFile(path.join(half, "secret"), "");
  expect(() => loadSecret(half, {})).toThrow(/secret is not whole/);
  expect(await readdir(dataDir)).toEqual(["half", "secret"]);
});

it("gives back what it signed, for the same purpose only, and nothing that was changed", () => {
  const config = { dataDir };
  const signed = sign(config, "join", "12345");
  expect(unsign(config, "join", signed)).toBe("12345");
  expect(unsign(config, "other", signed)).toBeNull();
  expect(unsign(config, "join", signed.replace("12345", "12346"))).toBeNull();
  expect(unsign(config, "join", "12345")).toBeNull();
  expect(unsign(config, "join", "")).toBeNull();
});
