/** What a browser keeps of a draft, for whom, and what two windows do to each other. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { password, settledSite, type Site } from "../support/site.ts";

let browser: Browser;
let site: Site;
const windows: Window[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
});
afterEach(async () => {
  for (const { context } of windows.splice(0)) await context.close();
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await browser.close();
  await site.stop();
});

async function freshWindow(): Promise<Window> {
  const window = await openWindow(browser, { origin: site.server.origin });
  windows.push(window);
  return window;
}

async function signIn(window: Window, email: string): Promise<void> {
  await visit(window, "/signin");
  await window.page.getByLabel("E-mail address").fill(email);
  await window.page.getByLabel("Password").fill(password);
  await window.page.getByRole("button", { name: "Sign in" }).click();
  await window.page.waitForURL((url) => url.pathname !== "/signin");
  await ready(window);
}

async function signOut(window: Window): Promise<void> {
  await visit(window, "/me");
  await window.page.locator("main form[action='/signout'] button").last().click();
  await window.page.waitForURL("**/");
  await ready(window);
}

const newIdea = () => `/s/${site.open.slug}/ideas/new`;
const title = (page: Page) => page.getByLabel("Title", { exact: true });
const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("caco.draft")));

it("what a visitor typed is there after signing in, beside an older draft, and with nobody else", async () => {
  const window = await freshWindow();
  const { page } = window;
  await signIn(window, site.eve.email);
  await visit(window, newIdea());
  await title(page).fill("An older draft");
  await page.getByText(/Draft saved at/).waitFor();
  await signOut(window);
  expect(await kept(page)).toEqual([]);

  await visit(window, newIdea());
  await title(page).fill("Typed before signing in");
  await page.getByText("Kept in this browser").waitFor();
  await signIn(window, site.eve.email);
  await visit(window, newIdea());
  await page.getByText(/Draft saved at/).waitFor();
  expect(await title(page).inputValue()).toBe("Typed before signing in");
  await signOut(window);
  expect(await kept(page)).toEqual([]);

  await signIn(window, site.bob.email);
  await visit(window, newIdea());
  expect(await title(page).inputValue()).toBe("");
});

it("a copy of somebody who did not sign out goes when somebody else comes", async () => {
  const window = await freshWindow();
  const { page } = window;
  await signIn(window, site.cara.email);
  await visit(window, newIdea());
  await title(page).fill("Cara’s own words");
  await page.getByText(/Draft saved at/).waitFor();
  expect(await kept(page)).toHaveLength(1);
  await page.context().clearCookies();
  await signIn(window, site.bob.email);
  await visit(window, newIdea());
  expect(await title(page).inputValue()).toBe("");
  expect(await kept(page)).toEqual([]);
});

it("a draft that was deleted does not come back", async () => {
  const window = await freshWindow();
  const { page } = window;
  await signIn(window, site.pia.email);
  await visit(window, newIdea());
  await title(page).fill("Not worth it");
  await page.getByText(/Draft saved at/).waitFor();
  await visit(window, newIdea());
  await page.getByRole("button", { name: "Delete the draft" }).click();
  await page.waitForURL(`**/s/${site.open.slug}`);
  await visit(window, newIdea());
  expect(await title(page).inputValue()).toBe("");
});

it("two windows on one draft do not write over each other unasked", async () => {
  const one = await freshWindow();
  await signIn(one, site.ann.email);
  await visit(one, newIdea());
  await title(one.page).fill("First words");
  await one.page.getByText(/Draft saved at/).waitFor();
  const other: Window = { ...one, page: await one.context.newPage() };
  await visit(other, newIdea());
  await title(other.page).fill("Words of the other window");
  await other.page.waitForResponse((response) => response.url().endsWith("/drafts") && response.status() === 200);

  await title(one.page).fill("Words of this window");
  await one.page.getByText("Other words of this draft were saved in another window.").waitFor();
  await one.page.getByText("What was saved there").click();
  await one.page.getByText("Words of the other window").waitFor();
  expect(await title(one.page).inputValue()).toBe("Words of this window");
  await expectSound(one);
  await one.page.getByRole("button", { name: "Keep the words here" }).click();
  await one.page.getByText(/Draft saved at/).waitFor();
  await visit(other, newIdea());
  expect(await title(other.page).inputValue()).toBe("Words of this window");
});
