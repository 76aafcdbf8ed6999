/** An idea that is written in a live room: by all who are there, with a line that breaks, and with a suggestion from outside. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { lineTo } from "../support/line.ts";
import { openedRoom } from "../support/rooms.ts";
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
  await ready(window);
  return window;
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function typesAtEnd(page: Page, name: string, words: string): Promise<void> {
  await field(page, name).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

async function typesAtStart(page: Page, name: string, words: string): Promise<void> {
  await field(page, name).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(words);
}

it(
  "three write at once, one of them without a line for a while, a fourth suggests, and the version names the parts of all",
  { timeout: 120_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A stand that says it holds");
    const room = await openedRoom(site, site.pia, {
      idea: idea.id,
      plan: ([frame, ...others]) => [
        ...others.filter(({ kind }) => kind === "cowrite").map((phase) => ({ ...phase, advance: "host" as const })),
        ...(frame ? [frame] : []),
      ],
    });
    const { page: pia } = await windowOf(site.pia, `/rooms/${room}`);
    const line = await lineTo(site.server.origin);
    const bobs = await windowOf(site.bob, `/rooms/${room}`, { origin: line.origin });
    const caras = await windowOf(site.cara, `/rooms/${room}`, { width: 360, theme: "dark" });
    const [bob, cara] = [bobs.page, caras.page];
    await pia.getByRole("heading", { name: "3 people here" }).waitFor();
    await pia.getByRole("button", { name: "Begin", exact: true }).click();
    for (const page of [pia, bob, cara]) await field(page, "The solution").getByText("Make it better.").waitFor();
    const { page: eve } = await windowOf(site.eve, `${idea.path}/write`);

    // All at the same time, each in a passage of his or her own, and two in one.
    await Promise.all([
      typesAtEnd(pia, "The problem", " Thieves come at night."),
      typesAtEnd(bob, "The solution", " It clicks twice."),
      typesAtEnd(cara, "For whom", " Their children too."),
    ]);
    // Whoever goes to the end while somebody types there stands in the middle of that one's word, and stays there.
    for (const page of [pia, cara]) await field(page, "The solution").getByText("It clicks twice.").waitFor();
    await Promise.all([
      typesAtEnd(pia, "The solution", " It never sleeps."),
      typesAtStart(cara, "The solution", "It glows green. "),
    ]);
    const solution = ["It clicks twice.", "It never sleeps.", "It glows green."];
    for (const page of [pia, bob, cara, eve]) {
      for (const words of solution) await field(page, "The solution").getByText(words).waitFor();
    }

    await line.cut(bob);
    await bob.getByText("your words are kept here").waitFor();
    await typesAtEnd(bob, "The problem", " Rain as well.");
    await typesAtEnd(cara, "The problem", " And wind.");

    // She is not in the room, and may not write: what she suggests is accepted by somebody who may.
    await eve.getByRole("link", { name: "Suggest a change to: For whom" }).click();
    const wish = eve.getByLabel("The passage as it should read");
    await wish.fill(`${await wish.inputValue()} Couriers above all.`);
    await eve.getByRole("button", { name: "Send the suggestion" }).click();
    const { page: desk } = await windowOf(site.pia, `${idea.path}/write`);
    await desk.getByRole("button", { name: "Accept" }).click();
    await field(cara, "For whom").getByText("Couriers above all.").waitFor();

    await line.mend(bob);
    for (const page of [pia, bob, cara]) {
      for (const words of ["Thieves come at night.", "Rain as well.", "And wind."]) {
        await field(page, "The problem").getByText(words).waitFor();
      }
      await field(page, "For whom").getByText("Couriers above all.").waitFor();
      await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    }
    await picture(bob, "write-in-room-1280");
    await picture(cara, "write-in-room-360");
    await expectSound(bobs);
    await expectSound(caras);

    await pia.getByRole("button", { name: "On to: Frame" }).click();
    const readers = await windowOf(site.eve, idea.path);
    await readers.page.getByText("4 people wrote this text").waitFor();
    await readers.page.getByRole("link", { name: "Compare the versions" }).click();
    const newest = readers.page.getByRole("listitem").filter({ hasText: "Version 2" });
    for (const name of ["Bob Customer", "Cara Customer", "Pia Pilot", site.eve.name]) {
      await newest.getByText(name).waitFor();
    }
    await readers.page.getByRole("button", { name: "Compare", exact: true }).click();
    await readers.page.locator("ins").filter({ hasText: "Rain as well." }).first().waitFor();
    await expectSound(readers);
    await picture(readers.page, "write-in-room-versions");
  },
);
