/** What an admin does to look after the place, in a browser. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, openWindow, picture, startBrowser, visit, type Window, type Wishes } from "../support/browser.ts";
import { type Person, settledSite, type Site } from "../support/site.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([settledSite(), startBrowser()]);
  const now = Date.now();
  await site.db.transaction((tx) =>
    tx.insert(jobs).values({
      id: newId(now),
      kind: "unknown",
      payload: {},
      state: "dead",
      attempts: 8,
      lastError: "The other side does not answer.",
      runAt: now,
      createdAt: now - 3 * 86_400_000,
    }),
  );
});

afterAll(async () => {
  await browser.close();
  expect(site.server.faults().filter((line) => !line.includes("unknown"))).toEqual([]);
  await site.stop();
});

/** A window in which this person is signed in. */
function windowOf(person: Person, wishes: Partial<Wishes> = {}): Promise<Window> {
  return openWindow(browser, { origin: site.server.origin, as: person, ...wishes });
}

it("finds the way from the side bar, sees what failed, and tries it again", async () => {
  const ann = await windowOf(site.ann);
  await visit(ann, "/");
  await ann.page.getByRole("link", { name: "Administration" }).first().click();
  await ann.page.getByRole("heading", { name: "What needs attention" }).waitFor();
  await picture(ann.page, "admin-1280");
  await expectSound(ann);
  await ann.page.getByRole("link", { name: "Look 1 job has failed" }).click();
  await ann.page.getByText("The other side does not answer.").waitFor();
  await picture(ann.page, "admin-jobs-1280");
  await expectSound(ann);
  await ann.page.getByRole("button", { name: "Try again" }).click();
  await ann.page.getByText("Nothing has failed.").waitFor();
  await ann.page.getByRole("link", { name: "Health" }).click();
  await ann.page.getByRole("heading", { name: "Health" }).waitFor();
  await picture(ann.page, "admin-health-1280");
  await expectSound(ann);
  await ann.context.close();
});

it("names the place, says who may join and who is an employee, and hears of a save in between", async () => {
  const ann = await windowOf(site.ann);
  await visit(ann, "/admin/settings");
  await picture(ann.page, "admin-settings-1280");
  await expectSound(ann);
  await ann.page.getByLabel("Name of this place").fill("Ideenwerk");
  await ann.page.getByLabel(/^Mail domains of employees/).fill("gmail.com");
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("everybody there would count as an employee").waitFor();
  await expectSound(ann);
  await ann.page.getByLabel(/^Mail domains of employees/).fill("@Example.org");
  await ann.page.getByLabel("By invitation only").check();
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("Saved. It holds from now on.").waitFor();
  expect(await ann.page.title()).toBe("Settings · Ideenwerk");
  await ann.page.getByRole("heading", { name: "4 customers have an employee’s address" }).waitFor();
  await picture(ann.page, "admin-settings-saved-1280");
  await expectSound(ann);
  await ann.page.getByRole("button", { name: "Make 4 people employees" }).click();
  await ann.page.getByRole("heading", { name: "4 customers" }).waitFor({ state: "detached" });

  const visitor = await openWindow(browser, { origin: site.server.origin });
  await visit(visitor, "/join");
  await visitor.page.getByRole("heading", { name: "By invitation only" }).waitFor();
  await expectSound(visitor);

  const other = await windowOf(site.ann, { javaScript: false });
  await visit(other, "/admin/settings");
  await other.page.getByLabel("Name of this place").fill("Elsewhere");
  await other.page.getByText("Anybody", { exact: true }).click();
  await other.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByLabel("Name of this place").fill("Mine");
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("Somebody saved the settings while you were writing.").waitFor();
  await ann.page.getByText("Elsewhere").first().waitFor();
  await picture(ann.page, "admin-settings-clash-1280");
  await expectSound(ann);
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("Saved. It holds from now on.").waitFor();
  expect(await ann.page.title()).toBe("Settings · Mine");
  for (const window of [ann, visitor, other]) await window.context.close();
});

it("finds somebody, corrects the affiliation, and makes an admin only on purpose", async () => {
  const ann = await windowOf(site.ann);
  await visit(ann, "/admin/people");
  await picture(ann.page, "admin-people-1280");
  await expectSound(ann);
  await ann.page.getByLabel(/^Find somebody/).fill("pil");
  await ann.page.getByRole("button", { name: "Find", exact: true }).click();
  await ann.page.getByText("bob@example.org").waitFor({ state: "detached" });
  await ann.page.getByRole("link", { name: "Pia Pilot" }).click();
  await ann.page.getByRole("heading", { name: "Pia Pilot", level: 1 }).waitFor();
  await ann.page.getByLabel("partner").check();
  await ann.page.getByRole("button", { name: "Correct" }).click();
  await ann.page.getByText("Give the reason: others read it later.").waitFor();
  await expectSound(ann);
  await ann.page.getByLabel(/^Why/).first().fill("Works for the bike shop.");
  await ann.page.getByRole("button", { name: "Correct" }).click();
  await ann.page.getByText("Corrected.").waitFor();
  await ann.page.getByRole("button", { name: "Make an administrator" }).click();
  await ann.page.getByText("Tick the line to say that you mean it.").waitFor();
  await ann.page.getByLabel(/may do everything here/).check();
  await ann.page.getByRole("button", { name: "Make an administrator" }).click();
  await ann.page.getByText("From now on an administrator.").waitFor();
  await picture(ann.page, "admin-person-1280");
  await expectSound(ann);
  await ann.page.getByLabel(/is no administrator any more/).check();
  await ann.page.getByRole("button", { name: "Take the right" }).click();
  await ann.page.getByText("No administrator any more.", { exact: true }).waitFor();
  await ann.context.close();
});

it("tries whether mails leave, reads one in the outbox, and tries a failed one again", async () => {
  const now = Date.now();
  await site.db.transaction((tx) =>
    tx.insert(jobs).values({
      id: newId(now),
      kind: "mail",
      payload: { template: "reset", to: { name: "Bob", address: "bob@example.org" }, locale: "en", values: {} },
      state: "dead",
      attempts: 8,
      lastError: "connect ECONNREFUSED 127.0.0.1:25",
      runAt: now,
      createdAt: now - 3_600_000,
    }),
  );
  const ann = await windowOf(site.ann);
  await visit(ann, "/admin");
  await ann.page.getByRole("link", { name: "Look 1 mail could not be sent" }).click();
  await ann.page.getByText("connect ECONNREFUSED").waitFor();
  await picture(ann.page, "admin-mail-1280");
  await expectSound(ann);
  await ann.page.getByRole("button", { name: "Try again Link to a new password, bob@example.org" }).click();
  await ann.page.getByText("No mail has failed.").waitFor();
  await ann.page.getByRole("button", { name: "Send a test mail" }).click();
  await ann.page.getByText("was written to the outbox").waitFor();
  await expectSound(ann);
  await ann.page.getByRole("link", { name: "Open it" }).click();
  await ann.page.getByRole("heading", { name: "A test mail from" }).waitFor();
  await ann.page.getByText("you asked for this one").waitFor();
  await picture(ann.page, "admin-mail-opened-1280");
  await expectSound(ann);
  await ann.page.getByRole("link", { name: "All mails" }).click();
  await ann.page.getByRole("heading", { name: "Outbox" }).waitFor();
  await ann.context.close();
});

it("changes a space that somebody else saved meanwhile, at the second try", async () => {
  const [ann, other] = [await windowOf(site.ann), await windowOf(site.ann, { javaScript: false })];
  const address = `/s/${site.open.slug}/edit`;
  for (const [window, name] of [
    [ann, "Mine"],
    [other, "Theirs"],
  ] as const) {
    await visit(window, address);
    await window.page.getByLabel(/^Its name/).fill(name);
  }
  await other.page.getByRole("button", { name: "Save" }).click();
  await other.page.waitForURL("**/about");
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("Theirs").first().waitFor();
  await expectSound(ann);
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.waitForURL("**/about");
  await ann.page.getByRole("heading", { name: "Mine" }).waitFor();
  for (const window of [ann, other]) await window.context.close();
});

it("shows nobody else a way in", async () => {
  const pia = await windowOf(site.pia);
  await visit(pia, "/");
  expect(await pia.page.getByRole("link", { name: "Administration" }).count()).toBe(0);
  expect(await visit(pia, "/admin")).toBe(403);
  await pia.context.close();
});

const addresses = [
  "/admin",
  "/admin/settings",
  "/admin/people",
  "/admin/spaces",
  "/admin/invitations",
  "/admin/mail",
  "/admin/jobs",
  "/admin/health",
];

it("is sound on a phone, in the dark, in French, and without script", async () => {
  const looks = [
    { width: 360, theme: "dark", locale: "fr" },
    { width: 360, javaScript: false },
  ] as const;
  for (const wishes of looks) {
    const ann = await windowOf(site.ann, wishes);
    const locale = "locale" in wishes ? wishes.locale : "en";
    await site.ann.post("/preferences", { locale, next: "/" });
    for (const address of addresses) {
      await visit(ann, address);
      await picture(ann.page, `admin${address.slice(6).replace("/", "-")}-360-${locale}`);
      await expectSound(ann);
    }
    await ann.context.close();
  }
});
