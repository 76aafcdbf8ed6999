/** The line of one window, which breaks and comes back as in a tunnel; other windows keep theirs. */
import { onTestFinished } from "vitest";
import type { Page } from "playwright-core";
import { proxyTo } from "./proxy.ts";

export type Line = {
  /** The server's address by way of this line. */
  origin: string;
  /** Takes it away, and tells the page so, as a browser does. */
  cut(page: Page): Promise<void>;
  /** Gives it back. */
  mend(page: Page): Promise<void>;
};

/** A line to a server, for the length of a test. */
export async function lineTo(server: string): Promise<Line> {
  const proxy = await proxyTo(server);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await proxy.shut();
    isOpen = false;
  };
  onTestFinished(close);
  return {
    origin: new URL(proxy.url).origin,
    async cut(page) {
      await close();
      await page.evaluate(() => {
        Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
        dispatchEvent(new Event("offline"));
      });
    },
    async mend(page) {
      await proxy.open();
      isOpen = true;
      await page.evaluate(() => {
        Reflect.deleteProperty(navigator, "onLine");
        dispatchEvent(new Event("online"));
      });
    },
  };
}
