/** Adding files as people do: by choosing, dropping and pasting, with and without script. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { files } from "../../db/schema/files.ts";
import { limits } from "../../app/features/files/rules.ts";
import { bomb, drawingWithScript, pdf, photo, picture } from "../files/support.ts";
import {
  expectSound,
  openWindow,
  picture as shot,
  ready,
  startBrowser,
  visit,
  type Window,
} from "../support/browser.ts";
import { attach, password, propose, settledSite, type Site } from "../support/site.ts";
import { until } from "../support/until.ts";

let browser: Browser;
let site: Site;
const windows: Window[] = [];
/** A file of 30 MB. */
let thirty: string;

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
  thirty = path.join(site.server.dataDir, "Thirty1.pdf");
  await writeFile(thirty, Buffer.alloc(30 * 1024 * 1024, "x"));
});
afterEach(async () => {
  for (const { context } of windows.splice(0)) await context.close();
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await browser.close();
  await site.stop();
});

type Wishes = Omit<Parameters<typeof openWindow>[1], "origin">;

async function caraAt(address: string, wishes: Wishes = {}): Promise<Window> {
  const window = await openWindow(browser, { origin: site.server.origin, ...wishes });
  windows.push(window);
  const { page } = window;
  await visit(window, `/signin?next=${encodeURIComponent(address)}`);
  await page.locator('input[name="email"]').fill(site.cara.email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator("main form button:not([value])").first().click();
  await page.waitForURL(`**${address}`);
  await ready(window);
  return window;
}

const chooser = (page: Page) => page.getByLabel("Choose files");
const refusals = (page: Page) => page.getByRole("alert").filter({ hasText: /\S/ });

/**
 * Lets files fall on an element, or pastes them there, as a person does; `words` lie beside them on the clipboard. Gives
 * whether the browser goes on to do what it does by itself.
 */
function bring(
  page: Page,
  how: "drop" | "paste",
  selector: string,
  sent: { name: string; type: string; bytes: Buffer }[],
  words: Record<string, string> = {},
): Promise<boolean | undefined> {
  const plain = sent.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") }));
  return page.evaluate(
    ([event, target, contents, texts]) => {
      const data = new DataTransfer();
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      for (const { name, type, base64 } of contents) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const init = { bubbles: true, cancelable: true };
      return document
        .querySelector(target)
        ?.dispatchEvent(
          event === "drop"
            ? new DragEvent("drop", { ...init, dataTransfer: data })
            : new ClipboardEvent("paste", { ...init, clipboardData: data }),
        );
    },
    [how, selector, plain, words] as const,
  );
}

it("an author adds pictures by keyboard and by drag, describes one, and readers see them live", async () => {
  const idea = await propose(site.cara, site.open, "Lamps along the canal");
  const reader = await openWindow(browser, { origin: site.server.origin });
  windows.push(reader);
  await visit(reader, idea.path);
  const window = await caraAt(idea.path);
  const { page } = window;
  // Asked for long before: the browser needs a moment until it hands its dialog over.
  const choosing = page.waitForEvent("filechooser");
  const way = page.getByRole("link", { name: "Add or change pictures and documents" });
  await way.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Pictures and documents" }).waitFor();
  await ready(window);

  await chooser(page).focus();
  await page.keyboard.press("Enter");
  const opened = await choosing;
  await opened.setFiles([
    { name: "Lamp1.jpg", mimeType: "image/jpeg", buffer: await photo() },
    { name: "Plan1.pdf", mimeType: "application/pdf", buffer: pdf() },
  ]);
  await page.getByRole("link", { name: "Picture “Lamp1.jpg”" }).waitFor();
  await page.getByRole("link", { name: /Plan1\.pdf/ }).waitFor();
  await bring(page, "drop", "h1", [{ name: "Dusk1.png", type: "image/png", bytes: await picture(70) }]);
  await page.getByRole("link", { name: "Picture “Dusk1.png”" }).waitFor();
  await page.getByText("Dusk1.png is there.").waitFor();

  const words = page.getByLabel("What does it show?").first();
  await words.fill("A dark stretch of the canal.");
  await words.press("Enter");
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("link", { name: "A dark stretch of the canal." }).waitFor();
  await expectSound(window);
  await shot(page, "files-1280-light");

  await reader.page.getByRole("link", { name: "A dark stretch of the canal." }).waitFor();
  const image = reader.page.getByRole("img", { name: "A dark stretch of the canal." });
  await image.scrollIntoViewIfNeeded();
  await until(() => image.evaluate((each) => (each as HTMLImageElement).naturalWidth > 0), 5_000);
  await expectSound(reader);
  await shot(reader.page, "files-idea-1280-light");

  await page.getByText("Take away").nth(2).click();
  await page.getByRole("button", { name: "Yes, take it away" }).last().click();
  await page.getByRole("link", { name: "Picture “Dusk1.png”" }).waitFor({ state: "detached" });
  expect(
    await page
      .getByRole("list", { name: "Pictures and documents" })
      .evaluate((list) => list === document.activeElement),
  ).toBe(true);
});

it("what is not taken is said file by file, and nothing of it is stored", async () => {
  const idea = await propose(site.cara, site.open, "Refused");
  const window = await caraAt(`/ideas/${idea.id}/files`);
  const { page } = window;
  await chooser(page).setInputFiles([
    { name: "Evil1.svg", mimeType: "image/svg+xml", buffer: drawingWithScript },
    { name: "Notes1.png", mimeType: "image/png", buffer: Buffer.from("<html></html>") },
    { name: "Huge1.png", mimeType: "image/png", buffer: await bomb() },
  ]);
  await chooser(page).setInputFiles(thirty);
  for (const [name, why] of [
    ["Evil1.svg", "This kind of file is not taken here."],
    ["Notes1.png", "This kind of file is not taken here."],
    ["Huge1.png", "This picture has too many pixels."],
    ["Thirty1.pdf", "This file is too large."],
  ]) {
    await refusals(page).getByText(`${name}: ${why}`).waitFor();
  }
  expect(await site.db.read.select().from(files).where(eq(files.idea, idea.id))).toEqual([]);
  await expectSound(window);
  await shot(page, "files-refused-1280-light");
  await page.getByRole("button", { name: "Forget this message" }).click();
  await refusals(page).waitFor({ state: "detached" });
});

it("without script a form adds them, tells what was refused, and shows how to write a picture into the text", async () => {
  const idea = await propose(site.cara, site.open, "No script");
  const window = await caraAt(`/ideas/${idea.id}/files`, { javaScript: false });
  const { page } = window;
  await chooser(page).setInputFiles([
    { name: "Lamp1.png", mimeType: "image/png", buffer: await picture(80) },
    { name: "Evil1.svg", mimeType: "image/svg+xml", buffer: drawingWithScript },
  ]);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(/Evil1\.svg: This kind of file is not taken here/).waitFor();
  await page.getByRole("link", { name: "Picture “Lamp1.png”" }).waitFor();
  expect(await page.locator("code").textContent()).toMatch(/^!\[what it shows\]\(\/files\/[0-9a-z]{26}\)$/);
  await chooser(page).setInputFiles(thirty);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(/That is too much at once/).waitFor();
  await page.getByLabel("What does it show?").fill("A lamp.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "A lamp." }).waitFor();
  await expectSound(window);
});

it("a pasted picture goes into the draft's text and is shown there once it is published", async () => {
  const window = await caraAt(`/s/${site.open.slug}/ideas/new`);
  const { page } = window;
  await page.getByText("As soon as your draft is saved").waitFor();
  await page.getByLabel("Title").fill("Steps by the lock");
  const problem = page.locator('textarea[name="problem"]');
  await problem.fill("The steps are broken, as you see:");
  await page.getByLabel("Choose files").waitFor();
  await problem.focus();
  await bring(page, "paste", 'textarea[name="problem"]', [
    { name: "Steps1.png", type: "image/png", bytes: await picture(90, { width: 600, height: 300 }) },
  ]);
  await until(async () => /!\[what it shows\]\(\/files\/\w+\)/.test(await problem.inputValue()), 10_000);
  await page.keyboard.type("Broken steps");
  await page.locator('textarea[name="forWhom"]').fill("Those who walk.");
  await page.locator('textarea[name="solution"]').fill("Mend them.");
  await expectSound(window);
  await shot(page, "files-new-1280-light");
  await page.getByRole("button", { name: "Publish" }).click();
  const image = page.locator(".prose img");
  await image.waitFor();
  expect(await image.getAttribute("alt")).toBe("Broken steps");
  await until(() => image.evaluate((each) => (each as HTMLImageElement).naturalWidth === 600), 5_000);
  await ready(window);
  await expectSound(window);
});

it("words are pasted as words, also where a program for documents brings a picture of them", async () => {
  const { page } = await caraAt(`/s/${site.open.slug}/ideas/new`);
  const problem = 'textarea[name="problem"]';
  await page.locator(problem).fill("From a table:");
  await page.getByLabel("Choose files").waitFor();
  const image = [{ name: "image.png", type: "image/png", bytes: await picture(91) }];
  const words = { "text/plain": "12 steps", "text/html": "<table><td>12 steps</table>" };
  expect(await bring(page, "paste", problem, image, words)).toBe(true);
  // Copied from a page, a picture has no plain words beside it.
  expect(await bring(page, "paste", problem, image, { "text/html": "<img>" })).toBe(false);
  await until(async () => /!\[what it shows\]/.test(await page.locator(problem).inputValue()), 10_000);
  expect((await page.locator(problem).inputValue()).match(/!\[/g)).toHaveLength(1);
});

it("files that cannot leave for want of a connection say so, each of them", async () => {
  const idea = await propose(site.cara, site.open, "In a tunnel");
  const { page } = await caraAt(`${idea.path}/files`);
  await page.route("**/assets/uploading-*.js", (route) => route.abort());
  await chooser(page).setInputFiles([
    { name: "One1.png", mimeType: "image/png", buffer: await picture(92) },
    { name: "Two1.png", mimeType: "image/png", buffer: await picture(93) },
  ]);
  await refusals(page)
    .getByText(/Two1\.png.*connection/)
    .waitFor();
  expect(
    await refusals(page)
      .getByText(/One1\.png.*connection/)
      .count(),
  ).toBe(1);
});

it("a face and a logo are chosen with and without script, and stand beside the names", async () => {
  const idea = await propose(site.cara, site.open, "With a face");
  const window = await caraAt("/me/avatar");
  const { page } = window;
  const choose = page.getByLabel("Choose a picture");
  await choose.setInputFiles([{ name: "Evil1.svg", mimeType: "image/svg+xml", buffer: drawingWithScript }]);
  await page.getByRole("button", { name: "Use it" }).click();
  await page.getByText("This is no picture that can be shown here.").waitFor();
  await expectSound(window);
  const face = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#c2713d" } })
    .png()
    .toBuffer();
  await choose.setInputFiles([{ name: "Me1.png", mimeType: "image/png", buffer: face }]);
  await page.getByRole("button", { name: "Use it" }).click();
  await page.waitForURL("**/me");
  await page.locator("h1").waitFor();
  await until(
    () => page.locator("main .face.l img").evaluate((each) => (each as HTMLImageElement).naturalWidth === 64),
    5_000,
  );
  await expectSound(window);
  await shot(page, "face-me-1280-light");
  await visit(window, "/me/avatar");
  await shot(page, "face-form-1280-light");

  const plain = await openWindow(browser, { origin: site.server.origin, javaScript: false, width: 360, theme: "dark" });
  windows.push(plain);
  await visit(plain, `/signin?next=${encodeURIComponent(`/s/${site.open.slug}/logo`)}`);
  await plain.page.getByLabel("E-mail address").fill(site.ann.email);
  await plain.page.getByLabel("Password").fill(password);
  await plain.page.getByRole("button", { name: "Sign in" }).click();
  const logo = await sharp({ create: { width: 400, height: 160, channels: 4, background: "#2a7f8a" } })
    .png()
    .toBuffer();
  await plain.page
    .getByLabel("Choose a picture")
    .setInputFiles([{ name: "Logo1.png", mimeType: "image/png", buffer: logo }]);
  await plain.page.getByRole("button", { name: "Use it" }).click();
  await plain.page.waitForURL("**/about");
  expect(
    await plain.page
      .locator("img.logo")
      .last()
      .evaluate((each) => (each as HTMLImageElement).naturalWidth),
  ).toBe(400);
  await expectSound(plain);
  await shot(plain.page, "logo-about-360-dark");
  for (const [name, address] of [
    ["feed", `/s/${site.open.slug}`],
    ["idea", idea.path],
  ] as const) {
    await visit(window, address);
    await expectSound(window);
    await shot(page, `face-${name}-1280-light`);
  }
});

it("files look right on a phone and a desk, by day and by night, in French", async () => {
  const idea = await propose(site.cara, site.open, "To look at");
  const name = `${"très-long-nom-de-fichier-".repeat(4)}1.pdf`;
  for (const shade of [100, 150, 40_000])
    await attach(site.cara, idea, await picture(shade, { width: 900, height: 600 }), "Lampe1.png");
  await attach(site.cara, idea, pdf("plan", 3_000_000), name);
  expect(limits.files).toBeGreaterThan(4);
  for (const width of [1280, 360]) {
    for (const theme of ["light", "dark"] as const) {
      const locale = theme === "dark" ? "fr" : "en";
      await site.cara.post("/preferences", { locale, next: "/" });
      for (const [part, address] of [
        ["idea", idea.path],
        ["desk", `/ideas/${idea.id}/files`],
        ["edit", `${idea.path}/edit`],
      ] as const) {
        const window = await caraAt(address, { width, theme, locale });
        await expectSound(window);
        await shot(window.page, `files-${part}-${width}-${theme}`);
      }
    }
  }
  await site.cara.post("/preferences", { locale: "en", next: "/" });
});
