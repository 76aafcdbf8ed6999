/** What people do, from beginning to end, in a real browser. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSound, openWindow, picture, ready, startBrowser, visit, type Window } from "../support/browser.ts";
import { linkIn, type RunningServer, startServer } from "../support/server.ts";
import { password, propose, settledSite, type Site, verified } from "../support/site.ts";

let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  browser = await startBrowser();
});

afterEach(async ({ task }) => {
  for (const [at, { page, context }] of windows.splice(0).entries()) {
    // What the person saw when it went wrong, for looking at afterwards.
    if (task.result?.state === "fail") await picture(page, `${task.name.slice(0, 40)} ${at}`);
    await context.close();
  }
});

afterAll(() => browser.close());

async function windowOn(origin: string, wishes: Omit<Parameters<typeof openWindow>[1], "origin"> = {}) {
  const window = await openWindow(browser, { origin, ...wishes });
  windows.push(window);
  return window;
}

describe("on a new installation", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it("the link of the console leads to the first space, and a wrong one keeps what was typed", async () => {
    const window = await windowOn(server.origin);
    const { page } = window;
    await visit(window, "/");
    expect(page.url()).toContain("/setup");
    await expectSound(window);
    await page.getByLabel("Set-up code").fill("a guess");
    await fillSetUp(page);
    await page.getByRole("button", { name: "Open the space" }).click();
    await page.getByRole("alert").or(page.locator(".problem, .summary, [role=group]")).first().waitFor();
    expect(await page.getByLabel("Its name").inputValue()).toBe("Everyday bikes");
    expect(await page.getByLabel("Password").inputValue()).not.toBe("");
    await expectSound(window);

    await visit(window, `/setup?code=${await server.setupCode()}`);
    await fillSetUp(page);
    await page.getByRole("button", { name: "Open the space" }).click();
    await page.waitForURL("**/s/everyday-bikes");
    await ready(window);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Everyday bikes");
    expect(await page.getByText("Nobody has said anything yet.").isVisible()).toBe(true);
    await expectSound(window);
    expect(await visit(window, "/setup")).toBe(404);
  });
});

async function fillSetUp(page: Page) {
  await page.getByLabel("Your name").fill("Sofia Ferrand");
  await page.getByLabel("E-mail address").fill("sofia@example.org");
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Its name").fill("Everyday bikes");
  await page.getByLabel("What it is for").fill("Better bikes for everyday use.");
  await page.getByLabel("I accept the terms of use").check();
}

describe("on a site with people", () => {
  let site: Site;
  beforeAll(async () => {
    site = await settledSite();
  });
  afterAll(async () => {
    expect(site.server.faults()).toEqual([]);
    await site.stop();
  });

  it("somebody writes first, joins, confirms by mail, publishes; another answers; the first sees it live", async () => {
    const mia = await windowOn(site.server.origin);
    const { page } = mia;
    // Written before there is an account, and kept in this browser.
    await visit(mia, `/s/${site.open.slug}`);
    await page.getByRole("link", { name: /idea/i }).first().click();
    await page.waitForURL("**/ideas/new");
    await fillIdea(page);
    await page.getByText("Kept in this browser").waitFor();
    await page.getByRole("button", { name: "Publish the idea" }).click();
    await page.waitForURL("**/signin?**");
    await page.getByText("What you typed is kept.").waitFor();

    // Joining, with a first try that is refused.
    await page.getByRole("link", { name: "Join" }).click();
    await page.waitForURL("**/join?**");
    await page.getByLabel("Your name").fill("Mia Long");
    await page.getByLabel("E-mail address").fill("mia@example.org");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Join" }).click();
    await page.locator("[aria-invalid=true]").waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe("mia@example.org");
    await expectSound(mia);
    await page.getByLabel("Password").fill(password);
    await page.getByLabel("I accept the terms of use").check();
    await page.waitForTimeout(1_100); // the form takes nobody quicker than a second for a person
    await page.getByRole("button", { name: "Join" }).click();
    await page.waitForURL("**/verify?**");
    await expectSound(mia);

    // The mail leads back to what was typed.
    await visit(mia, linkIn(await site.server.mailTo("mia@example.org"), "verify"));
    await expectSound(mia);
    await page.getByRole("button", { name: "Yes, confirm my address" }).click();
    await page.waitForURL("**/ideas/new**");
    await ready(mia);
    expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("A pump at each stop");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("heading", { name: /^Preview/ }).waitFor();
    expect(await page.locator("strong", { hasText: "flat" }).isVisible()).toBe(true);
    await expectSound(mia);
    await page.getByLabel("The solution").fill("A pump with a long hose.");
    await page.getByText(/Draft saved at/).waitFor();
    await page.getByRole("button", { name: "Publish the idea" }).click();
    await page.waitForURL(/\/ideas\/[0-9a-z]{16}-a-pump-at-each-stop/);
    await page.locator(".prose", { hasText: "A pump with a long hose." }).first().waitFor();
    await expectSound(mia);

    // Somebody else, in another window, sees it come into the feed, signals and comments.
    const bob = await windowOn(site.server.origin);
    await signIn(bob, site.bob.email);
    await visit(bob, new URL(page.url()).pathname);
    await bob.page.getByRole("button", { name: "I support this" }).click();
    await bob.page.getByRole("button", { name: "You support this idea" }).waitFor();
    await page.getByText("1 person").waitFor();
    await bob.page.getByLabel("Your comment").fill("And who *fills* it?");
    await bob.page.getByLabel("a question").check();
    await bob.page.getByRole("button", { name: "Publish", exact: true }).click();
    await bob.page.getByText("Your comment is there.").waitFor();
    expect(await bob.page.getByLabel("Your comment").inputValue()).toBe("");

    // The first one sees both without loading the page again.
    await page.locator(".comment em", { hasText: "fills" }).waitFor();
    await expectSound(mia);
    await expectSound(bob);

    // And takes part in the talk; what is deleted can come back.
    const comment = bob.page.locator("article.comment").first();
    await comment.getByRole("button", { name: "Delete" }).click();
    await page.locator(".comment em", { hasText: "fills" }).waitFor({ state: "detached" });
    await bob.page.getByRole("button", { name: "Bring it back" }).click();
    await page.locator(".comment em", { hasText: "fills" }).waitFor();
    await bob.page.getByRole("button", { name: "You support this idea" }).click();
    await page.getByText("Nobody gave a signal yet").waitFor();
  });

  it("whoever reads a feed hears of new ideas, and the page does not move", async () => {
    const window = await windowOn(site.server.origin);
    await visit(window, `/s/${site.open.slug}`);
    const heard = window.page.waitForEvent("websocket");
    await heard;
    await expect
      .poll(
        async () => {
          await propose(site.cara, site.open, "Lights on the bridge");
          return window.page.getByRole("link", { name: /\d new ideas?$/ }).count();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe(1);
    expect(await window.page.getByRole("link", { name: "Lights on the bridge" }).count()).toBe(0);
    await window.page
      .getByRole("link", { name: /new idea/ })
      .first()
      .click();
    await window.page.getByRole("link", { name: "Lights on the bridge" }).first().waitFor();
    expect(window.complaints).toEqual([]);
  });

  it("all of it works with JavaScript off, and an error keeps what was typed", async () => {
    const window = await windowOn(site.server.origin, { javaScript: false });
    const { page } = window;
    await visit(window, `/s/${site.open.slug}/ideas/new`);
    await fillIdea(page, { title: "" });
    await page.getByRole("button", { name: "Publish the idea" }).click();
    await page.waitForURL("**/signin?**");
    await page.getByLabel("E-mail address").fill(site.cara.email);
    await page.getByLabel("Password").fill("a wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe(site.cara.email);
    expect(await page.locator("[aria-invalid=true]").count()).toBe(1);
    await expectSound(window);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();

    // Back at the form, with the words; without a title it is refused, and the words stay.
    await page.waitForURL("**/ideas/new");
    expect(await page.getByLabel("The problem").inputValue()).toContain("**flat**");
    await page.getByRole("button", { name: "Publish the idea" }).click();
    expect(await page.locator("[aria-invalid=true]").count()).toBe(1);
    expect(await page.getByLabel("The problem").inputValue()).toContain("**flat**");
    await expectSound(window);
    await page.getByRole("button", { name: "Preview" }).click();
    expect(await page.locator("strong", { hasText: "flat" }).isVisible()).toBe(true);
    await page.getByLabel("Title", { exact: true }).fill("Without script");
    await page.getByRole("button", { name: "Save the draft" }).click();
    expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("Without script");
    await page.getByRole("button", { name: "Publish the idea" }).click();
    await page.waitForURL(/\/ideas\/[0-9a-z]{16}-without-script/);
    await expectSound(window);

    // A comment that is refused keeps its words; then it is taken, changed, deleted and brought back.
    await page
      .getByLabel("Your comment")
      .first()
      .evaluate((field) => field.removeAttribute("maxlength"));
    await page.getByLabel("Your comment").first().fill("Too long. ".repeat(600));
    await page.getByRole("button", { name: "Publish", exact: true }).last().click();
    expect(await page.getByLabel("Your comment").first().inputValue()).toContain("Too long.");
    await expectSound(window);
    await page.getByLabel("Your comment").first().fill("Short enough.");
    await page.getByRole("button", { name: "Publish", exact: true }).last().click();
    await page.locator(".said", { hasText: "Short enough." }).waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Edit your comment").or(page.getByLabel("Your comment")).first().fill("Changed.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".said", { hasText: "Changed." }).waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Bring it back" }).click();
    await page.locator(".said", { hasText: "Changed." }).waitFor();

    // A signal on somebody else's idea, given and taken back; then out.
    const other = await propose(site.bob, site.open, "A signal without script");
    await visit(window, other.path);
    await page.getByRole("button", { name: "I support this" }).click();
    await page.getByRole("button", { name: "You support this idea" }).click();
    await page.getByRole("button", { name: "Not for me" }).click();
    expect(await page.getByText("1 person").isVisible()).toBe(true);
    await visit(window, "/me");
    await page.getByRole("button", { name: "Sign out" }).first().click();
    expect((await page.goto("/me"))?.url()).toContain("/signin");
  });

  it("speaks French to who asks for it, and remembers a choice", async () => {
    const window = await windowOn(site.server.origin, { locale: "fr" });
    const { page } = window;
    await visit(window, `/s/${site.open.slug}`);
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    await expectSound(window);
    await page.getByRole("button", { name: "English" }).first().click();
    await page.locator("html[lang=en]").waitFor();
    await ready(window);
    await page.getByRole("button", { name: "Français" }).first().click();
    await page.locator("html[lang=fr]").waitFor();
    await ready(window);
    await visit(window, "/signin");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await expectSound(window);
  });

  it("a keyboard is enough: to sign in, to signal, to comment", async () => {
    const idea = await propose(site.bob, site.open, "By keyboard");
    const window = await windowOn(site.server.origin);
    const { page } = window;
    await visit(window, `/signin?next=${idea.path}`);
    await tabTo(page, "E-mail address");
    await page.keyboard.type(site.pia.email);
    await tabTo(page, "Password");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(({ pathname }) => pathname === idea.path);
    await ready(window);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, "Your comment");
    await page.keyboard.type("Typed.");
    await tabTo(page, "Publish");
    await page.keyboard.press("Enter");
    await page.locator(".said", { hasText: "Typed." }).waitFor();
    await tabTo(page, "I support this");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "You support this idea" }).waitFor();
    expect(window.complaints).toEqual([]);
  });

  it("a session that is ended elsewhere is over here too, without a word too many", async () => {
    const here = await windowOn(site.server.origin);
    const there = await windowOn(site.server.origin);
    await verified(site.server, "Zoe Twice");
    await signIn(here, "zoe@example.org");
    await signIn(there, "zoe@example.org");
    await visit(there, "/me/sessions");
    await expectSound(there);
    await there.page.getByRole("button", { name: "Sign out all other devices" }).click();
    await there.page.getByText("Signed out there.").waitFor();
    await visit(here, "/me");
    expect(here.page.url()).toContain("/signin?next=%2Fme");
  });
});

async function fillIdea(page: Page, { title = "A pump at each stop" } = {}) {
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("The problem").fill("Tyres go **flat** far from home.");
  await page.getByLabel("For whom").fill("Everybody who rides.");
  await page.getByLabel("The solution").fill("A pump.");
}

async function signIn(window: Window, email: string) {
  await visit(window, "/signin");
  await window.page.getByLabel("E-mail address").fill(email);
  await window.page.getByLabel("Password").fill(password);
  await window.page.getByRole("button", { name: "Sign in" }).click();
  await window.page.waitForURL((url) => url.pathname !== "/signin");
  await ready(window);
}

/** Presses Tab until what has this name is focused. */
async function tabTo(page: Page, name: string) {
  for (let presses = 0; presses < 80; presses++) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`"${name}" is not within reach of the Tab key.`);
}

/** The name of what has the focus, as it is told. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return "";
    const label = "labels" in element ? (element as HTMLInputElement).labels?.[0] : undefined;
    return (element.getAttribute("aria-label") ?? label?.innerText ?? element.innerText ?? "").trim();
  });
}
