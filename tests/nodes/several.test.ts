/** Two servers on one PostgreSQL and one folder: whoever asks either of them notices nothing. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { type Client, clientOf } from "../support/http.ts";
import { run, type RunningServer, startServer } from "../support/server.ts";
import { password, propose, say, settledSite, signedIn, type Site } from "../support/site.ts";
import { closeSockets, connected, disconnected } from "../support/sockets.ts";

let site: Site;
let other: RunningServer;

beforeAll(async () => {
  site = await settledSite();
  other = await startServer({
    dataDir: site.server.dataDir,
    env: { DATABASE_URL: site.server.databaseUrl },
  });
});

afterEach(closeSockets);
afterAll(async () => {
  await other.stop({ keepData: true });
  await site.stop();
});

/** The same browser, led to the other server by whatever stands before both. */
function elsewhere(client: Client): Client {
  const same = clientOf(other.origin);
  for (const [name, value] of client.cookies) same.cookies.set(name, value);
  return same;
}

it("an act on one of them is heard and seen on the other, and each request may go to either", async () => {
  const idea = await propose(site.cara, site.open, "A pump at each stop");
  const [here, there] = [site.bob, elsewhere(site.bob)];
  const live = await connected(other.origin, there);
  expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  expect((await here.post(`${idea.path}/signal`, { kind: "support" })).status).toBe(303);
  await live.hears((message) => message.kind === "participants" && message.participants === 1);
  expect(await live.ask("signal.cast", { idea: idea.id, kind: "pass" })).toEqual({ ok: true });
  for (const each of [here, there, here, there]) {
    expect((await each.get(idea.path)).status).toBe(200);
    await say(each, idea, `Said to ${each === here ? "one" : "the other"}.`);
  }
  const [row] = await site.db.read.select().from(ideas).where(eq(ideas.id, idea.id));
  expect(row).toMatchObject({ participants: 1, commentCount: 4 });
});

it("a form that is signed by one is taken by the other", async () => {
  const joining = clientOf(other.origin);
  const page = await site.visitor().get("/join");
  const started = /name="started" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  expect(started).not.toBe("");
  const form = { name: "Nora", email: "nora@example.org", password, website: "", started, consent: "1.1" };
  expect((await joining.post("/join", form)).status).toBe(303);
});

it("who signs out, takes a new password or is banned on one is cut from the other within five seconds", async () => {
  const cutAfter = async (who: Client, act: () => Promise<{ status: number }>) => {
    const live = await connected(other.origin, elsewhere(who));
    const cut = disconnected(live);
    expect((await act()).status).toBe(303);
    const since = performance.now();
    await cut;
    return performance.now() - since;
  };
  const [first, second] = [await signedIn(site.server, site.bob.email), await signedIn(site.server, site.eve.email)];
  expect(await cutAfter(first, () => first.post("/signout"))).toBeLessThan(5_000);
  const change = { currentPassword: password, password: `${password} too` };
  expect(await cutAfter(site.eve, () => second.post("/me/password", change))).toBeLessThan(5_000);
  const ban = { act: "ban", reason: "Advertising." };
  expect(await cutAfter(site.pia, () => site.ann.post("/people/pia-pilot/ban", ban))).toBeLessThan(5_000);
});

it("a server with a folder of its own is refused in one line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-other-"));
  const env = { DATA_DIR: folder, DATABASE_URL: site.server.databaseUrl, SECRET: process.env.SECRET };
  expect(await run([], env)).toEqual({
    code: 1,
    lines: [expect.stringContaining(`DATA_DIR ${folder} is not the folder`)],
  });
  await rm(folder, { recursive: true });
});
