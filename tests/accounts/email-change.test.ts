import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { emailChanges, sessions } from "../../db/schema/members.ts";
import { askReset, changePassword, join, resetPassword, signIn } from "../../app/features/accounts/commands.server.ts";
import {
  answerEmailChange,
  askEmailChange,
  cancelMyEmailChange,
  emailQuestion,
  myEmailChange,
} from "../../app/features/accounts/email-change.server.ts";
import { emailChangeAge } from "../../app/features/accounts/rules.ts";
import { changeSettings } from "../../app/features/administration/settings.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { contextFor, freshDatabase, person, type Rig, start, visiting } from "../support/database.ts";
import {
  bearing,
  contextBearing,
  from,
  joined,
  joining,
  memberRow,
  newestToken,
  password,
  waitingMails,
} from "./support.ts";

const [old, wanted] = ["ann@example.org", "ann.new@example.org"];

let rig: Rig;
let cookie: string;

beforeEach(async () => {
  rig = await freshDatabase();
  cookie = await joined(rig);
});

const ask = async (email = wanted, by = cookie, given = password) =>
  askEmailChange(await contextBearing(rig, by), { email, password: given }, from);

const oldLink = () => newestToken(rig, "email_old", old);
const newLink = (to = wanted) => newestToken(rig, "email_new", to);

/** Answers from another browser, with nobody signed in. */
const answer = (token: string, act: "confirm" | "cancel" = "confirm", given: string | undefined = password) =>
  answerEmailChange(visiting(rig), token, { act, password: given }, from);

const told = async (kind: string) => rig.db.read.select().from(events).where(eq(events.kind, kind));

describe("another address", () => {
  it("holds once both mailboxes have said yes, in any order, and not before", async () => {
    await ask();
    expect(await answer(await newLink())).toBe("half");
    expect((await memberRow(rig, old)).emailVerifiedAt).not.toBeNull();
    expect(await answer(await oldLink())).toBe("changed");
    expect(await memberRow(rig, wanted)).toMatchObject({ emailVerifiedAt: start });
    await expect(memberRow(rig, old)).rejects.toThrow();
    const mails = await waitingMails(rig);
    expect(mails.findLast(({ template }) => template === "email_changed")?.to.address).toBe(old);
    await signIn(visiting(rig), { email: wanted, password }, from);
  });

  it("keeps the session that asked and ends every other one", async () => {
    const elsewhere = await signIn(visiting(rig), { email: old, password }, from);
    await ask();
    await answer(await oldLink());
    await answer(await newLink());
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "member", email: wanted });
    expect(await bearing(rig, elsewhere)).toMatchObject({ kind: "visitor" });
    expect(await rig.db.read.select().from(sessions)).toHaveLength(1);
    expect(await told("session.ended")).not.toEqual([]);
  });

  it("is asked for with the password, and is another one", async () => {
    await expect(ask(wanted, cookie, "not the password")).rejects.toMatchObject({
      fields: { password: "password_wrong" },
    });
    await expect(ask(old)).rejects.toMatchObject({ fields: { email: "email_same" } });
    expect(await rig.db.read.select().from(emailChanges)).toEqual([]);
  });

  it("leaves no address in the log", async () => {
    await ask();
    await answer(await oldLink());
    await answer(await newLink());
    expect(await told("member.email_change_asked")).toHaveLength(1);
    expect(await told("member.email_changed")).toHaveLength(1);
    expect(JSON.stringify(await rig.db.read.select().from(events))).not.toContain("example.org");
  });

  it("stores the hashes of its links only", async () => {
    await ask();
    const stored = JSON.stringify(await rig.db.read.select().from(emailChanges));
    expect(stored).not.toContain(await oldLink());
    expect(stored).not.toContain(await newLink());
  });

  it("waits for 24 hours", async () => {
    await ask();
    const [one, other] = [await oldLink(), await newLink()];
    await answer(one);
    const late = visiting(rig, { now: start + emailChangeAge });
    await expect(answerEmailChange(late, other, { act: "confirm", password }, from)).rejects.toMatchObject({
      code: "link_dead",
    });
    expect(await emailQuestion(late, other)).toBeNull();
    await memberRow(rig, old);
  });

  it("replaces the one asked for before, whose links are dead", async () => {
    await ask("first@example.org");
    const dead = [await oldLink(), await newLink("first@example.org")];
    await ask();
    for (const token of dead) await expect(answer(token)).rejects.toMatchObject({ code: "link_dead" });
    expect(await answer(await newLink())).toBe("half");
  });

  it("makes links for a lost password worthless that went to the old address", async () => {
    await askReset(visiting(rig), { email: old }, from);
    const reset = await newestToken(rig, "reset", old);
    await ask();
    await answer(await oldLink());
    await answer(await newLink());
    const use = resetPassword(visiting(rig), reset, { password: "a completely new one" }, from);
    await expect(use).rejects.toMatchObject({ code: "link_dead" });
  });
});

describe("an address of an employee", () => {
  it("makes one of a customer once it is confirmed, and what was decided stays with any other address", async () => {
    const admin = contextFor(rig, await person(rig, "ada", { admin: true }));
    const settings = { siteName: "Here", joining: "open", locale: "en", timeZone: "UTC", version: 0 } as const;
    await changeSettings(admin, { ...settings, employeeDomains: ["bikes.example"] });
    await ask("ann@bikes.example");
    await answer(await newLink("ann@bikes.example"));
    expect((await memberRow(rig, old)).affiliation).toBe("customer");
    await answer(await oldLink());
    expect((await memberRow(rig, "ann@bikes.example")).affiliation).toBe("employee");
    expect(await told("member.affiliated")).toMatchObject([{ payload: { from: "customer", to: "employee" } }]);
    const now = start + 60_000;
    const ctx = await contextBearing(rig, cookie, now);
    await askEmailChange(ctx, { email: wanted, password }, from);
    await answerEmailChange(ctx, await newLink(), { act: "confirm" }, from);
    const oldest = await newestToken(rig, "email_old", "ann@bikes.example");
    expect(await answerEmailChange(ctx, oldest, { act: "confirm" }, from)).toBe("changed");
    expect((await memberRow(rig, wanted)).affiliation).toBe("employee");
  });
});

describe("somebody at a stranger's session, password and all", () => {
  it("is stopped by the owner's mailbox, which signs everybody out", async () => {
    await ask("thief@example.org");
    const link = await oldLink();
    expect(await emailQuestion(visiting(rig), link)).toMatchObject({ side: "old", email: "thief@example.org" });
    expect(await answer(link, "cancel", undefined)).toBe("cancelled");
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "visitor" });
    await expect(answer(await newLink("thief@example.org"))).rejects.toMatchObject({ code: "link_dead" });
    await memberRow(rig, old);
    expect(await told("member.email_change_cancelled")).toHaveLength(1);
  });

  it("is stopped by a new password too", async () => {
    await ask("thief@example.org");
    const change = { currentPassword: password, password: "a completely new one" };
    await changePassword(await contextBearing(rig, cookie), change, from);
    await expect(answer(await oldLink())).rejects.toMatchObject({ code: "link_dead" });
  });

  it("cannot say yes for either mailbox with the other's link, or twice with one", async () => {
    await ask("thief@example.org");
    const link = await newLink("thief@example.org");
    expect(await answer(link)).toBe("half");
    expect(await answer(link)).toBe("half");
    await memberRow(rig, old);
  });
});

describe("the mailbox of the new address", () => {
  it("says yes only signed in or with the password: nobody hangs a stranger's address on his account", async () => {
    await ask();
    const link = await newLink();
    expect(await emailQuestion(visiting(rig), link)).toMatchObject({ needsPassword: true });
    await expect(answer(link, "confirm", "not the password")).rejects.toMatchObject({
      fields: { password: "password_wrong" },
    });
    await expect(answer(link, "confirm", "")).rejects.toMatchObject({ fields: { password: "password_wrong" } });
    const eve = contextFor(rig, await person(rig, "eve"));
    await expect(answerEmailChange(eve, link, { act: "confirm" }, from)).rejects.toMatchObject({ status: 422 });
    const own = await contextBearing(rig, cookie);
    expect(await emailQuestion(own, link)).toMatchObject({ needsPassword: false });
    expect(await answerEmailChange(own, link, { act: "confirm" }, from)).toBe("half");
  });

  it("may say no without knowing anything, which signs nobody out", async () => {
    await ask();
    expect(await answer(await newLink(), "cancel", undefined)).toBe("kept");
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "member", email: old });
  });

  it("that has an account is told so, and whoever asked cannot tell", async () => {
    await person(rig, "bob");
    await ask("bob@example.org");
    const mails = await waitingMails(rig);
    expect(mails.filter(({ to }) => to.address === "bob@example.org").map(({ template }) => template)).toEqual([
      "email_taken",
    ]);
    expect(await myEmailChange(await contextBearing(rig, cookie))).toMatchObject({
      email: "bob@example.org",
      newConfirmedAt: null,
    });
    expect(await answer(await oldLink())).toBe("half");
    await memberRow(rig, old);
  });

  it("that two accounts want at once goes to the one who has both answers first", async () => {
    const other = await joined(rig, { name: "Bob", email: "bob@example.org" });
    await ask();
    const annNew = await newLink();
    await askEmailChange(await contextBearing(rig, other, start + 1), { email: wanted, password }, from);
    const bobNew = await newLink();
    expect(bobNew).not.toBe(annNew);
    await answer(annNew);
    await answer(bobNew);
    const outcomes = await Promise.all([
      answer(await oldLink()),
      answer(await newestToken(rig, "email_old", "bob@example.org")),
    ]);
    expect(outcomes.toSorted()).toEqual(["changed", "taken"]);
    expect(await rig.db.read.select().from(emailChanges)).toEqual([]);
  });

  it("that somebody joined with meanwhile stays his", async () => {
    await ask();
    await answer(await newLink());
    await join(visiting(rig), joining(rig, { name: "Joe", email: wanted }), from);
    expect(await answer(await oldLink())).toBe("taken");
    expect((await memberRow(rig, wanted)).name).toBe("Joe");
  });
});

describe("the one who asked", () => {
  it("takes it back", async () => {
    await ask();
    await cancelMyEmailChange(await contextBearing(rig, cookie));
    expect(await myEmailChange(await contextBearing(rig, cookie))).toBeNull();
    await expect(answer(await oldLink())).rejects.toMatchObject({ code: "link_dead" });
  });

  it("with a slip in an address never confirmed needs the new mailbox alone", async () => {
    await join(visiting(rig), joining(rig, { name: "Dan", email: "dan@exmaple.org" }), from);
    const dan = await signIn(visiting(rig), { email: "dan@exmaple.org", password }, from);
    await ask("dan@example.org", dan);
    expect((await waitingMails(rig)).some(({ template }) => template === "email_old")).toBe(false);
    expect(await answer(await newLink("dan@example.org"))).toBe("changed");
    expect(await bearing(rig, dan)).toMatchObject({ verified: true, email: "dan@example.org" });
  });

  it("and is kept out meanwhile changes nothing any more", async () => {
    await ask();
    const admin = await person(rig, "ada", { admin: true });
    await banMember(contextFor(rig, admin), "ann-lee", "Spam.");
    await expect(answer(await oldLink())).rejects.toMatchObject({ code: "link_dead" });
  });

  it("five times an hour at most", async () => {
    for (let n = 0; n < 5; n++) await ask(`ann${n}@example.org`);
    await expect(ask("ann5@example.org")).rejects.toMatchObject({ status: 429 });
  });
});
