/** Reports of a work tracker over the network: no cookie, no origin, no page. */
import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ideaCards } from "../../db/schema/boards.ts";
import { newId } from "../../app/platform/ids.ts";
import type { Client } from "../support/http.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let idea: { id: string; path: string };
/** The page on which the product is kept, and the address of its reports. */
let page: string;
let hook: string;
let secret: string;

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.open, "A pump at each stop");
  const onward = { act: "move", reasonKind: "", reviewOn: "", message: "We build it." };
  for (const [from, to] of [
    ["new", "evaluating"],
    ["evaluating", "adopted"],
  ]) {
    await site.ann.post(`${idea.path}/stage`, { ...onward, id: newId(Date.now()), from: from ?? "", to: to ?? "" });
  }
  const product = { id: newId(Date.now()), name: "City bike", purposeEn: "", purposeFr: "" };
  page = (await site.ann.post(`/s/${site.open.slug}/products`, product)).location ?? "";
  await site.ann.post(page, { act: "link", idea: idea.path });
  hook = `/hooks/products/${product.id}`;
});

afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

/** Sends a report as a program does that knows nothing of browsers. */
function report(client: Client, what: object, change: { key?: string; type?: string; at?: string } = {}) {
  const body = JSON.stringify(what);
  const time = String(Math.floor(Date.now() / 1000));
  const sign = createHmac("sha256", change.key ?? secret)
    .update(`${time}.${body}`)
    .digest("hex");
  const headers = {
    "Content-Type": change.type ?? "application/json",
    Accept: "*/*",
    "X-Caco-Timestamp": time,
    "X-Caco-Signature": `sha256=${sign}`,
  };
  return client.send(change.at ?? hook, { method: "POST", headers, body });
}

async function percent() {
  const [card] = await site.db.read.select().from(ideaCards).where(eq(ideaCards.idea, idea.id));
  return card?.percent;
}

it("the secret is shown to who makes it, and on no page after that", async () => {
  const made = await site.ann.post(`${page}/edit`, { act: "open_hook" });
  expect(made.status).toBe(200);
  secret = /<code>([\w-]{43})<\/code>/.exec(made.text)?.[1] ?? "";
  expect(secret).not.toBe("");
  const again = await site.ann.get(`${page}/edit`);
  expect(again.text).toContain(hook);
  expect(again.text).not.toContain(secret);
  expect((await site.bob.post(`${page}/edit`, { act: "open_hook" })).status).toBe(403);
});

it("a report without cookies and origin is taken, once", async () => {
  const sent = { delivery: "build-1234", idea: idea.id, percent: 40, status: "building", note: "Begun." };
  const answer = await report(site.visitor(), sent);
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { idea: idea.id, changed: true }]);
  const again = await report(site.visitor(), sent);
  expect([again.status, JSON.parse(again.text)]).toEqual([409, { error: "report_known" }]);
  expect(await percent()).toBe(40);
  expect((await site.visitor().get(idea.path)).text).toContain("Reported by the tracker of City bike");
  expect((await site.ann.get(`${page}/edit`)).text).toContain("refused (409)");
});

it("a report that is not signed changes nothing, whoever is signed in beside it", async () => {
  const sent = { delivery: "build-2345", idea: idea.id, percent: 99 };
  for (const client of [site.visitor(), site.ann]) {
    const answer = await report(client, sent, { key: "guess" });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([401, { error: "report_unsigned" }]);
  }
  // An address without a secret answers alike.
  const nowhere = await report(site.visitor(), sent, { at: `/hooks/products/${newId(Date.now())}` });
  expect([nowhere.status, JSON.parse(nowhere.text)]).toEqual([401, { error: "report_unsigned" }]);
  expect(await percent()).toBe(40);
});

it("only JSON is taken there, and JSON nowhere else", async () => {
  const sent = { delivery: "build-3456", idea: idea.id, percent: 99 };
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) {
    expect((await report(site.visitor(), sent, { type })).status).toBe(415);
  }
  expect((await report(site.ann, sent, { at: `${idea.path}/signal` })).status).toBe(403);
  expect((await site.visitor().get(hook)).status).toBe(404);
  expect(await percent()).toBe(40);
});

it("what is wrong with a signed report is said", async () => {
  const wrong = await report(site.visitor(), { delivery: "build-4567", idea: idea.id, percent: 400 });
  expect([wrong.status, JSON.parse(wrong.text)]).toEqual([
    422,
    { error: "invalid", fields: { percent: "report_percent" } },
  ]);
  const long = { delivery: "build-5678", idea: idea.id, percent: 50, note: "x".repeat(20_000) };
  expect((await report(site.visitor(), long)).status).toBe(413);
  const longer = { ...long, note: "x".repeat(400_000) };
  expect((await report(site.visitor(), longer)).status).toBe(413);
});

it("too many of them are asked to wait", async () => {
  const client = site.visitor();
  const answers = [];
  for (let each = 0; each < 125; each++) answers.push(await report(client, { each }, { key: "guess" }));
  expect(answers.at(-1)?.status).toBe(429);
  expect(Number(answers.at(-1)?.headers["retry-after"])).toBeGreaterThan(0);
  for (let each = 0; each < 200; each++) answers.push(await report(client, { each }, { key: "guess" }));
  // Also by the limit that holds for everything that is posted.
  expect([...new Set(answers.slice(-20).map(({ status }) => status))]).toEqual([429]);
});
