/** The board as a product team works with it, and the roadmap as everybody reads it. */
import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ideaCards, planChanges } from "../../db/schema/boards.ts";
import { members } from "../../db/schema/members.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, openWindow, startBrowser, visit, type Window } from "../support/browser.ts";
import { admit, type Person, propose, settledSite, type Site, verified } from "../support/site.ts";
import { until } from "../support/until.ts";

let site: Site;
let browser: Browser;
let pro: Person;
let ideas: { id: string; path: string }[];

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
  pro = await verified(site.server, "Pro Duct");
  await admit(site.db, site.open.id, pro, { product: true });
  ideas = [];
  for (const title of ["A lamp", "A bell", "A pump"]) ideas.push(await adopted(title));
});

async function adopted(title: string): Promise<{ id: string; path: string }> {
  const idea = await propose(site.cara, site.open, title);
  const move = { act: "move", message: "So be it.", reasonKind: "", reviewOn: "" };
  await site.pia.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "new", to: "evaluating" });
  await pro.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "evaluating", to: "adopted" });
  return idea;
}

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

const windowOf = (wishes: Partial<Parameters<typeof openWindow>[1]> = {}) =>
  openWindow(browser, { origin: site.server.origin, ...wishes });

const board = () => `/s/${site.open.slug}/board`;

/** The titles of a column as they are drawn. */
const column = (page: Page, place: string) =>
  page.locator(`section[aria-labelledby="column-${place}"] [data-card] h3`).allTextContents();

const ofIdea = async (at: number) => {
  const [card] = await site.db.read
    .select()
    .from(ideaCards)
    .where(eq(ideaCards.idea, ideas[at]?.id ?? ""));
  return card;
};

/** Goes on by the tabulator until what has the keyboard fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let key = 0; key < 80; key++) {
    if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No way by keyboard to ${selector}.`);
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

it("is arranged by keyboard alone: a card goes down, then to another column with its answer; others see it live", async () => {
  const [mine, other] = [await windowOf({ as: pro }), await windowOf()];
  await visit(mine, board());
  await visit(other, board());
  const { page } = mine;
  expect(await column(page, "adopted")).toEqual(["A pump", "A bell", "A lamp"]);
  await tabTo(page, `[data-card="${ideas[2]?.id}"] [aria-keyshortcuts]`);
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => column(page, "adopted")).toEqual(["A bell", "A pump", "A lamp"]);
  await until(async () => (await ofIdea(2))?.turn === 2);
  await page.getByRole("status").filter({ hasText: "number 2 of 3" }).waitFor();
  await expect.poll(() => column(other.page, "adopted")).toEqual(["A bell", "A pump", "A lamp"]);

  await tabTo(page, `[data-card="${ideas[2]?.id}"] [aria-keyshortcuts]`);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "A pump" }).waitFor();
  await expectSound(mine);
  await tabTo(page, '[role="dialog"] textarea[name="message"]');
  await page.keyboard.type("We begin on Monday.");
  await tabTo(page, '[role="dialog"] select[name="to"]');
  await page.keyboard.type("Building");
  await tabTo(page, '[role="dialog"] button[value="move"]');
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await column(page, "building")).toEqual(["A pump"]);
  await expect.poll(() => column(other.page, "building")).toEqual(["A pump"]);

  // Escape leads back to the board, and nothing is moved.
  await tabTo(page, `[data-card="${ideas[1]?.id}"] [aria-keyshortcuts]`);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "A bell" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const window of [mine, other]) await window.context.close();
});

it("is arranged by pointer: within a column at once, to another one with the answer that people read", async () => {
  const window = await windowOf({ as: pro });
  const { page } = window;
  await visit(window, board());
  const card = (at: number) => page.locator(`[data-card="${ideas[at]?.id}"]`);
  const before = await column(page, "adopted");
  await card(1).dragTo(card(0), { targetPosition: { x: 20, y: (await heightOf(card(0))) - 4 } });
  await expect.poll(() => column(page, "adopted")).toEqual(before.toReversed());
  await until(async () => (await ofIdea(1))?.turn === 2);

  await card(1).dragTo(page.locator('section[aria-labelledby="column-building"] [data-card]'), {
    targetPosition: { x: 20, y: 4 },
  });
  await page.getByRole("dialog", { name: "A bell" }).waitFor();
  expect(await page.locator('[role="dialog"] select[name="to"]').inputValue()).toBe("building");
  // Without an answer it stays where it is, and the form says so.
  await page.locator('[role="dialog"] button[value="move"]').click();
  await page.getByRole("alert").waitFor();
  await page.locator('[role="dialog"] textarea[name="message"]').fill("Both at once.");
  await page.locator('[role="dialog"] button[value="move"]').click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await column(page, "building")).toEqual(["A bell", "A pump"]);
  await window.context.close();
});

const heightOf = async (of: ReturnType<Page["locator"]>) => (await of.boundingBox())?.height ?? 0;

it("is arranged by a finger: the words say how, a card goes up and to another column by what its dots open", async () => {
  const window = await windowOf({ as: pro, width: 360, touch: true });
  const { page } = window;
  await visit(window, board());
  await page.getByText("Open a card by its three dots", { exact: false }).waitFor();
  expect(await page.getByText("Drag a card", { exact: false }).isVisible()).toBe(false);
  const first = await column(page, "building");
  expect(first).toEqual(["A bell", "A pump"]);
  await page.getByRole("link", { name: "Move or change “A pump”" }).tap();
  await page.getByRole("dialog", { name: "A pump" }).getByRole("button", { name: "To the top" }).tap();
  await expect.poll(() => column(page, "building")).toEqual(["A pump", "A bell"]);
  await page.getByRole("link", { name: "Close" }).tap();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Move or change “A bell”" }).tap();
  await page.locator('[role="dialog"] select[name="to"]').selectOption("adopted");
  await page.locator('[role="dialog"] textarea[name="message"]').fill("Not yet.");
  await page.locator('[role="dialog"] button[value="move"]').tap();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await column(page, "building")).toEqual(["A pump"]);
  expect(await column(page, "adopted")).toContain("A bell");
  await expectSound(window);
  await window.context.close();
});

/** What jumped on a page since the last look: how much of it, and which elements. */
type Shifts = { sum: number; moved: string[] };

/** Writes down each jump of the page, from its first moment on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shifts = { sum: 0, moved: [] };
    const nameOf = (node: Node | null): string => {
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      const card = element?.closest("[data-card]");
      const where = element?.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "";
      return card ? `card in ${where}` : `${element?.tagName ?? "gone"} ${element?.className ?? ""}`;
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node: Node | null }[];
      })[]) {
        shifts.sum += entry.value;
        shifts.moved.push(...entry.sources.map(({ node }) => nameOf(node)));
      }
    }).observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { shifts });
  });
}

/** Gives what jumped since the last look, once what is under way is drawn. */
const shiftsOn = (page: Page): Promise<Shifts> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const { shifts } = window as unknown as { shifts: Shifts };
    const found = { sum: shifts.sum, moved: [...shifts.moved] };
    Object.assign(shifts, { sum: 0, moved: [] });
    return found;
  });

it.each([1280, 360])(
  "nothing jumps while board and roadmap load at %i pixels, and a move of somebody else moves cards alone",
  async (width) => {
    const last = await adopted(`A horn, seen at ${width}`);
    for (const title of ["A basket", "A stand"]) await adopted(`${title}, seen at ${width}`);
    const window = await windowOf({ width });
    const { page } = window;
    await watchShifts(page);
    for (const address of [`/s/${site.open.slug}/roadmap`, board()]) {
      await visit(window, address);
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.fonts.ready);
      expect((await shiftsOn(page)).sum, address).toBeLessThanOrEqual(0.02);
    }
    expect((await column(page, "adopted"))[0]).toBe(`A stand, seen at ${width}`);
    await page.locator("#column-adopted").scrollIntoViewIfNeeded();
    await shiftsOn(page);
    const [card] = await site.db.read.select().from(ideaCards).where(eq(ideaCards.idea, last.id));
    const place = { act: "place", place: "adopted", turn: String(card?.turn), after: "" };
    expect((await pro.post(`${board()}/${last.id}`, place)).status).toBe(303);
    await expect.poll(async () => (await column(page, "adopted"))[0]).toBe(`A horn, seen at ${width}`);
    const { sum, moved } = await shiftsOn(page);
    expect(new Set(moved)).toEqual(new Set(["card in column-adopted"]));
    // The measure sees what it is asked about.
    expect(sum).toBeGreaterThan(0);
    await page.evaluate(() =>
      document.querySelector("h1")?.insertAdjacentHTML("beforebegin", "<div style='height:200px'></div>"),
    );
    expect((await shiftsOn(page)).sum).toBeGreaterThan(0.02);
    await window.context.close();
  },
);

it("works in French on a phone without script: a later day needs its reason, which the roadmap and the idea tell", async () => {
  const window = await windowOf({ as: pro, javaScript: false, width: 360, locale: "fr" });
  const { page } = window;
  await site.db.transaction(
    async (tx) => void (await tx.update(members).set({ locale: "fr" }).where(eq(members.email, pro.email))),
  );
  await visit(window, board());
  await open(window, "A lamp");
  await page.getByLabel("Fait, en %").fill("25");
  await page.getByLabel(/Prévue d’ici le/).fill(inDays(20));
  await page.getByLabel("L’équipe en est-elle sûre").selectOption("likely");
  await page.getByRole("button", { name: "Enregistrer le plan" }).click();
  await page.getByText("faite à 25").first().waitFor();

  await open(window, "A lamp");
  await page.getByLabel(/Prévue d’ici le/).fill(inDays(80));
  await page.getByRole("button", { name: "Enregistrer le plan" }).click();
  await page.getByText("dites pourquoi").first().waitFor();
  expect(await page.getByLabel(/Prévue d’ici le/).inputValue()).toBe(inDays(80));
  await page.getByLabel("Pourquoi c’est plus tard").fill("Le moule a du retard.");
  await page.getByRole("button", { name: "Enregistrer le plan" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await site.db.read.$count(planChanges)).toBe(2);

  await visit(window, `/s/${site.open.slug}/roadmap`);
  await expectSound(window, { withAxe: false });
  const next = page.locator('section[aria-labelledby="part-next"]');
  expect(await next.locator("h3").allTextContents()).toEqual(["A lamp"]);
  await next.getByText("Reportée une fois").click();
  await next.getByText("Le moule a du retard.").waitFor();
  await visit(window, ideas[0]?.path ?? "");
  await page.getByText("2 changements du plan").click();
  await page.getByText("Le moule a du retard.").waitFor();
  await window.context.close();
});

async function open({ page }: Window, title: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`Déplacer ou modifier.*${title}`) }).click();
  await page.getByRole("dialog", { name: title }).waitFor();
}
