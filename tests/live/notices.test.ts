/** What a member is told comes to that member's connections, and to no other. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { propose, say, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";
import { until } from "../support/until.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterEach(closeSockets);
afterAll(() => site.stop());

const unread = async (who: Site["bob"]) =>
  (JSON.parse((await who.get("/notices/unread")).text) as { unread: number }).unread;

it("a bell hears that it rings, on every connection of its owner and on no other", async () => {
  const idea = await propose(site.bob, site.open, "A pump at each stop");
  const [one, two] = [await connected(site.server.origin, site.bob), await connected(site.server.origin, site.bob)];
  const others = [
    await connected(site.server.origin, site.eve),
    await connected(site.server.origin, site.cara),
    await connected(site.server.origin, site.visitor()),
  ];
  expect(await unread(site.bob)).toBe(0);
  await say(site.cara, idea, "A secretive sentence.");
  for (const live of [one, two])
    expect(await live.hears(({ kind }) => kind === "notices")).toEqual({ kind: "notices" });
  expect(await unread(site.bob)).toBe(1);
  // Reading in one window quietens the others.
  const before = two.heard.length;
  await site.bob.post("/notices", { act: "read_all" });
  await until(() => two.heard.length > before);
  expect(await unread(site.bob)).toBe(0);
  for (const live of others) expect(live.heard.filter(({ kind }) => kind === "notices")).toEqual([]);
});

it("opening an idea's page is reading what was told of it; a link fetched ahead is not", async () => {
  const idea = await propose(site.bob, site.open, "Lights on the bridge");
  await say(site.cara, idea, "Which bridge?");
  await until(async () => (await unread(site.bob)) === 1);
  const list = (await site.bob.get("/notices")).text;
  const line = /href="(\/notices\/[0-9a-z]{16})"/.exec(list)?.[1] ?? "";
  expect((await site.bob.get(line, { "Sec-Purpose": "prefetch" })).status).toBe(302);
  expect(await unread(site.bob)).toBe(1);
  expect((await site.eve.get(line)).status).toBe(404);
  await site.bob.get(idea.path);
  await until(async () => (await unread(site.bob)) === 0);
});

it("nothing of this is a fault in the log", () => {
  expect(site.server.faults()).toEqual([]);
});
