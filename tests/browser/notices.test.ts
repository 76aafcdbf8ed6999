import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
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
import { type Person, propose, say, settledSite, type Site } from "../support/site.ts";
import { until } from "../support/until.ts";

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

async function moved(idea: { path: string }, to: string, message: string): Promise<void> {
  const form = { act: "move", id: newId(Date.now()), from: "new", to, message };
  const answer = await site.pia.post(`${idea.path}/stage`, form);
  expect(answer.status, answer.text.slice(0, 500)).toBe(303);
}

/** Waits until the server has told somebody of as much. */
async function told(person: Person, unread: number): Promise<void> {
  await until(async () => (await person.get("/notices/unread")).text === JSON.stringify({ unread }));
}

it("tells who follows an idea that it moved, at once and wherever he or she is, and leads there", async () => {
  const idea = await propose(site.bob, site.open, "Lend me a bike while mine is mended");
  const eve = await windowOf(site.eve);
  const { page } = eve;
  await visit(eve, idea.path);
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByText("You will hear what becomes of it.").waitFor();
  await page.getByRole("link", { name: "Everyday bikes" }).first().click();
  await page.getByRole("link", { name: "Notices, none unread" }).waitFor();

  await moved(idea, "open", "We **will** look into it with three workshops.");
  const bell = page.getByRole("link", { name: "Notices, 1 unread" });
  await bell.waitFor();
  // Said a moment after it is shown.
  await until(async () => (await page.getByText("1 unread notice", { exact: true }).count()) === 1);
  await expectSound(eve);
  await picture(page, "notices-bell-1280");

  await bell.click();
  const line = page.getByRole("link", { name: `Pia Pilot moved “Lend me a bike while mine is mended” to “Open”` });
  await line.waitFor();
  await page.getByText("We will look into it with three workshops.").waitFor();
  await expectSound(eve);
  // While the list is open, what comes stands there.
  await say(site.cara, idea, "Mine took nine days.");
  await say(site.bob, idea, "Mine eleven.");
  await page.getByRole("link", { name: /^Bob Customer and one other person commented on/ }).waitFor();
  await page.getByRole("link", { name: "Notices, 2 unread" }).waitFor();
  await expectSound(eve);
  await picture(page, "notices-list-1280");

  await line.click();
  await page.getByRole("heading", { name: "Answer of Pia Pilot, pilot" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(idea.path);
  // All that stands on the page is read by opening it.
  await page.getByRole("link", { name: "Notices, none unread" }).waitFor();
  await eve.context.close();
});

it("counts for one person only, in every window, and forgets what is undone", async () => {
  const idea = await propose(site.bob, site.open, "A pump at each stop");
  await site.cara.post(`${idea.path}/follow`, { follow: "yes" });
  await site.cara.post("/notices", { act: "read_all" });
  const [here, there, other] = [
    await windowOf(site.cara),
    await windowOf(site.cara, { width: 360 }),
    await windowOf(site.eve),
  ];
  for (const window of [here, there, other]) await visit(window, `/s/${site.open.slug}/about`);
  await moved(idea, "open", "Soon.");
  for (const { page } of [here, there]) await page.getByRole("link", { name: "Notices, 1 unread" }).waitFor();
  await picture(there.page, "notices-bell-360");
  await expectSound(there);
  await visit(other, `/s/${site.open.slug}/about`);
  await other.page.getByRole("link", { name: "Notices, none unread" }).waitFor();

  const pia = await windowOf(site.pia);
  await visit(pia, idea.path);
  await pia.page.getByRole("button", { name: /^Undo/ }).click();
  for (const { page } of [here, there]) await page.getByRole("link", { name: "Notices, none unread" }).waitFor();
  await visit(here, "/notices");
  expect(await here.page.getByText("A pump at each stop").count()).toBe(0);
  for (const window of [here, there, other, pia]) await window.context.close();
});

it("works without script, in French, on a phone in the dark", async () => {
  const idea = await propose(site.bob, site.open, "Des vélos prêtés pendant la réparation");
  const another = await propose(site.bob, site.open, "Une pompe à chaque arrêt");
  for (const { path } of [idea, another]) await site.eve.post(`${path}/follow`, { follow: "yes" });
  await site.eve.post("/notices", { act: "read_all" });
  await moved(idea, "open", "Nous allons voir avec trois ateliers.");
  await say(site.cara, another, "Où exactement ?");
  await told(site.eve, 2);
  const eve = await windowOf(site.eve, { javaScript: false, locale: "fr", width: 360, theme: "dark" });
  await visit(eve, "/");
  const { page } = eve;
  await page.locator("form[action='/preferences'] button[value=fr]").first().click();
  await page.getByRole("link", { name: "Avis, 2 non lus" }).click();
  await ready(eve);
  await expectSound(eve);
  await picture(page, "notices-list-360-dark-fr");
  await page.getByRole("link", { name: /Cara Customer a commenté/ }).click();
  expect(new URL(page.url()).hash).toMatch(/^#comment-/);
  await page.getByRole("link", { name: "Avis, 1 non lu" }).click();
  await page.getByRole("button", { name: "Tout marquer comme lu" }).click();
  await page.getByRole("link", { name: "Avis, aucun non lu" }).waitFor();
  expect(await page.getByRole("button", { name: "Tout marquer comme lu" }).count()).toBe(0);
  await eve.context.close();
});

it("tells nothing more of a private space to who was removed from it", async () => {
  const idea = await propose(site.bob, site.secret, "Quokkaburra brakes");
  await site.cara.post(`${idea.path}/follow`, { follow: "yes" });
  await site.cara.post("/notices", { act: "read_all" });
  await say(site.bob, idea, "Louder.");
  await told(site.cara, 1);
  const cara = await windowOf(site.cara);
  await visit(cara, "/notices");
  await cara.page.getByText(/Quokkaburra brakes/).waitFor();
  const list = (await site.pia.get(`/s/${site.secret.slug}/members`)).text;
  const id = /name="member" value="(\w+)"/.exec(list.slice(list.indexOf("Cara Customer")))?.[1] ?? "";
  await site.pia.post(`/s/${site.secret.slug}/members`, { act: "remove", member: id, reason: "She asked for it." });
  await cara.page.getByText(/Pia Pilot removed you from/).waitFor();
  await visit(cara, "/notices");
  expect(await cara.page.getByText(/brakes/).count()).toBe(0);
  await expectSound(cara);
  await cara.context.close();
});
