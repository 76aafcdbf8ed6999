/** A question as a team asks it, people answer it in private, and everybody reads what became of it. */
import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { forecastAnswers, forecasts } from "../../db/schema/forecasts.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound } from "../support/browser.ts";
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
  const idea = await propose(site.cara, site.open, "A pump");
  const move = { act: "move", message: "So be it.", reasonKind: "", reviewOn: "" };
  await site.pia.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "new", to: "evaluating" });
  await pro.post(`${idea.path}/stage`, { ...move, id: newId(Date.now()), from: "evaluating", to: "adopted" });
  path = idea.path;
  return site;
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const question = "Will 30 % of customers use it every week?";
const asked = async () => (await site.db.read.select().from(forecasts).where(eq(forecasts.question, question)))[0];
const answers = () => site.db.read.select().from(forecastAnswers);

/** A page without what differs each time: nonces, new ids, the time, the number of the request. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "request")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/\b[0-9a-hjkmnp-tv-z]{16}\b/g, "id")
    .replaceAll(/\b1\d{12}\b/g, "moment");
}

/** Goes on by the tabulator until what has the keyboard fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let key = 0; key < 120; key++) {
    if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No way by keyboard to ${selector}.`);
}

it("is asked by keyboard alone; what was typed stays where something is missing", async () => {
  const window = await open(pro, `${path}/forecasts`);
  const { page } = window;
  await tabTo(page, "#ask > summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "[name=question]");
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await page.getByText("Give a day, such as 2026-12-25.").first().waitFor();
  expect(await page.locator("[name=question]").inputValue()).toBe(question);
  await page.locator("[name=closesOn]").fill(inDays(1));
  await page.locator("[name=knownOn]").fill(inDays(90));
  await tabTo(page, "button[value=ask]");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: question }).waitFor();
  await page.getByText("nobody has said anything yet").waitFor();
  await expectSound(window);
});

it("is answered on the idea's page, on a phone, in French and without script, and nobody else reads it", async () => {
  const phone = { width: 360 };
  const ben = await open(site.bob, path, phone);
  const card = ben.page.locator(`#forecast-${(await asked())?.id}`);
  await card.getByLabel("How likely is it, in %?").fill("73");
  await card.getByRole("button", { name: "Say so" }).click();
  await ben.page.getByText("You said 73 %. You can change it until it closes.").waitFor();
  await expectSound(ben);

  await site.eve.post("/preferences", { locale: "fr", next: "/" });
  const fr = await open(site.eve, `/s/${site.open.slug}/forecasts`, { ...phone, javaScript: false });
  await fr.page.getByLabel(/Quelle probabilité/).fill("110");
  await fr.page.getByRole("button", { name: "Me prononcer" }).click();
  await fr.page.getByText(/nombre entier de 0 à 100/i).waitFor();
  expect(await fr.page.getByLabel(/Quelle probabilité/).inputValue()).toBe("110");
  await fr.page.getByLabel(/Quelle probabilité/).fill("20");
  await fr.page.getByRole("button", { name: "Me prononcer" }).click();
  await fr.page.getByText(/2 personnes se sont prononcées/).waitFor();
  expect((await answers()).map(({ probability }) => probability).toSorted()).toEqual([20, 73]);
  await expectSound(fr);
  await site.eve.post("/preferences", { locale: "en", next: "/" });

  // Whatever Bob says: every page and its data are the same for everybody else.
  const readers = [pro, site.eve, site.cara, site.visitor()];
  const addresses = [path, `${path}/forecasts`, `/s/${site.open.slug}/forecasts`];
  const everything = async () => {
    const texts: string[] = [];
    for (const who of readers) {
      for (const address of [...addresses, ...addresses.map((each) => `${each}.data`)]) {
        texts.push(withoutChance((await who.get(address)).text));
      }
    }
    return texts;
  };
  // Who reads of the idea has read what was told of it: until that is stored, the bell differs.
  let before = await everything();
  await until(async () => {
    const last = before;
    before = await everything();
    return before.every((text, at) => text === last[at]);
  });
  expect(before[1]).toContain("customers use it every week");
  const forecast = (await asked())?.id ?? "";
  await site.bob.post(`${path}/forecasts`, { act: "answer", forecast, probability: "4" });
  expect((await answers()).map(({ probability }) => probability)).toContain(4);
  expect(await everything()).toEqual(before);
  await site.bob.post(`${path}/forecasts`, { act: "answer", forecast, probability: "73" });
});

it("is resolved by the team with evidence; who answered is told and reads where he or she stood", async () => {
  await site.db.transaction((tx) => tx.update(forecasts).set({ closesAt: Date.now() - 1_000 }));
  const team = await open(pro, `${path}/forecasts`);
  await team.page.getByText("Say what happened", { exact: true }).click();
  await team.page.getByLabel("Did it happen?").selectOption("yes");
  await team.page.getByLabel("How it is known").fill("34 % in the week of 1 June, counted by the app.");
  await team.page.getByLabel(/Where it can be read/).fill("https://figures.example.org/june");
  await team.page.getByRole("button", { name: "Say it" }).click();
  await team.page.getByText("It happened.").waitFor();
  await team.page.getByText("Fewer than 5 people answered", { exact: false }).waitFor();
  await expectSound(team);

  await until(async () => (await site.bob.get("/notices")).text.includes("it happened"));
  const told = await open(site.bob, "/notices");
  await told.page.getByRole("link", { name: /What was asked about “A pump” is known/ }).click();
  await told.page.getByText("That brought you 7 of 10 points.").waitFor();
  const why = await open(site.bob, `${(await site.bob.get("/me")).text.match(/\/people\/[\w-]+/)?.[0]}/reputation`);
  await why.page.getByText("You said 73 %, and it happened").first().waitFor();
  await expectSound(why);
});
