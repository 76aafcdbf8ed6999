/** One person, one signal on an idea, however and from wherever it is cast (I1, V1). */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { and, count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";

let site: Site;
let idea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.open, "A pump at each stop");
});

afterAll(async () => {
  closeSockets();
  await site.stop();
});

const kinds = ["support", "none", "not_for_me", "pass"] as const;
const kind = (n: number) => kinds[n % kinds.length] ?? "none";

it("stands after 200 casts, undos and casts again at once by page, socket and a second process", async () => {
  const [bob] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
  const other = await secondProcess(bob?.id ?? "", 156);
  const sockets = await Promise.all(Array.from({ length: 3 }, () => connected(site.server.origin, site.bob)));

  const [byPage, bySocket, byProcess] = await Promise.all([
    Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const send = n % 2 === 0 ? site.bob.post : site.bob.postData;
        return send(`${idea.path}/signal`, { kind: kind(n) });
      }),
    ),
    Promise.all(
      sockets.flatMap(({ ask }) =>
        Array.from({ length: 8 }, (_, n) => ask("signal.cast", { idea: idea.id, kind: kind(n) })),
      ),
    ),
    other.go(),
  ]);

  const statuses = byPage.map(({ status }) => status);
  expect(statuses.filter((status) => status !== 303 && status !== 200)).toEqual([]);
  expect(bySocket.filter((reply) => !reply.ok)).toEqual([]);
  expect(byProcess).toEqual({ done: 156, failures: [] });
  await site.bob.post(`${idea.path}/signal`, { kind: "support" });

  const rows = await site.db.read.select().from(signals).where(eq(signals.idea, idea.id));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ member: bob?.id, kind: "support" });
  await expectTrueCounts(1);
  expect(site.server.faults()).toEqual([]);
});

it("is counted right while many people cast and take back at once", async () => {
  const people = [site.bob, site.pia, site.eve, site.ann, site.cara];
  await Promise.all(
    people.flatMap((person, at) =>
      Array.from({ length: 8 }, (_, n) => person.post(`${idea.path}/signal`, { kind: kind(n + at) })),
    ),
  );
  for (const person of people) await person.post(`${idea.path}/signal`, { kind: "pass" });
  // cara is the author: her signal is kept, and counted nowhere.
  await expectTrueCounts(4);
  await site.eve.post(`${idea.path}/signal`, { kind: "none" });
  await expectTrueCounts(3);
});

/** What the page shows, the stored counts, the rows themselves, and the log all say the same number. */
async function expectTrueCounts(people: number) {
  const byOthers = and(eq(signals.idea, idea.id), eq(signals.byAuthor, false));
  const [counted] = await site.db.read.select({ people: count() }).from(signals).where(byOthers);
  const [shown] = await site.db.read.select().from(ideas).where(eq(ideas.id, idea.id));
  const groups = await site.db.read.select().from(signalCounts).where(eq(signalCounts.idea, idea.id));
  expect(counted?.people).toBe(people);
  expect(shown?.participants).toBe(people);
  expect(groups.reduce((sum, row) => sum + row.people, 0)).toBe(people);
  expect(groups.every((row) => row.people > 0)).toBe(true);
  const page = await site.visitor().data(idea.path);
  expect(page.text).toMatch(new RegExp(`"participants",${people}\\b`));

  const logged = await site.db.read
    .select()
    .from(events)
    .where(eq(events.subject, `idea:${idea.id}`))
    .orderBy(events.seq);
  const standing = new Map<unknown, unknown>();
  for (const { kind, payload } of logged) {
    if (kind === "signal.cast" && !payload.byAuthor) standing.set(payload.member, payload.kind);
    if (kind === "signal.undone") standing.delete(payload.member);
  }
  expect(standing.size).toBe(people);
}

/** A process that is loaded and waits to cast `times` signals of a member. */
async function secondProcess(member: string, times: number) {
  const script = "tests/support/second-process.js";
  const child = spawn(process.execPath, [script, site.server.databaseUrl, member, idea.id, String(times)], {
    cwd: projectRoot(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  await expect.poll(() => said, { timeout: 20_000 }).toContain("ready\n");
  return {
    async go(): Promise<{ done: number; failures: string[] }> {
      child.stdin.end("go\n");
      await once(child, "exit");
      return JSON.parse(said.replace("ready\n", "")) as { done: number; failures: string[] };
    },
  };
}
