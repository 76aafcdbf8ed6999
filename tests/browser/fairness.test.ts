/** Signals that look arranged: a pilot looks at them by keyboard, discards some and releases others; whose they are reads why. */
import type { Browser } from "playwright-core";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { notices } from "../../db/schema/notices.ts";
import { ideaPath } from "../../app/features/ideas/rules.ts";
import { casePath } from "../../app/features/fairness/rules.ts";
import { readConfig } from "../../app/platform/config.server.ts";
import { ringed } from "../fairness/support.ts";
import { expectSound, openWindow, picture, startBrowser, visit, type Window } from "../support/browser.ts";
import { actorNow } from "../support/database.ts";
import { until } from "../support/until.ts";
import { type Person, settledSite, type Site } from "../support/site.ts";

let browser: Browser;
let site: Site;
let made: Awaited<ReturnType<typeof ringed>>;
const windows: Window[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
  const { dataDir, databaseUrl } = site.server;
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: "silent" });
  const rig = { db: site.db, config, dir: dataDir, address: "fairness" };
  const actorOf = async ({ email }: Person) => {
    const [row] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, email));
    return actorNow(rig, row?.id ?? "");
  };
  made = await ringed({
    there: { rig, place: site.open, ann: await actorOf(site.bob), first: await actorOf(site.cara) },
  });
  expect(await made.look()).toHaveLength(3);
  await until(async () => (await site.db.read.$count(notices, eq(notices.kind, "signals_held"))) === 3);
}, 120_000);
afterEach(async () => {
  for (const { context } of windows.splice(0)) await context.close();
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await browser.close();
  await site.stop();
});

async function windowOf(as: Person | null, path: string, wishes: Partial<Parameters<typeof openWindow>[1]> = {}) {
  const window = await openWindow(browser, { origin: site.server.origin, ...(as && { as }), ...wishes });
  windows.push(window);
  expect(await visit(window, path)).toBe(200);
  return window;
}

const pathOfCase = async (who: (typeof made.ring)[number]) => casePath(site.open.slug, (await made.caseOf(who)).id);
const bell = () => ideaPath({ id: made.anns[0] ?? "", title: "Bell 0" });

it("a pilot discards by keyboard, the figure falls with its reason; another is released and counts", async () => {
  const [, rob] = made.ring;
  const cara = await windowOf(site.cara, "/notices", { width: 360 });
  await cara.page.getByRole("link", { name: /^Some of your signals .* are held until a pilot has looked/ }).click();
  await cara.page.getByRole("heading", { name: "Your signals that were held" }).waitFor();
  await cara.page.getByText(/^8 of your 9 signals went to Bob Customer/).waitFor();
  expect(await cara.page.getByText("Rob").count()).toBe(0);
  await expectSound(cara);
  await picture(cara.page, "fairness-mine-360");
  await visit(cara, bell());
  await cara.page.getByText("Your signal is held until a pilot has looked").waitFor();
  await cara.page.getByText("5 people").waitFor();
  await expectSound(cara);

  const pia = await windowOf(site.pia, await pathOfCase(made.ring[0]));
  await pia.page.getByRole("heading", { name: "Held signals of Cara Customer" }).waitFor();
  await pia.page
    .getByText(/^Cara Customer \(9 signals\) and Rob \(9 signals\) support the same ideas 8 times/)
    .waitFor();
  await expectSound(pia);
  await picture(pia.page, "fairness-1280");
  const discard = pia.page.getByRole("region", { name: "Discard them" });
  await discard.getByRole("button", { name: "Discard" }).focus();
  await pia.page.keyboard.press("Enter");
  await pia.page.getByText("Say why: whose signals they are reads it.").first().waitFor();
  await discard.getByRole("textbox").focus();
  await pia.page.keyboard.type("They say so themselves.");
  await pia.page.keyboard.press("Tab");
  await pia.page.keyboard.press("Enter");
  await pia.page.getByText("A pilot looked and discarded the signals: they count nowhere.").waitFor();
  await expectSound(pia);

  await visit(pia, await pathOfCase(rob));
  const release = pia.page.getByRole("region", { name: "Let them count" });
  await release.getByRole("textbox").fill("He likes bells.");
  await release.getByRole("button", { name: "Release" }).click();
  await pia.page.getByText("A pilot looked: the signals count.").waitFor();
  await visit(pia, bell());
  // Five against, and the one that was released.
  await pia.page.getByText("6 people").waitFor();

  await visit(cara, bell());
  await cara.page.getByText("A pilot discarded your signal on this idea.").waitFor();
  await visit(cara, "/me/decisions");
  await cara.page.getByText("They say so themselves.").waitFor();
  await cara.page.getByText("Ask another pilot to look again").waitFor();
  await expectSound(cara);

  const bob = await windowOf(site.bob, "/people/bob-customer/reputation?facet=ideas");
  await bob.page.getByText(/things? that counts? no more/).click();
  await bob.page.getByText("A pilot looked at it and discarded it, as it looked arranged.").first().waitFor();
  await expectSound(bob);
  const others = await windowOf(null, "/people/bob-customer/reputation?facet=ideas");
  expect(await others.page.getByText("discarded it").count()).toBe(0);
}, 120_000);

it("stands in the rules, and on the desk of pilots, in both languages", async () => {
  const rules = await windowOf(null, "/reputation/rules", { locale: "fr", width: 360, theme: "dark" });
  await rules.page.getByRole("heading", { name: "Équité" }).scrollIntoViewIfNeeded();
  await rules.page.getByText(/^Quelqu’un a donné 5 signaux ou plus à une seule personne/).waitFor();
  await expectSound(rules);
  await picture(rules.page, "fairness-rules-fr-360");
  const pia = await windowOf(site.pia, "/pilot?group=judge");
  await pia.page.getByText("Signals that look arranged are held until somebody decides.").first().waitFor();
  await expectSound(pia);
}, 60_000);
