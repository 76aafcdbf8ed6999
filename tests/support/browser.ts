/** People with a real browser. */
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import type { Client } from "./http.ts";

export { startBrowser } from "./chromium.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Window = {
  page: Page;
  context: BrowserContext;
  javaScript: boolean;
  /** Errors of the console and of scripts, and refusals of the content security policy. */
  complaints: string[];
};

export type Wishes = {
  origin: string;
  /** Who is signed in; without it nobody. */
  as?: Pick<Client, "cookies">;
  javaScript?: boolean;
  width?: number;
  locale?: "en" | "fr";
  theme?: "light" | "dark";
  /** A phone or a tablet: there is no mouse, but fingers. */
  touch?: boolean;
};

let addresses = 0;

/** Opens a window of its own, from an address of its own. */
export async function openWindow(browser: Browser, wishes: Wishes): Promise<Window> {
  const { origin, javaScript = true, width = 1280, locale = "en", theme = "light", touch = false, as } = wishes;
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 800 },
    locale,
    colorScheme: theme,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: "reduce",
    timezoneId: "Europe/Paris",
    extraHTTPHeaders: { "X-Forwarded-For": `10.9.0.${++addresses}` },
  });
  context.setDefaultTimeout(15_000);
  const cookies = as ? [...as.cookies, ["locale", locale] as const] : [];
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !isExpected(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, context, javaScript, complaints };
}

/** A browser says of every answer of 4xx that a resource failed, and what a line that is cut did: tests look at that themselves. */
function isExpected(text: string): boolean {
  return /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_CONNECTION_)|^WebSocket connection to /.test(
    text,
  );
}

/** Goes to a page and waits until its script, if there is any, has taken it over; gives the status. */
export async function visit(window: Window, address: string): Promise<number> {
  const answer = await window.page.goto(address);
  await ready(window);
  return answer?.status() ?? 0;
}

/** Waits until script answers for the page: before that, a click would post a plain form. */
export async function ready({ page, javaScript }: Window): Promise<void> {
  await page.waitForLoadState("load");
  if (!javaScript) return;
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__reactFiber")),
  );
}

/**
 * What axe finds wrong with the page: a line for each violation. What is stuck to the edge of the screen rests in its own
 * place meanwhile: else it covers, now this target and now that, whatever the reader can scroll out from under it.
 */
export async function violations(page: Page): Promise<string[]> {
  // The page's policy allows no script from outside; the tools of a developer are not the page.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const stuck = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (element) => getComputedStyle(element).position === "sticky",
    );
    const styles = stuck.map((element) => element.style.cssText);
    for (const { style } of stuck) style.cssText += "; position: relative; inset: auto";
    const found = await axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    for (const [index, { style }] of stuck.entries()) style.cssText = styles[index] ?? "";
    return found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
  });
}

/** How far the page can be pushed sideways, in pixels: more than 0 is a fault on a phone. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Text on the page that looks like a key of a message that nobody translated. */
export function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.body.innerText.split(/\s+/);
    const names = [...document.querySelectorAll("[aria-label],[title],[placeholder]")].flatMap((element) =>
      ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
    );
    // Domains of examples look alike.
    const isKey = (word: string) => /^[a-z_]+(\.[a-z_]+)+$/.test(word) && !/(^|\.)example\.org$/.test(word);
    return [...texts, ...names].filter((word) => isKey(word) || /\{\{|\}\}/.test(word));
  });
}

/** Keeps a picture of the page under `tests/.tmp/`, for looking at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(projectRoot(), "tests/.tmp");
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** Nothing on the page is wrong by any of the measures above. */
export async function expectSound(window: Window, { withAxe = true } = {}): Promise<void> {
  const { page } = window;
  const where = page.url();
  // Without script axe cannot wait for anything; the same pages are looked at with it elsewhere.
  if (withAxe && window.javaScript) expect(await violations(page), where).toEqual([]);
  expect(await sidewaysScroll(page), where).toBeLessThanOrEqual(0);
  expect(await untranslated(page), where).toEqual([]);
  expect(window.complaints, where).toEqual([]);
}
