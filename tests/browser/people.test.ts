import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
import { newId } from "../../app/platform/ids.ts";
import { linkIn } from "../support/server.ts";
import { password, type Person, propose, say, settledSite, type Site } from "../support/site.ts";

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
function windowOf(person: Person, wishes: Partial<Wishes> = {}): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, ...wishes });
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

it("changes the address of an account by a yes from both mailboxes", async () => {
  const bob = await windowOf(site.bob);
  const { page } = bob;
  await visit(bob, "/me");
  await page.getByRole("link", { name: "Change your address" }).click();
  await page.getByLabel("New e-mail address").fill("bob.new@example.org");
  await page.getByLabel("Current password").fill("not the password");
  await page.getByRole("button", { name: "Send the links" }).click();
  await page.getByText("This is not your current password.").waitFor();
  expect(await page.getByLabel("New e-mail address").inputValue()).toBe("bob.new@example.org");
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Send the links" }).click();
  await page.getByText("A change to bob.new@example.org waits").waitFor();
  await picture(page, "email-waiting-1280");
  await expectSound(bob);

  // On a phone, where nobody is signed in.
  const phone = await openWindow(browser, { origin: site.server.origin, width: 360, theme: "dark" });
  await visit(phone, linkIn(await site.server.mailTo("bob.new@example.org"), "email"));
  await phone.page.getByLabel("Password").fill(password);
  await picture(phone.page, "email-new-360-dark");
  await expectSound(phone);
  await phone.page.getByRole("button", { name: "Yes, this address is mine" }).click();
  await phone.page.getByRole("heading", { name: "One yes is there" }).waitFor();
  await expectSound(phone);
  await visit(phone, linkIn(await site.server.mailTo(site.bob.email, /new address/), "email"));
  await picture(phone.page, "email-old-360-dark");
  await phone.page.getByRole("button", { name: "Yes, change it" }).click();
  await phone.page.getByRole("heading", { name: "Your address is changed" }).waitFor();
  await picture(phone.page, "email-changed-360-dark");
  await expectSound(phone);

  // The session that asked goes on.
  await visit(bob, "/me");
  await page.getByText("bob.new@example.org").waitFor();
  expect((await site.server.mailTo(site.bob.email, /has another address/)).text).toContain("bob.new@example.org");
  for (const window of [bob, phone]) await window.context.close();
});

it("carries language, theme and time zone to another device", async () => {
  const pia = await windowOf(site.pia);
  const { page } = pia;
  await visit(pia, "/me/look");
  await page.getByLabel("Time zone").fill("Nowhere");
  await page.getByLabel("Dark").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("No time zone is called so.").waitFor();
  await expectSound(pia);
  await page.getByLabel("Time zone").fill("Pacific/Auckland");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. It holds on every device").waitFor();
  await picture(page, "look-1280-dark");
  await expectSound(pia);
  const elsewhere = await openWindow(browser, { origin: site.server.origin });
  await visit(elsewhere, "/signin?next=/me/look");
  await elsewhere.page.getByLabel("E-mail address").fill(site.pia.email);
  await elsewhere.page.getByLabel("Password").fill(password);
  await elsewhere.page.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.page.locator("html[data-theme=dark]").waitFor();
  expect(await elsewhere.page.getByLabel("Time zone").inputValue()).toBe("Pacific/Auckland");
  for (const window of [pia, elsewhere]) await window.context.close();
});

it("joins with a yes to the terms, sees it noted, and is asked again when they change", async () => {
  const lou = await openWindow(browser, { origin: site.server.origin, width: 360, locale: "fr", theme: "dark" });
  const { page } = lou;
  await visit(lou, "/join");
  await page.getByLabel("Votre nom").fill("Lou Petit");
  await page.getByLabel("Adresse e-mail").fill("lou@example.org");
  await page.getByLabel("Mot de passe").fill(password);
  await page.waitForTimeout(1_100); // the form takes nobody quicker than a second for a person
  await page.getByRole("button", { name: "Rejoindre" }).click();
  await page.getByText("Lisez les conditions, et cochez la ligne").first().waitFor();
  expect(await page.getByLabel("Votre nom").inputValue()).toBe("Lou Petit");
  await picture(page, "join-360-dark-fr");
  await expectSound(lou);
  await page.getByLabel("J’accepte les conditions").check();
  await page.getByRole("button", { name: "Rejoindre" }).click();
  await page.waitForURL("**/verify?**");
  await visit(lou, linkIn(await site.server.mailTo("lou@example.org"), "verify"));
  await page.getByRole("button", { name: "Oui, confirmer mon adresse" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/verify"));
  await visit(lou, "/me");
  await picture(page, "me-360-dark-fr");
  await expectSound(lou);
  await page.getByRole("link", { name: "Conditions d’utilisation, version 1" }).click();
  await page.getByText("Vous avez accepté cette version").waitFor();
  await picture(page, "terms-360-dark-fr");
  await expectSound(lou);

  // Typing when the terms change: nothing of it is lost by saying yes.
  const ann = await windowOf(site.ann);
  await visit(ann, "/admin/legal");
  await picture(ann.page, "legal-admin-1280");
  await expectSound(ann);
  await ann.page.getByRole("link", { name: "Write a new version Terms of use" }).click();
  await ann.page.getByLabel("Text in English").fill("Be kind, and stay so.");
  await ann.page.getByLabel("Text in French").fill("");
  await ann.page.getByRole("button", { name: "Publish" }).click();
  await ann.page.getByText("Write the text in this language too").waitFor();
  await picture(ann.page, "legal-edit-1280");
  await expectSound(ann);
  await ann.page.getByLabel("Text in French").fill("Soyez aimables, et restez-le.");
  await ann.page.getByLabel("This changes something that matters").check();
  await ann.page.getByRole("button", { name: "Publish" }).click();
  await ann.page.waitForURL((url) => url.pathname === "/legal/terms");
  await ann.page.getByText("Be kind, and stay so.").waitFor();
  await picture(ann.page, "terms-1280");
  await expectSound(ann);

  await visit(lou, "/me/profile");
  await page.getByRole("heading", { name: "Les règles de ce lieu ont changé" }).waitFor();
  await page.getByLabel("À propos de vous").fill("Je répare des vélos.");
  await picture(page, "consent-360-dark-fr");
  await expectSound(lou);
  await page.getByRole("button", { name: "J’ai lu et j’accepte" }).click();
  await page.getByRole("heading", { name: "Les règles de ce lieu ont changé" }).waitFor({ state: "detached" });
  expect(await page.getByLabel("À propos de vous").inputValue()).toBe("Je répare des vélos.");
  await visit(lou, "/me");
  await page.getByRole("link", { name: "Conditions d’utilisation, version 2" }).waitFor();

  // Without script too, and back to the same page.
  const cara = await windowOf(site.cara, { javaScript: false });
  await visit(cara, "/me/look");
  await cara.page.getByRole("button", { name: "I have read and accept this" }).click();
  expect(new URL(cara.page.url()).pathname).toBe("/me/look");
  expect(await cara.page.getByText("The rules of this place have changed").count()).toBe(0);
  for (const window of [lou, ann, cara]) await window.context.close();
});
