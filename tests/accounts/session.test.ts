import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { events } from "../../db/schema/log.ts";
import { members, sessions } from "../../db/schema/members.ts";
import { endMyOtherSessions, endMySession, signIn, signOut } from "../../app/features/accounts/commands.server.ts";
import { mySessions } from "../../app/features/accounts/queries.server.ts";
import { seenEvery, sessionAge } from "../../app/features/accounts/rules.ts";
import { actorOf, sessionIsAlive } from "../../app/features/accounts/session.server.ts";
import { NotFound } from "../../app/platform/errors.ts";
import { freshDatabase, member, space, start, visiting } from "../support/database.ts";
import { bearing, contextBearing, from, joined, password } from "./support.ts";

const email = "ann@example.org";

describe("a session", () => {
  it("tells who asks, with the spaces and roles of that person", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    const bikes = await space(rig);
    await member(rig, (await contextBearing(rig, cookie)).actor, bikes.id, { pilot: true });
    const actor = await bearing(rig, cookie);
    expect(actor).toMatchObject({ kind: "member", name: "Ann Lee", email, verified: true, admin: false });
    expect(actor.kind === "member" && actor.memberships.get(bikes.id)).toEqual({
      pilot: true,
      product: false,
      lead: false,
    });
  });

  it("is stored as a hash only", async () => {
    const rig = await freshDatabase();
    const secret = (await joined(rig)).split(";")[0]?.split("=")[1] ?? "";
    expect(secret.length).toBeGreaterThanOrEqual(32);
    const stored = JSON.stringify(await rig.db.read.select().from(sessions));
    expect(stored).not.toContain(secret);
    expect(JSON.stringify(await rig.db.read.select().from(events))).not.toContain(secret);
  });

  it("ends at its age, however often it was used", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    for (const days of [30, 60, 89]) {
      expect((await bearing(rig, cookie, start + days * 86_400_000)).kind).toBe("member");
    }
    expect((await bearing(rig, cookie, start + sessionAge)).kind).toBe("visitor");
    const [row] = await rig.db.read.select().from(sessions);
    expect(row?.expiresAt).toBe(start + sessionAge);
  });

  it("dies when the account's security stamp changes, for sockets too", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    const { actor } = await contextBearing(rig, cookie);
    expect(await sessionIsAlive(rig.db, actor.session, start)).toBe(true);
    await rig.db.transaction((tx) =>
      tx.update(members).set({ securityStamp: "another" }).where(eq(members.id, actor.id)),
    );
    expect((await bearing(rig, cookie)).kind).toBe("visitor");
    expect(await sessionIsAlive(rig.db, actor.session, start)).toBe(false);
  });

  it("is no longer alive for sockets once it is over", async () => {
    const rig = await freshDatabase();
    const { actor } = await contextBearing(rig, await joined(rig));
    expect(await sessionIsAlive(rig.db, actor.session, start + sessionAge)).toBe(false);
    expect(await sessionIsAlive(rig.db, "nosuchsession000", start)).toBe(false);
  });

  it("notes when it was last seen, at most every ten minutes", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    const seenAt = async () => (await rig.db.read.select().from(sessions))[0]?.lastSeenAt;
    await bearing(rig, cookie, start + seenEvery);
    await vi.waitFor(async () => expect(await seenAt()).toBe(start + seenEvery));
    await bearing(rig, cookie, start + seenEvery + 1);
    await rig.db.transaction(async () => undefined); // whatever was written stands before this in the queue
    expect(await seenAt()).toBe(start + seenEvery);
  });

  it.each(["session=", "session=nonsense", "session=%zz", "=", ";;;", "other=1"])(
    "is not made of the header %j",
    async (header) => {
      const rig = await freshDatabase();
      expect(await actorOf(rig.db, header, start, rig.config)).toMatchObject({
        actor: { kind: "visitor" },
        sessionHash: null,
      });
    },
  );
});

describe("the cookie of a session", () => {
  it("is HttpOnly, Lax and for the whole site (A13)", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    expect(cookie).toMatch(/^session=/);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(cookie).toContain("Path=/");
    expect(cookie).not.toContain("Domain");
  });

  it("is Secure and bound to the host under https, where the plain name opens nothing", async () => {
    const rig = await freshDatabase({ ORIGIN: "https://caco.example" });
    const cookie = await joined(rig);
    expect(cookie).toMatch(/^__Host-session=.*Secure/);
    expect((await bearing(rig, cookie)).kind).toBe("member");
    expect((await bearing(rig, cookie.replace("__Host-", ""))).kind).toBe("visitor");
  });
});

describe("signing in and out", () => {
  it("makes a new secret each time and ends the session from before (A6)", async () => {
    const rig = await freshDatabase();
    const old = await joined(rig);
    const next = await signIn(await contextBearing(rig, old), { email, password }, from);
    expect(next).not.toBe(old);
    expect((await bearing(rig, next)).kind).toBe("member");
    expect((await bearing(rig, old)).kind).toBe("visitor");
  });

  it("leaves nothing to replay after signing out, and says so in the log (A7)", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    const ctx = await contextBearing(rig, cookie);
    await signOut(ctx);
    expect((await bearing(rig, cookie)).kind).toBe("visitor");
    const log = await rig.db.read.select().from(events).where(eq(events.kind, "session.ended"));
    expect(log.map((event) => event.payload)).toEqual([{ session: ctx.actor.session, member: ctx.actor.id }]);
  });

  it("signs a visitor out without complaint", async () => {
    const rig = await freshDatabase();
    await expect(signOut(visiting(rig))).resolves.toBeUndefined();
  });
});

describe("my sessions", () => {
  async function threeDevices() {
    const rig = await freshDatabase();
    const first = await joined(rig);
    const second = await signIn(
      visiting(rig, { now: start + 1 }),
      { email, password },
      { ...from, userAgent: "Safari/604.1 (iPhone)" },
    );
    const third = await signIn(visiting(rig, { now: start + 2 }), { email, password }, from);
    return { rig, first, second, third };
  }

  it("lists devices in words, this one first", async () => {
    const { rig, first } = await threeDevices();
    const ctx = await contextBearing(rig, first);
    const list = await mySessions(ctx);
    expect(list.map(({ isThis, device }) => [isThis, device.browser, device.system])).toEqual([
      [true, "Firefox", "Linux"],
      [false, "Firefox", "Linux"],
      [false, "Safari", "iPhone"],
    ]);
  });

  it("ends one device and leaves the others", async () => {
    const { rig, first, second, third } = await threeDevices();
    const ctx = await contextBearing(rig, first);
    const { actor: phone } = await contextBearing(rig, second);
    await endMySession(ctx, phone.session);
    expect((await bearing(rig, second)).kind).toBe("visitor");
    expect((await bearing(rig, first)).kind).toBe("member");
    expect((await bearing(rig, third)).kind).toBe("member");
  });

  it("ends all devices but this one, each with its own event", async () => {
    const { rig, first, second, third } = await threeDevices();
    await endMyOtherSessions(await contextBearing(rig, first));
    expect((await bearing(rig, first)).kind).toBe("member");
    expect((await bearing(rig, second)).kind).toBe("visitor");
    expect((await bearing(rig, third)).kind).toBe("visitor");
    const log = await rig.db.read.select().from(events).where(eq(events.kind, "session.ended"));
    expect(log).toHaveLength(2);
    expect(new Set(log.map((event) => event.cause)).size).toBe(1);
  });

  it("does not end a session of somebody else, nor tell whether there is one", async () => {
    const { rig, first } = await threeDevices();
    const eve = await joined(rig, { email: "eve@example.org", name: "Eve" });
    const target = (await contextBearing(rig, first)).actor.session;
    const ctx = await contextBearing(rig, eve);
    await expect(endMySession(ctx, target)).rejects.toThrow(NotFound);
    await expect(endMySession(ctx, "nosuchsession000")).rejects.toThrow(NotFound);
    expect((await bearing(rig, first)).kind).toBe("member");
  });
});
