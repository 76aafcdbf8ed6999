/**
 * `npm run screenshots`: takes the pictures of `docs/screenshots` anew, from a demo whose clock stands
 * still. Run twice on one machine it writes the same files; a picture that changed shows what changed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { startPackagedBrowser } from "../support/chromium.js";

const root = path.join(import.meta.dirname, "../..");
const folder = path.join(root, "docs/screenshots");

/** A Wednesday in the morning. */
const still = Date.UTC(2026, 10, 18, 9, 30);

/**
 * One picture: as whom, of which page, of the idea whose title has these words, or of what the first
 * link with these words in a page leads to; `answers`: with an answer being written; `opens`: with the
 * figure of whoever is named first opened; `live`: with its connection, and who wrote what.
 * @typedef {{
 *   name: string, as?: string, page?: string, idea?: [space: string, words: string, then?: string],
 *   link?: [page: string, words: string], answers?: boolean, opens?: boolean, live?: boolean,
 *   width?: number, height?: number, theme?: "light" | "dark", locale?: "en" | "fr",
 * }} Picture
 */

/** @type {readonly Picture[]} */
const pictures = [
  { name: "feed", as: "customer", page: "/s/everyday-bikes?sort=people", height: 1000 },
  { name: "idea", as: "customer", idea: ["everyday-bikes", "charge at night"], height: 1150 },
  { name: "home", as: "customer", page: "/" },
  { name: "versions", as: "customer", idea: ["everyday-bikes", "charge at night", "/versions?from=1&to=3"] },
  { name: "answer", as: "pilot", idea: ["everyday-bikes", "Dim the display", "/stage"], answers: true },
  { name: "desk", as: "pilot", page: "/pilot", height: 1000 },
  { name: "minutes", as: "customer", link: ["/s/everyday-bikes/rooms", "The crate, the slope"], height: 1000 },
  { name: "write", as: "customer", idea: ["everyday-bikes", "wine crate", "/write"], live: true, height: 1200 },
  {
    name: "credits",
    as: "customer",
    idea: ["everyday-bikes", "stand that holds", "/credits"],
    opens: true,
    height: 1000,
  },
  { name: "board", as: "product", page: "/s/everyday-bikes/board", height: 1000 },
  { name: "roadmap", as: "customer", page: "/s/everyday-bikes/roadmap", height: 1000 },
  { name: "release", as: "customer", link: ["/s/everyday-bikes/releases", "Spring parts"], height: 1100 },
  { name: "lens", as: "product", page: "/s/everyday-bikes/lens?by=customer", height: 1000 },
  { name: "feed-fr", as: "employee", page: "/s/velos-partages-de-montvallier?sort=people", locale: "fr", height: 1000 },
  { name: "idea-phone", as: "employee", idea: ["everyday-bikes", "stand that holds"], width: 390, height: 844 },
  { name: "idea-dark", as: "employee", idea: ["everyday-bikes", "stand that holds"], theme: "dark", height: 1000 },
  { name: "signin", page: "/signin", height: 860 },
];

const answer =
  "Astrid says that the value is there ten times a second. Paolo, Yuki: write down with us how dark it may get, and " +
  "what happens in a tunnel. Then the display team can say yes or no before the end of the month.";

const data = await mkdtemp(path.join(tmpdir(), "caco-screenshots-"));
const { origin, stop } = await startDemo();
const browser = await startPackagedBrowser();
try {
  for (const picture of pictures) {
    const file = path.join(folder, `${picture.name}.png`);
    const image = await sharp(await taken(picture))
      .removeAlpha()
      .png({ compressionLevel: 9 })
      .toBuffer();
    await writeFile(file, image);
    console.log(`${path.relative(root, file)}: ${Math.round(image.length / 1024)} KB`);
  }
} finally {
  await browser.close();
  await stop();
  await rm(data, { recursive: true, force: true });
}

/** @param {Picture} picture */
async function taken({
  as,
  page: address,
  idea,
  link,
  answers = false,
  opens = false,
  live = false,
  width = 1280,
  height = 860,
  theme = "light",
  locale = "en",
}) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    deviceScaleFactor: width < 600 ? 2 : 1,
    locale,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "Europe/Paris",
  });
  // Who else reads a page at this moment is no part of its picture.
  if (!live) {
    await context.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await context.route(/socket\.io/, (request) => request.abort());
  }
  const page = await context.newPage();
  await page.clock.setFixedTime(still);
  if (as !== undefined) {
    await page.goto("/signin");
    await page.click(`button[value="${as}"]`);
    await page.waitForURL("/");
  }
  if (link) await followed(page, link);
  else await page.goto(idea ? await addressOf(page, idea) : (address ?? "/"));
  // The first visit marks what its reader was told of the page as read, a moment later.
  await page.waitForLoadState("networkidle");
  await page.reload();
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__reactFiber")),
  );
  if (answers) {
    await page.locator("select[name=to]").selectOption("developing");
    await page.locator("textarea[name=message]").fill(answer);
    await page.locator("h1").click();
    await page.waitForLoadState("networkidle");
  }
  if (opens) await page.locator("main details summary").first().click();
  if (live) await page.getByRole("heading", { name: "Who wrote what" }).scrollIntoViewIfNeeded();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const image = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  return image;
}

/**
 * The address of an idea by words of its title, as its feed says it.
 * @param {import("playwright-core").Page} page
 * @param {[string, string, string?]} idea
 */
async function addressOf(page, [space, words, then = ""]) {
  await page.goto(`/s/${space}?q=${encodeURIComponent(words)}`);
  const address = await page.locator("main h2 a, main h3 a").first().getAttribute("href");
  return `${address}${then}`;
}

/**
 * Goes where a link leads.
 * @param {import("playwright-core").Page} page
 * @param {[string, string]} link
 */
async function followed(page, [from, words]) {
  await page.goto(from);
  await page.getByRole("link", { name: words }).first().click();
  await page.waitForURL((url) => url.pathname !== from);
}

async function startDemo() {
  const child = spawn(process.execPath, ["--import", path.join(import.meta.dirname, "clock.js"), "server.js", "demo"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, PORT: "0", DATA_DIR: data, LOG_LEVEL: "warn", STILL_AT: String(still) },
  });
  let said = "";
  const origin = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const found = /Caco listens on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}:\n${said}`)));
  });
  return {
    origin: String(origin),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
