import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  expectSound,
  openWindow,
  picture,
  ready,
  startBrowser,
  visit,
  type Window,
  type Wishes,
} from "../support/browser.ts";
import { type Person, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

function windowOf(person: Person, wishes: Partial<Wishes> = {}): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, ...wishes });
}

it("lets a reader follow an idea by hand and stop, there and from the list", async () => {
  const idea = await propose(site.bob, site.open, "A bell that dogs do not fear");
  const eve = await windowOf(site.eve);
  const { page } = eve;
  await visit(eve, "/me/following");
  await page.getByRole("heading", { name: "You follow nothing yet" }).waitFor();
  await expectSound(eve);
  await visit(eve, idea.path);
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByText("You will hear what becomes of it.").waitFor();
  await expectSound(eve);
  await picture(page, "following-idea-1280");

  await page.getByRole("button", { name: "Account of Eve Outside" }).click();
  await page.getByRole("link", { name: "Ideas I follow" }).click();
  await page.getByRole("link", { name: "A bell that dogs do not fear" }).waitFor();
  await expectSound(eve);
  await picture(page, "following-list-1280");
  await page.getByRole("button", { name: "Stop following: A bell that dogs do not fear" }).click();
  await page.getByRole("heading", { name: "You follow nothing yet" }).waitFor();
  await eve.context.close();
});

it("works without script, in French, on a phone in the dark", async () => {
  const idea = await propose(site.bob, site.open, "Une sonnette que les chiens ne craignent pas");
  const eve = await windowOf(site.eve, { javaScript: false, locale: "fr", width: 360, theme: "dark" });
  await visit(eve, "/");
  const { page } = eve;
  await page.locator("form[action='/preferences'] button[value=fr]").first().click();
  await visit(eve, idea.path);
  await page.getByRole("button", { name: "Suivre", exact: true }).click();
  await ready(eve);
  await page.getByText("Vous saurez ce qu’elle devient.").waitFor();
  await expectSound(eve);
  await picture(page, "following-idea-360-dark-fr");
  await visit(eve, "/me/following");
  await expectSound(eve);
  await picture(page, "following-list-360-dark-fr");
  await page.getByRole("button", { name: /^Ne plus suivre/ }).click();
  await page.getByRole("heading", { name: "Vous ne suivez encore rien" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/me/following");
  await eve.context.close();
});
