import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { spacePeople } from "../../db/schema/spaces.ts";
import { join } from "../../app/features/accounts/commands.server.ts";
import { mayJoinBy } from "../../app/features/accounts/joining.server.ts";
import { type SettingsInput, settingsInput } from "../../app/features/administration/inputs.ts";
import { revokeAdmin } from "../../app/features/administration/people.server.ts";
import { applyDomains, changeSettings, settingsPage } from "../../app/features/administration/settings.server.ts";
import { invite, inviteToken, revokeInvitation } from "../../app/features/spaces/invitations.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { siteOf } from "../../app/platform/site.server.ts";
import { bearing, from, joined, joining, memberRow, waitingMails } from "../accounts/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, visiting } from "../support/database.ts";

let rig: Rig;
let admin: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  admin = await person(rig, "ada", { admin: true });
});

const given: SettingsInput = {
  siteName: "Ideenwerk",
  joining: "open",
  locale: "fr",
  timeZone: "Europe/Paris",
  employeeDomains: [],
  version: 0,
};

const set = (change: Partial<SettingsInput> = {}) => changeSettings(contextFor(rig, admin), { ...given, ...change });

async function told(kind: string) {
  return rig.db.read.select().from(events).where(eq(events.kind, kind));
}

describe("the settings", () => {
  it("are not for somebody whose right was taken since the form was sent", async () => {
    const late = contextFor(rig, admin);
    await revokeAdmin(contextFor(rig, await person(rig, "bea", { admin: true })), admin.id, "Left the company.");
    await expect(changeSettings(late, given)).rejects.toMatchObject({ status: 403 });
    expect(await siteOf(rig.db)).toMatchObject({ version: 0, name: "Caco" });
  });

  it("hold at once, and the log says which of them changed, never to what", async () => {
    expect(await siteOf(rig.db)).toMatchObject({ version: 0, name: "Caco", joining: "open" });
    await set();
    expect(await siteOf(rig.db)).toMatchObject({ version: 1, name: "Ideenwerk", locale: "fr" });
    const [event] = await told("settings.changed");
    expect(event?.payload).toEqual({ version: 1, changed: ["locale", "timeZone", "name"], joining: "open" });
    expect(JSON.stringify(event)).not.toContain("Ideenwerk");
  });

  it("are not written over by whoever saw an older state, not even at the same moment", async () => {
    await set();
    await expect(set({ siteName: "Late" })).rejects.toMatchObject({ code: "settings_changed" });
    const outcomes = await Promise.allSettled(["One", "Two"].map((siteName) => set({ siteName, version: 1 })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await siteOf(rig.db)).version).toBe(2);
  });

  it("are an admin's alone", async () => {
    const pia = await person(rig, "pia");
    await expect(changeSettings(contextFor(rig, pia), given)).rejects.toMatchObject({ status: 403 });
    await expect(settingsPage(contextFor(rig, pia))).rejects.toMatchObject({ status: 403 });
    await expect(applyDomains(contextFor(rig, pia), 1)).rejects.toMatchObject({ status: 403 });
    const dan = await person(rig, "dan", { admin: true, verified: false });
    await expect(changeSettings(contextFor(rig, dan), given)).rejects.toMatchObject({ status: 403 });
  });

  it("take domains as people type them, and refuse what would make everybody an employee", () => {
    const typed = (employeeDomains: string) =>
      settingsInput.safeParse({ ...given, version: "0", employeeDomains, timeZone: "UTC" });
    expect(typed(" @Example.ORG\nbikes.example, example.org ").data?.employeeDomains).toEqual([
      "example.org",
      "bikes.example",
    ]);
    expect(typed("").data?.employeeDomains).toEqual([]);
    const why = (text: string) => typed(text).error?.issues[0]?.message;
    expect(why("gmail.com")).toBe("domain_public");
    expect(why("localhost")).toBe("domain_unusable");
    expect(why("%")).toBe("domain_unusable");
    expect(why("a b@c.example.org")).toBe("domain_unusable");
    expect(why(Array.from({ length: 51 }, (_, n) => `a${n}.example`).join("\n"))).toBe("too_many_domains");
    expect(settingsInput.safeParse({ ...given, timeZone: "Mars/Olympus" }).success).toBe(false);
  });
});

describe("an employee's domain", () => {
  it("makes whoever confirms an address exactly there an employee, and says so", async () => {
    await set({ employeeDomains: ["bikes.example"] });
    const zoe = await bearing(rig, await joined(rig, { name: "Zoe", email: "zoe@bikes.example" }));
    expect(zoe).toMatchObject({ affiliation: "employee" });
    for (const email of ["yan@sub.bikes.example", "xia@notbikes.example"]) {
      expect(await bearing(rig, await joined(rig, { email }))).toMatchObject({ affiliation: "customer" });
    }
    expect(await told("member.affiliated")).toMatchObject([{ payload: { from: "customer", to: "employee" } }]);
  });

  it("means nothing before the address is confirmed", async () => {
    await set({ employeeDomains: ["bikes.example"] });
    await join(visiting(rig), joining(rig, { email: "zoe@bikes.example" }), from);
    expect(await memberRow(rig, "zoe@bikes.example")).toMatchObject({ affiliation: "customer" });
  });

  it("is applied to confirmed customers when an admin says so, knowing how many they are", async () => {
    const where = await space(rig);
    const bob = await member(rig, await person(rig, "bob"), where.id);
    await person(rig, "dan", { verified: false });
    const pat = await person(rig, "pat", { affiliation: "partner" });
    await set({ employeeDomains: ["example.org"] });
    // Ada, the admin, is a customer too.
    expect((await settingsPage(contextFor(rig, admin))).misplaced).toBe(2);
    await expect(applyDomains(contextFor(rig, admin), 7)).rejects.toMatchObject({ code: "changed_meanwhile" });
    await applyDomains(contextFor(rig, admin), 2);
    expect(await actorNow(rig, bob.id)).toMatchObject({ affiliation: "employee" });
    expect(await actorNow(rig, pat.id)).toMatchObject({ affiliation: "partner" });
    expect(await memberRow(rig, "dan@example.org")).toMatchObject({ affiliation: "customer" });
    expect((await told("member.affiliated")).map(({ actor }) => actor)).toEqual([admin.id, admin.id]);
    const counts = await rig.db.read.select().from(spacePeople).where(eq(spacePeople.space, where.id));
    expect(counts.find(({ affiliation }) => affiliation === "employee")?.people).toBe(1);
    expect((await settingsPage(contextFor(rig, admin))).misplaced).toBe(0);
  });
});

describe("joining by invitation only", () => {
  it("is refused without an invitation, and no mail goes out", async () => {
    await set({ joining: "invitation" });
    for (const next of [undefined, "/s/bikes", "/invite/made.up", "//invite/x", "/invite/"]) {
      await expect(join(visiting(rig), joining(rig, { next }), from)).rejects.toMatchObject({ code: "invited_only" });
      expect(await mayJoinBy(visiting(rig), next)).toBe(false);
    }
    expect(await waitingMails(rig)).toEqual([]);
  });

  it("goes by the link of an open invitation, for the address it was sent to", async () => {
    const where = await space(rig);
    await set({ joining: "invitation" });
    const ctx = contextFor(rig, admin);
    const input = { role: "member" as const, affiliation: "as_is" as const, mostUses: 1, days: 1 };
    const mailed = await invite(ctx, where.id, { ...input, email: "zoe@example.org" }, from.origin);
    const next = `/invite/${inviteToken(ctx, mailed)}`;
    expect(await mayJoinBy(visiting(rig), next)).toBe(true);
    const stranger = joining(rig, { email: "xia@example.org", next });
    await expect(join(visiting(rig), stranger, from)).rejects.toMatchObject({ code: "invited_only" });
    expect(await bearing(rig, await joined(rig, { email: "zoe@example.org", next }))).toMatchObject({ verified: true });
    await revokeInvitation(ctx, where.id, mailed);
    expect(await mayJoinBy(visiting(rig), next)).toBe(false);
  });
});
