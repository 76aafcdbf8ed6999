/** A demo as somebody meets it who has never seen Caco. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSound, openWindow, startBrowser, visit } from "../support/browser.ts";
import { type RunningServer, startServer } from "../support/server.ts";

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer({ words: ["demo"] })]);
});

afterAll(async () => {
  await browser.close();
  expect(server.faults()).toEqual([]);
  await server.stop();
});

const looks = [
  { theme: "light", width: 1280, locale: "en" },
  { theme: "dark", width: 360, locale: "fr" },
] as const;

describe("a demo", () => {
  it.each(looks)("is sound wherever a pilot of it goes: $theme, $width pixels, $locale", async (look) => {
    const window = await openWindow(browser, { origin: server.origin, ...look });
    await visit(window, "/signin");
    await expectSound(window);
    await window.page.locator("button[value=pilot]").click();
    await window.page.waitForURL("/");
    const pages = [
      "/",
      "/s/everyday-bikes?sort=people",
      "/s/velos-partages-de-montvallier/about",
      "/s/cargo-prototype-riders/members",
      "/s/everyday-bikes/reports",
      "/people/nadia-belkacem",
      "/notices",
      "/demo/reset",
    ];
    for (const address of pages) {
      expect(await visit(window, address), address).toBe(200);
      await expectSound(window);
    }
    await window.context.close();
  });

  it("lets somebody be a customer, then the administrator, and begin again, without JavaScript", async () => {
    const window = await openWindow(browser, { origin: server.origin, javaScript: false });
    const { page } = window;
    await page.goto("/signin");
    await page.getByRole("button", { name: /Nadia Belkacem/ }).click();
    await page.getByRole("heading", { level: 1, name: /Nadia Belkacem/ }).waitFor();
    await page.getByRole("link", { name: "Be somebody else" }).click();
    await page.getByRole("button", { name: /Sofia Ferrand/ }).click();
    await page.getByRole("heading", { level: 1, name: /Sofia Ferrand/ }).waitFor();
    await page.getByRole("link", { name: "Begin again" }).click();
    await page.getByRole("button", { name: "Begin again" }).click();
    await page.getByRole("heading", { level: 1, name: "Who would you like to be?" }).waitFor();
    expect((await page.goto("/me"))?.url()).toContain("/signin");
    await window.context.close();
  });
});
