/** A pilot's morning: the desk, by keyboard alone. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { newId } from "../../app/platform/ids.ts";
import { propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

/** What a morning brings, and one idea of yesterday that one of them repeats. */
const morning = Array.from({ length: 20 }, (_, at) => `A lamp, the ${at + 1}th idea`);
const earlier = "A lamp that somebody proposed before";

beforeAll(async () => {
  site = await settledSite();
  browser = await startBrowser();
  const authors = [site.bob, site.cara];
  const before = await propose(site.cara, site.open, earlier);
  await site.pia.post(`${before.path}/stage`, {
    act: "move",
    id: newId(Date.now()),
    from: "new",
    to: "open",
    message: "Yes.",
  });
  for (const [at, title] of morning.entries()) await propose(authors[at % 2] ?? site.bob, site.open, title);
});

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

it("of twenty is cleared without touching the mouse: a word, a question, an answer, later, a refusal, a merge", async () => {
  const window = await openWindow(browser, { origin: site.server.origin, as: site.pia });
  const { page } = window;
  const { keyboard } = page;
  const opened = (title: string) =>
    page.getByRole("article").getByRole("heading", { name: title, exact: true }).waitFor();
  const left = (count: number) =>
    page
      .getByRole("heading", {
        name:
          count === 0
            ? "Nobody is waiting for you"
            : count === 1
              ? "One answer is due, and nothing is late"
              : `${count} answers are due, and nothing is late`,
      })
      .waitFor();
  /** Writes the answer, then goes on to where the idea goes; `to` is typed into the choice. */
  const answer = async (words: string, to = "") => {
    await keyboard.press("a");
    await keyboard.type(words);
    await keyboard.press("Tab");
    await keyboard.type(to);
  };
  const send = async () => {
    await keyboard.press("Tab");
    await keyboard.press("Enter");
  };
  const titleOf = (at: number) => morning[at] ?? "";

  await visit(window, "/pilot");
  await left(20);
  await picture(page, "desk-1280");
  await expectSound(window);

  // There and back, and what is typed meanwhile is there again.
  await opened(titleOf(0));
  await keyboard.press("a");
  await keyboard.type("jakes asked");
  await keyboard.press("Escape");
  await page.getByRole("link", { name: titleOf(1), exact: true }).focus();
  await keyboard.press("j");
  await opened(titleOf(1));
  await keyboard.press("k");
  await opened(titleOf(0));
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "jakes asked");

  // A word alone: the idea stays where it is. `a` goes to the end of what was typed.
  await answer(" the same last week.");
  await send();
  await left(19);

  // A move with its answer, taken back and made again.
  await opened(titleOf(1));
  await answer("Let us talk about it.", "Open");
  await send();
  await page.getByText(/^A lamp.*Opened\. .* has been told\.$/).waitFor();
  await left(18);
  await page.getByRole("button", { name: /^Undo/ }).press("Enter");
  await left(19);
  await opened(titleOf(1));
  await answer("Let us talk about it.", "Open");
  await send();
  await left(18);

  // A question to its author.
  await opened(titleOf(2));
  await keyboard.press("q");
  await keyboard.type("Which lamp do you have now?");
  await page.getByRole("button", { name: "Ask", exact: true }).press("Enter");
  await left(17);
  // It stays open, for whoever wants to move it as well.
  await keyboard.press("j");

  // A refusal asks for its reason, and keeps what was typed.
  await opened(titleOf(3));
  await answer("The frame cannot take it.", "Declined");
  await page.getByRole("button", { name: "Move and answer" }).press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Your answer").inputValue()).toBe("The frame cannot take it.");
  await page.getByLabel("Not possible").press("Space");
  await page.getByRole("button", { name: "Move and answer" }).press("Enter");
  await left(16);

  // Later, with its day.
  await opened(titleOf(4));
  await answer("After the winter.", "Later");
  await page.getByLabel("When will you look again?").fill(nextYear());
  await page.getByRole("button", { name: "Move and answer" }).press("Enter");
  await left(15);

  // A merge, on a page of its own.
  await opened(titleOf(5));
  await keyboard.press("m");
  await page.locator("input[name=q]").fill("proposed before");
  await page.locator("input[name=q]").press("Enter");
  await page.getByRole("link", { name: earlier }).first().press("Enter");
  await page.getByLabel(`What “${titleOf(5)}” brings`).fill("The lamp on the fork.");
  await page.getByLabel(`What “${earlier}” brings`).fill("The lamp on the bar.");
  await page.getByLabel("Your answer").fill("It is the same lamp.");
  await page.locator("button[value=merge]").press("Enter");
  await page.waitForURL(({ pathname }) => !pathname.endsWith("/merge"));
  await visit(window, "/pilot");
  await left(14);

  // The rest gets one answer together.
  for (let at = 6; at < 20; at++) {
    await keyboard.press("x");
    await keyboard.press("j");
    if (at < 19) await opened(titleOf(at + 1));
  }
  await page.getByRole("button", { name: "Answer the chosen ideas together" }).press("Enter");
  await page.getByRole("heading", { name: "One answer to 14 ideas" }).waitFor();
  await picture(page, "desk-together-1280");
  await expectSound(window);
  await page.getByLabel("Your answer").fill("Thank you, {name}. We read it this week.");
  await page.getByRole("button", { name: "Send the message" }).press("Enter");
  await page.getByText("14 ideas are answered.").waitFor();
  await page.getByRole("link", { name: "Back to the desk" }).press("Enter");
  await left(0);
  await window.context.close();
});

/** A day that lies ahead whenever this runs. */
function nextYear(): string {
  return new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
}

it("fits a phone: the list first, then the idea as a page of its own, and back", async () => {
  await propose(site.bob, site.open, "A third lamp");
  await propose(site.bob, site.open, "A fourth lamp");
  const window = await openWindow(browser, { origin: site.server.origin, as: site.pia, width: 360, theme: "dark" });
  await visit(window, "/pilot");
  expect(await window.page.getByRole("article").isVisible()).toBe(false);
  await window.page.getByRole("link", { name: "A third lamp" }).click();
  await window.page.getByRole("article").waitFor();
  await picture(window.page, "desk-item-360-dark");
  await expectSound(window);
  await window.page.getByRole("link", { name: "Back to the desk" }).click();
  await window.page.getByRole("link", { name: "A fourth lamp" }).waitFor();
  await window.context.close();
});
