import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { sessions } from "../../db/schema/members.ts";
import { bans } from "../../db/schema/moderation.ts";
import { signIn } from "../../app/features/accounts/commands.server.ts";
import { revokeAdmin } from "../../app/features/administration/people.server.ts";
import { banMember, banPage, liftBan } from "../../app/features/moderation/bans.server.ts";
import { startSession } from "../../app/features/accounts/session.server.ts";
import { decided } from "../../app/features/piloting/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { bearing, contextBearing, from, joined, memberRow, password } from "../accounts/support.ts";
import { contextFor, freshDatabase, member, person, type Rig, space, visiting } from "../support/database.ts";

const email = "ann@example.org";

let rig: Rig;
let cookie: string;
let handle: string;
let admin: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  cookie = await joined(rig);
  handle = (await contextBearing(rig, cookie)).actor.handle;
  admin = await person(rig, "ada", { admin: true });
});

const ban = (reason = "Advertising.") => banMember(contextFor(rig, admin), handle, reason);
const signInAgain = (secret = password) => signIn(visiting(rig), { email, password: secret, next: "/" }, from);

async function told(kind: string) {
  return rig.db.read.select().from(events).where(eq(events.kind, kind));
}

describe("a ban", () => {
  it("ends every session at once, and is one ban however often it is said", async () => {
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "member" });
    await ban();
    await ban("Again.");
    expect(await bearing(rig, cookie)).toMatchObject({ kind: "visitor" });
    expect(await rig.db.read.select().from(sessions)).toEqual([]);
    expect(await told("member.banned")).toMatchObject([{ actor: admin.id }]);
    expect(await rig.db.read.select().from(bans)).toMatchObject([{ reason: "Advertising.", liftedAt: null }]);
  });

  it("refuses to sign in, with the reason, to whoever knows the password and to nobody else", async () => {
    await ban();
    await expect(signInAgain()).rejects.toMatchObject({ code: "banned", status: 403, reason: "Advertising." });
    await expect(signInAgain("something else")).rejects.toMatchObject({ fields: { password: "credentials_wrong" } });
    await liftBan(contextFor(rig, admin), handle, "Promised to stop.");
    expect(await bearing(rig, await signInAgain())).toMatchObject({ kind: "member" });
    expect(await told("member.unbanned")).toHaveLength(1);
    expect((await banPage(contextFor(rig, admin), handle)).bans).toMatchObject([
      { reason: "Advertising.", liftedReason: "Promised to stop.", by: { name: "Ada" } },
    ]);
  });

  it("kills a session that was being made at that moment", async () => {
    const before = await memberRow(rig, email);
    if (!before) throw new Error("Ann is gone.");
    await ban();
    await liftBan(contextFor(rig, admin), handle, "A slip.");
    const late = await rig.db.transaction((tx) => startSession(tx, visiting(rig), before, "Firefox"));
    expect(await bearing(rig, late)).toMatchObject({ kind: "visitor" });
  });

  it("is an admin's act on somebody else", async () => {
    const where = await space(rig);
    const pia = await member(rig, await person(rig, "pia"), where.id, { pilot: true, lead: true });
    await expect(banMember(contextFor(rig, pia), handle, "Spam.")).rejects.toMatchObject({ status: 403 });
    await expect(banMember(contextFor(rig, pia), "ada", "Spam.")).rejects.toMatchObject({ status: 403 });
    await expect(banMember(contextFor(rig, admin), "ada", "Spam.")).rejects.toMatchObject({ code: "ban_yourself" });
    await expect(banMember(contextFor(rig, admin), "nobody", "Spam.")).rejects.toMatchObject({ status: 404 });
    await expect(banMember(visiting(rig), handle, "Spam.")).rejects.toMatchObject({ status: 401 });
    expect(await rig.db.read.select().from(bans)).toEqual([]);
    expect((await banPage(contextFor(rig, admin), "ada")).may).toBe(false);
  });

  it("is not for somebody whose right was taken since the page was asked for", async () => {
    const late = contextFor(rig, admin);
    const bea = contextFor(rig, await person(rig, "bea", { admin: true }));
    await banMember(bea, handle, "Spam.");
    await revokeAdmin(bea, admin.id, "Left the company.");
    await expect(banMember(late, "bea", "Revenge.")).rejects.toMatchObject({ status: 403 });
    await expect(liftBan(late, handle, "A friend.")).rejects.toMatchObject({ status: 403 });
    expect((await banPage(bea, handle)).isBanned).toBe(true);
    expect((await banPage(bea, "bea")).bans).toEqual([]);
  });

  it("leaves the decisions of a banned pilot to an admin", async () => {
    const where = await space(rig);
    await member(rig, (await contextBearing(rig, cookie)).actor, where.id, { pilot: true });
    const idea = { id: "none", space: where.id, author: admin.id };
    expect((await decided(rig.db.read, idea)).unassigned).toEqual(["product"]);
    await ban();
    expect((await decided(rig.db.read, idea)).unassigned).toEqual(["pilot", "judge", "product"]);
  });
});
