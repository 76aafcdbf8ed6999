import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { consents, legalVersions } from "../../db/schema/legal.ts";
import { events } from "../../db/schema/log.ts";
import { join } from "../../app/features/accounts/commands.server.ts";
import { prepareSetup, setUp } from "../../app/features/accounts/setup.server.ts";
import { giveConsent, prepareLegal, publishLegal } from "../../app/features/legal/commands.server.ts";
import { firstTexts } from "../../app/features/legal/first-texts.server.ts";
import type { LegalInput } from "../../app/features/legal/inputs.ts";
import {
  consentAsked,
  legalOverview,
  legalPage,
  markToAccept,
  myConsents,
} from "../../app/features/legal/queries.server.ts";
import { documents, gapsIn, judgeConsent, longestText, markOf } from "../../app/features/legal/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { from, joined, joining, memberRow, settingUp } from "../accounts/support.ts";
import { actorNow, contextFor, freshDatabase, person, type Rig, start, visiting } from "../support/database.ts";

const email = "ann@example.org";

let rig: Rig;
let admin: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  await prepareLegal(rig.db, start);
  admin = await person(rig, "ada", { admin: true });
});

const texts = { en: "# New rules\n\nBe kind.", fr: "# Nouvelles règles\n\nSoyez aimables." };

const publish = (document: (typeof documents)[number], change: Partial<LegalInput> = {}, who = admin) =>
  publishLegal(contextFor(rig, who), document, { ...texts, version: 1, ...change });

const told = async (kind: string) => rig.db.read.select().from(events).where(eq(events.kind, kind));

async function ann(consent: string | undefined = "1.1"): Promise<SignedIn> {
  await joined(rig, { consent });
  return actorNow(rig, (await memberRow(rig, email)).id);
}

describe("the first texts", () => {
  it("are there once, in both languages, and mark what only those who run the place can know", async () => {
    await prepareLegal(rig.db, start + 1);
    const rows = await rig.db.read.select().from(legalVersions);
    expect(rows.map(({ document, version }) => `${document} ${version}`).toSorted()).toEqual([
      "notice 1",
      "privacy 1",
      "terms 1",
    ]);
    for (const document of documents) {
      for (const text of Object.values(firstTexts[document])) {
        expect(gapsIn(text)).toBeGreaterThan(0);
        expect(text.length).toBeLessThan(longestText);
      }
      expect(gapsIn(firstTexts[document].en)).toBe(gapsIn(firstTexts[document].fr));
    }
    expect((await legalPage(visiting(rig), "terms", null)).html).toContain("<h3>");
  });

  it("are read by visitors in their language, and only admins are told of the gaps", async () => {
    const french = await legalPage(visiting(rig, { locale: "fr" }), "privacy", null);
    expect(french).toMatchObject({ language: "fr", gaps: 0, mayEdit: false, acceptedAt: null });
    expect(french.html).toContain("exploitant");
    expect((await legalPage(contextFor(rig, admin), "privacy", null)).gaps).toBeGreaterThan(0);
  });

  it("are written as French is", () => {
    for (const document of documents) {
      expect(firstTexts[document].fr).not.toMatch(/[^\s\u202f][;!?]|'|[a-zé] ?:(?!\/)/);
    }
  });
});

describe("a legal page", () => {
  it("is written by admins alone", async () => {
    const eve = await person(rig, "eve");
    await expect(publish("terms", {}, eve)).rejects.toMatchObject({ status: 403 });
    await expect(publishLegal(visiting(rig), "terms", { ...texts, version: 1 })).rejects.toMatchObject({ status: 401 });
    await expect(legalOverview(contextFor(rig, eve))).rejects.toMatchObject({ status: 403 });
  });

  it("keeps every version, and the log has none of its words", async () => {
    await publish("notice");
    const page = await legalPage(visiting(rig), "notice", null);
    expect(page).toMatchObject({ version: 2, inForce: 2 });
    expect(page.html).toContain("Be kind.");
    expect((await legalPage(visiting(rig), "notice", 1)).html).toContain("free software");
    await expect(legalPage(visiting(rig), "notice", 3)).rejects.toMatchObject({ status: 404 });
    expect(JSON.stringify(await told("legal.published"))).not.toContain("kind.");
  });

  it("is made safe when it is written", async () => {
    await publish("terms", { en: '<img src=x onerror="alert(1)"> [x](javascript:alert(1))' });
    expect((await legalPage(visiting(rig), "terms", null)).html).not.toMatch(/<img|href="javascript/);
  });

  it("of two who publish at once tells the second, and the same text again is no version", async () => {
    await publish("terms");
    await expect(publish("terms", { en: "Mine." })).rejects.toMatchObject({ code: "legal_changed" });
    await publish("terms", { version: 2 });
    expect((await legalPage(visiting(rig), "terms", null)).inForce).toBe(2);
  });
});

describe("who joins", () => {
  it("accepts the texts in force, with version and moment", async () => {
    const member = await ann();
    expect(await myConsents(contextFor(rig, member))).toEqual([
      { document: "terms", version: 1, at: start },
      { document: "privacy", version: 1, at: start },
    ]);
    expect(await told("consent.given")).toMatchObject([{ actor: member.id }, { actor: member.id }]);
  });

  it.each([
    [undefined, "consent_missing"],
    ["", "consent_missing"],
    ["1.2", "consent_is_new"],
    ["0.0", "consent_is_new"],
    ["yes", "consent_is_new"],
  ])("and ticks %j is refused, and no account is made", async (consent, code) => {
    const attempt = join(visiting(rig), joining(rig, { consent }), from);
    await expect(attempt).rejects.toMatchObject({ fields: { consent: code } });
    await expect(memberRow(rig, email)).rejects.toThrow();
  });

  it("with an address that has an account is answered alike, and nothing is noted for its holder", async () => {
    const member = await ann();
    const again = (consent?: string) => join(visiting(rig), joining(rig, { consent }), from);
    await expect(again()).rejects.toMatchObject({ fields: { consent: "consent_missing" } });
    await publish("terms");
    await again("2.1");
    expect(await myConsents(contextFor(rig, member))).toHaveLength(2);
  });

  it("as the first of all does so too", async () => {
    const fresh = await freshDatabase();
    await prepareLegal(fresh.db, start);
    const code = (await prepareSetup(fresh.db)) ?? "";
    const set = (consent?: string) => setUp(visiting(fresh), { ...settingUp, code, consent }, "Firefox");
    await expect(set()).rejects.toMatchObject({ fields: { consent: "consent_missing" } });
    await set("1.1");
    expect(await fresh.db.read.select().from(consents)).toHaveLength(2);
  });

  it("where no text is in force is asked nothing, and cannot make anything up", async () => {
    const bare = await freshDatabase();
    expect(await markToAccept(visiting(bare))).toBe("");
    await join(visiting(bare), joining(bare, { consent: "7.7" }), from);
    expect(await bare.db.read.select().from(consents)).toEqual([]);
  });
});

describe("a change that matters", () => {
  it("asks everybody who accepted an earlier version, once", async () => {
    const member = await ann();
    const ctx = contextFor(rig, member, { now: start + 5 });
    expect(await consentAsked(ctx)).toBeNull();
    await publish("terms");
    expect(await consentAsked(ctx)).toBeNull();
    await publish("terms", { version: 2, en: "Something else.", asksAgain: "yes" });
    expect(await consentAsked(ctx)).toEqual({ documents: ["terms"], mark: "3.1" });
    expect(await consentAsked(visiting(rig))).toBeNull();
    await expect(giveConsent(ctx, "2.1")).rejects.toMatchObject({ code: "consent_is_new" });
    await giveConsent(ctx, "3.1");
    await giveConsent(ctx, "3.1");
    expect(await consentAsked(ctx)).toBeNull();
    expect(await myConsents(ctx)).toMatchObject([
      { document: "terms", version: 3, at: start + 5 },
      { document: "terms", version: 1 },
      { document: "privacy", version: 1 },
    ]);
    expect(await told("consent.given")).toHaveLength(3);
  });

  it("is covered by a later version, also one that asks nobody", async () => {
    const member = await ann();
    await publish("privacy", { asksAgain: "yes" });
    await publish("privacy", { version: 2, en: "A slip mended." });
    expect(await consentAsked(contextFor(rig, member))).toEqual({ documents: ["privacy"], mark: "1.3" });
    await giveConsent(contextFor(rig, member), "1.3");
    expect(await consentAsked(contextFor(rig, member))).toBeNull();
  });

  it("does not ask who joins after it", async () => {
    await publish("terms", { asksAgain: "yes" });
    expect(await consentAsked(contextFor(rig, await ann("2.1")))).toBeNull();
  });

  it("of the notice asks nobody: nobody accepted it", async () => {
    const member = await ann();
    await publish("notice", { asksAgain: "yes" });
    expect(await consentAsked(contextFor(rig, member))).toBeNull();
  });
});

describe("a tick", () => {
  it("says which versions it is about", () => {
    expect(markOf({ terms: 2, privacy: 1 })).toBe("2.1");
    expect(markOf({ terms: 0, privacy: 0 })).toBe("");
    expect(judgeConsent({ terms: 0, privacy: 0 }, "1.1")).toBe("nothing");
    expect(judgeConsent({ terms: 2, privacy: 1 }, "2.1")).toBe("accepted");
    expect(judgeConsent({ terms: 2, privacy: 1 }, "1.1")).toBe("changed");
    expect(judgeConsent({ terms: 2, privacy: 1 }, undefined)).toBe("asked");
  });
});
