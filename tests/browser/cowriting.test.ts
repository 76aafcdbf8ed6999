/** The text of an idea as several people write it at once, in their browsers. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window } from "../support/browser.ts";
import { picture as drawn } from "../files/support.ts";
import { lineTo } from "../support/line.ts";
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

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function typesAtEnd(page: Page, name: string, words: string): Promise<void> {
  await field(page, name).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

it(
  "two write at once, one loses the line and comes back, and the version names both",
  { timeout: 60_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A lock that says it is locked");
    const bobs = await windowOf(site.bob, idea.path);
    await bobs.page.getByRole("link", { name: "Write together" }).click();
    await bobs.page.waitForURL(/\/write$/);
    const line = await lineTo(site.server.origin);
    const { origin } = line;
    const pias = await windowOf(site.pia, `${idea.path}/write`, { origin, width: 360, theme: "dark" });
    const [bob, pia] = [bobs.page, pias.page];
    await typesAtEnd(bob, "The solution", " It clicks twice.");
    await field(pia, "The solution").getByText("It clicks twice.").waitFor();
    await typesAtEnd(pia, "For whom", " And their neighbours.");
    await field(bob, "For whom").getByText("And their neighbours.").waitFor();
    await bob.getByText("Pia Pilot is here too").waitFor();
    await bob.getByRole("status").getByText("Saved", { exact: true }).waitFor();

    // Without a line: what is typed stays, and is there for all when the line is back.
    await line.cut(pia);
    await pia.getByText("your words are kept here").waitFor();
    await typesAtEnd(pia, "The problem", " Twice a week.");
    await typesAtEnd(bob, "The problem", " At night.");
    await line.mend(pia);
    for (const page of [bob, pia]) {
      await field(page, "The problem").getByText("Twice a week.").waitFor();
      await field(page, "The problem").getByText("At night.").waitFor();
    }

    // By keyboard: bold is two keys, an undo takes back one's own words alone.
    await field(bob, "The solution").click();
    await bob.keyboard.press("Control+End");
    await bob.keyboard.press("Control+b");
    await bob.keyboard.type("Loud");
    await field(pia, "The solution").getByText("Loud").waitFor();
    await pia.getByRole("status").getByText("Saved", { exact: true }).waitFor();

    await bob.getByRole("heading", { name: "Who wrote what" }).waitFor();
    await bob
      .getByRole("listitem")
      .filter({ hasText: "Pia Pilot" })
      .getByText(/≈ \d+%/)
      .waitFor();
    await bob.getByLabel("Colour the text by who wrote it").check();
    // By name too, for whoever tells colours apart less well; and the buttons are one stop of the tab key.
    await bob.locator("[title='Pia Pilot']").first().waitFor();
    await bob.getByRole("button", { name: "Heading" }).first().focus();
    await bob.keyboard.press("ArrowRight");
    expect(await bob.locator(":focus").innerText()).toBe("Bold");
    await expectSound(bobs);
    await picture(bob, "write-together-1280");
    await picture(pia, "write-together-360");
    expect(pias.complaints).toEqual([]);

    await bob.getByRole("button", { name: "Make a version of it now" }).click();
    await bob.waitForURL((url) => !url.pathname.endsWith("/write"));
    await bob.getByText("It clicks twice.").waitFor();
    await bob.getByText("2 people wrote this text").waitFor();
    await bob.getByRole("link", { name: "Compare the versions" }).click();
    const newest = bob.getByRole("listitem").filter({ hasText: "Version 2" });
    await newest.getByText("Bob Customer").waitFor();
    await newest.getByText("Pia Pilot").waitFor();
  },
);

it("shows what the marks make of the words, and takes pictures", async () => {
  const idea = await propose(site.bob, site.open, "A lock that shows itself");
  const window = await windowOf(site.bob, `${idea.path}/write`);
  const { page } = window;
  const solution = field(page, "The solution");
  await solution.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\n## It clicks\n\n- **twice**\nin the [dark](https://example.org/dark)\n\n> heard");
  await solution.getByText("> heard").waitFor();
  await page
    .locator("input[type=file]")
    .last()
    .setInputFiles({
      name: "Lock.png",
      mimeType: "image/png",
      buffer: await drawn(120),
    });
  await solution.getByRole("img", { name: "what it shows" }).waitFor();
  // Elsewhere in the text no mark is to be seen; on its own line each is.
  await field(page, "For whom").click();
  await solution.getByText("It clicks", { exact: true }).waitFor();
  await solution.getByText("in the dark").waitFor();
  expect(await solution.innerText()).not.toMatch(/##|\*\*|https|>|!\[/);
  await expectSound(window);
  await picture(page, "write-preview-1280");
  await solution.getByText("twice", { exact: true }).click();
  await solution.getByText("**", { exact: true }).first().waitFor();
  // The text itself has them all.
  await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Make a version of it now" }).click();
  await page.getByRole("heading", { name: "It clicks" }).waitFor();
  await page.getByRole("img", { name: "what it shows" }).first().waitFor();
});

it("without script the text can be read, and the form is a press away", async () => {
  const idea = await propose(site.bob, site.open, "A lock that needs no script");
  const window = await windowOf(site.bob, `${idea.path}/write`, { javaScript: false });
  await window.page.getByText("Make it better.").waitFor();
  await expectSound(window);
  await window.page.getByRole("link", { name: "Use the plain form instead" }).click();
  await window.page.getByLabel("Your solution").or(window.page.locator("textarea[name=solution]")).first().waitFor();
});
