/** A live room in three browsers: from the idea to the minutes, by mouse, by keyboard and on a phone. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, picture, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { lineTo } from "../support/line.ts";
import { openedRoom } from "../support/rooms.ts";
import { type Person, propose, settledSite, type Site } from "../support/site.ts";

let browser: Browser;
let site: Site;
const windows: Window[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
});
afterEach(async () => {
  for (const { context } of windows.splice(0)) await context.close();
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await browser.close();
  await site.stop();
});

async function windowOf(as: Person, path: string, wishes: Partial<Parameters<typeof openWindow>[1]> = {}) {
  const window = await openWindow(browser, { origin: site.server.origin, as, ...wishes });
  windows.push(window);
  expect(await visit(window, path)).toBe(200);
  await ready(window);
  return window;
}

/** A note on the board, by its words. */
const noteOf = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words }).last();

async function writes(page: Page, words: string): Promise<void> {
  await page.getByLabel("Your note", { exact: true }).fill(words);
  await page.getByLabel("Your note", { exact: true }).press("Control+Enter");
  await page.getByRole("listitem").filter({ hasText: words }).waitFor();
}

it(
  "is opened on an idea, goes through the core flow, and gives the idea what came of it",
  { timeout: 120_000 },
  async () => {
    const idea = await propose(site.ann, site.open, "A stand that holds on a slope");
    const host = await windowOf(site.pia, `/s/${site.open.slug}/rooms/new?idea=${idea.id}`);
    const { page: pia } = host;
    await pia.getByLabel("Title").fill("Stands on slopes");
    await pia.getByLabel("Question", { exact: true }).fill("How does a stand hold on a slope?");
    await pia.getByRole("button", { name: "Open the room" }).click();
    await pia.waitForURL(/\/rooms\/[0-9a-z]{16}/);
    const path = `/rooms/${/rooms\/([0-9a-z]{16})/.exec(pia.url())?.[1]}`;
    await visit(host, path);
    await ready(host);
    const [bobs, caras] = [
      await windowOf(site.bob, path),
      await windowOf(site.cara, path, { width: 360, theme: "dark" }),
    ];
    const [bob, cara] = [bobs.page, caras.page];
    await pia.getByRole("heading", { name: "3 people here" }).waitFor();
    await expectSound(host);
    const next = async (name: string | RegExp, task: string) => {
      await pia.getByRole("button", { name }).click();
      for (const page of [pia, bob, cara]) await page.getByRole("heading", { level: 1, name: task }).waitFor();
    };
    await pia.getByRole("button", { name: "Begin", exact: true }).click();
    await bob.getByRole("timer").waitFor();
    await next("On to: Write", "Write, one thought to a note");
    await writes(bob, "Two feet that fold apart");
    await writes(bob, "Wider than the wheel by a hand");
    await writes(cara, "A click that one hears");
    expect(await pia.getByText("Two feet that fold apart").count()).toBe(0);
    await bob.getByRole("button", { name: "I am done" }).click();
    await cara.getByText("1 of 3 are done").waitFor();
    await expectSound(caras);

    await next("On to: Sort", "Put together what says the same");
    // Nobody's name is on a note.
    await noteOf(cara, "Two feet that fold apart").waitFor();
    expect(await noteOf(cara, "Two feet that fold apart").innerText()).not.toContain("Bob");
    await picture(cara, "room-cluster-360-dark");
    await bob.getByPlaceholder("Name of the cluster").last().fill("Feet that find the ground");
    await bob.getByRole("checkbox", { name: /Two feet that fold apart/ }).check();
    await bob.getByRole("checkbox", { name: /Wider than the wheel/ }).check();
    await bob.getByRole("button", { name: "Make the cluster" }).click();
    await cara.getByRole("heading", { name: "Feet that find the ground" }).waitFor();
    // By keyboard: the menu of the note.
    const click = noteOf(cara, "A click that one hears");
    await click.locator("summary").last().press("Enter");
    await click.getByRole("button", { name: "Feet that find the ground" }).press("Enter");
    await bob
      .locator("section.cluster, section", { hasText: "Feet that find the ground" })
      .getByText("A click that one hears")
      .first()
      .waitFor();
    await picture(bob, "room-cluster-1280");
    await expectSound(bobs);

    await next("On to: Dots", "Place your dots");
    await bob.getByRole("button", { name: "One more for Feet that find the ground" }).click();
    await bob.getByText("4 dots left").waitFor();
    await cara.getByRole("button", { name: "One more for Feet that find the ground" }).click();
    await cara.getByText("4 dots left").waitFor();
    await expectSound(caras);

    await pia.getByRole("button", { name: "On to: Discuss" }).click();
    await bob
      .getByText(/2 (dots|votes)/)
      .locator("visible=true")
      .first()
      .waitFor();
    await bob.getByRole("button", { name: "Ask to speak" }).click();
    await pia
      .getByRole("button", { name: /Call (Bob Customer|now)/ })
      .first()
      .click();
    await pia.getByRole("button", { name: "becomes a new idea" }).first().click();
    await expectSound(host);

    await pia.getByRole("button", { name: "On to: Write together" }).click();
    // All write in the idea's own text, also who may not change it outside of the room.
    const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
    await field(bob, "The solution").fill("Two feet, each of which finds its own ground.");
    await field(cara, "The solution").getByText("finds its own ground.").waitFor();
    await field(cara, "For whom").press("Control+End");
    await cara.keyboard.type(" And who carries much.");
    await field(pia, "For whom").getByText("And who carries much.").waitFor();
    await bob.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    await expectSound(caras);
    await picture(bob, "room-cowrite-1280");
    await picture(cara, "room-cowrite-360-dark");
    await pia.getByRole("button", { name: "On to: Decide" }).click();
    await bob.getByLabel("What do you propose?").fill("We build two feet.");
    await bob.getByRole("button", { name: "Propose it" }).click();
    const proposal = cara.getByRole("listitem").filter({ hasText: "We build two feet." }).first();
    await proposal.getByText("I object").first().click();
    await proposal.getByLabel(/^Why/).fill("It gets heavy.");
    await proposal.getByRole("button", { name: "Record the objection" }).click();
    await pia.getByText("It gets heavy.").waitFor();
    await picture(pia, "room-decide-1280");
    await pia.getByRole("button", { name: "End the last phase and close" }).click();
    for (const page of [pia, bob, cara])
      await page.getByRole("heading", { name: "Thank you. The room is closed." }).waitFor();
    await bob.getByRole("button", { name: "Yes, useful" }).click();
    await expectSound(bobs);

    await cara.getByRole("link", { name: "Read the minutes" }).click();
    await cara.getByText("It gets heavy.").first().waitFor();
    await cara.getByText("Two feet that fold apart").first().waitFor();
    await expectSound(caras);
    await picture(cara, "room-minutes-360-dark");

    // The text that was written together is the idea's, and a new idea has its authors.
    await visit(bobs, idea.path);
    await bob.getByText("Two feet, each of which finds its own ground.").first().waitFor();
    await bob.getByText("And who carries much.").first().waitFor();
    await bob
      .getByRole("link", { name: /Stands on slopes|minutes/i })
      .first()
      .waitFor();
    await visit(bobs, `/s/${site.open.slug}`);
    await bob.getByRole("link", { name: "Feet that find the ground" }).first().click();
    await bob.getByRole("heading", { level: 1, name: "Feet that find the ground" }).waitFor();
    await bob.getByText("Bob Customer").first().waitFor();
    await bob.getByText("Cara Customer").first().waitFor();
  },
);

it("keeps what is typed while the line is cut, and says so", async () => {
  const room = await openedRoom(site, site.pia, {
    plan: (phases) => phases.map((phase) => ({ ...phase, advance: "host" })),
  });
  const host = await windowOf(site.pia, `/rooms/${room}`);
  const { page: pia } = host;
  await pia.getByRole("button", { name: "Begin", exact: true }).click();
  await pia.getByRole("button", { name: "On to: Write" }).click();
  const line = await lineTo(site.server.origin);
  const window = await windowOf(site.bob, `/rooms/${room}`, { origin: line.origin });
  const { page } = window;
  await page.getByText("Saved", { exact: true }).waitFor();
  await line.cut(page);
  await page.getByText("Reconnecting, your words are kept").waitFor();
  await page.getByLabel("Your note", { exact: true }).fill("Written in a tunnel");
  await page.getByRole("button", { name: "Add the note" }).click();
  await page.getByRole("listitem").filter({ hasText: "Written in a tunnel" }).waitFor();
  await line.mend(page);
  await page.getByText("Saved", { exact: true }).waitFor();
  await visit(window, `/rooms/${room}`);
  await page.getByRole("listitem").filter({ hasText: "Written in a tunnel" }).waitFor();
});

it("lets two who write at once see what the other wrote, and gives back what came too late", async () => {
  const room = await openedRoom(site, site.pia, {
    plan: ([frame, ...others]) => [
      ...others.filter(({ kind }) => kind === "cowrite").map((phase) => ({ ...phase, advance: "host" as const })),
      ...(frame ? [frame] : []),
    ],
  });
  const { page: pia } = await windowOf(site.pia, `/rooms/${room}`);
  await pia.getByRole("button", { name: "Begin", exact: true }).click();
  const bobs = await windowOf(site.bob, "/");
  const { page: bob } = bobs;
  // Bob's line can be made slow.
  const held: (() => void)[] = [];
  let isSlow = false;
  await bob.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    line.onMessage((message) => (isSlow ? held.push(() => server.send(message)) : server.send(message)));
  });
  await visit(bobs, `/rooms/${room}`);
  await bob.getByText("Saved", { exact: true }).waitFor();
  const { page: cara } = await windowOf(site.cara, `/rooms/${room}`);
  const textOf = (page: Page) => page.getByRole("textbox", { name: "The text" });
  const says = async (page: Page, words: string) => {
    await expect.poll(() => textOf(page).inputValue()).toBe(words);
  };

  await textOf(bob).fill("Two feet.");
  await says(cara, "Two feet.");
  // What Bob types is on its way when Cara saves something else: his comes last and counts, and both see it.
  isSlow = true;
  await textOf(bob).fill("Two feet that fold.");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await textOf(cara).fill("Three feet.");
  await bob.getByRole("heading", { name: "Somebody else has saved another text" }).waitFor();
  await bob.getByRole("status").getByText("Three feet.").waitFor();
  isSlow = false;
  for (const send of held.splice(0)) send();
  await bob.getByRole("heading", { name: "Your text has replaced what somebody else saved" }).waitFor();
  await says(cara, "Two feet that fold.");
  await cara.getByText("What it said before").click();
  await cara.getByRole("button", { name: "Bring that back" }).click();
  await says(bob, "Three feet.");

  await textOf(bob).fill("Three feet, and a lev");
  await pia.getByRole("button", { name: "On to: Frame" }).click();
  await bob.getByRole("heading", { level: 1, name: "What it is about" }).waitFor();
  await expect.poll(() => bob.locator("textarea[readonly]").first().inputValue()).toBe("Three feet, and a lev");
  await expectSound(bobs);
});

it("keeps a note that was begun until notes can be written again", async () => {
  const room = await openedRoom(site, site.pia, {
    plan: (phases) =>
      phases
        .filter(({ kind }) => ["write", "dots", "discuss"].includes(kind))
        .map((phase) => ({ ...phase, advance: "host" as const })),
  });
  const { page: pia } = await windowOf(site.pia, `/rooms/${room}`);
  await pia.getByRole("button", { name: "Begin", exact: true }).click();
  const window = await windowOf(site.bob, `/rooms/${room}`);
  const { page: bob } = window;
  await writes(bob, "Two feet");
  await bob.getByLabel("Your note", { exact: true }).fill("A click that one");
  await pia.getByRole("button", { name: "On to: Dots" }).click();
  await bob.getByText("You had begun a note: “A click that one”").waitFor();
  // The page may even be loaded anew meanwhile.
  await visit(window, `/rooms/${room}`);
  await pia.getByRole("button", { name: "On to: Discuss" }).click();
  await expect.poll(() => bob.getByLabel("Add a note").inputValue()).toBe("A click that one");
});

it("works without script, in French, on a phone", async () => {
  const room = await openedRoom(site, site.pia, {
    plan: (phases) => phases.map((phase) => ({ ...phase, advance: "host" })),
  });
  const how = { javaScript: false, locale: "fr" as const, width: 360 };
  const host = await windowOf(site.pia, `/rooms/${room}`, how);
  const { page } = host;
  await page.locator("form[action='/preferences'] button[value=fr]").first().click();
  await visit(host, `/rooms/${room}`);
  await page.getByRole("button", { name: "Entrer" }).click();
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.getByRole("button", { name: /Passer à/ }).click();
  await page.locator("form:has(input[value='note.write']) textarea").first().fill("Deux pieds");
  await page.locator("form:has(input[value='note.write']) button").first().click();
  await page.getByRole("paragraph").filter({ hasText: "Deux pieds" }).waitFor();
  await page.getByRole("button", { name: /Passer à/ }).click();
  await noteOf(page, "Deux pieds").waitFor();
  await expectSound(host);
});
