import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { mailTokens, members, sessions } from "../../db/schema/members.ts";
import { askReset, changePassword, resetPassword, signIn } from "../../app/features/accounts/commands.server.ts";
import { hashPassword, isOutdated, passwordFits } from "../../app/features/accounts/passwords.server.ts";
import { mailedLink } from "../../app/features/accounts/queries.server.ts";
import { linkAge } from "../../app/features/accounts/rules.ts";
import { Invalid, Refused, TooMany } from "../../app/platform/errors.ts";
import { freshDatabase, start, visiting } from "../support/database.ts";
import { bearing, contextBearing, from, joined, memberRow, newestToken, password, waitingMails } from "./support.ts";

const email = "ann@example.org";
const newPassword = "a completely new one";

describe("a password", () => {
  it("is stored as argon2id with 19 MiB and two passes", async () => {
    const stored = await hashPassword(password);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordFits(stored, password)).toBe(true);
    expect(await passwordFits(stored, `${password} `)).toBe(false);
  });

  it("fits however the keyboard composes its accents", async () => {
    expect(await passwordFits(await hashPassword("caf\u00e9 \u00e0 midi"), "cafe\u0301 a\u0300 midi")).toBe(true);
  });

  it("fits nothing where there is none", async () => {
    expect(await passwordFits(null, password)).toBe(false);
    expect(await passwordFits(undefined, "")).toBe(false);
  });

  it("is compared four at a time with 64 waiting; who comes then is asked to wait (A5)", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => passwordFits(null, password)));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(80 - 68);
    expect(refused[0]).toMatchObject({ reason: new TooMany(5) });
    expect(await passwordFits(null, password)).toBe(false);
  });
});

describe("signing in", () => {
  it("does not say whether the address or the password was wrong (A1)", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    const wrong = signIn(visiting(rig), { email, password: "not the password" }, from);
    const unknown = signIn(visiting(rig), { email: "nobody@example.org", password: "not the password" }, from);
    const [one, other] = await Promise.allSettled([wrong, unknown]);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ reason: new Invalid({ password: "credentials_wrong" }) });
  });

  it("asks to wait after ten wrong passwords, and does not lock the owner out elsewhere (A4)", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    const guess = () => signIn(visiting(rig), { email, password: "not the password" }, from);
    for (let n = 0; n < 10; n++) await expect(guess()).rejects.toThrow(Invalid);
    const refusal = await guess().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooMany);
    expect((refusal as TooMany).retryAfterSeconds).toBeGreaterThan(0);
    const elsewhere = visiting(rig, { address: `${rig.address}-elsewhere` });
    await expect(signIn(elsewhere, { email, password }, from)).resolves.toMatch(/^session=/);
  });

  it("may be done as often as one likes with the right password", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    for (let n = 0; n < 15; n++) await signIn(visiting(rig, { now: start + n }), { email, password }, from);
    expect(await rig.db.read.select().from(sessions)).toHaveLength(16);
  });

  it("renews a hash that was made with another cost", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    const old = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    expect(isOutdated(old)).toBe(true);
    await rig.db.transaction((tx) => tx.update(members).set({ passwordHash: old }).where(eq(members.email, email)));
    await signIn(visiting(rig), { email, password }, from);
    const { passwordHash } = await memberRow(rig, email);
    expect(isOutdated(passwordHash ?? "")).toBe(false);
    expect(await passwordFits(passwordHash, password)).toBe(true);
  });
});

describe("a forgotten password", () => {
  it("is answered alike for an address without account, and mails nobody (A3)", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    const before = (await waitingMails(rig)).length;
    const unknown = await askReset(visiting(rig), { email: "nobody@example.org" }, from);
    expect((await waitingMails(rig)).length).toBe(before);
    expect(await askReset(visiting(rig), { email }, from)).toEqual(unknown);
    expect((await waitingMails(rig)).length).toBe(before + 1);
  });

  it("is replaced by the mailed link, which ends every session and signs in here", async () => {
    const rig = await freshDatabase();
    const old = await joined(rig);
    await askReset(visiting(rig), { email, next: "/s/bikes" }, from);
    const { cookie, next } = await resetPassword(
      visiting(rig),
      await newestToken(rig, "reset"),
      { password: newPassword },
      from,
    );
    expect(next).toBe("/s/bikes");
    expect((await bearing(rig, old)).kind).toBe("visitor");
    expect((await bearing(rig, cookie)).kind).toBe("member");
    await expect(signIn(visiting(rig), { email, password }, from)).rejects.toThrow(Invalid);
    await expect(signIn(visiting(rig), { email, password: newPassword }, from)).resolves.toBeDefined();
    const secured = await rig.db.read.select().from(events).where(eq(events.kind, "member.secured"));
    expect(secured).toHaveLength(1);
    expect((await waitingMails(rig)).map((mail) => mail.template)).toContain("secured");
  });

  it("is replaced once, by one of many at once (A8)", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    await askReset(visiting(rig), { email }, from);
    const token = await newestToken(rig, "reset");
    const tries = Array.from({ length: 5 }, (_, n) =>
      resetPassword(visiting(rig), token, { password: `${newPassword} ${n}` }, from),
    );
    const outcomes = await Promise.allSettled(tries);
    const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await passwordFits((await memberRow(rig, email)).passwordHash, `${newPassword} ${winner}`)).toBe(true);
    await expect(resetPassword(visiting(rig), token, { password }, from)).rejects.toThrow(new Refused("link_dead"));
  });

  it("keeps its link worthless once the address has changed (A8)", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    await askReset(visiting(rig), { email }, from);
    const token = await newestToken(rig, "reset");
    await rig.db.transaction((tx) =>
      tx.update(members).set({ email: "ann@elsewhere.example" }).where(eq(members.email, email)),
    );
    expect(await mailedLink(visiting(rig), "reset", token, null)).toEqual({ state: "dead" });
    await expect(resetPassword(visiting(rig), token, { password: newPassword }, from)).rejects.toThrow(Refused);
  });

  it("keeps its link worthless after an hour, and after another one was used", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    await askReset(visiting(rig), { email }, from);
    const first = await newestToken(rig, "reset");
    const late = visiting(rig, { now: start + linkAge.reset });
    await expect(resetPassword(late, first, { password: newPassword }, from)).rejects.toThrow(Refused);
    await askReset(visiting(rig, { now: start + 1 }), { email }, from);
    await resetPassword(visiting(rig), await newestToken(rig, "reset"), { password: newPassword }, from);
    await expect(resetPassword(visiting(rig), first, { password }, from)).rejects.toThrow(Refused);
  });

  it("is not replaced by a link that confirms an address, nor the other way round", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    const verify = await newestToken(rig, "verify");
    await rig.db.transaction((tx) => tx.update(mailTokens).set({ usedAt: null }));
    await expect(resetPassword(visiting(rig), verify, { password: newPassword }, from)).rejects.toThrow(Refused);
  });

  it("leaves only the hash of the link in the tokens", async () => {
    const rig = await freshDatabase();
    await joined(rig);
    await askReset(visiting(rig), { email }, from);
    const stored = JSON.stringify(await rig.db.read.select().from(mailTokens));
    expect(stored).not.toContain(await newestToken(rig, "reset"));
  });
});

describe("changing the password", () => {
  it("asks for the current one, ends every session and starts a new one here (A7)", async () => {
    const rig = await freshDatabase();
    const cookie = await joined(rig);
    const elsewhere = await signIn(visiting(rig), { email, password }, from);
    const ctx = await contextBearing(rig, cookie);
    await expect(changePassword(ctx, { currentPassword: "wrong", password: newPassword }, from)).rejects.toMatchObject({
      fields: { currentPassword: "password_wrong" },
    });
    const next = await changePassword(ctx, { currentPassword: password, password: newPassword }, from);
    expect((await bearing(rig, next)).kind).toBe("member");
    expect((await bearing(rig, cookie)).kind).toBe("visitor");
    expect((await bearing(rig, elsewhere)).kind).toBe("visitor");
  });
});
