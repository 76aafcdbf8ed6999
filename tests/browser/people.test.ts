import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window } from "../support/browser.ts";
import { newId } from "../../app/platform/ids.ts";
import { type Person, propose, say, settledSite, type Site } from "../support/site.ts";

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

/** A window in which this person is signed in. */
async function windowOf(person: Person, wishes: Partial<Parameters<typeof openWindow>[1]> = {}): Promise<Window> {
  const window = await openWindow(browser, { origin: site.server.origin, ...wishes });
  await window.context.addCookies(
    [...person.cookies].map(([name, value]) => ({ name, value, url: site.server.origin })),
  );
  return window;
}

it("leads from a name to the person, who says something about herself and takes another handle", async () => {
  const idea = await propose(site.cara, site.open, "A rack for the heavy cargo bike");
  await propose(site.cara, site.open, "A bell that is heard");
  await say(site.cara, idea, "I have **tried** it with two crates of apples.");
  await site.pia.post(`${idea.path}/stage`, {
    act: "move",
    id: newId(Date.now()),
    from: "new",
    to: "declined",
    reasonKind: "not_possible",
    message: "The frame cannot take the weight.",
  });
  const cara = await windowOf(site.cara);
  const { page } = cara;
  await visit(cara, idea.path);
  await page.locator("header").getByRole("link", { name: "Cara Customer" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Cara Customer" }).waitFor();
  await picture(page, "profile-own-1280");
  await expectSound(cara);
  await page.getByRole("link", { name: "Change my profile" }).click();
  await page.getByLabel("Handle").fill("bob-customer");
  await page.getByLabel("About you").fill("I carry **apples** to market. [My farm](https://example.org)");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody has or had this handle.").first().waitFor();
  expect(await page.getByLabel("About you").inputValue()).toContain("apples");
  await picture(page, "profile-edit-1280");
  await expectSound(cara);
  await page.getByLabel("Handle").fill("@Cara");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL((url) => url.pathname === "/people/cara");
  await page.getByText("I carry apples to market.").waitFor();
  await picture(page, "profile-1280");
  await expectSound(cara);

  const phone = await openWindow(browser, { origin: site.server.origin, width: 360, theme: "dark", locale: "fr" });
  await visit(phone, "/people/cara-customer");
  expect(new URL(phone.page.url()).pathname).toBe("/people/cara");
  await picture(phone.page, "profile-360-dark-fr");
  await expectSound(phone);
  await phone.page.getByRole("link", { name: "Commentaires 1" }).click();
  await phone.page.getByText("I have tried it with two crates of apples.").waitFor();
  await expectSound(phone);
  const ann = await windowOf(site.ann, { theme: "dark" });
  await visit(ann, "/people/cara");
  await ann.page.getByRole("link", { name: "Keep this person out" }).click();
  await ann.page.waitForURL((url) => url.pathname === "/people/cara/ban");
  for (const window of [cara, phone, ann]) await window.context.close();
});
