/** Changes of a text that are suggested by somebody who may not write in it, and decided by those who may. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window } from "../support/browser.ts";
import { type Person, propose, settledSite, type Site } from "../support/site.ts";

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

async function windowOf(as: Person, path: string, wishes: Partial<Parameters<typeof openWindow>[1]> = {}) {
  const window = await openWindow(browser, { origin: site.server.origin, as, ...wishes });
  windows.push(window);
  expect(await visit(window, path)).toBe(200);
  return window;
}

it(
  "one suggests without the right to write, an author accepts, and a third who reads along sees it at once",
  { timeout: 60_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A lamp that waits for me");
    const { page: bob, ...bobs } = await windowOf(site.bob, `${idea.path}/write`);
    await bob.getByText("No suggestion waits").waitFor();
    const { page: eve } = await windowOf(site.eve, `${idea.path}/write`);
    const { page: cara, ...caras } = await windowOf(site.cara, idea.path, { width: 360, theme: "dark" });
    await cara.getByRole("link", { name: "Suggest a change" }).click();
    await cara.waitForURL(/\/write$/);

    // What others write shows here, and nothing can be typed.
    await bob.getByRole("textbox", { name: "The solution" }).click();
    await bob.keyboard.press("Control+End");
    await bob.keyboard.type(" At night.");
    const along = cara.getByRole("textbox", { name: "The solution" });
    await along.getByText("Make it better. At night.").waitFor();
    await along.click();
    await cara.keyboard.type("Not mine");
    expect(await along.textContent()).not.toContain("Not mine");

    await cara.getByRole("link", { name: "Suggest a change to: The solution" }).click();
    const field = cara.getByLabel("The passage as it should read");
    await field.fill("Make it much better. At night.");
    await cara.getByLabel("Why").fill("A little is not enough.");
    await expectSound({ page: cara, ...caras });
    await picture(cara, "suggest-form-360");
    await cara.getByRole("button", { name: "Send the suggestion" }).click();
    const mine = cara.getByRole("listitem", { name: "Cara Customer’s suggestion" });
    await mine.getByRole("button", { name: "Take it back" }).waitFor();

    // By keyboard alone.
    const waiting = bob.getByRole("listitem", { name: "Cara Customer’s suggestion" });
    await waiting.getByText("A little is not enough.").waitFor();
    expect(await waiting.locator("ins").allTextContents()).toEqual([expect.stringContaining("much")]);
    await expectSound({ page: bob, ...bobs });
    await picture(bob, "suggestions-1280");
    await waiting.getByRole("button", { name: "Accept" }).focus();
    await bob.keyboard.press("Enter");
    for (const page of [bob, cara, eve]) {
      await page.getByRole("textbox", { name: "The solution" }).getByText("Make it much better. At night.").waitFor();
    }
    await mine.getByRole("button", { name: "Take it back" }).waitFor({ state: "detached" });
    await cara.getByText("Decided suggestions (1)").click();
    await cara.getByText("Accepted by Bob Customer").waitFor();

    await bob.getByRole("button", { name: "Make a version of it now" }).click();
    await bob.waitForURL((url) => !url.pathname.endsWith("/write"));
    await bob.getByText("2 people wrote this text").waitFor();
    await bob.getByRole("listitem").filter({ hasText: "Cara Customer" }).getByText("suggested changes").waitFor();
    await bob.getByRole("link", { name: "Compare the versions" }).click();
    await bob.getByRole("listitem").filter({ hasText: "Version 2" }).getByText("Cara Customer").waitFor();
  },
);

it(
  "words are chosen and commented on; the mark moves with them, and the talk says what it is about",
  { timeout: 60_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A lamp to talk about");
    const { page: bob } = await windowOf(site.bob, `${idea.path}/write`);
    const { page: cara, ...caras } = await windowOf(site.cara, `${idea.path}/write`, { width: 360 });
    const field = cara.getByRole("textbox", { name: "The solution" });
    // By keyboard: "better".
    await field.click();
    await cara.keyboard.press("Control+End");
    await cara.keyboard.press("ArrowLeft");
    for (const _letter of "better") await cara.keyboard.press("Shift+ArrowLeft");
    await cara.getByRole("link", { name: "Comment on words of: The solution" }).press("Enter");
    expect(await cara.getByLabel("The words it is about").inputValue()).toBe("better");
    await cara.getByLabel("Your comment", { exact: true }).fill("How much better?");
    await cara.getByRole("button", { name: "Say it" }).click();
    await cara.getByRole("listitem", { name: "Cara Customer on “better”" }).getByText("How much better?").waitFor();
    await expectSound({ page: cara, ...caras });
    await picture(cara, "words-commented-360");

    const theirs = bob.getByRole("textbox", { name: "The solution" });
    await bob.getByRole("listitem", { name: "Cara Customer on “better”" }).waitFor();
    await theirs.click();
    await bob.keyboard.press("Control+Home");
    await bob.keyboard.type("Soon: ");
    await field.getByText("Soon:").waitFor();
    const mark = field.locator("[class*=spoken]");
    expect(await mark.textContent()).toBe("better");
    await cara.getByRole("button", { name: "Show in the text" }).click();
    await cara.waitForFunction(() => getSelection()?.toString() === "better");

    await cara.getByRole("link", { name: "Reply" }).click();
    await cara.waitForURL(/reply=/);
    await cara.getByRole("link", { name: "on “better”" }).waitFor();
  },
);

it("without script: suggested by a form, told where the words are gone, declined with an answer", async () => {
  const idea = await propose(site.bob, site.open, "A lamp without script");
  const path = `${idea.path}/write`;
  const { page: cara } = await windowOf(site.cara, `${path}?suggest=solution`, { javaScript: false });
  await cara.getByLabel("The passage as it should read").fill("Make it shine.");
  const edited = await site.bob.post(`${idea.path}/edit`, {
    title: "A lamp without script",
    problem: "It is a nuisance.",
    forWhom: "Everybody who rides.",
    solution: "Make it last.",
    language: "en",
    version: "1",
  });
  expect(edited.status).toBe(303);
  await cara.getByRole("button", { name: "Send the suggestion" }).click();
  await cara.getByText("Nothing you typed is lost").waitFor();
  expect(await cara.getByLabel(/This is what you had typed/).inputValue()).toBe("Make it shine.");
  const again = cara.getByLabel("The passage as it should read");
  expect(await again.inputValue()).toBe("Make it last.");
  await again.fill("Make it shine and last.");
  await cara.getByRole("button", { name: "Send the suggestion" }).click();
  await cara.getByRole("button", { name: "Take it back" }).waitFor();

  const { page: bob } = await windowOf(site.bob, path, { javaScript: false });
  const waiting = bob.getByRole("listitem", { name: "Cara Customer’s suggestion" });
  await waiting.getByText("Decline…").click();
  await waiting.getByLabel("Your answer").fill("It shines already.");
  await waiting.getByRole("button", { name: "Decline", exact: true }).click();
  await bob.getByText("Decided suggestions (1)").click();
  await bob.getByText("It shines already.").waitFor();
});
