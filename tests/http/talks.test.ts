/** Talks with authors over the network: without script, by direct posts, live. Who reads what: canary.test.ts. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { talkMessages } from "../../db/schema/talks.ts";
import { newId } from "../../app/platform/ids.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";

/** Stands in private talks only. */
const canary = "Zorblatt";

let site: Site;
let idea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.bob, site.open, "A pump at each stop");
});

afterAll(async () => {
  closeSockets();
  await site.stop();
});

const question = (change: Record<string, string> = {}) => ({
  id: newId(Date.now()),
  asks: "example",
  body: "Where was the last time?",
  answerBy: "",
  ...change,
});
const word = (talk: string, act: string, body: string) => ({ id: newId(Date.now()), talk, act, body });

it("what was said long ago in a talk stands behind a link, at which nothing is written", async () => {
  const { id, path } = await propose(site.cara, site.open, "A bell that rings twice");
  const asked = question();
  await site.pia.post(`${path}/talk`, asked);
  const [cara] = await site.db.read.select().from(members).where(eq(members.email, site.cara.email));
  const rows = Array.from({ length: 40 }, (_, count) => ({
    id: newId(Date.now()),
    talk: asked.id,
    by: cara?.id ?? "",
    affiliation: "customer" as const,
    act: "answered" as const,
    source: `Answer ${count}.`,
    html: `<p>Answer ${count}.</p>`,
    at: Date.now() + count,
  }));
  await site.db.transaction((tx) => tx.insert(talkMessages).values(rows));
  for (const page of [path, `${path}/talk`]) {
    const { text } = await site.visitor().get(page);
    expect(text).toContain("Answer 39.");
    expect(text).not.toContain("Answer 9.");
  }
  const link = /href="([^"#]*after=[^"#]*)#talk-/.exec((await site.cara.get(`/ideas/${id}/talk`)).text)?.[1] ?? "";
  const { text } = await site.cara.get(link.replaceAll("&amp;", "&"));
  expect(text).toContain("Answer 9.");
  expect(text).toContain("Where was the last time?");
  expect(text).not.toContain("Answer 39.");
  expect(text).toContain("Back to the last words");
  expect(text).not.toContain('name="body"');
});

it("a pilot asks and an author answers by plain forms alone", async () => {
  const way = `${idea.path}/talk`;
  expect((await site.pia.get(idea.path)).text).toContain("Ask the authors");
  const refused = await site.pia.post(way, question({ body: " ", answerBy: "2020-01-01" }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("2020-01-01");
  const asked = question();
  const done = await site.pia.post(way, asked);
  expect([done.status, done.location]).toEqual([303, `${way}#talk-${asked.id}`]);

  const start = (await site.bob.get("/")).text;
  expect(start).toContain("Pia Pilot asks you");
  const page = (await site.bob.get(idea.path)).text;
  expect(page).toContain("Where was the last time?");
  expect(page).toContain("Not answering closes nothing");
  expect(page).toContain("this is no promise that the idea will be built");
  expect(page.indexOf("Not answering closes nothing")).toBeLessThan(page.indexOf("Where was the last time?"));

  const empty = await site.bob.post(way, word(asked.id, "differs", ""));
  expect(empty.status).toBe(422);
  expect((await site.bob.post(way, word(asked.id, "differs", "It happens daily."))).status).toBe(303);
  expect((await site.visitor().get(way)).text).toContain("It happens daily.");
  expect((await site.cara.post(way, word(asked.id, "answered", "I know!"))).status).toBe(403);
  expect((await site.bob.post(way, word(asked.id, "closed", "Enough."))).status).toBe(403);
  expect((await site.pia.post(way, word(asked.id, "closed", "Thank you, Bob."))).status).toBe(303);
  expect((await site.bob.post(way, word(asked.id, "reopened", "One more thing."))).status).toBe(303);
  expect((await site.bob.get(way)).text).toContain("opens it again");
});

it("whoever asks reads what time it is where the author is, and nobody else does", async () => {
  const there = { timeZone: "Asia/Tokyo" };
  await site.db.transaction((tx) => tx.update(members).set(there).where(eq(members.email, site.cara.email)));
  const quiet = await propose(site.cara, site.open, "A bell with two tones");
  expect((await site.pia.get(`${quiet.path}/talk`)).text).toMatch(/It is \d\d:\d\d where Cara Customer is/);
  const { text } = await site.bob.get(`${quiet.path}/talk`);
  expect(/It is \d\d:\d\d/.test(text)).toBe(false);
});

describe("what is said in private", () => {
  let secret: { id: string; path: string };
  beforeAll(async () => {
    secret = await propose(site.cara, site.open, "A stand for two");
    const asked = question({ body: `Does ${canary} know of it?`, private: "yes" });
    await site.pia.post(`${secret.path}/talk`, asked);
    await site.cara.post(`${secret.path}/talk`, word(asked.id, "answered", `${canary} does.`));
    await site.cara.post(`${secret.path}/talk`, word(asked.id, "second_look", ""));
  });

  it("makes nobody's page move but those who may read it", async () => {
    const hidden = await propose(site.cara, site.open, "A lamp that stays on");
    const [author, other] = [
      await connected(site.server.origin, site.cara),
      await connected(site.server.origin, site.bob),
    ];
    for (const live of [author, other]) await live.ask("watch", { type: "idea", id: hidden.id });
    await site.pia.post(`${hidden.path}/talk`, question({ private: "yes", body: canary }));
    await author.hears((message) => message.kind === "text" && message.idea === hidden.id);
    // What comes after it is heard, so that the silence before says something.
    await site.pia.post(`${hidden.path}/talk`, question());
    await other.hears((message) => message.kind === "text" && message.idea === hidden.id);
    expect(other.heard.filter(({ kind }) => kind === "text")).toHaveLength(1);
  });

  it("is not to be guessed: a word in it answers like one in a talk that never was", async () => {
    const page = (await site.cara.get(`${secret.path}/talk`)).text;
    const talk = /name="talk" value="([^"]+)"/.exec(page)?.[1] ?? "";
    for (const client of [site.bob, site.eve]) {
      const there = await client.post(`${secret.path}/talk`, word(talk, "answered", "Hello?"));
      const nowhere = await client.post(`${secret.path}/talk`, word(newId(Date.now()), "answered", "Hello?"));
      expect([there.status, nowhere.status]).toEqual([404, 404]);
    }
    expect((await site.cara.get(`${secret.path}/talk`)).text).not.toContain("Hello?");
  });

  it("is gone with the idea for everybody who does not see the idea", async () => {
    await site.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, secret.id)));
    expect((await site.bob.get(`${secret.path}/talk`)).status).toBe(404);
    expect((await site.cara.get(`${secret.path}/talk`)).text).toContain(canary);
  });
});
