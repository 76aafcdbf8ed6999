/** A mail that the served app sends by itself, and the ways out of it, as mail programs go them. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { noticeEvents } from "../../db/schema/notices.ts";
import { unsubscribePath } from "../../app/features/notices/unsubscribing.server.ts";
import { noticeGroups } from "../../app/features/notices/rules.ts";
import { chosenBy } from "../../app/features/notices/settings.server.ts";
import { sign } from "../../app/platform/signing.server.ts";
import type { Client } from "../support/http.ts";
import { propose, say, settledSite, signedIn, type Site } from "../support/site.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";

let site: Site;
let bob: string;

beforeAll(async () => {
  site = await settledSite();
  const [row] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
  bob = row?.id ?? "";
});

afterAll(() => site.stop());

/** How bob is told of replies. */
async function way() {
  return (await chosenBy(site.db.read, [bob], null)).get(bob)?.ways.replies ?? "mail";
}

/** What a mail provider sends by itself: no cookie, no word on where it comes from. */
function oneClick(client: Client, path: string) {
  return client.send(path, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "*/*" },
    body: "List-Unsubscribe=One-Click",
  });
}

const linkTo = (scope: "mail" | "group:replies" | "digest") =>
  unsubscribePath({ dataDir: site.server.dataDir }, bob, scope);

describe("a link that ends mails", () => {
  it("ends nothing when a program only opens it, and shows nobody's name", async () => {
    for (const method of ["GET", "HEAD"]) {
      const answer = await site.visitor().send(linkTo("group:replies"), { method });
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/Bob|bob@/);
    }
    expect(await way()).toBe("mail");
  });

  it("ends them by the POST of a mail program, without cookies, origin or sign-in", async () => {
    const answer = await oneClick(site.visitor(), linkTo("group:replies"));
    expect(answer.status).toBe(200);
    expect(await way()).toBe("app");
    expect((await oneClick(site.visitor(), linkTo("group:replies"))).status).toBe(200);
  });

  it("ends all of them by the button of its page, without script", async () => {
    const visitor = site.visitor();
    const answer = await visitor.post(linkTo("digest"), { act: "all" });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("No such mail comes any more.");
    expect((await chosenBy(site.db.read, [bob], null)).get(bob)).toMatchObject({ digest: false, reminder: false });
  });

  it("does nothing that was not signed for it, and opens no other door", async () => {
    const wrong = `/unsubscribe/${sign({ dataDir: site.server.dataDir }, "something else", `${bob}.mail`)}`;
    expect((await oneClick(site.visitor(), wrong)).status).toBe(404);
    expect((await oneClick(site.visitor(), "/signout")).status).toBe(403);
    const odd = await site.visitor().send(linkTo("mail"), {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=Maybe",
    });
    expect(odd.status).toBe(422);
  });
});

it("the app makes a mail by itself when it starts late, and its links lead into the thread and out of the mails", async () => {
  const { open, cara, server, db } = site;
  const idea = await propose(site.bob, open, "A pump at each stop");
  await chooseByForm();
  const comment = await say(cara, idea, "Who fills it?");
  const told = await until(async () => {
    const rows = await db.read
      .select()
      .from(noticeEvents)
      .where(eq(noticeEvents.item, `comment:${comment}`));
    return rows.find(({ member }) => member === bob);
  });
  expect(told.mailAt).toBeGreaterThan(Date.now());
  const settled = Date.now() - 3_600_000;
  await db.transaction((tx) =>
    tx.update(noticeEvents).set({ at: settled, mailAt: settled }).where(eq(noticeEvents.member, bob)),
  );
  await server.stop({ keepData: true });
  const again = await startServer({ dataDir: server.dataDir, env: { DATABASE_URL: server.databaseUrl } });
  site.server = again;
  const mail = await again.mailTo(site.bob.email, /A pump at each stop/);
  expect(mail.text).toContain("Who fills it?");
  const reader = await signedIn(again, site.bob.email);
  const [, path = ""] = /http:\/\/localhost:\d+(\/notices\/\S+answer=1)/.exec(mail.text) ?? [];
  const landed = await reader.get(path);
  expect(landed.location).toMatch(new RegExp(`^${idea.path}.*#comment-${comment}$`));
  const page = await reader.get(landed.location ?? "");
  expect(page.text).toContain(`id="reply-${comment}"`);
});

/** Bob wants every word on his ideas by mail, soon, and has no quiet hours. */
async function chooseByForm() {
  const fields = Object.fromEntries(noticeGroups.map((group) => [group, "mail"]));
  const times = { rhythm: "at_once", dailyHour: "8", quietFrom: "", quietUntil: "" };
  const answer = await site.bob.post("/me/notices", { ...fields, ...times });
  expect(answer.location).toBe("/me/notices?saved=1");
}
