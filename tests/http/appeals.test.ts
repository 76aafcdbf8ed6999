/** Appealing over the network: what somebody wrote outlives the session in which it was written. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

it("keeps an appeal, and the judgment on it, that was sent signed out", async () => {
  const idea = await propose(site.cara, site.open, "A bell");
  const comment = await say(site.bob, idea, "Something rude.");
  const hide = { act: "hide", reason: "insulting", words: "Be kind." };
  expect((await site.pia.post(`${idea.path}/moderation?comment=${comment}`, hide)).status).toBe(303);

  const [, decision = ""] = /name="decision" value="(act:\w+)"/.exec((await site.bob.get("/me/decisions")).text) ?? [];
  const appeal = { act: "appeal", id: newId(Date.now()), decision, words: "It was a quotation." };
  const away = site.visitor();
  expect((await away.post("/me/decisions", appeal)).location).toMatch(/^\/signin/);
  for (const [name, value] of site.bob.cookies) away.cookies.set(name, value);
  expect((await away.get("/me/decisions")).text).toContain("It was a quotation.</textarea>");
  expect((await away.post("/me/decisions", appeal)).location).toBe("/me/decisions");
  expect((await away.get("/me/decisions")).text).not.toContain("It was a quotation.</textarea>");

  const [, there = ""] = /href="(\/s\/[\w-]+\/appeals\/\w+)"/.exec((await site.ann.get("/pilot")).text) ?? [];
  const judge = site.visitor();
  const verdict = { act: "dismiss", move: newId(Date.now()), words: "It stays hidden." };
  expect((await judge.post(there, verdict)).location).toMatch(/^\/signin/);
  for (const [name, value] of site.ann.cookies) judge.cookies.set(name, value);
  expect((await judge.get(there)).text).toContain("It stays hidden.</textarea>");
});
