import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectSound, openWindow, startBrowser, visit, type Window } from "../support/browser.ts";
import { type Person, propose, say, settledSite, type Site, verified } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await settledSite();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** A window in which somebody is signed in. */
function windowOf(person: Person, javaScript = true): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, javaScript });
}

it.each([true, false])(
  "a co-author is invited, accepts and edits, and the comparison shows both (with script: %s)",
  async (javaScript) => {
    const idea = await propose(site.cara, site.open, `Lend me a bike ${javaScript}`, "A repair takes nine days.");
    const [cara, bob] = [await windowOf(site.cara, javaScript), await windowOf(site.bob, javaScript)];

    await visit(cara, idea.path);
    await cara.page.getByRole("link", { name: "Invite a co-author" }).click();
    await cara.page.getByLabel("Whom do you invite?").fill("bob@example.org");
    await cara.page.getByRole("button", { name: "Send the invitation" }).click();
    await cara.page.getByRole("heading", { name: "Invited, not answered yet" }).waitFor();
    await expectSoundWithScript(cara);
    expect((await site.server.mailTo(site.bob.email, /invites you/)).text).toContain(idea.path);

    await visit(bob, idea.path);
    await bob.page.getByRole("button", { name: "Write with them" }).click();
    await bob.page.getByRole("link", { name: "Edit the text" }).click();
    await bob.page.getByLabel("The problem").fill("A repair takes ten days.");
    await bob.page.getByRole("button", { name: "Save the new version" }).click();
    await bob.page.getByText("2 people wrote this text").waitFor();
    await bob.page.getByRole("link", { name: "Compare the versions" }).click();
    await bob.page.getByRole("button", { name: "Compare" }).click();
    await bob.page.getByRole("heading", { name: "Version 2", exact: true }).waitFor();
    expect(await bob.page.locator("del").innerText()).toContain("nine");
    expect(await bob.page.locator("ins").innerText()).toContain("ten");
    await expectSoundWithScript(bob);
    await Promise.all([cara.context.close(), bob.context.close()]);
  },
);

it("who saves on an older text reads what changed, keeps every word and saves again", async () => {
  const idea = await propose(site.cara, site.open, "Two hands on one text", "A repair takes nine days.");
  const [cara, pia] = [await windowOf(site.cara), await windowOf(site.pia)];
  for (const window of [cara, pia]) await visit(window, `${idea.path}/edit`);
  await pia.page.getByLabel("The problem").fill("A repair takes ten days.");
  await pia.page.getByRole("button", { name: "Save the new version" }).click();
  await pia.page.getByText("2 people wrote this text").waitFor();

  await cara.page.getByLabel("The solution").fill("A bike in each workshop.");
  await cara.page.getByRole("button", { name: "Save the new version" }).click();
  await cara.page.getByRole("heading", { name: "Pia Pilot changed the text while you were writing" }).waitFor();
  expect(await cara.page.getByLabel("The solution").inputValue()).toBe("A bike in each workshop.");
  expect(await cara.page.getByLabel("The problem").inputValue()).toBe("A repair takes ten days.");
  await expectSound(cara);
  await cara.page.getByRole("button", { name: "Save the new version" }).click();
  await cara.page.getByText("Version 3").waitFor();
  await Promise.all([cara.context.close(), pia.context.close()]);
});

it("what is written or decided after a page was loaded, and before it hears, is shown once it does", async () => {
  const idea = await propose(site.cara, site.open, "Loaded before it was ready", "A repair takes nine days.");
  const [cara, pia] = [await windowOf(site.cara), await windowOf(site.pia)];
  // The connection is opened when the browser is idle, which here is when we say so.
  await cara.page.addInitScript(() => {
    window.requestIdleCallback = (work) => {
      addEventListener("idle-now", () => work({ didTimeout: false, timeRemaining: () => 0 }), { once: true });
      return 0;
    };
  });
  await visit(cara, idea.path);
  await visit(pia, `${idea.path}/edit`);
  await pia.page.getByLabel("The problem").fill("A repair takes ten days.");
  await pia.page.getByRole("button", { name: "Save the new version" }).click();
  await pia.page.getByText("2 people wrote this text").waitFor();
  expect(await cara.page.getByText("A repair takes nine days.").count()).toBe(1);
  await cara.page.evaluate(() => dispatchEvent(new Event("idle-now")));
  await cara.page.getByText("A repair takes ten days.").waitFor();
  await Promise.all([cara.context.close(), pia.context.close()]);
});

it("a comment is quoted, and adopted into the idea", async () => {
  const idea = await propose(site.cara, site.open, "What went into it");
  const comment = await say(site.bob, idea, "Sixty-one customers asked for a bike.");
  const cara = await windowOf(site.cara);
  await visit(cara, `${idea.path}?comment=${comment}#comment-${comment}`);
  const said = cara.page.locator(`#comment-${comment}`);
  await said.getByRole("button", { name: "Adopt into the idea" }).click();
  await said.getByText("Adopted into the idea by Cara Customer").waitFor();
  await said.getByRole("link", { name: /^Quote/ }).click();
  expect(await said.locator("textarea").inputValue()).toBe("> Sixty-one customers asked for a bike.\n\n");
  await expectSound(cara);

  const plain = await windowOf(site.bob, false);
  await visit(plain, `${idea.path}?reply=${comment}&quote=1#reply`);
  expect(await plain.page.locator("#reply textarea").inputValue()).toContain("> Sixty-one customers");
  await Promise.all([cara.context.close(), plain.context.close()]);
});

it("a pilot accepts a comment as evidence, others see it at once, and without script it is taken back", async () => {
  const idea = await propose(site.cara, site.open, "What speaks for it");
  const comment = await say(site.bob, idea, "Two hundred and twelve repairs.", "evidence");
  const [pia, cara] = [await windowOf(site.pia), await windowOf(site.cara)];
  for (const window of [cara, pia]) await visit(window, idea.path);
  const mark = "Accepted as evidence by Pia Pilot";
  await pia.page.getByRole("button", { name: "Accept as evidence" }).click();
  for (const { page } of [pia, cara]) await page.locator(`#comment-${comment}`).getByText(mark).waitFor();
  expect(await cara.page.getByRole("button", { name: /as evidence|Not accepted/ }).count()).toBe(0);
  await expectSound(pia);

  const plain = await windowOf(site.pia, false);
  await visit(plain, idea.path);
  await plain.page.getByRole("button", { name: "Not accepted after all" }).click();
  await plain.page.getByRole("button", { name: "Accept as evidence" }).waitFor();
  await cara.page.getByText(mark).waitFor({ state: "detached" });
  await Promise.all([pia.context.close(), cara.context.close(), plain.context.close()]);
});

it("the first contribution of a newcomer asks others for a reply, which is marked as his or her welcome", async () => {
  const nina = await verified(site.server, "Nina New");
  const idea = await propose(nina, site.open, "The first thing I say here");
  const line = "First contribution of Nina New: a reply within a day makes a difference.";
  const [hers, his] = [await windowOf(nina), await windowOf(site.bob)];
  for (const window of [hers, his]) await visit(window, idea.path);
  await his.page.getByText(line).waitFor();
  expect(await hers.page.getByText(line).count()).toBe(0);
  await his.page.getByLabel("Your comment").fill("Good that you say it.");
  await his.page.getByRole("button", { name: "Publish" }).click();
  for (const { page } of [his, hers]) await page.getByText("welcomed Nina New").waitFor();
  expect(await his.page.getByText(line).count()).toBe(0);
  await expectSound(his);
  await Promise.all([hers.context.close(), his.context.close()]);
});

async function expectSoundWithScript(window: Window): Promise<void> {
  if (window.javaScript) await expectSound(window);
}
