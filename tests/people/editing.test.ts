import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { handleStays, isReservedHandle, typedHandle } from "../../app/features/accounts/rules.ts";
import { addMember } from "../../app/features/accounts/members.server.ts";
import { changeProfile } from "../../app/features/people/commands.server.ts";
import { handleAfter, ownProfile } from "../../app/features/people/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { contextFor, freshDatabase, people, type Rig, start, visiting } from "../support/database.ts";

let rig: Rig;
let ann: SignedIn;
let bob: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  ({ ann, bob } = await people(rig));
});

const change = (who: SignedIn, input: { name?: string; handle?: string; bio?: string }, now = start) =>
  changeProfile(contextFor(rig, who, { now }), { name: who.name, handle: who.handle, bio: "", ...input });

const rowOf = async (id: string) => (await rig.db.read.select().from(members).where(eq(members.id, id)))[0];

describe("a profile is changed", () => {
  it("and what is written about oneself is made safe at once", async () => {
    await change(ann, { name: "Ann Ley", bio: "I ride. <script>alert(1)</script> [me](javascript:alert(1))" });
    const row = await rowOf(ann.id);
    expect(row).toMatchObject({ name: "Ann Ley", handle: "ann" });
    expect(row?.bioHtml).not.toMatch(/<script|href="javascript/);
    const told = await rig.db.read.select().from(events).where(eq(events.kind, "member.profile_changed"));
    expect(told).toMatchObject([{ actor: ann.id, payload: { member: ann.id, changed: ["name", "bio"] } }]);
    expect(JSON.stringify(told)).not.toContain("Ley");
  });

  it("and the same again changes nothing", async () => {
    await change(ann, {});
    expect(await rig.db.read.select().from(events).where(eq(events.kind, "member.profile_changed"))).toEqual([]);
  });

  it("by the one who is signed in, and by nobody else", async () => {
    const input = { name: "X", handle: "x", bio: "" };
    await expect(changeProfile(visiting(rig), input)).rejects.toMatchObject({ status: 401 });
  });
});

describe("a handle", () => {
  it.each([
    ["@Ann-Lee", "ann-lee"],
    ["  ann2 ", "ann2"],
    ["a", null],
    ["ann_lee", null],
    ["ann--lee", null],
    ["-ann", null],
    ["änn", null],
    ["аnn", null],
    ["ann/../admin", null],
    ["a".repeat(49), null],
  ])("typed as %j is %j", (typed, handle) => {
    expect(typedHandle(typed)).toBe(handle);
  });

  it("of somebody else is refused, however it is written, and so is one that would pass for the place", async () => {
    expect(typedHandle("BOB")).toBe("bob");
    await expect(change(ann, { handle: "bob" })).rejects.toMatchObject({ fields: { handle: "handle_taken" } });
    await expect(change(ann, { handle: "admin" })).rejects.toMatchObject({ fields: { handle: "handle_reserved" } });
    expect((await rowOf(ann.id))?.handle).toBe("ann");
    expect(isReservedHandle("support")).toBe(true);
  });

  it("that was given up leads to the new one, and nobody else gets it, joining or changing", async () => {
    await change(ann, { handle: "ann-lee" });
    expect(await handleAfter(visiting(rig), "ann")).toBe("ann-lee");
    await expect(change(bob, { handle: "ann" })).rejects.toMatchObject({ fields: { handle: "handle_taken" } });
    const joins = { name: "Ann", email: "a@b.example", emailVerifiedAt: null, affiliation: "customer" } as const;
    const added = await rig.db.transaction((tx) =>
      addMember(tx, { now: start }, { ...joins, admin: false, locale: "en", passwordHash: "x" }),
    );
    expect(added?.handle).toBe("ann-2");
  });

  it("stays for 30 days once it was chosen; then its owner may take the old one back", async () => {
    await change(ann, { handle: "ann-lee" });
    expect((await ownProfile(contextFor(rig, ann))).handleStaysUntil).toBe(start + handleStays);
    const early = change(ann, { handle: "ann" }, start + handleStays - 1);
    await expect(early).rejects.toMatchObject({ fields: { handle: "handle_too_soon" } });
    await change(ann, { handle: "ann-lee", name: "Ann Other" }, start + 1_000);
    await change(ann, { handle: "ann", name: "Ann Other" }, start + handleStays);
    expect((await rowOf(ann.id))?.handle).toBe("ann");
    expect(await handleAfter(visiting(rig), "ann-lee")).toBe("ann");
    expect(await handleAfter(visiting(rig), "ann")).toBeNull();
  });

  it("that two want at the same moment goes to one of them", async () => {
    const outcomes = await Promise.allSettled([change(ann, { handle: "rider" }), change(bob, { handle: "rider" })]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { fields: { handle: "handle_taken" } },
    });
  });
});
