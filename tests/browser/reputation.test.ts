/** From an idea that is adopted to the very comment, by way of a figure; and a figure that falls, with the reason. */
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { firstLevels } from "../../db/schema/reputation.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, picture } from "../support/browser.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
const windowOf = windowsOn(async () => (site = await settledSite()));

async function move(path: string, from: string, to: string): Promise<void> {
  const answer = { act: "move", id: newId(Date.now()), from, to, message: "Yes.", reasonKind: "", reviewOn: "" };
  expect((await site.pia.post(`${path}/stage`, answer)).status).toBe(303);
}

it(
  "an adopted idea leads to the figures of a person, and each line to the very thing",
  { timeout: 60_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A rack that folds");
    const comment = await say(site.cara, idea, "Let it fold to the width of a hand.");
    expect((await site.bob.post(`/comments/${comment}/adoption`, { act: "adopt" })).status).toBe(303);
    await move(idea.path, "new", "evaluating");
    await move(idea.path, "evaluating", "adopted");

    const { page, ...rest } = await windowOf(site.eve, `${idea.path}/credits`, { width: 360, theme: "dark" });
    await page.getByRole("link", { name: "Cara Customer" }).click();
    await page.getByRole("heading", { name: "What others made of it" }).waitFor();
    await page.getByRole("link", { name: "Why? (Building" }).click();
    await page.getByRole("heading", { name: "Building in" }).waitFor();
    await expectSound({ page, ...rest });
    await picture(page, "reputation-360");
    const line = page.getByRole("row").filter({ hasText: "A comment was adopted into" }).first();
    await line.getByText("5 points · rules R1").waitFor();
    await line.getByRole("link", { name: "A rack that folds" }).click();
    await page.waitForURL((url) => url.hash === `#comment-${comment}`);

    const french = await windowOf(null, "/people/cara-customer/reputation", { javaScript: false, locale: "fr" });
    await french.page.getByRole("heading", { name: "Pourquoi le chiffre a-t-il bougé" }).waitFor();
    await french.page.getByRole("button", { name: "Montrer" }).click();
    await french.page.getByText("C’est arrivé pendant ce temps.").first().waitFor();
    await expectSound(french);
  },
);

it("a merge that is taken back lets a figure fall, and says why", { timeout: 60_000 }, async () => {
  const small = await propose(site.bob, site.open, "A bell for the night");
  const big = await propose(site.cara, site.open, "Everything that rings");
  const merge = newId(Date.now());
  const both = { into: big.id, sourceElements: "a bell", targetElements: "a horn", message: "The same." };
  expect((await site.pia.post(`${small.path}/merge`, { act: "merge", id: merge, ...both })).status).toBe(303);
  const edited = await site.bob.post(`${big.path}/edit`, {
    title: "Everything that rings",
    problem: "At night nobody hears whoever comes along behind.",
    forWhom: "Everybody who walks beside the lane.",
    solution: "A bell which rings by itself whenever it is dark.",
    language: "en",
    version: "1",
  });
  expect(edited.status).toBe(303);
  // Known here for days, which no test can wait for.
  const [eve] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.eve.email));
  await site.db.transaction((tx) => tx.insert(firstLevels).values({ member: eve?.id ?? "", at: 0 }));
  expect((await site.eve.post(`${big.path}/signal`, { kind: "support" })).status).toBe(303);
  // As if so many gave one that everybody may see which way they lean, in a space that chose so.
  const manySay = () =>
    site.db.transaction(async (tx) => {
      await tx.update(ideas).set({ participants: 5 }).where(eq(ideas.id, big.id));
      await tx.update(spaces).set({ leanShown: "always" }).where(eq(spaces.id, site.open.id));
    });
  await manySay();

  const address = "/people/bob-customer/reputation?facet=ideas";
  const { page: before } = await windowOf(null, address);
  await before.getByRole("row").filter({ hasText: "Everything that rings" }).first().waitFor();

  const parting = { act: "unmerge", merge, message: "They differ." };
  expect((await site.pia.post(`${small.path}/merge`, parting)).status).toBe(303);
  await manySay();
  const { page: after } = await windowOf(null, address);
  expect(await after.getByRole("row").filter({ hasText: "Everything that rings" }).count()).toBe(0);
  await after.getByText("1 thing that counts no more").click();
  const reason = after.getByRole("listitem").filter({ hasText: "Everything that rings" });
  await reason.getByText("The merge that it came by was taken back").waitFor();
});
