/** What pilots do with an idea beside answering it: merge it and take it apart, pause its clock, hand it over. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";

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

const windowOf = (as: Site["pia"], width = 1280) => openWindow(browser, { origin: site.server.origin, as, width });

it("merges two ideas, whose people then meet on one page, and takes them apart again", async () => {
  const fork = await propose(site.bob, site.open, "A lamp for the fork");
  const bar = await propose(site.cara, site.open, "A lamp for the bar");
  await say(site.eve, fork, "Mine is broken.");
  const pia = await windowOf(site.pia);
  const { page } = pia;
  await visit(pia, `${fork.path}/merge`);
  await page.locator("input[name=q]").fill("lamp bar");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "A lamp for the bar" }).first().click();
  await page.getByRole("heading", { name: "What will happen" }).waitFor();
  await picture(page, "merge-1280");
  await expectSound(pia);
  await page.getByLabel("What “A lamp for the fork” brings").fill("Light on the road.");
  await page.getByLabel("What “A lamp for the bar” brings").fill("Light on the face.");
  await page.getByRole("button", { name: "Merge and answer" }).click();
  // What was typed stays, and what is missing is said.
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Your answer").fill("It is the same lamp.");
  await page.getByRole("button", { name: "Merge and answer" }).click();
  await page.getByRole("heading", { name: "Another idea became part of this one" }).waitFor();
  await page.getByText("Mine is broken.").waitFor();

  const bob = await windowOf(site.bob, 360);
  await visit(bob, fork.path);
  await bob.page.getByRole("heading", { name: "A lamp for the bar", level: 1 }).waitFor();
  await bob.page.getByText("from “A lamp for the fork”").waitFor();
  await picture(bob.page, "merged-360");
  await expectSound(bob);

  await page.getByRole("link", { name: "Take apart…" }).click();
  await page.getByLabel("Why", { exact: true }).fill("Two brackets, after all.");
  await page.getByRole("button", { name: "Take apart" }).click();
  await page.waitForURL(({ pathname }) => !pathname.endsWith("/merge"));
  await visit(bob, fork.path);
  await bob.page.getByRole("heading", { name: "A lamp for the fork", level: 1 }).waitFor();
  await bob.page.getByText("Mine is broken.").waitFor();
  await visit(bob, bar.path);
  expect(await bob.page.getByText("Mine is broken.").count()).toBe(0);
  for (const window of [pia, bob]) await window.context.close();
});

it("pauses the clock of an idea with a reason that its author reads, and hands it over with a note that he does not", async () => {
  const idea = await propose(site.bob, site.open, "A bell that rings twice");
  const pia = await windowOf(site.pia);
  const { page } = pia;
  await visit(pia, `/pilot?idea=${idea.id}`);
  const item = page.getByRole("article");
  await item.getByText("Pause the clock").click();
  await item.getByRole("button", { name: "Pause", exact: true }).click();
  await item.getByRole("alert").waitFor();
  await item.getByLabel("Why it has to wait").fill("The workshop is closed this week.");
  await item.getByRole("button", { name: "Pause", exact: true }).click();
  await item.getByText("Pia Pilot has paused the clock").waitFor();
  await picture(page, "paused-1280");
  await expectSound(pia);

  const bob = await windowOf(site.bob, 360);
  await visit(bob, idea.path);
  await bob.page.getByText("The workshop is closed this week.").waitFor();
  await expectSound(bob);

  await item.getByRole("button", { name: "Let the clock go on" }).click();
  await item.getByText("Hand over", { exact: true }).first().click();
  await item.getByLabel("To whom").selectOption({ label: "Ann Admin (away)" });
  await item.getByLabel("What he or she should know").fill("He asked about this twice by telephone.");
  await item.getByRole("button", { name: "Hand over" }).click();
  await page.waitForURL(({ search }) => !search.includes(idea.id));

  const ann = await windowOf(site.ann);
  await visit(ann, `/pilot?idea=${idea.id}`);
  await ann.page.getByText("He asked about this twice by telephone.").waitFor();
  await visit(bob, idea.path);
  await bob.page.getByRole("heading", { name: "A bell that rings twice" }).waitFor();
  expect(await bob.page.getByText("by telephone").count()).toBe(0);
  expect(await bob.page.getByText("The workshop is closed this week.").count()).toBe(0);
  for (const window of [pia, bob, ann]) await window.context.close();
});
