import { describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import {
  askReset,
  join,
  resendVerification,
  resetPassword,
  verifyAddress,
} from "../../app/features/accounts/commands.server.ts";
import { joinInput } from "../../app/features/accounts/inputs.ts";
import { mailedLink } from "../../app/features/accounts/queries.server.ts";
import { linkAge } from "../../app/features/accounts/rules.ts";
import { Invalid, Malformed, Refused, TooMany } from "../../app/platform/errors.ts";
import { parseForm } from "../../app/platform/forms.server.ts";
import { sign } from "../../app/platform/signing.server.ts";
import { freshDatabase, start, visiting } from "../support/database.ts";
import { bearing, from, joining, memberRow, newestToken, waitingMails } from "./support.ts";

const email = "ann@example.org";

describe("joining", () => {
  it("makes an unverified customer and mails the link that confirms the address", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig, { locale: "fr" }), joining(rig), from);
    expect(await memberRow(rig, email)).toMatchObject({
      name: "Ann Lee",
      handle: "ann-lee",
      affiliation: "customer",
      emailVerifiedAt: null,
      admin: false,
      locale: "fr",
    });
    const [mail] = await waitingMails(rig);
    expect(mail).toMatchObject({ template: "verify", locale: "fr", to: { name: "Ann Lee", address: email } });
    expect(mail?.values.url).toMatch(/^http:\/\/localhost:3000\/verify\/[\w-]{32}$/);
  });

  it("gives two people of one name a handle each", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    await join(visiting(rig), joining(rig, { email: "ann2@example.org" }), from);
    expect((await memberRow(rig, "ann2@example.org")).handle).toBe("ann-lee-2");
  });

  it("answers alike for an address that has an account, and tells only its owner (A2)", async () => {
    const rig = await freshDatabase();
    const first = await join(visiting(rig), joining(rig), from);
    const before = await memberRow(rig, email);
    const second = await join(visiting(rig), joining(rig, { name: "Eve", password: "something else" }), from);
    expect(second).toEqual(first);
    expect(await memberRow(rig, email)).toEqual(before);
    expect(await rig.db.read.select().from(members)).toHaveLength(1);
    const mail = (await waitingMails(rig)).find((sent) => sent.template === "already");
    expect(mail).toMatchObject({ to: { name: "Ann Lee", address: email } });
    expect(mail?.values.name).toBe("Ann Lee");
  });

  it("makes one account of an address typed in many ways, also at once", async () => {
    const rig = await freshDatabase();
    const typed = ["ann@example.org", "Ann@Example.org", " ANN@EXAMPLE.ORG "];
    const inputs = typed.map((email) => joinInput.parse({ ...joining(rig), email }));
    await Promise.all(inputs.map((input) => join(visiting(rig), input, from)));
    expect(await rig.db.read.select().from(members)).toHaveLength(1);
  });

  it.each([
    ["fills the field that people do not see", { website: "https://spam.example" }],
    ["sends the form as soon as it has it", { started: "now" }],
    ["signs the time itself", { started: `${start - 60_000}.forged` }],
  ])(
    "makes nothing for a program that %s, and answers alike",
    async (_, { started, ...change }: { website?: string; started?: string }) => {
      const rig = await freshDatabase();
      const stamp = started === "now" ? sign(rig.config, "join", String(start - 10)) : started;
      const input = joining(rig, { ...change, ...(stamp !== undefined && { started: stamp }) });
      await expect(join(visiting(rig), input, from)).resolves.toBeUndefined();
      expect(await rig.db.read.select().from(members)).toEqual([]);
      expect(await waitingMails(rig)).toEqual([]);
    },
  );

  it("does not take the time stamp of another form", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig, { started: sign(rig.config, "other", String(start - 60_000)) }), from);
    expect(await rig.db.read.select().from(members)).toEqual([]);
  });

  it("asks somebody who left the form open for a day to send it again", async () => {
    const rig = await freshDatabase();
    const started = sign(rig.config, "join", String(start - 25 * 3_600_000));
    await expect(join(visiting(rig), joining(rig, { started }), from)).rejects.toThrow(new Refused("form_stale"));
  });

  it("sends one person no flood of mails, without telling", async () => {
    const rig = await freshDatabase();
    const target = joining(rig, { email: "flooded@example.org" });
    for (let n = 0; n < 9; n++) await join(visiting(rig), target, from);
    expect((await waitingMails(rig)).length).toBeLessThanOrEqual(5);
  });

  it("lets nobody use up the mails that its owner asks for from elsewhere", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig, { email: "owner@example.org" }), from);
    const ask = { email: "owner@example.org" };
    const foe = visiting(rig, { address: "foe" });
    for (let n = 0; n < 5; n++) await askReset(foe, ask, from);
    await expect(askReset(foe, ask, from)).rejects.toThrow(TooMany);
    const before = (await waitingMails(rig)).length;
    await askReset(visiting(rig, { address: "home" }), ask, from);
    expect((await waitingMails(rig)).length).toBe(before + 1);
    // Whoever comes from many addresses sends at most twenty in an hour, and is not told.
    for (let n = 0; n < 30; n++) await askReset(visiting(rig, { address: `foe ${n}` }), ask, from);
    expect((await waitingMails(rig)).length).toBe(20);
  });

  it("stops one address from making accounts without end", async () => {
    const rig = await freshDatabase();
    const flood = async () => {
      for (let n = 0; n <= 30; n++) await join(visiting(rig), joining(rig, { email: `bot${n}@flood.example` }), from);
    };
    await expect(flood()).rejects.toThrow(TooMany);
    expect(await rig.db.read.select().from(members)).toHaveLength(30);
  });
});

describe("the form to join", () => {
  const form = (change: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ name: "Ann", email, password: "long enough", ...change }))
      data.append(name, value);
    return data;
  };

  it.each(["admin", "role", "emailVerifiedAt", "affiliation", "id", "verificationCode", "reputation"])(
    "refuses the field %s that nobody asked for (A10)",
    (field) => {
      expect(() => parseForm(joinInput, form({ [field]: "true" }))).toThrow(Malformed);
    },
  );

  it("refuses a field that is sent twice", () => {
    const twice = form({});
    twice.append("email", "eve@example.org");
    expect(() => parseForm(joinInput, twice)).toThrow(Malformed);
  });

  it.each([
    ["a password of 9 characters", { password: "123456789" }, { password: "password_short" }],
    ["a password of a megabyte (A5)", { password: "x".repeat(1_000_000) }, { password: "password_long" }],
    ["an empty name", { name: " " }, { name: "name_missing" }],
    ["a name with a line break (A44)", { name: "Ann\r\nBcc: eve@evil.example" }, { name: "name_unusable" }],
    ["no address", { email: "" }, { email: "email_missing" }],
    ["a quoted address (A44)", { email: '"a@evil.example x"@example.org' }, { email: "email_unusable" }],
  ])("names what is wrong with %s", (_, change, fields) => {
    try {
      parseForm(joinInput, form(change));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Invalid);
      expect(error).toMatchObject({ fields });
    }
  });
});

describe("confirming an address", () => {
  it("signs in and leads back to where the person came from", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig, { next: "/s/bikes/ideas/new" }), from);
    const { cookie, next } = await verifyAddress(visiting(rig), await newestToken(rig, "verify"), {}, from);
    expect(next).toBe("/s/bikes/ideas/new");
    expect(await bearing(rig, cookie)).toMatchObject({ email, verified: true });
    const kinds = (await rig.db.read.select().from(events)).map((event) => event.kind);
    expect(kinds).toEqual(["member.registered", "member.verified", "session.started"]);
  });

  it("leads nowhere else, whatever was asked for (A18)", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig, { next: "//evil.example" }), from);
    const { next } = await verifyAddress(visiting(rig), await newestToken(rig, "verify"), {}, from);
    expect(next).toBe("/");
  });

  it("is not done by looking at the link, as mail programs do (A17)", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    const token = await newestToken(rig, "verify");
    for (let look = 0; look < 3; look++) {
      expect(await mailedLink(visiting(rig), "verify", token, from.browser)).toEqual({
        state: "ready",
        name: "Ann Lee",
        email,
        needsPassword: false,
      });
    }
    expect((await memberRow(rig, email)).emailVerifiedAt).toBeNull();
  });

  it("works once, for one of many at once", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    const token = await newestToken(rig, "verify");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => verifyAddress(visiting(rig), token, {}, from)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await mailedLink(visiting(rig), "verify", token, from.browser)).toEqual({ state: "used" });
  });

  it("asks for the password in another browser, so that nobody opens an account in a stranger's name", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    await resendVerification(visiting(rig), { email }, { ...from, browser: "the stranger's browser" });
    const token = await newestToken(rig, "verify");
    for (const browser of [null, "the stranger's browser"]) {
      expect(await mailedLink(visiting(rig), "verify", token, browser)).toMatchObject({ needsPassword: true });
      await expect(verifyAddress(visiting(rig), token, {}, { ...from, browser })).rejects.toMatchObject({
        fields: { password: "password_wrong" },
      });
    }
    expect((await memberRow(rig, email)).emailVerifiedAt).toBeNull();
    const input = { password: joining(rig).password };
    await verifyAddress(visiting(rig), token, input, { ...from, browser: null });
    expect((await memberRow(rig, email)).emailVerifiedAt).toBe(start);
  });

  it("signs nobody in by an old link once the password was set anew", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    const old = await newestToken(rig, "verify");
    await askReset(visiting(rig), { email }, from);
    await resetPassword(visiting(rig), await newestToken(rig, "reset"), { password: "a whole new one" }, from);
    await expect(verifyAddress(visiting(rig), old, {}, from)).rejects.toThrow(new Refused("link_dead"));
  });

  it("is over after seven days", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig), from);
    const token = await newestToken(rig, "verify");
    const late = visiting(rig, { now: start + linkAge.verify });
    await expect(verifyAddress(late, token, {}, from)).rejects.toThrow(new Refused("link_dead"));
    expect((await memberRow(rig, email)).emailVerifiedAt).toBeNull();
  });

  it("is mailed once more on request, with the same way back, and only while it lacks", async () => {
    const rig = await freshDatabase();
    await join(visiting(rig), joining(rig, { next: "/s/bikes/ideas/new" }), from);
    await resendVerification(visiting(rig), { email }, from);
    await resendVerification(visiting(rig), { email: "nobody@example.org" }, from);
    expect(await waitingMails(rig)).toHaveLength(2);
    const { next } = await verifyAddress(visiting(rig), await newestToken(rig, "verify"), {}, from);
    expect(next).toBe("/s/bikes/ideas/new");
    await resendVerification(visiting(rig), { email }, from);
    expect(await waitingMails(rig)).toHaveLength(2);
  });
});
