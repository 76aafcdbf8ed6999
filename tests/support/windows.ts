/** Browser windows on a site of its own for the tests of one file. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { openWindow, startBrowser, visit, type Window, type Wishes } from "./browser.ts";
import type { Person, Site } from "./site.ts";

/**
 * Starts a browser and the site that `made` gives before the tests of this file, closes windows after each test, and at
 * the end lets the site have had no fault. Gives what opens a window as somebody (null: a visitor) at an address that is
 * there.
 */
export function windowsOn(made: () => Promise<Site>) {
  let browser: Browser;
  let site: Site;
  const windows: Window[] = [];

  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), made()]);
  });
  afterEach(async () => {
    for (const { context } of windows.splice(0)) await context.close();
  });
  afterAll(async () => {
    expect(site.server.faults()).toEqual([]);
    await browser.close();
    await site.stop();
  });

  return async (as: Person | null, path: string, wishes: Partial<Wishes> = {}): Promise<Window> => {
    const window = await openWindow(browser, { origin: site.server.origin, ...(as && { as }), ...wishes });
    windows.push(window);
    expect(await visit(window, path)).toBe(200);
    return window;
  };
}
