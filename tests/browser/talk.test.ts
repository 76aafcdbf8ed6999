/** Answering in a talk, while others act on it too. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { newId } from "../../app/platform/ids.ts";
import { password, propose, say, settledSite, type Site } from "../support/site.ts";

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

async function eveAt(path: string, wishes: { width?: number; theme?: "light" | "dark" } = {}): Promise<Window> {
  const window = await openWindow(browser, { origin: site.server.origin, ...wishes });
  windows.push(window);
  await visit(window, `/signin?next=${encodeURIComponent(path)}`);
  await window.page.getByLabel("E-mail address").fill(site.eve.email);
  await window.page.getByLabel("Password").fill(password);
  await window.page.getByRole("button", { name: "Sign in" }).click();
  await window.page.waitForURL(`**${path}`);
  await ready(window);
  return window;
}

const replyField = (page: Page) => page.getByLabel("Your reply to Bob Customer");

it("a reply outlives the comment it answers, and is shown and said once it is there", async () => {
  const idea = await propose(site.cara, site.open, "To answer");
  await say(site.cara, idea, "Something else.");
  const comment = await say(site.bob, idea, "Answer me.");
  const window = await eveAt(idea.path);
  const { page } = window;
  await page.getByRole("link", { name: "Reply to Bob Customer", exact: true }).click();
  expect(await replyField(page).evaluate((field) => field === document.activeElement)).toBe(true);
  await replyField(page).fill("Half a");
  await site.bob.post(`/comments/${comment}`, { act: "delete" });
  await page.getByText("This comment is not on this page any more.").waitFor();
  expect(await replyField(page).inputValue()).toBe("Half a");
  await replyField(page).pressSequentially(" reply");
  expect(await replyField(page).inputValue()).toBe("Half a reply");
  await expectSound(window);
  await page.locator(`#reply-${comment}`).getByRole("button", { name: "Publish" }).click();
  await page.getByText("Your comment is there.").waitFor();
  const article = page.locator("article.comment:focus");
  expect(await article.textContent()).toContain("Half a reply");
  await expectSound(window);
});

it("a reply form is closed by hand, and the keyboard is where it was", async () => {
  const idea = await propose(site.cara, site.open, "To close");
  await say(site.bob, idea, "Answer me.");
  const { page } = await eveAt(idea.path);
  const open = page.getByRole("link", { name: "Reply to Bob Customer", exact: true });
  await open.press("Enter");
  await page.getByRole("link", { name: "Close", exact: true }).press("Enter");
  expect(await replyField(page).count()).toBe(0);
  expect(await open.evaluate((link) => link === document.activeElement)).toBe(true);
});

it("a talk looks right with a form open, on a phone and on a desk, by day and by night", async () => {
  const idea = await propose(site.cara, site.open, "To look at");
  let parent = await say(site.bob, idea, "Answer me.");
  for (const body of ["First answer.", "An answer to it.", "A deeper one.", "The deepest one."]) {
    const id = newId(Date.now());
    await site.bob.post(`${idea.path}/comments`, { id, parent, kind: "question", body });
    parent = id;
  }
  for (const width of [1280, 360]) {
    for (const theme of ["light", "dark"] as const) {
      const window = await eveAt(idea.path, { width, theme });
      await window.page.getByRole("link", { name: "Reply to Bob Customer", exact: true }).nth(1).click();
      await replyField(window.page).waitFor();
      await expectSound(window);
      await picture(window.page, `talk-${width}-${theme}`);
    }
  }
});

it("whoever reads an idea sees how many others do, from the first moment and until they leave", async () => {
  const idea = await propose(site.cara, site.open, "To read together");
  const { page } = await eveAt(idea.path);
  const visitor = await openWindow(browser, { origin: site.server.origin });
  await visit(visitor, idea.path);
  await page.getByText("2 people are reading this").waitFor();
  await visitor.page.getByText("2 people are reading this").waitFor();
  await expectSound(visitor);
  await visitor.context.close();
  await page.getByText("2 people are reading this").waitFor({ state: "detached" });
});
