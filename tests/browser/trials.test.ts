/** Testers are asked for, drawn among those who volunteer, and what they say counts as evidence on the idea. */
import { and, eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { notices } from "../../db/schema/notices.ts";
import { trialVolunteers } from "../../db/schema/trials.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, visit } from "../support/browser.ts";
import { admit, type Person, propose, settledSite, type Site, verified } from "../support/site.ts";
import { until } from "../support/until.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
let pro: Person;
let path: string;

const open = windowsOn(async () => {
  site = await settledSite();
  pro = await verified(site.server, "Pro Duct");
  await admit(site.db, site.open.id, pro, { product: true });
  const idea = await propose(site.eve, site.open, "A pump");
  const move = { act: "move", message: "So be it.", reasonKind: "", reviewOn: "" };
  await site.pia.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "new", to: "evaluating" });
  await pro.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "evaluating", to: "adopted" });
  await site.db.transaction((tx) => tx.update(members).set({ locale: "fr" }).where(eq(members.email, site.cara.email)));
  path = idea.path;
  return site;
});

const phone = { width: 360, locale: "fr", touch: true } as const;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Goes on by the tabulator until what has the keyboard fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let key = 0; key < 120; key++) {
    if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No way by keyboard to ${selector}.`);
}

async function pressOn(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

it("by keyboard from the idea, the team asks for a tester; what was typed stays where the day is missing", async () => {
  const window = await open(pro, path);
  const { page } = window;
  await pressOn(page, `a[href="${path}/tests"]`);
  await page.getByRole("heading", { name: "Tests", level: 1 }).waitFor();
  await expectSound(window);
  await pressOn(page, "main details > summary");
  await tabTo(page, "textarea[name=what]");
  await page.keyboard.type("Pump up both tyres after a ride in the rain.");
  await tabTo(page, "input[name=gets]");
  await page.keyboard.type("The pump is yours.");
  await tabTo(page, "input[name=seats]");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1");
  await pressOn(page, "main button[value=ask]");
  await page.getByRole("alert").waitFor();
  expect(await page.locator("textarea[name=what]").inputValue()).toBe("Pump up both tyres after a ride in the rain.");
  await expectSound(window);
  await page.locator("input[name=closesOn]").fill(inDays(5));
  await pressOn(page, "main button[value=ask]");
  await page.getByRole("heading", { name: "1 tester wanted" }).waitFor();
  await page.getByText("You are of the team that asks").waitFor();
  await expectSound(window);
});

it("a customer volunteers without script, another in French on a phone, and the team draws one of them", async () => {
  const bob = await open(site.bob, path, { javaScript: false });
  await bob.page.getByRole("link", { name: "Look, and volunteer" }).click();
  await bob.page.getByRole("button", { name: "Volunteer" }).click();
  await bob.page.getByText("You volunteer.").waitFor();
  await expectSound(bob);

  const cara = await open(site.cara, path, phone);
  await cara.page.getByRole("link", { name: "Voir, et se porter volontaire" }).click();
  await cara.page.getByText("Ce qu’on reçoit").waitFor();
  await expectSound(cara);
  await cara.page.getByRole("button", { name: "Me porter volontaire" }).click();
  await cara.page.getByText("Vous êtes volontaire.").waitFor();
  await cara.page.getByText("2 volontaires").waitFor();
  await expectSound(cara);

  const window = await open(pro, `${path}/tests`);
  await window.page.getByRole("button", { name: "Draw now" }).click();
  await window.page.getByText("1 person was drawn, of 2 who volunteered.").waitFor();
  await expectSound(window);
});

it("who was drawn is told, and says how it went; the team accepts that as evidence on the idea, and all read it", async () => {
  const drawn = async () => {
    const rows = await site.db.read
      .select({ email: members.email })
      .from(trialVolunteers)
      .innerJoin(members, eq(members.id, trialVolunteers.member))
      .innerJoin(notices, and(eq(notices.member, members.id), eq(notices.kind, "trial_drawn")))
      .where(eq(trialVolunteers.drawn, true));
    return rows[0]?.email;
  };
  const tester = (await until(drawn)) === site.bob.email ? site.bob : site.cara;
  const isFrench = tester === site.cara;
  const window = await open(tester, "/notices", isFrench ? phone : { width: 360, touch: true });
  const { page } = window;
  await page
    .locator(`main a[href^="/notices/"]`, { hasText: "A pump" })
    .filter({ hasText: told(isFrench) })
    .click();
  await page.getByRole("heading", { name: isFrench ? "Essais" : "Tests", level: 1 }).waitFor();
  await page.locator("textarea[name=words]").fill("Both tyres in **three** minutes.");
  await page.locator("button[value=report]").click();
  await page.getByRole("alert").waitFor();
  expect(await page.locator("textarea[name=words]").inputValue()).toBe("Both tyres in **three** minutes.");
  await expectSound(window);
  await page.locator("label", { has: page.locator("input[name=worked][value=yes]") }).click();
  await page.locator("label", { has: page.locator('input[name=effort][value="2"]') }).click();
  await page.locator("button[value=report]").click();
  await page.getByText("Both tyres in three minutes.").waitFor();
  await expectSound(window);

  const other = tester === site.bob ? site.cara : site.bob;
  expect((await other.get(`${path}/tests`)).text).not.toContain('name="worked"');
  const team = await open(pro, `${path}/tests`);
  expect(await team.page.getByText("Accepted as evidence").count()).toBe(0);
  await team.page.getByRole("link", { name: `The comment of ${tester.name}` }).click();
  await team.page.getByRole("button", { name: "Accept as evidence" }).click();
  await team.page.getByText("Accepted as evidence by Pro Duct").waitFor();
  await expectSound(team);
  const everybody = await open(null, path);
  await everybody.page.getByRole("link", { name: "What testers say" }).click();
  await everybody.page.getByText("It worked: 1").waitFor();
  await everybody.page.getByText("Accepted as evidence").waitFor();
  await expectSound(everybody);
  await visit(window, path);
  await expectSound(window);
});

const told = (isFrench: boolean) => (isFrench ? /tiré/ : /drawn/);
