import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { adminActs } from "../../db/schema/administration.ts";
import { events } from "../../db/schema/log.ts";
import { members, sessions } from "../../db/schema/members.ts";
import { bans } from "../../db/schema/moderation.ts";
import { invitations } from "../../db/schema/spaces.ts";
import { grantByOperator, issueReset } from "../../app/features/administration/operator.server.ts";
import {
  correctAffiliation,
  endSessionsOf,
  grantAdmin,
  peoplePage,
  personPage,
  revokeAdmin,
  sendReset,
  verifyByHand,
} from "../../app/features/administration/people.server.ts";
import { invitationsPage, revokeAnyInvitation, spacesPage } from "../../app/features/administration/spaces.server.ts";
import { changeSettings } from "../../app/features/administration/settings.server.ts";
import { resetPassword } from "../../app/features/accounts/commands.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { invite } from "../../app/features/spaces/invitations.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { bearing, from, joined, memberRow, newestToken } from "../accounts/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, visiting } from "../support/database.ts";

let rig: Rig;
let ada: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  ada = await person(rig, "ada", { admin: true, affiliation: "employee" });
});

const as = (who: SignedIn) => contextFor(rig, who);

async function told(kind: string) {
  return rig.db.read.select().from(events).where(eq(events.kind, kind));
}

async function admins(): Promise<string[]> {
  const rows = await rig.db.read.select({ handle: members.handle }).from(members).where(eq(members.admin, true));
  return rows.map(({ handle }) => handle).toSorted();
}

describe("the list of people", () => {
  it("finds by the beginning of a name, its later parts, a handle or an address, and takes signs as they are", async () => {
    for (const name of ["bob", "élise", "bo%b"]) await person(rig, name);
    await rig.db.transaction((tx) => tx.update(members).set({ name: "Bob van Dam" }).where(eq(members.handle, "bob")));
    const found = async (query: string) => (await peoplePage(as(ada), query, "all", null)).people.map((p) => p.handle);
    expect(await found("BOB")).toEqual(["bob"]);
    expect(await found("dam")).toEqual(["bob"]);
    expect(await found("@bob")).toEqual(["bob"]);
    expect(await found("bob@exam")).toEqual(["bob"]);
    expect(await found("élise")).toEqual(["élise"]);
    expect(await found("bo%")).toEqual(["bo%b"]);
    expect(await found("_ob")).toEqual([]);
    expect(await found("ob")).toEqual([]);
  });

  it("goes page by page without a gap, and shows what is special", async () => {
    for (let n = 0; n < 60; n++) await person(rig, `p${n}`, { verified: n > 0 });
    const first = await peoplePage(as(ada), "", "all", null);
    expect(first.people).toHaveLength(50);
    const second = await peoplePage(as(ada), "", "all", first.next);
    expect(second).toMatchObject({ next: null });
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(61);
    expect((await peoplePage(as(ada), "", "unverified", null)).people).toMatchObject([{ handle: "p0" }]);
    expect((await peoplePage(as(ada), "", "admins", null)).people).toMatchObject([{ handle: "ada" }]);
    await banMember(as(ada), "p1", "Spam.");
    expect((await peoplePage(as(ada), "", "banned", null)).people).toMatchObject([{ handle: "p1", isBanned: true }]);
  });
});

describe("an admin", () => {
  it("corrects whom somebody belongs to, with a reason that stays out of the log", async () => {
    const bob = await person(rig, "bob");
    await correctAffiliation(as(ada), bob.id, "partner", "Signed the contract in May.");
    await correctAffiliation(as(ada), bob.id, "partner", "Again.");
    expect(await actorNow(rig, bob.id)).toMatchObject({ affiliation: "partner" });
    const [event, ...more] = await told("member.affiliated");
    expect(more).toEqual([]);
    expect(JSON.stringify(event)).not.toContain("contract");
    expect((await personPage(as(ada), bob.id)).acts).toMatchObject([
      { act: "affiliated", to: "partner", reason: "Signed the contract in May.", by: "Ada" },
    ]);
  });

  it("makes another one and takes it back, but never from oneself", async () => {
    const bob = await person(rig, "bob");
    const dan = await person(rig, "dan", { verified: false });
    await grantAdmin(as(ada), bob.id, "");
    await expect(grantAdmin(as(ada), dan.id, "")).rejects.toMatchObject({ code: "admin_unverified" });
    await expect(revokeAdmin(as(ada), ada.id, "")).rejects.toMatchObject({ code: "admin_yourself" });
    expect(await admins()).toEqual(["ada", "bob"]);
    await revokeAdmin(as(ada), bob.id, "Left.");
    expect(await admins()).toEqual(["ada"]);
    expect((await told("member.admin_granted")).length + (await told("member.admin_revoked")).length).toBe(2);
  });

  it("is always left, also when two take each other's right or keep each other out at once", async () => {
    const bob = await person(rig, "bob", { admin: true });
    const outcomes = await Promise.allSettled([revokeAdmin(as(ada), bob.id, ""), revokeAdmin(as(bob), ada.id, "")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await admins()).toHaveLength(1);
    await rig.db.transaction((tx) => tx.update(members).set({ admin: true }));
    await Promise.allSettled([banMember(as(ada), "bob", "Spam."), banMember(as(bob), "ada", "Spam.")]);
    expect(await rig.db.read.select().from(bans)).toHaveLength(1);
  });

  it("does nothing any more once the right is gone, whatever the request was let in with", async () => {
    const bob = await person(rig, "bob", { admin: true });
    const stale = as(bob);
    await revokeAdmin(as(ada), bob.id, "");
    await expect(grantAdmin(stale, bob.id, "")).rejects.toMatchObject({ status: 403 });
    await expect(correctAffiliation(stale, ada.id, "customer", "x")).rejects.toMatchObject({ status: 403 });
  });

  it("signs somebody out everywhere, and sends a link to a new password", async () => {
    const cookie = await joined(rig);
    const { id } = await memberRow(rig, "ann@example.org");
    await endSessionsOf(as(ada), id);
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "visitor" });
    expect(await rig.db.read.select().from(sessions)).toEqual([]);
    await sendReset(as(ada), id, from.origin);
    const token = await newestToken(rig, "reset");
    const { cookie: again } = await resetPassword(visiting(rig), token, { password: "another long one" }, from);
    expect(await bearing(rig, again)).toMatchObject({ id });
    expect((await rig.db.read.select().from(adminActs)).map(({ act }) => act)).toEqual([
      "sessions_ended",
      "reset_sent",
    ]);
  });

  it("confirms an address by hand, and an employee's makes an employee", async () => {
    const dan = await person(rig, "dan", { verified: false });
    const site = { siteName: "Caco", joining: "open", locale: "en", timeZone: "UTC", version: 0 } as const;
    await changeSettings(as(ada), { ...site, employeeDomains: ["example.org"] });
    await verifyByHand(as(ada), dan.id);
    expect(await actorNow(rig, dan.id)).toMatchObject({ verified: true, affiliation: "employee" });
    expect(await told("member.verified")).toMatchObject([{ actor: ada.id }]);
  });
});

it("nobody but an admin sees an account or does anything to it", async () => {
  const bob = await person(rig, "bob");
  const pia = await person(rig, "pia", { admin: true, verified: false });
  for (const who of [bob, pia]) {
    const acts = [
      () => peoplePage(as(who), "", "all", null),
      () => personPage(as(who), ada.id),
      () => correctAffiliation(as(who), bob.id, "employee", "x"),
      () => grantAdmin(as(who), bob.id, ""),
      () => revokeAdmin(as(who), ada.id, ""),
      () => verifyByHand(as(who), pia.id),
      () => sendReset(as(who), ada.id, from.origin),
      () => endSessionsOf(as(who), ada.id),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ status: 403 });
  }
  expect(await rig.db.read.select().from(adminActs)).toEqual([]);
});

it("a ban takes back the invitations that the person gave or was given", async () => {
  const where = await space(rig);
  const pia = await member(rig, await person(rig, "pia"), where.id, { pilot: true });
  const input = { role: "member" as const, affiliation: "as_is" as const, mostUses: 5, days: 5 };
  await invite(as(pia), where.id, { ...input, email: "" }, from.origin);
  await invite(as(ada), where.id, { ...input, email: "pia@example.org" }, from.origin);
  await invite(as(ada), where.id, { ...input, email: "zoe@example.org" }, from.origin);
  await banMember(as(ada), "pia", "Spam.");
  const rows = await rig.db.read.select().from(invitations);
  expect(rows.filter(({ revokedAt }) => revokedAt === null)).toMatchObject([{ email: "zoe@example.org" }]);
  expect(await told("invitation.revoked")).toHaveLength(2);
});

it("an admin sees every space and takes back invitations to any, without a way into private ones", async () => {
  const where = await space(rig, { name: "Lab", slug: "lab", visibility: "private" });
  const pia = await member(rig, await person(rig, "pia"), where.id, { pilot: true, lead: true });
  const input = { role: "member" as const, affiliation: "as_is" as const, mostUses: 5, days: 5 };
  const id = await invite(as(pia), where.id, { ...input, email: "" }, from.origin);
  expect(await spacesPage(as(ada))).toMatchObject([{ name: "Lab", isOpen: false, people: 1, ideas: 0, lead: "Pia" }]);
  expect(await invitationsPage(as(ada))).toMatchObject([{ id, space: "Lab", by: "Pia" }]);
  await expect(spacesPage(as(pia))).rejects.toMatchObject({ status: 403 });
  await expect(revokeAnyInvitation(as(pia), id)).rejects.toMatchObject({ status: 403 });
  await revokeAnyInvitation(as(ada), id);
  await expect(revokeAnyInvitation(as(ada), id)).rejects.toMatchObject({ status: 404 });
  expect(await invitationsPage(as(ada))).toEqual([]);
  expect(await told("invitation.revoked")).toMatchObject([{ actor: ada.id }]);
});

describe("whoever runs the machine", () => {
  it("gets a link to a new password that works once, and every session is over", async () => {
    const cookie = await joined(rig);
    const url = await issueReset(rig.db, visiting(rig).now, "ann@example.org", "https://ideas.example.org");
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "visitor" });
    expect(url).toMatch(/^https:\/\/ideas\.example\.org\/reset\/[\w-]{20,}$/);
    const token = url.split("/").at(-1) ?? "";
    await resetPassword(visiting(rig), token, { password: "another long one" }, from);
    await expect(resetPassword(visiting(rig), token, { password: "once more, please" }, from)).rejects.toMatchObject({
      code: "link_dead",
    });
    expect(await told("member.reset_issued")).toMatchObject([{ actor: "system" }]);
  });

  it("makes an admin of somebody who has an account and is not kept out", async () => {
    const dan = await person(rig, "dan", { verified: false });
    expect(await grantByOperator(rig.db, visiting(rig).now, "dan@example.org")).toBe(true);
    expect(await grantByOperator(rig.db, visiting(rig).now, "dan@example.org")).toBe(false);
    expect(await actorNow(rig, dan.id)).toMatchObject({ admin: true, verified: true });
    await expect(grantByOperator(rig.db, 0, "nobody@example.org")).rejects.toMatchObject({ status: 404 });
    await banMember(as(ada), "dan", "Spam.");
    await expect(grantByOperator(rig.db, 0, "dan@example.org")).rejects.toMatchObject({ code: "admin_banned" });
    await expect(issueReset(rig.db, 0, "dan@example.org", "x")).rejects.toMatchObject({ code: "admin_banned" });
  });
});
