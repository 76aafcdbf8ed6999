/** New arguments for a declined idea over the network, by plain forms alone. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

/** Stands in an argument in the private space only. */
const canary = "Zorblatt";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(async () => {
  await site.stop();
});

async function declined(space: { id: string; slug: string }): Promise<string> {
  const { path } = await propose(site.bob, space, "A pump at each stop");
  const answer = { act: "move", id: newId(Date.now()), from: "new", to: "declined", message: "We cannot." };
  const done = await site.pia.post(`${path}/stage`, { ...answer, reasonKind: "too_costly", reviewOn: "" });
  expect(done.status).toBe(303);
  return path;
}

const argument = (words: string) => ({ id: newId(Date.now()), argument: words });

it("a member brings an argument on the idea's page, and a pilot opens the idea with an answer", async () => {
  const path = await declined(site.open);
  const way = `${path}/revival`;
  const page = (await site.cara.get(path)).text;
  expect(page).toContain("A new argument can reopen it.");
  expect(page).toMatch(/<form[^>]+action="\/ideas\/[^"]+\/revival"/);
  const empty = await site.cara.post(way, argument(" "));
  expect(empty.status).toBe(422);
  expect(empty.text).toContain("Write down what is new.");
  expect((await site.cara.post(way, argument("Pumps cost half by now."))).status).toBe(303);
  const second = await site.bob.post(way, argument("My bike is a pump."));
  expect(second.status).toBe(409);
  expect(second.text).toContain("An argument waits for a pilot already.");
  expect((await site.visitor().get(path)).text).toContain("Pumps cost half by now.");

  expect((await site.pia.get("/pilot")).text).toContain("A new argument for this declined idea.");
  const form = (await site.pia.get(way)).text;
  const [, revival = ""] = /name="revival" value="([^"]+)"/.exec(form) ?? [];
  const verdict = { revival, move: newId(Date.now()), decision: "accepted", message: "True, that changes it." };
  const refused = await site.pia.post(way, { ...verdict, decision: "" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("True, that changes it.");
  expect((await site.cara.post(way, verdict)).status).toBe(403);
  expect((await site.pia.post(way, verdict)).status).toBe(303);
  const open = (await site.visitor().get(path)).text;
  expect(open).toContain("True, that changes it.");
  expect(open).toContain("Reopened by the argument of Cara Customer");
  expect(open).not.toContain("A new argument can reopen it.");
});

it("what a visitor typed is there after signing in", async () => {
  const path = await declined(site.open);
  const visitor = site.visitor();
  const stopped = await visitor.post(`${path}/revival`, argument("I measured it: 3 bar."));
  expect([stopped.status, stopped.location?.startsWith("/signin")]).toEqual([302, true]);
  await visitor.post("/signin", { email: site.cara.email, password: "correct horse battery" });
  expect((await visitor.get(`${path}/revival`)).text).toContain("I measured it: 3 bar.");
});

it("an argument in a private space is said to nobody outside, by page, data or list", async () => {
  const path = await declined(site.secret);
  expect((await site.cara.post(`${path}/revival`, argument(`${canary} makes them.`))).status).toBe(303);
  expect((await site.pia.get(`${path}/revival`)).text).toContain(canary);
  for (const outside of [site.ann, site.eve, site.dan, site.visitor()]) {
    for (const address of [path, `${path}.data`, `${path}/revival`, `${path}/revival.data`]) {
      expect((await outside.get(address)).text).not.toContain(canary);
    }
    for (const address of ["/", "/pilot", "/notices", `/s/${site.open.slug}`]) {
      expect((await outside.get(address)).text).not.toContain(canary);
    }
  }
});
