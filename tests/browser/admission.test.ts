/** The way into a private space: somebody asks, a pilot decides. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
import { canary, type Person, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

/** A window in which this person is signed in. */
function windowOf(person: Person, wishes: Partial<Wishes> = {}): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, ...wishes });
}

it("an outsider asks by a member's link, is declined with a reason, asks again and is let in", async () => {
  const idea = await propose(site.bob, site.secret, `A ${canary} lock`);
  const [bob, eve, pia] = [
    await windowOf(site.bob),
    await windowOf(site.eve, { width: 360, theme: "dark" }),
    await windowOf(site.pia),
  ];
  await visit(bob, `/s/${site.secret.slug}/members`);
  const link = await bob.page.getByRole("textbox", { name: "A link to ask for admission" }).inputValue();
  await expectSound(bob);

  expect(await visit(eve, idea.path)).toBe(404);
  await visit(eve, link);
  await eve.page.getByRole("button", { name: "Ask to come in" }).click();
  await eve.page.locator("[aria-invalid=true]").waitFor();
  await expectSound(eve);
  await eve.page.getByLabel("Your message to the pilots").fill("I ride there every day.");
  await eve.page.getByRole("button", { name: "Ask to come in" }).click();
  await eve.page.getByText("Your request is with the pilots.").waitFor();
  await expectSound(eve);
  expect(await visit(eve, idea.path)).toBe(404);

  await visit(pia, `/s/${site.secret.slug}/members`);
  await pia.page.getByText("I ride there every day.").waitFor();
  await expectSound(pia);
  await pia.page.getByLabel("Your reason, if you decline").fill("Say which road, please.");
  await pia.page.getByRole("button", { name: "Decline" }).click();
  await pia.page.getByText("I ride there every day.").waitFor({ state: "detached" });

  await visit(eve, link);
  await eve.page.getByText("Say which road, please.").waitFor();
  await eve.page.getByLabel("Your message to the pilots").fill("The road along the river.");
  await eve.page.getByRole("button", { name: "Ask to come in" }).click();
  await eve.page.getByText("Your request is with the pilots.").waitFor();
  await visit(pia, `/s/${site.secret.slug}/members`);
  await pia.page.getByRole("button", { name: "Let in" }).click();
  await pia.page.getByText("The road along the river.").waitFor({ state: "detached" });

  expect(await visit(eve, idea.path)).toBe(200);
  await eve.page.getByRole("heading", { name: `A ${canary} lock` }).waitFor();
  await expectSound(eve);
});
