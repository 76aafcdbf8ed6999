/** Starts a browser for tests and pictures. Chromium comes from npm, unless there is one on the PATH. */
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

/** Flags of the npm build that are for other places: no test may run without the web's own rules. */
const unwanted = /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|headless)/;

/**
 * A browser; `close` it when it is not needed any more.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function startBrowser() {
  const installed = onThePath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
  if (installed) return chromium.launch({ executablePath: installed, args: ["--no-sandbox"] });
  return startPackagedBrowser();
}

/**
 * The browser that comes from npm, whatever else is installed: it draws alike everywhere.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function startPackagedBrowser() {
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: packaged.args.filter((flag) => !unwanted.test(flag)),
    headless: true,
  });
}

/** @param {string[]} names */
function onThePath(names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}
