/** Opening and planning a room, and what it leaves behind. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, openWindow, picture, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
import { type Person, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

function windowOf(person: Person, wishes: Partial<Wishes> = {}): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, ...wishes });
}

it("lets a pilot plan a room on an idea without script, keeps what was typed, and tells whoever is invited", async () => {
  const idea = await propose(site.bob, site.open, "A stand that holds");
  const pia = await windowOf(site.pia, { javaScript: false, width: 360, theme: "dark" });
  const { page } = pia;
  await visit(pia, idea.path);
  await page.getByRole("link", { name: "Open a room" }).click();
  await page.locator("[name=when][value=later]").check();
  await page.locator("[name=invited]").fill("@bob-customer @nobody-here");
  const open = page.getByRole("button", { name: "Open the room" });
  await open.click();
  await page.getByText("Write down the question that the room is to answer.").first().waitFor();
  expect(await page.locator("[name=invited]").inputValue()).toBe("@bob-customer @nobody-here");
  await page.locator("[name=question]").fill("How does it hold on a slope?");
  const later = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.locator("[name=day]").fill(later);
  await page.locator("[name=time]").fill("18:00");
  await open.click();
  await page
    .getByText(/Somebody of these is not in this space/)
    .first()
    .waitFor();
  await page.locator("[name=invited]").fill("@bob-customer");
  await open.click();

  await page.getByRole("heading", { name: "Plan of the room" }).waitFor();
  await page.getByRole("button", { name: "Later phase 1, Frame" }).click();
  expect(await page.locator("[name='kind.0']").inputValue()).toBe("write");
  await page.locator("[name='minutes.1']").fill("0");
  await page.getByRole("button", { name: "Save the plan" }).last().click();
  await page.getByText("Choose between half a minute and two hours.").first().waitFor();
  expect(await page.locator("[name='minutes.1']").inputValue()).toBe("0");
  await page.locator("[name='minutes.1']").fill("2.5");
  await page.getByRole("button", { name: "Save the plan" }).last().click();
  await page.getByText("The plan is saved.").waitFor();
  expect(await page.locator("[name='minutes.1']").inputValue()).toBe("2.5");
  await page.getByText(/1 person is invited: Bob Customer/).waitFor();
  await expectSound(pia);
  await picture(page, "rooms-plan-360-dark");

  const bob = await windowOf(site.bob);
  await visit(bob, idea.path);
  await bob.page.getByRole("link", { name: "A stand that holds", exact: true }).waitFor();
  await visit(bob, "/notices");
  await bob.page.getByText("Pia Pilot invites you to the room “A stand that holds”").waitFor();

  await page.getByText("Cancel this room").click();
  await page.getByRole("button", { name: "Cancel the room" }).click();
  await page.getByText(/Cancelled/).waitFor();
  for (const window of [pia, bob]) await window.context.close();
});

it("shows what a room left behind, steps through it by keys, and lets an author claim a note", async () => {
  const idea = await propose(site.bob, site.open, "A rack for crates");
  const id = newId(Date.now());
  const room = { id, idea: idea.id, title: "Crates", question: "How does it hold?", template: "core" };
  const rest = { when: "now", day: "", time: "", zone: "UTC", audience: "space", invited: "", most: "9" };
  await site.pia.post(`/s/${site.open.slug}/rooms/new`, { ...room, ...rest });
  const does = (who: Person, what: Record<string, string>, phase = "1") =>
    who.post(`/rooms/${id}`, { act: newId(Date.now()), phase, ...what });
  for (const who of [site.pia, site.bob]) await who.post(`/rooms/${id}`, { do: "enter" });
  for (const phase of ["-1", "0"]) await does(site.pia, { do: "phase.next" }, phase);
  await does(site.pia, { do: "note.write", note: "", body: "A lip all round." });
  await does(site.bob, { do: "note.write", note: "", body: "My shop says no.", isSealed: "on" });
  await does(site.pia, { do: "room.close" });

  const bob = await windowOf(site.bob);
  const { page } = bob;
  await visit(bob, idea.path);
  await page.getByText("1 room, 2 notes").waitFor();
  await page.getByRole("link", { name: /^Minutes/ }).click();
  await page.getByRole("heading", { name: "Crates", level: 1 }).waitFor();
  await page.getByText("A lip all round.").waitFor();
  await picture(page, "minutes-1280");
  await page.getByRole("button", { name: "Put my name on it" }).click();
  await page.getByRole("button", { name: "Put my name on it" }).waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Step through it" }).click();
  await page.getByText("Before anything happened").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Pia Pilot came in.").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Bob Customer came in.").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByText("Pia Pilot came in.").waitFor();
  await page.getByRole("slider", { name: "Step" }).press("End");
  await page.getByText("Bob Customer put a name on a note.").waitFor();
  await expectSound(bob);
  await picture(page, "replay-1280");
  await bob.context.close();
});
