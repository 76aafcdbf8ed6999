/** From what is adopted to what shipped, and whether it helped: by keyboard, on a phone, in French and without script. */
import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { notices } from "../../db/schema/notices.ts";
import { askJob } from "../../app/features/releases/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound } from "../support/browser.ts";
import { admit, type Person, propose, settledSite, type Site, verified } from "../support/site.ts";
import { until } from "../support/until.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
let pro: Person;
let pump: { id: string; path: string };
let bell: { id: string; path: string };

const open = windowsOn(async () => {
  site = await settledSite();
  pro = await verified(site.server, "Pro Duct");
  await admit(site.db, site.open.id, pro, { product: true });
  const product = { id: newId(Date.now()), name: "City bike", purposeEn: "", purposeFr: "" };
  const page = (await pro.post(`/s/${site.open.slug}/products`, product)).location ?? "";
  const adopted = async (author: Person, title: string) => {
    const idea = await propose(author, site.open, title);
    const move = { act: "move", message: "So be it.", reasonKind: "", reviewOn: "" };
    await site.pia.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "new", to: "evaluating" });
    await pro.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "evaluating", to: "adopted" });
    await pro.post(page, { act: "link", idea: idea.id });
    return idea;
  };
  [pump, bell] = [await adopted(site.cara, "A pump"), await adopted(site.bob, "A bell")];
  return site;
});

const releases = () => `/s/${site.open.slug}/releases`;

/** Goes on by the tabulator until what has the keyboard fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let key = 0; key < 80; key++) {
    if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No way by keyboard to ${selector}.`);
}

async function pressOn(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

it("a release is written, filled and published by keyboard; board, product and idea lead to it", async () => {
  const window = await open(pro, `/s/${site.open.slug}/board`);
  const { page } = window;
  await pressOn(page, `a[href="${releases()}"]`);
  await page.getByRole("heading", { name: "Releases", level: 1 }).waitFor();
  await pressOn(page, `a[href="${releases()}/new"]`);
  await tabTo(page, 'textarea[name="notesEn"]');
  await page.keyboard.type("**Pumps** at last.");
  await pressOn(page, "button.first");
  await page.getByRole("alert").waitFor();
  expect(await page.locator('textarea[name="notesEn"]').inputValue()).toBe("**Pumps** at last.");
  await tabTo(page, 'input[name="title"]');
  await page.keyboard.type("Autumn");
  await pressOn(page, "button.first");
  await page.getByRole("heading", { name: "Autumn", level: 1 }).waitFor();
  await page.getByText("This is a draft").waitFor();
  const address = new URL(page.url()).pathname;
  for (const { id } of [pump, bell]) {
    await pressOn(page, `form:has(input[value="${id}"]) button[value="add"]`);
    await page.locator(`form:has(input[value="${id}"]) button[value="remove"]`).waitFor();
  }
  await expectSound(window);
  expect(await (await open(null, releases())).page.getByText("Autumn").count()).toBe(0);
  await pressOn(page, 'button[value="publish"]');
  await page.getByRole("button", { name: "Take it back" }).waitFor();
  await page.locator("strong", { hasText: "Pumps" }).waitFor();
  expect(await page.getByText("100%", { exact: true }).filter({ visible: true }).count()).toBe(2);
  await page.getByText("50% of the release").first().waitFor();

  const visitor = await open(null, pump.path);
  await visitor.page.getByRole("link", { name: "Autumn" }).last().click();
  await visitor.page.waitForURL((url) => url.pathname === address);
  await expectSound(visitor);
  expect(await visitor.page.locator('meta[property="og:image"]').getAttribute("content")).toContain("/card.png");
  await visitor.page.goto(`/s/${site.open.slug}/board`);
  await visitor.page.getByRole("link", { name: "Shipped with “Autumn”" }).first().waitFor();
});

it("in French on a phone without script its author reads what of it is hers, and says a month later that it helped", async () => {
  await site.db.transaction(
    async (tx) => void (await tx.update(members).set({ locale: "fr" }).where(eq(members.email, site.cara.email))),
  );
  const phone = { javaScript: false, width: 360, locale: "fr" } as const;
  const toldOf = async (kind: "shipped" | "help_asked") =>
    until(async () => (await site.db.read.select().from(notices).where(eq(notices.kind, kind))).length === 2);
  await toldOf("shipped");
  const window = await open(site.cara, "/notices", phone);
  const { page } = window;
  await page.getByText(/Autumn\s» est livrée, avec une idée/).waitFor();
  await page.getByText(/A pump\s»\s: 100,00\s%/).waitFor();
  expect(await page.getByText("A bell").count()).toBe(0);
  await expectSound(window);
  await page.getByText(/Autumn\s» est livrée/).click();
  await page.getByRole("heading", { name: "Ce qui a été livré" }).waitFor();
  await expectSound(window);

  // A month goes by.
  await site.db.transaction((tx) => tx.update(jobs).set({ runAt: Date.now() }).where(eq(jobs.kind, askJob)));
  await toldOf("help_asked");
  await page.goto("/notices");
  await page.getByText(/cela a-t-il aidé/).click();
  await page.getByRole("heading", { name: /Cela a-t-il aidé/, level: 1 }).waitFor();
  await page.getByLabel(/Ce qui a aidé/).fill("Plus un pneu plat depuis.");
  await page.getByRole("button", { name: "Enregistrer la réponse" }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel(/Ce qui a aidé/).inputValue()).toBe("Plus un pneu plat depuis.");
  await page.getByLabel("En partie").check();
  await page.getByRole("button", { name: "Enregistrer la réponse" }).click();
  await page.getByText("Vous l’avez dit.").waitFor();
  await page.getByLabel("Oui", { exact: true }).check();
  await page.getByRole("button", { name: "Enregistrer la réponse" }).click();
  await page.getByText("Vous l’avez dit.").waitFor();
  await expectSound(window);

  const everybody = await open(null, pump.path);
  const help = everybody.page.getByRole("region", { name: "Did it help?" });
  await help.getByText("1 yes").waitFor();
  await help.getByRole("link", { name: "Plus un pneu plat depuis." }).waitFor();
  await expectSound(everybody);
});
