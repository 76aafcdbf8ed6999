/** A line that breaks while somebody reads, acts and goes on: no page is lost, and what was done goes out once. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { lineTo } from "../support/line.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await browser.close();
  await site.stop();
});

for (const [width, theme, locale, says] of [
  [1280, "light", "en", "No connection at the moment."],
  [360, "dark", "fr", "Pas de connexion pour l’instant."],
] as const) {
  it(`waits with the page as it is, and goes on: ${width} pixels, ${theme}, ${locale}`, async () => {
    const idea = await propose(site.bob, site.open, `A tunnel of ${width} pixels`);
    const line = await lineTo(site.server.origin);
    const { origin } = line;
    const window = await openWindow(browser, { origin, as: site.eve, width, theme, locale });
    const { page, context } = window;
    if (locale === "fr") {
      await visit(window, "/");
      await page.locator("form[action='/preferences'] button[value=fr]").first().click();
    }
    await visit(window, idea.path);
    const note = page.getByRole("status").filter({ hasText: says });

    // What is sent without a line stays on the page, and is there once when the line is back.
    await page.locator("textarea[name=body]").first().fill("Said in a tunnel.");
    await line.cut(page);
    await page.locator("#say button.first").click();
    await note.waitFor();
    expect(await page.locator("textarea[name=body]").first().inputValue()).toBe("Said in a tunnel.");
    await expectSound(window);
    await picture(page, `lost-line-${width}`);
    await line.mend(page);
    await page.locator("article.comment").getByText("Said in a tunnel.").waitFor();
    await note.waitFor({ state: "detached" });
    expect(await page.locator("article.comment").getByText("Said in a tunnel.").count()).toBe(1);

    // What is said elsewhere meanwhile does not end the page of somebody without a line.
    await say(site.bob, idea, "Said outside.");
    await line.cut(page);
    await note.waitFor();
    await page.getByRole("heading", { level: 1, name: `A tunnel of ${width} pixels` }).waitFor();
    await line.mend(page);
    await page.locator("article.comment").getByText("Said outside.").waitFor();

    // A way that is taken without a line is gone once it is back.
    await line.cut(page);
    await page.locator("a[href='/notices']").first().click();
    await note.waitFor();
    await line.mend(page);
    await page.waitForURL(/\/notices$/);
    await context.close();
  });
}
