/** One board on two servers: twenty people drag at once, and all see one order in which nothing is missing. */
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ideaCards } from "../../db/schema/boards.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { newId } from "../../app/platform/ids.ts";
import { type Client, clientOf } from "../support/http.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { admit, password, propose, settledSite, type Site, verified } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";

let site: Site;
let other: RunningServer;
let ideas: string[];

const count = 12;
/** Twenty windows of the four product people: each on one of the two servers. */
const windows = 20;

beforeAll(async () => {
  site = await settledSite();
  other = await startServer({ dataDir: site.server.dataDir, env: { DATABASE_URL: site.server.databaseUrl } });
  ideas = [];
  for (let each = 0; each < count; each++) {
    const { id, path } = await propose(each % 2 === 0 ? site.cara : site.eve, site.open, `Idea ${each}`);
    const move = { act: "move", message: "So be it.", reasonKind: "", reviewOn: "" };
    await site.ann.post(`${path}/stage`, { ...move, id: newId(Date.now()), from: "new", to: "evaluating" });
    await site.ann.post(`${path}/stage`, { ...move, id: newId(Date.now()), from: "evaluating", to: "adopted" });
    ideas.push(id);
  }
});
afterEach(closeSockets);
afterAll(async () => {
  await other.stop({ keepData: true });
  await site.stop();
});

type Card = { idea: string; turn: number };

/** The column as a browser is shown it, in its order. */
async function shown(who: Client): Promise<Card[]> {
  const page = await who.get(`/s/${site.open.slug}/board`);
  expect(page.status).toBe(200);
  const [, column = ""] = /id="column-adopted"([\s\S]*?)<\/section>/.exec(page.text) ?? [];
  const order = [...column.matchAll(/data-card="(\w{16})"/g)].map(([, idea = ""]) => idea);
  const turns = await site.db.read.select({ idea: ideaCards.idea, turn: ideaCards.turn }).from(ideaCards);
  return order.map((idea) => ({ idea, turn: turns.find((card) => card.idea === idea)?.turn ?? 0 }));
}

it("twenty drag on it at once: each is stored or told, and all see the same order", { timeout: 180_000 }, async () => {
  const team = await Promise.all(
    Array.from({ length: 4 }, async (_, each) => {
      const person = await verified(site.server, `Team${each} Product`);
      await admit(site.db, site.open.id, person);
      const [row] = await site.db.read.select().from(members).where(eq(members.email, person.email));
      await site.db.transaction((tx) =>
        tx
          .update(memberships)
          .set({ product: true })
          .where(eq(memberships.member, row?.id ?? "")),
      );
      return person;
    }),
  );
  const origins = [site.server.origin, other.origin];
  const all = await Promise.all(
    Array.from({ length: windows }, async (_, each) => {
      const origin = origins[each % 2] ?? "";
      const client = clientOf(origin);
      expect((await client.post("/signin", { email: team[each % team.length]?.email ?? "", password })).status).toBe(
        303,
      );
      const live = await connected(origin, client);
      const reply = await live.ask("watch", { type: "board", id: site.open.id });
      expect(reply).toMatchObject({ ok: true, standing: { kind: "board" } });
      return { client, live };
    }),
  );
  const watcher = await connected(other.origin, clientOf(other.origin));
  expect(await watcher.ask("watch", { type: "board", id: site.open.id })).toMatchObject({ ok: true });
  expect(await shown(site.visitor())).toHaveLength(count);

  let [stored, told] = [0, 0];
  for (let round = 0; round < 6; round++) {
    // Everybody drags from the same picture, several the same card.
    const picture = await shown(site.visitor());
    const answers = await Promise.all(
      all.map(({ client }, each) => {
        const card = picture[(each * 7 + round) % count] ?? { idea: "", turn: 0 };
        const others = picture.filter(({ idea }) => idea !== card.idea);
        const at = (each * 5 + round * 3) % (count + 1);
        const after = at === 0 ? "" : (others[at - 1]?.idea ?? "");
        const form = { act: "place", place: "adopted", turn: String(card.turn), after };
        return client.post(`/s/${site.open.slug}/board/${card.idea}`, form);
      }),
    );
    for (const { status, text } of answers) {
      if (status === 409) expect(text).toContain("Somebody moved this card in the meantime");
      else expect(status).toBe(303);
    }
    stored += answers.filter(({ status }) => status === 303).length;
    told += answers.filter(({ status }) => status === 409).length;
    const truth = await shown(site.visitor());
    expect(truth.map(({ idea }) => idea).toSorted()).toEqual(ideas.toSorted());
    for (const { client } of all)
      expect((await shown(client)).map(({ idea }) => idea)).toEqual(truth.map(({ idea }) => idea));
  }
  expect(stored).toBeGreaterThan(windows);
  expect(told).toBeGreaterThan(0);
  // What is stored is in the log once each, also what was already so and needed no event.
  const placed = await site.db.read.select().from(events).where(eq(events.kind, "card.placed"));
  const turns = await site.db.read.select({ turn: ideaCards.turn }).from(ideaCards);
  expect(placed).toHaveLength(turns.reduce((sum, { turn }) => sum + turn - 1, 0));
  expect(placed.length).toBeLessThanOrEqual(stored);
  for (const live of [...all.map((each) => each.live), watcher]) {
    await live.hears((message) => message.kind === "board" && message.space === site.open.id);
  }
  expect([...site.server.faults(), ...other.faults()]).toEqual([]);
});

it("two move one card to another column at once: one is answered, the other told, and it lies in one place", async () => {
  const idea = ideas[0] ?? "";
  const form = (message: string) => ({ act: "move", id: newId(Date.now()), from: "adopted", to: "building", message });
  const path = `/s/${site.open.slug}/board/${idea}`;
  const team = await Promise.all(
    [site.server.origin, other.origin].map(async (origin, each) => {
      const client = clientOf(origin);
      await client.post("/signin", { email: `team${each}@example.org`, password });
      return client;
    }),
  );
  const answers = await Promise.all(team.map((client, each) => client.post(path, form(`Words of ${each}.`))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.text).toContain("Somebody moved it in the meantime");
  expect(late?.text).toMatch(/Words of \d\./);
  const [card] = await site.db.read.select().from(ideaCards).where(eq(ideaCards.idea, idea));
  expect(card?.place).toBe("building");
});
