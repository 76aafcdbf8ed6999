import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { password, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

it("offers the people of the space while a handle is typed, by keyboard, and tells whom one calls", async () => {
  const idea = await propose(site.bob, site.open, "A bell that dogs do not fear");
  const cara = await openWindow(browser, { origin: site.server.origin });
  const { page } = cara;
  await visit(cara, "/signin");
  await page.fill("[name=email]", site.cara.email);
  await page.fill("[name=password]", password);
  await page.click("form.stack button.btn.first");
  await page.waitForURL((url) => url.pathname !== "/signin");
  await visit(cara, idea.path);
  const field = page.getByLabel("Your comment");
  // What offers them is loaded with the first focus, and comes later than the first words.
  let come = () => {};
  const typed = new Promise<void>((resolve) => (come = resolve));
  await page.route(/completion-[^/]*\.js/, async (route) => {
    await typed;
    await route.continue();
  });
  await field.focus();
  await field.pressSequentially("What does @ev");
  come();
  await page.getByText("Nobody of this name").waitFor({ state: "attached" });
  await field.fill("");
  await field.pressSequentially("What does @pi");
  await page.getByRole("option", { name: "Pia Pilot @pia-pilot" }).waitFor();
  await expectSound(cara);
  await picture(page, "mentions-offered-1280");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("option").count()).toBe(0);
  await field.pressSequentially("a");
  await page.getByRole("option", { name: "Pia Pilot @pia-pilot" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("What does @pia-pilot ");
  await field.pressSequentially("say?");
  await page.getByRole("button", { name: "Publish" }).click();
  const link = page.getByRole("link", { name: "@pia-pilot" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toBe("/people/pia-pilot");
  await expectSound(cara);

  // The same in the texts of an idea.
  await visit(cara, `/s/${site.open.slug}/ideas/new`);
  const problem = page.getByLabel("The problem");
  await problem.focus();
  await page.locator("[name=problem][aria-autocomplete=list]").waitFor();
  await problem.pressSequentially("As @pi");
  await page.getByRole("option", { name: "Pia Pilot @pia-pilot" }).click();
  expect(await problem.inputValue()).toBe("As @pia-pilot ");
  await cara.context.close();
  await expect.poll(async () => (await site.pia.get("/notices")).text).toContain("Cara Customer mentions you in");
});
