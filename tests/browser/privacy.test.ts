import type { Browser } from "playwright-core";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { unzipped } from "../privacy/zip.ts";
import { expectSound, openWindow, picture, startBrowser, visit, type Window } from "../support/browser.ts";
import { type Person, password, propose, say, settledSite, type Site } from "../support/site.ts";

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

async function windowOf(person: Person, wishes: Partial<Parameters<typeof openWindow>[1]> = {}): Promise<Window> {
  const window = await openWindow(browser, { origin: site.server.origin, ...wishes });
  await visit(window, "/signin");
  await window.page.fill("[name=email]", person.email);
  await window.page.fill("[name=password]", password);
  await window.page.click("form.stack button.btn.first");
  await window.page.waitForURL((url) => url.pathname !== "/signin");
  return window;
}

it("lets somebody take the data along, leave, think again, and be a former member to the others", async () => {
  const idea = await propose(site.bob, site.open, "Bells for bridges");
  await say(site.bob, idea, "Loud ones.");
  await say(site.cara, idea, "Ask @bob-customer.");
  const bob = await windowOf(site.bob);
  const { page } = bob;
  await visit(bob, "/me");
  await page.getByRole("link", { name: "My data" }).click();
  await page.getByRole("heading", { name: "My data", exact: true }).waitFor();
  await expectSound(bob);
  await picture(page, "privacy-1280");
  await page.getByRole("button", { name: "Make the file" }).click();
  await page
    .getByText("A notice tells you when it is ready.")
    .or(page.getByRole("link", { name: /^Download/ }))
    .first()
    .waitFor();

  // The notice comes by itself, and leads to the file.
  await visit(bob, "/notices");
  await expect
    .poll(async () => {
      await visit(bob, "/notices");
      return page.getByRole("link", { name: "Your data is ready to be downloaded" }).count();
    })
    .toBe(1);
  await page.getByRole("link", { name: "Your data is ready to be downloaded" }).click();
  const download = page.getByRole("link", { name: /^Download/ });
  await download.waitFor();
  await picture(page, "privacy-ready-1280");
  const address = (await download.getAttribute("href")) ?? "";
  const answer = await site.bob.get(address);
  expect(answer.headers["content-type"]).toBe("application/zip");
  expect(unzipped(answer.bytes).get("data.json")?.toString()).toContain("Loud ones.");
  expect((await site.cara.get(address)).status).toBe(404);
  expect((await site.ann.get(address)).status).toBe(404);

  await page.getByRole("link", { name: "Delete my account…" }).click();
  await page.getByRole("heading", { name: "Delete my account" }).waitFor();
  await expectSound(bob);
  await picture(page, "leave-1280");
  await page.fill("[name=password]", "not the password");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByText("password").first().waitFor();
  await page.fill("[name=password]", password);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("heading", { name: /^Your account will be erased on/ }).waitFor();
  await expectSound(bob);
  await picture(page, "leaving-1280");
  const mail = await site.server.mailTo(site.bob.email, /will be erased/);
  expect(mail.text).toContain("/me/privacy/leave");
  // Other devices are signed out; this one reads, and does nothing.
  expect((await site.bob.get("/me")).status).toBe(302);
  await visit(bob, idea.path);
  await page.getByText("Until then you can only read.").waitFor();
  await expectSound(bob);
  await picture(page, "leaving-idea-1280");
  const cookies = await bob.context.cookies();
  for (const { name, value } of cookies) site.bob.cookies.set(name, value);
  expect((await site.bob.post(`${idea.path}/follow`, { follow: "no" })).status).toBe(403);
  await page.getByRole("button", { name: "Keep my account" }).click();
  await page.getByText("Your account stays. Everything is as it was.").waitFor();
  await expectSound(bob);
  await bob.context.close();

  const [row] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
  expect(row?.erasesAt).toBeNull();
  await eraseMember(site.db, site.server.dataDir, row?.id ?? "", Date.now());
  const visitor = await openWindow(browser, { origin: site.server.origin });
  await visit(visitor, idea.path);
  await visitor.page.getByText("Former member").first().waitFor();
  expect(await visitor.page.content()).not.toContain("Bob");
  expect(await visitor.page.content()).not.toContain("bob-customer");
  await expectSound(visitor);
  await picture(visitor.page, "former-idea-1280");
  await visitor.page.getByRole("link", { name: `@former-${row?.id}` }).click();
  await visitor.page.getByRole("heading", { name: "Former member" }).waitFor();
  await visitor.page.getByRole("link", { name: "Bells for bridges" }).waitFor();
  await expectSound(visitor);
  await picture(visitor.page, "former-1280");
  await visitor.context.close();
  const ann = await windowOf(site.ann);
  await visit(ann, "/admin/people");
  await ann.page.getByRole("link", { name: "Former member" }).click();
  await ann.page.getByRole("heading", { name: "Former member" }).waitFor();
  await expectSound(ann);
  await picture(ann.page, "former-admin-1280");
  await ann.context.close();
});

it("works without script, in French, on a phone in the dark", async () => {
  const eve = await windowOf(site.eve, { javaScript: false, locale: "fr", width: 360, theme: "dark" });
  const { page } = eve;
  await page.locator("form[action='/preferences'] button[value=fr]").first().click();
  await visit(eve, "/me/privacy");
  await expectSound(eve);
  await picture(page, "privacy-360-dark-fr");
  await page.getByRole("link", { name: "Supprimer mon compte…" }).click();
  await expectSound(eve);
  await picture(page, "leave-360-dark-fr");
  await page.fill("[name=password]", password);
  await page.getByRole("button", { name: "Supprimer mon compte" }).click();
  await page.getByRole("heading", { name: /^Votre compte sera effacé le/ }).waitFor();
  await expectSound(eve);
  await visit(eve, `/s/${site.open.slug}`);
  await picture(page, "leaving-360-dark-fr");
  await page.getByRole("button", { name: "Garder mon compte" }).click();
  await page.getByText("Votre compte reste. Tout est comme avant.").waitFor();
  await expectSound(eve);
  await eve.context.close();
});
