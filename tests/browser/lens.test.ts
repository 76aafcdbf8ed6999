/** What product people alone see: whose voice counts where, what customers need, what it is worth, and what was decided. */
import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { keepFacts } from "../../app/features/lens/facts.server.ts";
import { expectSound, visit } from "../support/browser.ts";
import { linkIn } from "../support/server.ts";
import { admit, type Person, propose, settledSite, type Site, verified } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
let pro: Person;
let kim: Person;
let pump: { id: string; path: string };
let bell: { id: string; path: string };

/** Four people lean to the bell, three to the pump: those three have the plan Team, and so has one of the four. */
const open = windowsOn(async () => {
  site = await settledSite();
  pro = await verified(site.server, "Pro Duct");
  kim = await verified(site.server, "Kim Produit");
  for (const who of [pro, kim]) await admit(site.db, site.open.id, who, { product: true });
  [bell, pump] = [await propose(site.pia, site.open, "A bell"), await propose(site.pia, site.open, "A pump")];
  for (const who of [pro, kim, site.ann, site.bob]) await who.post(`${bell.path}/signal`, { kind: "support" });
  for (const who of [site.bob, site.cara, site.eve]) {
    await who.post(`${pump.path}/signal`, { kind: "support" });
    const [member] = await site.db.read.select().from(members).where(eq(members.email, who.email));
    const fact = { space: site.open.id, member: member?.id ?? "", facts: { plan: "Team" } };
    await site.db.transaction((tx) => keepFacts(tx, { actor: "system", now: Date.now() }, fact));
  }
  await site.db.transaction((tx) => tx.update(members).set({ locale: "fr" }).where(eq(members.email, kim.email)));
  return site;
});

const lens = () => `/s/${site.open.slug}/lens`;
const phone = { width: 360, locale: "fr", touch: true } as const;
const elsewhere = "fleet@elsewhere.example";

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

/** The cells of a table's rows, as they are read. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page.locator("tbody tr").all();
  return Promise.all(rows.map(async (row) => row.locator("th, td").allInnerTexts()));
}

/** The titles that everybody sees, in the order of most people, with how many gave a signal. */
async function publicOrder(): Promise<string[]> {
  const { page } = await open(null, `/s/${site.open.slug}?sort=people`);
  return (await page.locator("main article").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
}

it("by keyboard: from the board to the lens, and to the order of the customers of a plan beside the public one", async () => {
  const before = await publicOrder();
  expect(before.map((text) => /A (bell|pump)/.exec(text)?.[0])).toEqual(["A bell", "A pump"]);
  const window = await open(pro, `/s/${site.open.slug}/board`);
  const { page } = window;
  await pressOn(page, `a[href="${lens()}"]`);
  await page.getByRole("heading", { name: "Evidence lens", level: 1 }).waitFor();
  expect((await rowsOf(page)).map(([here, idea]) => `${here} ${idea?.split("\n")[0]}`)).toEqual([
    "1 A bell",
    "2 A pump",
  ]);
  await expectSound(window);
  await tabTo(page, "select[name=segment]");
  await page.keyboard.type("Plan: Team");
  await pressOn(page, "main button.first");
  await page.waitForURL((url) => url.searchParams.get("segment") === "plan=Team");
  await page.getByText("3 people looked at,").waitFor();
  const [first, second] = await rowsOf(page);
  expect(first?.[0]).toBe("1");
  expect(first?.[1]).toContain("A pump");
  expect(first?.[1]).toContain("3 of 3 signals.");
  expect(first?.[3]).toMatch(/^2\s*↑1/);
  expect(second?.[1]).toContain("1 of 4 signals.");
  // So few people: how they lean is not told.
  expect(await page.locator("tbody").innerText()).not.toContain("support");
  await expectSound(window);
  expect(await publicOrder()).toEqual(before);
});

it("by keyboard: a quote is kept with how much it matters; what was typed stays where that is missing", async () => {
  const window = await open(pro, lens());
  const { page } = window;
  await pressOn(page, `a[href="${pump.path}/lens"]`);
  await page.getByRole("heading", { name: "Evidence", level: 1 }).waitFor();
  await tabTo(page, "textarea[name=words]");
  await page.keyboard.type("Without air I walk.");
  await tabTo(page, "input[name=source]");
  await page.keyboard.type("Call of 12 May");
  await pressOn(page, "main button.first");
  await page.getByRole("alert").waitFor();
  expect(await page.locator("textarea[name=words]").inputValue()).toBe("Without air I walk.");
  await expectSound(window);
  await tabTo(page, "input[name=importance]");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await tabTo(page, "input[name=customer]");
  await page.keyboard.type(site.cara.email);
  await pressOn(page, "main button.first");
  await page.getByText("1 quote, weight 3.").waitFor();
  await page.getByText("Decides · Call of 12 May · Cara Customer · Plan: Team").waitFor();
  await expectSound(window);
});

it("a wish is noted, and the customer confirms it by the link of the mail, on a phone without script", async () => {
  const window = await open(pro, `${pump.path}/lens`);
  const { page } = window;
  await page.getByRole("link", { name: "Wishes of customers" }).click();
  await page.getByRole("heading", { name: "Wishes of customers", level: 1 }).waitFor();
  await page.getByLabel("The customer’s e-mail address").fill(elsewhere);
  await page.getByLabel("What the customer needs").fill("A pump on each of forty bikes.");
  await page.getByRole("button", { name: "Note it and ask the customer" }).click();
  await page.getByText("waits for an answer").waitFor();
  await expectSound(window);

  const link = linkIn(await site.server.mailTo(elsewhere), "wish");
  const customer = await open(null, link, { ...phone, javaScript: false });
  await customer.page.getByText("A pump on each of forty bikes.").waitFor();
  await expectSound(customer);
  await customer.page.getByRole("button", { name: "Oui, j’en ai besoin" }).click();
  await customer.page.getByText("Vous l’avez confirmé. Merci.").waitFor();
  await expectSound(customer);
  await visit(window, `${pump.path}/wishes`);
  await page.getByText(`${elsewhere} · confirmed`).waitFor();
  await page.getByRole("link", { name: "Evidence", exact: true }).click();
  await page.getByRole("link", { name: "1 wish confirmed" }).waitFor();
});

it("two estimate without seeing the other, one in French on a phone; revealed, both read where they lie far apart", async () => {
  const mine = await open(pro, `${pump.path}/estimates`);
  const { page } = mine;
  await page.getByText("Nobody has answered yet.").waitFor();
  await page.getByLabel("Reach").fill("7300");
  await page.getByLabel("2 high").check();
  await page.getByLabel("Medium (80%)").check();
  await page.getByLabel("Effort").fill("4");
  await page.getByLabel("Must-be").check();
  await page.getByRole("button", { name: "Keep my estimate" }).click();
  await page.getByText("Your answer is kept").waitFor();
  await page.getByText("One answer alone cannot be revealed").waitFor();
  await expectSound(mine);

  const other = await open(kim, `/s/${site.open.slug}/board`, phone);
  const small = other.page;
  await small.getByRole("link", { name: "Loupe des preuves" }).click();
  await small.getByRole("heading", { name: "Loupe des preuves", level: 1 }).waitFor();
  await expectSound(other);
  await small.locator(`a[href="${pump.path}/estimates"]`).click();
  await small.getByText("1 personne a répondu.").waitFor();
  expect(await small.content()).not.toMatch(/7[\s ]?300/);
  await small.getByLabel("Portée").fill("700");
  await small.getByLabel("2 fort").check();
  await small.getByLabel("Moyenne").check();
  await small.getByLabel("Effort").fill("3,5");
  await small.getByLabel("Attrayante").check();
  await small.getByRole("button", { name: "Garder mon estimation" }).click();
  await small.getByText("2 personnes ont répondu.").waitFor();
  await expectSound(other);

  await visit(mine, `${pump.path}/estimates`);
  await page.getByText("2 people have answered.").waitFor();
  expect(await page.content()).not.toContain("700<");
  expect(await page.getByText("Attractive", { exact: true }).filter({ visible: true }).count()).toBe(1);
  await page.getByRole("button", { name: "Reveal the round" }).click();
  const shown = page.getByRole("article", { name: "Round 1" });
  await shown.getByText("RICE 1,706.7").waitFor();
  expect((await rowsOf(page)).map(([factor, median]) => `${factor}: ${median}`)).toEqual([
    "Reach: 4,000",
    "Impact: 2",
    "Confidence: 80%",
    "Effort: 3.75 person-months",
  ]);
  expect((await rowsOf(page))[0]?.[2]).toBe("700 and 7,300\nDiscuss it\nLeast: Kim Produit. Most: Pro Duct.");
  expect(await shown.getByText("Discuss it").count()).toBe(1);
  await expectSound(mine);
  await visit(other, `${pump.path}/estimates`);
  await small.getByText("À discuter").first().waitFor();
  await expectSound(other);
});

it("the lens is ordered by what was estimated, and what is decided goes on record; nobody else sees any of it", async () => {
  const before = await publicOrder();
  const window = await open(pro, lens());
  const { page } = window;
  await page.getByLabel("Ordered by").selectOption("rice");
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("sort") === "rice");
  // The address is there before the rows are.
  const top = async () => (await rowsOf(page))[0]?.slice(0, 3).map((cell) => cell.split("\n")[0]);
  await expect.poll(top).toEqual(["1", "A pump", "1,706.7"]);
  const [first] = await rowsOf(page);
  expect(first?.[1]).toContain("1 quote (weight 3) · 1 wish confirmed");
  await expectSound(window);
  await page.locator(`a[href="${pump.path}/estimates"]`).click();
  await page.getByText("Record a decision").click();
  await page.getByLabel("What was decided, and why").fill("We build it, the hand pump first.");
  await page.getByLabel("Criterion 1", { exact: true }).fill("Fits below the seat");
  await page.getByLabel("Is it met? (1)").selectOption("met");
  await expectSound(window);
  await page.getByRole("button", { name: "Put it on record" }).click();
  const record = page.getByRole("region", { name: "What was decided" });
  await record.getByText("Fits below the seat · met").waitFor();
  await record.getByText("RICE 1,706.7 (round 1, 2 people)").waitFor();
  await record.getByText("1 quote (weight 3)").waitFor();
  await expectSound(window);

  expect(await publicOrder()).toEqual(before);
  for (const who of [site.cara, site.pia, site.eve]) {
    for (const path of [lens(), `${pump.path}/lens`, `${pump.path}/estimates`]) {
      expect((await who.get(path)).status).toBe(404);
    }
  }
});
