import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";

type Lock = { packages: Record<string, { version?: string; hasInstallScript?: boolean; link?: boolean }> };
type Manifest = { allowScripts?: Record<string, boolean> };

const lock = JSON.parse(readFileSync(path.join(projectRoot(), "package-lock.json"), "utf8")) as Lock;
const manifest = JSON.parse(readFileSync(path.join(projectRoot(), "package.json"), "utf8")) as Manifest;

/** Versions below these have known holes; the list grows with each advisory that concerns us. */
const floors: Record<string, string> = {
  "react-router": "7.18.2",
  "drizzle-orm": "0.45.2",
  "better-sqlite3": "12.8.0",
  marked: "18.2.0",
  "sanitize-html": "2.17.4",
  dompurify: "3.4.13",
  "file-type": "21.3.1",
  "socket.io-parser": "4.2.6",
  ws: "8.21.0",
  nodemailer: "7.0.11",
};

const installed = Object.entries(lock.packages).flatMap(([place, { version = "" }]) =>
  place === "" ? [] : [{ name: place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length), version }],
);

function isBelow(version: string, floor: string): boolean {
  const numbers = (text: string) => text.split("-")[0]?.split(".").map(Number) ?? [];
  const [mine, least] = [numbers(version), numbers(floor)];
  for (const [at, part] of least.entries()) {
    if ((mine[at] ?? 0) !== part) return (mine[at] ?? 0) < part;
  }
  return false;
}

describe("the locked packages", () => {
  it("are known at all", () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(isBelow("7.18.1", "7.18.2")).toBe(true);
    expect(isBelow("8.0.0", "7.18.2")).toBe(false);
    expect(isBelow("7.9.9", "7.18.2")).toBe(true);
  });

  it.each(Object.entries(floors))("hold no %s below %s", (name, floor) => {
    expect(installed.filter((one) => one.name === name && isBelow(one.version, floor))).toEqual([]);
  });

  it("hold one version of the framework", () => {
    const versions = installed.filter(({ name }) => name === "react-router" || name.startsWith("@react-router/"));
    expect(new Set(versions.map(({ version }) => version)).size).toBe(1);
  });

  it("run no script at their installation that was not allowed", () => {
    const asking = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length));
    const allowed = Object.keys(manifest.allowScripts ?? {}).map((entry) => entry.replace(/(?<=.)@[^/]*$/, ""));
    const unknown = [...new Set(asking)].filter((name) => name !== "fsevents" && !allowed.includes(name));
    expect(unknown).toEqual([]);
  });
});
