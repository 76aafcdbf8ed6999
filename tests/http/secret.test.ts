/** A new signing secret, as an operator takes one when somebody may have read the old one. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runCli } from "../../app/cli/run.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { setUp } from "../support/site.ts";

afterEach(() => vi.unstubAllEnvs());

/** Runs the tool in this process, and gives how it ended and what it said. */
async function caco(args: string[], env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  let said = "";
  const stream = { write: (text: string) => Boolean((said += text)) } as NodeJS.WritableStream;
  const code = await runCli(args, { stdout: stream, stderr: stream });
  return { code, said };
}

describe("rotate-secret", () => {
  it("makes links that were sent before open nothing, and signs nobody out", { timeout: 60_000 }, async () => {
    const server = await startServer();
    const ann = clientOf(server.origin);
    expect((await setUp(ann, await server.setupCode())).status).toBe(303);
    const there = "/s/everyday-bikes/invitations";
    expect(
      (
        await ann.post(there, {
          act: "invite",
          role: "member",
          email: "",
          affiliation: "as_is",
          mostUses: "5",
          days: "7",
        })
      ).status,
    ).toBe(303);
    const way = /\/invite\/[^"<\s]+/.exec((await ann.get(there)).text)?.[0] ?? "";
    expect((await clientOf(server.origin).get(way)).status).toBe(200);
    const file = path.join(server.dataDir, "secret");
    const before = await readFile(file, "utf8");

    const refused = await caco(["rotate-secret"], { DATA_DIR: server.dataDir });
    expect(refused.code, refused.said).toBe(1);
    expect(refused.said).toContain("stop it first");
    expect(await readFile(file, "utf8")).toBe(before);

    await server.stop({ keepData: true });
    const done = await caco(["rotate-secret"], { DATA_DIR: server.dataDir });
    expect(done.code, done.said).toBe(0);
    expect((await readFile(file, "utf8")).length).toBe(before.length);
    expect(await readFile(file, "utf8")).not.toBe(before);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const again = await startServer({ dataDir: server.dataDir, env: { PORT: new URL(server.origin).port } });
    expect((await ann.get("/me")).status).toBe(200);
    expect((await clientOf(server.origin).get(way)).status).toBe(404);
    const renewed = /\/invite\/[^"<\s]+/.exec((await ann.get(there)).text)?.[0] ?? "";
    expect((await clientOf(server.origin).get(renewed)).status).toBe(200);
    await again.stop();
  });

  it("says that a secret of the environment is changed there", async () => {
    const { code, said } = await caco(["rotate-secret"], { SECRET: "a".repeat(32) });
    expect(code).toBe(2);
    expect(said).toMatch(/SECRET: set another one there .* [\w-]{32}\n$/);
  });

  it("takes nothing more", async () => {
    expect(await caco(["rotate-secret", "now"], {})).toMatchObject({ code: 2 });
  });
});
