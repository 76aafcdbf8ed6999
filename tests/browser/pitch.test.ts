/** A pitch in two browsers: its slides are prepared and rehearsed, shown, asked about, and written down. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { picture as file } from "../files/support.ts";
import { expectSound, openWindow, picture, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { type Person, settledSite, type Site } from "../support/site.ts";

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
  await ready(window);
  return window;
}

it("is prepared, rehearsed, shown, asked about and written down", { timeout: 90_000 }, async () => {
  const host = await windowOf(site.pia, `/s/${site.open.slug}/rooms/new`);
  const { page: pia } = host;
  await pia.getByLabel("Title").fill("Stands, in five minutes");
  await pia.getByLabel("Question", { exact: true }).fill("Would you buy it?");
  await pia.getByRole("radio", { name: /Ignite pitch/ }).check();
  await pia.getByRole("button", { name: "Open the room" }).click();
  await pia.waitForURL(/\/rooms\/[0-9a-z]{16}\/slides/);
  const room = `/rooms/${/rooms\/([0-9a-z]{16})/.exec(pia.url())?.[1]}`;

  const thoughts = Array.from({ length: 19 }, (_, at) => `# Thought ${at + 1}`);
  await pia.getByLabel("Texts, in Markdown").fill(thoughts.join("\n---\n"));
  await pia.getByRole("button", { name: "Add slides of text" }).click();
  await pia.getByText("19 of 20 slides").waitFor();
  await pia.getByLabel("Picture", { exact: true }).setInputFiles({
    name: "foot.png",
    mimeType: "image/png",
    buffer: await file(3, { width: 640, height: 360 }),
  });
  await pia.getByLabel("What the picture shows").last().fill("A foot on a slope");
  await pia.getByRole("button", { name: "Add a picture" }).click();
  await pia.getByText("All 20 slides are there.").waitFor();
  // By keyboard: the second one comes first.
  await pia.getByRole("button", { name: "Up slide 2, Thought 2" }).press("Enter");
  await pia.getByRole("button", { name: "Down slide 1, Thought 2" }).waitFor();
  await expectSound(host);

  await pia.getByRole("link", { name: "Rehearse" }).click();
  await pia.getByRole("button", { name: "Begin" }).click();
  for (let slide = 1; slide <= 20; slide++) {
    await pia.getByRole("heading", { name: `Slide ${slide} of 20` }).waitFor();
    await pia.keyboard.press(slide % 2 === 0 ? "Space" : "ArrowRight");
  }
  await pia.getByRole("heading", { name: "How it went" }).waitFor();
  await pia.getByText(/You are \d+ seconds ahead\./).waitFor();
  await expectSound(host);

  await visit(host, room);
  await ready(host);
  const listener = await windowOf(site.bob, room, { width: 360, theme: "dark" });
  const { page: bob } = listener;
  await pia.getByRole("heading", { name: "2 people here" }).waitFor();
  await pia.getByRole("button", { name: "Begin", exact: true }).click();
  await bob.getByRole("heading", { name: "Slide 1 of 20" }).waitFor();
  await bob.getByRole("heading", { name: "Thought 2" }).waitFor();
  await bob.getByRole("status").filter({ hasText: "Slide 1 of 20: Thought 2" }).waitFor({ state: "attached" });
  await pia.getByText("Next: Thought 1").waitFor();
  await bob.getByLabel("Your question").fill("Does it fold?");
  await bob.getByRole("button", { name: "Ask it" }).click();
  await pia.getByText("Does it fold?", { exact: true }).waitFor();
  await expectSound(listener);
  await picture(bob, "pitch-360-dark");
  await picture(pia, "pitch-1280");

  await pia.getByRole("button", { name: "On to: Discuss" }).click();
  await bob.getByText("To be answered now", { exact: true }).waitFor();
  await pia.getByRole("button", { name: "It is answered" }).click();
  await bob.getByText("All questions are answered.").waitFor();
  await expectSound(listener);
  await pia.getByRole("button", { name: "End the last phase and close" }).click();

  await bob.getByRole("link", { name: "Read the minutes" }).click();
  await bob.getByText("What was said in this pitch is still being written down.").waitFor();
  await pia.getByRole("link", { name: "Write it down" }).click();
  await pia.getByLabel("Transcript").fill("It folds.\n\nAnd it holds.");
  await pia.getByRole("button", { name: "Publish with the minutes" }).click();
  await pia.getByText("And it holds.").waitFor();
  await visit(listener, `${room}/minutes`);
  await bob.getByText("And it holds.").waitFor();
  await bob.getByRole("img", { name: "A foot on a slope" }).waitFor();
  await expectSound(listener);
  await picture(bob, "pitch-minutes-360-dark");
});
