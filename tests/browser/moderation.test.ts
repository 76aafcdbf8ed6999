import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
import { type Person, propose, say, settledSite, type Site } from "../support/site.ts";

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

it("leads a report from a reader to a pilot, who hides the comment with a reason, and back", async () => {
  const idea = await propose(site.bob, site.open, "A quieter bell");
  const comment = await say(site.eve, idea, "Only fools ride.");
  const cara = await windowOf(site.cara, { width: 360 });
  await visit(cara, idea.path);
  await cara.page
    .locator(`#comment-${comment}`)
    .getByRole("link", { name: /^Report/ })
    .click();
  await cara.page.getByRole("button", { name: "Report it" }).click();
  await cara.page.getByText("Choose the reason that fits best.").waitFor();
  await picture(cara.page, "report-360");
  await expectSound(cara);
  await cara.page.getByLabel("Insulting").check();
  await cara.page.getByRole("button", { name: "Report it" }).click();
  await cara.page.getByText(/^Thank you\. A pilot/).waitFor();
  await expectSound(cara);
  await cara.page.getByRole("link", { name: "Back to it" }).click();
  await cara.page.getByText("Only fools ride.").waitFor();

  const pia = await windowOf(site.pia);
  await visit(pia, "/");
  // The report, and the new idea that it is about.
  await pia.page.getByRole("link", { name: "Desk 2" }).waitFor();
  await pia.page.getByRole("link", { name: "1 report", exact: true }).click();
  await pia.page.getByRole("heading", { name: "Reports" }).waitFor();
  await picture(pia.page, "reports-1280");
  await expectSound(pia);
  await pia.page.getByRole("link", { name: "A quieter bell" }).click();
  await pia.page.getByRole("heading", { name: "1 person reported it" }).waitFor();
  await pia.page.getByLabel("Something else").check();
  await pia.page.getByRole("button", { name: "Hide it" }).click();
  await pia.page.getByText("Say in a few words what it is.").waitFor();
  await picture(pia.page, "judging-1280");
  await expectSound(pia);
  await pia.page.getByLabel("What its author should know").fill("We argue about bells, not about people.");
  await pia.page.getByRole("button", { name: "Hide it" }).click();
  await pia.page.getByText("Pia Pilot hid this comment: Something else.").waitFor();
  await picture(pia.page, "hidden-1280");
  await expectSound(pia);

  await cara.page.getByText("A pilot hid this comment.").waitFor();
  expect(await cara.page.getByText("Only fools ride.").count()).toBe(0);
  await cara.page.getByText("No comment yet").waitFor();
  await expectSound(cara);
  const eve = await windowOf(site.eve, { theme: "dark", width: 360 });
  await visit(eve, idea.path);
  await eve.page.getByText("We argue about bells, not about people.").waitFor();
  await picture(eve.page, "hidden-author-360-dark");
  await expectSound(eve);
  for (const window of [cara, pia, eve]) await window.context.close();
});

it("hides an idea without script, in French, and restores it", async () => {
  const idea = await propose(site.bob, site.open, "Un klaxon de paquebot");
  const pia = await windowOf(site.pia, { javaScript: false, locale: "fr", width: 360, theme: "dark" });
  await pia.context.addCookies([{ name: "locale", value: "fr", url: site.server.origin }]);
  await site.pia.post("/preferences", { locale: "fr", next: "/" });
  await visit(pia, idea.path);
  const { page } = pia;
  await page.locator("p", { hasText: "Juger" }).getByRole("link", { name: "Juger" }).click();
  await page.getByLabel("Hors sujet").check();
  await page.getByRole("button", { name: "Masquer" }).click();
  await page.getByText("Pia Pilot a masqué cette idée").waitFor();
  await picture(page, "hidden-idea-360-dark-fr");
  expect((await site.cara.get(idea.path)).status).toBe(404);
  expect((await site.bob.get(idea.path)).text).toContain("Off topic");
  await page.locator("p", { hasText: "Juger" }).getByRole("link", { name: "Juger" }).click();
  await page.getByRole("button", { name: "Rétablir" }).click();
  await page.getByText("Dites pourquoi cela revient.").waitFor();
  await page.getByLabel("Pourquoi revient-il").fill("Elle parle bien de vélos.");
  await page.getByRole("button", { name: "Rétablir" }).click();
  await page.waitForURL((url) => url.pathname === idea.path);
  expect((await site.cara.get(idea.path)).status).toBe(200);
  await pia.context.close();
});
