import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { run } from "../support/server.ts";
import { ownServer } from "../support/own-postgres.ts";

/** Eight starts of the program. */
const patience = { timeout: 90_000 };

it("a start on a PostgreSQL that cannot be used says so in one line, and no password with it", patience, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "caco-start-"));
  const address = (change: (url: URL) => void) => {
    const url = new URL(ownServer());
    change(url);
    return url.href;
  };
  for (const [url, word] of [
    [address((each) => (each.port = "1")), "does not answer"],
    [address((each) => (each.password = "hunter2")), "does not let"],
    [address((each) => (each.pathname = "nowhere")), 'no database "nowhere"'],
    ["postgres://caco:hunter2@:nowhere", "DATABASE_URL"],
  ] as const) {
    const started = await run([], { DATA_DIR: dataDir, DATABASE_URL: url, SECRET: process.env.SECRET });
    expect(started).toEqual({ code: 1, lines: [expect.stringContaining(word)] });
    expect(started.lines.join()).not.toContain("hunter2");
    const tool = await run(["caco", "admin", "reset", "ann@example.org"], {
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      SECRET: process.env.SECRET,
    });
    expect(tool.code).not.toBe(0);
    expect(tool.lines).toEqual([expect.stringContaining(word)]);
  }
  await rm(dataDir, { recursive: true });
});
