/** One living text on two servers: no server owns it, and one may go. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { clientOf } from "../support/http.ts";
import { inFrontOf } from "../support/proxy.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets } from "../support/sockets.ts";
import { inText, storedText } from "../support/texts.ts";

let site: Site;
let other: RunningServer;
let front: Awaited<ReturnType<typeof inFrontOf>>;

beforeAll(async () => {
  site = await settledSite();
  other = await startServer({ dataDir: site.server.dataDir, env: { DATABASE_URL: site.server.databaseUrl } });
  front = await inFrontOf([site.server.origin, other.origin]);
});
afterEach(closeSockets);
afterAll(async () => {
  await front.shut();
  await other.stop({ keepData: true });
  await site.stop();
});

const before = <Who extends Site["bob"]>(who: Who): Who => {
  const same = clientOf(front.origin);
  for (const [name, value] of who.cookies) same.cookies.set(name, value);
  return { ...who, ...same };
};

it("people on both write one text, seeded once; one server is killed, and nothing acknowledged is lost", async () => {
  const { id } = await propose(site.bob, site.open, "A bell on two servers");
  const how = { origin: front.origin };
  // Twenty on each server open it for the first time at once.
  const pages = await Promise.all(
    Array.from({ length: 40 }, (_, place) => inText(id, before(place % 4 < 2 ? site.bob : site.pia), how)),
  );
  for (const each of pages) expect(each.text()).toBe("Make it better.");
  const all = [0, 1, 2, 3].flatMap((place) => pages[place] ?? []);
  for (let turn = 0; turn < 10; turn++) for (const [place, each] of all.entries()) each.types(turn * 3, `${place}`);
  for (const each of all) await each.saves();
  const { solution } = await storedText(site, id);
  for (const each of all) await each.reads(solution);
  expect(solution).toHaveLength("Make it better.".length + 40);

  process.kill(other.pid, "SIGKILL");
  for (const [place, each] of all.entries()) each.types(0, `late${place} `);
  for (const each of all) await each.saves(40_000);
  const after = (await storedText(site, id)).solution;
  for (const place of all.keys()) expect(after).toContain(`late${place} `);
  for (const each of all) await each.reads(after);
});
