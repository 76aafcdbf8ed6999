/** What a form says after it was refused. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { cardPath } from "../../app/features/moderation/rules.ts";
import { newId } from "../../app/platform/ids.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
beforeAll(async () => {
  site = await settledSite();
});
afterAll(() => site.stop());

it("a form with several wrong fields leads to each of them", async () => {
  const form = { id: newId(Date.now()), title: "", problem: "", forWhom: "Riders", solution: "" };
  const { status, text } = await site.bob.post(`/s/${site.open.slug}/ideas/new`, form);
  expect(status).toBe(422);
  const links = [...text.matchAll(/href="#(wrong-\w+)"/g)].map((match) => match[1]);
  expect(links).toEqual(["wrong-title", "wrong-problem", "wrong-solution"]);
  for (const id of links) expect(text.split(`id="${id}"`)).toHaveLength(2);
});

it("an author whose signal stands alone does not read that nobody gave one", async () => {
  const idea = await propose(site.bob, site.open, "My own");
  await site.bob.post(`${idea.path}/signal`, { kind: "support" });
  expect((await site.bob.get(idea.path)).text).toContain("Nobody else gave a signal yet");
  expect((await site.eve.get(idea.path)).text).toContain("Nobody gave a signal yet");
});

it("a moderator whose form was refused is told why at that form, and finds what was typed", async () => {
  const [bob] = await site.db.read
    .select({ handle: members.handle })
    .from(members)
    .where(eq(members.name, "Bob Customer"));
  const mute = { act: "mute", id: newId(Date.now()), reason: "spam", words: "The same advertisement three times." };
  const { status, text } = await site.pia.post(cardPath(site.open.slug, bob?.handle ?? ""), mute);
  expect(status).toBe(422);
  expect(text.split('id="wrong-days"')).toHaveLength(2);
  expect(text.split(`>${mute.words}</textarea>`)).toHaveLength(2);
});
