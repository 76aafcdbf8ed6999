import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSpace } from "../../app/features/spaces/commands.server.ts";
import { expectSound, openWindow, picture, startBrowser, visit } from "../support/browser.ts";
import { admit, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

it("leads an idea from a pilot to the desk of another space, whose pilot takes it on a phone", async () => {
  const there = await site.db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      { name: "Trains", purpose: "Trains.", visibility: "public", language: "en", timeZone: "UTC" },
    ),
  );
  await admit(site.db, there.id, site.eve, { pilot: true });
  const idea = await propose(site.bob, site.open, "A ramp at the platform");
  const windowOf = (as: typeof site.pia, width: number) =>
    openWindow(browser, { origin: site.server.origin, as, width });

  const pia = await windowOf(site.pia, 1280);
  await visit(pia, idea.path);
  await pia.page.getByRole("link", { name: "Move it to another space" }).click();
  const places = pia.page.getByRole("region", { name: "Where does it belong?" });
  await places.getByRole("link", { name: "Trains" }).click();
  await pia.page.getByRole("button", { name: "Propose the move" }).click();
  await pia.page.getByText("Write why it belongs there: everybody reads it.").first().waitFor();
  await picture(pia.page, "transfer-1280");
  await expectSound(pia);
  await pia.page.getByLabel("Why it belongs there").fill("Trains and bicycles meet on the platform.");
  await pia.page.getByRole("button", { name: "Propose the move" }).click();
  await pia.page.getByRole("heading", { name: "Proposed to move to another space" }).waitFor();

  const eve = await windowOf(site.eve, 360);
  await visit(eve, "/pilot");
  await eve.page.getByText("Is proposed to move here from another space.").waitFor();
  await eve.page.getByRole("link", { name: "A ramp at the platform" }).click();
  await eve.page.getByRole("heading", { name: "Does it belong in Trains?" }).waitFor();
  await picture(eve.page, "transfer-360");
  await expectSound(eve);
  await eve.page.getByLabel("We take it: it moves here").check();
  await eve.page.getByLabel("Your answer").fill("It does, thank you.");
  await eve.page.getByRole("button", { name: "Decide and answer" }).click();
  await eve.page.getByRole("heading", { name: "It came from another space" }).waitFor();
  await expectSound(eve);

  // Who has the idea open is cut off for a moment, comes back, and sees where it stands.
  await pia.page.getByRole("heading", { name: "It came from another space" }).waitFor();
  await pia.page.getByText("It does, thank you.").waitFor();
});
