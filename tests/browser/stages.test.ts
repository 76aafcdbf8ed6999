import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
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

it("lets a pilot put an idea off with an answer, which readers see at once, and take it back", async () => {
  const idea = await propose(site.bob, site.open, "Lend me a bike while mine is mended");
  const pia = await windowOf(site.pia);
  const cara = await windowOf(site.cara, { width: 360 });
  const feed = await windowOf(site.bob);
  await visit(pia, idea.path);
  await visit(cara, idea.path);
  await visit(feed, `/s/${site.open.slug}`);

  const { page } = pia;
  await page.getByText("Move this idea").click();
  expect(await page.locator("[name=reviewOn]").count()).toBe(0);
  await page.selectOption("[name=to]", "later");
  await page.fill("[name=message]", "Not this year: the **workshops** are full.");
  await page.getByRole("button", { name: "Move and answer" }).click();
  await page.getByText("Give the day on which you will look again.").waitFor();
  expect(await page.inputValue("[name=message]")).toBe("Not this year: the **workshops** are full.");
  await expectSound(pia);
  await picture(page, "stages-form-1280");
  await page.fill("[name=reviewOn]", `${new Date().getUTCFullYear() + 1}-09-01`);
  await page.getByRole("button", { name: "Move and answer" }).click();

  await page.getByText("Put off. Bob Customer has been told.").waitFor();
  await cara.page.getByRole("heading", { name: "Answer of Pia Pilot, pilot" }).waitFor();
  await cara.page.getByText(/Pia Pilot will look again on 1 September/).waitFor();
  await feed.page.locator(".idea-row .stage[data-stage=later]").waitFor();
  await expectSound(pia);
  await expectSound(cara);
  await picture(page, "stages-moved-1280");
  await picture(cara.page, "stages-moved-360");

  await page.getByRole("button", { name: /^Undo/ }).click();
  await page.getByRole("heading", { name: "Answer of Pia Pilot, pilot" }).waitFor({ state: "detached" });
  await cara.page.getByRole("heading", { name: "Answer of Pia Pilot, pilot" }).waitFor({ state: "detached" });
  await feed.page.locator(".idea-row .stage[data-stage=new]").waitFor();
  for (const window of [pia, cara, feed]) await window.context.close();
});

it("works without script, keeps what was typed, and speaks French", async () => {
  const idea = await propose(site.bob, site.open, "Un garage à chaque coin de rue");
  const pia = await windowOf(site.pia, { javaScript: false, locale: "fr", width: 360, theme: "dark" });
  await visit(pia, "/");
  const { page } = pia;
  await page.locator("form[action='/preferences'] button[value=fr]").first().click();
  await visit(pia, idea.path);
  await page.locator("summary", { hasText: "Faire avancer cette idée" }).click();
  await page.selectOption("[name=to]", "declined");
  await page.fill("[name=message]", "Le cadre ne tient pas ce poids.");
  await page.getByRole("button", { name: "Déplacer et répondre" }).click();
  expect(new URL(page.url()).pathname).toBe(`${idea.path}/stage`);
  expect(await page.inputValue("[name=message]")).toBe("Le cadre ne tient pas ce poids.");
  expect(await page.inputValue("[name=to]")).toBe("declined");
  await picture(page, "stages-refused-360-dark-fr");
  await page.getByLabel("Pas possible").check();
  await page.getByRole("button", { name: "Déplacer et répondre" }).click();
  await page.getByText("Réponse de Pia Pilot, pilote").waitFor();
  await page.getByText("Le cadre ne tient pas ce poids.").waitFor();
  await picture(page, "stages-declined-360-dark-fr");
  await pia.context.close();

  const bob = await windowOf(site.bob, { theme: "dark" });
  await visit(bob, idea.path);
  expect(await bob.page.getByText("Move this idea").count()).toBe(0);
  await bob.page.getByText("A new argument can reopen it.").waitFor();
  await expectSound(bob);
  await picture(bob.page, "stages-declined-1280-dark");
  expect(await visit(bob, `${idea.path}/stage`)).toBe(404);
  await bob.context.close();
});
