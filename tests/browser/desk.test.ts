/** A pilot's morning: the desk, by keyboard alone. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await settledSite();
  browser = await startBrowser();
  for (const title of ["A first lamp", "A second lamp", "A third lamp", "A fourth lamp"]) {
    await propose(site.bob, site.open, title);
  }
});

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

it("is cleared without touching the mouse", async () => {
  const window = await openWindow(browser, { origin: site.server.origin, as: site.pia });
  const { page } = window;
  const opened = (title: string) => page.getByRole("article").getByRole("heading", { name: title }).waitFor();
  await visit(window, "/pilot");
  await page.getByRole("heading", { name: "4 answers are due, and nothing is late" }).waitFor();
  await picture(page, "desk-1280");
  await expectSound(window);
  await opened("A first lamp");
  await page.keyboard.press("j");
  await opened("A second lamp");
  await page.keyboard.press("k");
  await opened("A first lamp");

  // A word alone: the idea stays where it is.
  await page.keyboard.press("a");
  await page.keyboard.type("jakes asked the same last week.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "3 answers are due, and nothing is late" }).waitFor();

  // A move with its answer, then taken back.
  await opened("A second lamp");
  await page.keyboard.press("s");
  await page.keyboard.type("Open");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Let us talk about it.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Opened. Bob Customer has been told.").waitFor();
  await opened("A third lamp");
  await page.getByRole("button", { name: /^Undo/ }).press("Enter");
  await page.getByRole("heading", { name: "3 answers are due, and nothing is late" }).waitFor();

  // A refusal asks for its reason, and keeps what was typed.
  await opened("A second lamp");
  await page.keyboard.press("s");
  await page.keyboard.type("Declined");
  await page.keyboard.press("a");
  await page.getByLabel("Your answer").fill("The frame cannot take it.");
  await page.getByRole("button", { name: "Move and answer" }).press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Your answer").inputValue()).toBe("The frame cannot take it.");
  await page.getByLabel("Not possible").press("Space");
  await page.getByRole("button", { name: "Move and answer" }).press("Enter");
  await page.getByText("Declined. Bob Customer has been told.").waitFor();
  await expectSound(window);
  await window.context.close();
});

it("fits a phone: the list first, then the idea as a page of its own, and back", async () => {
  const window = await openWindow(browser, { origin: site.server.origin, as: site.pia, width: 360, theme: "dark" });
  await visit(window, "/pilot");
  expect(await window.page.getByRole("article").isVisible()).toBe(false);
  await window.page.getByRole("link", { name: "A third lamp" }).click();
  await window.page.getByRole("article").waitFor();
  await picture(window.page, "desk-item-360-dark");
  await expectSound(window);
  await window.page.getByRole("link", { name: "Back to the desk" }).click();
  await window.page.getByRole("link", { name: "A fourth lamp" }).waitFor();
  await window.context.close();
});
