import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { memberships, spacePeople, spaces } from "../../db/schema/spaces.ts";
import type { InvitationInput } from "../../app/features/spaces/inputs.ts";
import {
  acceptInvitation,
  invitationBy,
  invite,
  inviteToken,
  openInvitations,
  revokeInvitation,
} from "../../app/features/spaces/invitations.server.ts";
import {
  giveRole,
  joinByHand,
  leaveSpace,
  removeMember,
  takeRole,
} from "../../app/features/spaces/membership.server.ts";
import { membersOf, spaceBySlug, waitingRequests } from "../../app/features/spaces/queries.server.ts";
import {
  askToJoin,
  decideRequest,
  knockKey,
  myRequest,
  renewKnock,
} from "../../app/features/spaces/requests.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Invalid, NotFound, Refused } from "../../app/platform/errors.ts";
import type { Mail } from "../../app/platform/mail.server.ts";
import {
  actorNow,
  contextFor,
  freshDatabase,
  member,
  people,
  person,
  type Rig,
  space,
  start,
  visiting,
} from "../support/database.ts";

let rig: Rig;
let bikes: { id: string; slug: string };
let lab: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;

const origin = "http://localhost:3000";

beforeEach(async () => {
  rig = await freshDatabase();
  bikes = await space(rig);
  lab = await space(rig, { name: "Lab", visibility: "private" });
  who = await people(rig, bikes.id);
  for (const [name, roles] of [
    ["pia", { pilot: true, lead: true }],
    ["bob", {}],
  ] as const) {
    who[name] = await member(rig, who[name], lab.id, roles);
  }
});

const as = (actor: SignedIn, now = start) => contextFor(rig, actor, { now });
const rolesOf = async (actor: SignedIn, id = lab.id) => (await actorNow(rig, actor.id)).memberships.get(id);

/** The counts that pages show, beside what the rows say. */
async function counts(id: string) {
  const shown = await rig.db.read.select().from(spacePeople).where(eq(spacePeople.space, id));
  const rows = await rig.db.read
    .select({ affiliation: members.affiliation, people: sql<number>`count(*)`.mapWith(Number) })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .where(eq(memberships.space, id))
    .groupBy(members.affiliation);
  const table = (list: typeof rows) =>
    Object.fromEntries(list.filter((row) => row.people > 0).map((row) => [row.affiliation, row.people]));
  return { shown: table(shown), rows: table(rows) };
}

async function expectExactCounts() {
  for (const id of [bikes.id, lab.id]) {
    const { shown, rows } = await counts(id);
    expect(shown).toEqual(rows);
  }
}

async function mails(template: string): Promise<Mail[]> {
  const rows = await rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail"));
  return rows.map((row) => row.payload as Mail).filter((mail) => mail.template === template);
}

describe("joining and leaving", () => {
  it("a click joins a public space once, and a click leaves it", async () => {
    await joinByHand(as(who.eve), bikes.id);
    await joinByHand(as(who.eve), bikes.id);
    expect((await counts(bikes.id)).shown.customer).toBe(3);
    const eve = await actorNow(rig, who.eve.id);
    expect(await leaveSpace(as(eve), bikes.id)).toEqual({ isStillSeen: true });
    await leaveSpace(as(eve), bikes.id);
    await expectExactCounts();
  });

  it("nobody joins a private space by a click, nor before confirming the address", async () => {
    await expect(joinByHand(as(who.eve), lab.id)).rejects.toThrow(NotFound);
    await expect(joinByHand(as({ ...who.eve, verified: false }), bikes.id)).rejects.toThrow(Forbidden);
  });

  it("who leaves a private space loses sight of it", async () => {
    expect(await leaveSpace(as(who.bob), lab.id)).toEqual({ isStillSeen: false });
    const bob = await actorNow(rig, who.bob.id);
    await expect(spaceBySlug(as(bob), lab.slug)).rejects.toThrow(NotFound);
    await expectExactCounts();
  });

  it("the lead stays until somebody else leads", async () => {
    await expect(leaveSpace(as(who.pia), lab.id)).rejects.toThrow(new Refused("lead_needed"));
    expect(await rolesOf(who.pia)).toMatchObject({ lead: true });
    await giveRole(as(who.pia), lab.id, { member: who.bob.id, role: "lead" });
    expect(await rolesOf(who.bob)).toEqual({ pilot: true, product: false, lead: true });
    expect(await rolesOf(who.pia)).toEqual({ pilot: true, product: false, lead: false });
    await leaveSpace(as(await actorNow(rig, who.pia.id)), lab.id);
    await expectExactCounts();
  });
});

describe("roles", () => {
  let pat: SignedIn;
  beforeEach(async () => {
    pat = await member(rig, await person(rig, "pat"), lab.id, { pilot: true });
  });

  it("a pilot makes pilots and product people, but no lead, and takes no pilot's role", async () => {
    await giveRole(as(pat), lab.id, { member: who.bob.id, role: "pilot" });
    await giveRole(as(pat), lab.id, { member: who.bob.id, role: "product" });
    await takeRole(as(pat), lab.id, { member: who.bob.id, role: "product" });
    expect(await rolesOf(who.bob)).toEqual({ pilot: true, product: false, lead: false });
    await expect(giveRole(as(pat), lab.id, { member: pat.id, role: "lead" })).rejects.toThrow(Forbidden);
    await expect(takeRole(as(pat), lab.id, { member: who.bob.id, role: "pilot" })).rejects.toThrow(Forbidden);
    await expect(removeMember(as(pat), lab.id, { member: who.bob.id, reason: "No." })).rejects.toThrow(Forbidden);
  });

  it("nobody takes the lead's role as a pilot, not even an admin, and the lead does not drop it", async () => {
    const ada = await member(rig, await person(rig, "ada", { admin: true }), lab.id);
    for (const actor of [ada, who.pia, pat]) {
      for (const role of ["lead", "pilot"] as const) {
        const taken = takeRole(as(actor), lab.id, { member: who.pia.id, role });
        await expect(taken).rejects.toThrow(new Refused("lead_needed"));
      }
      const removed = removeMember(as(actor), lab.id, { member: who.pia.id, reason: "No." });
      await expect(removed).rejects.toThrow(actor === ada ? Refused : Forbidden);
    }
    expect(await rolesOf(who.pia)).toMatchObject({ lead: true, pilot: true });
  });

  it("one lays down one's own role", async () => {
    await takeRole(as(pat), lab.id, { member: pat.id, role: "pilot" });
    expect(await rolesOf(pat)).toMatchObject({ pilot: false });
  });

  it("a member gives nothing, an outsider finds nothing, and nobody outside gets a role", async () => {
    await expect(giveRole(as(who.bob), lab.id, { member: who.bob.id, role: "pilot" })).rejects.toThrow(Forbidden);
    await expect(giveRole(as(who.eve), lab.id, { member: who.bob.id, role: "pilot" })).rejects.toThrow(NotFound);
    await expect(giveRole(as(who.pia), lab.id, { member: who.eve.id, role: "pilot" })).rejects.toThrow(NotFound);
    // Pilot here is nobody there.
    await expect(giveRole(as(pat), bikes.id, { member: who.bob.id, role: "pilot" })).rejects.toThrow(Forbidden);
  });

  it("who is removed is told why, is counted no more, and sees nothing of a private space", async () => {
    await removeMember(as(pat), lab.id, { member: who.bob.id, reason: "He sold our plans." });
    await expect(spaceBySlug(as(await actorNow(rig, who.bob.id)), lab.slug)).rejects.toThrow(NotFound);
    const [mail] = await mails("space_removed");
    expect(mail).toMatchObject({
      to: { address: "bob@example.org" },
      values: { reason: "He sold our plans.", by: "Pat" },
    });
    await expectExactCounts();
  });

  it("the list of members comes in pages that miss nobody", async () => {
    for (let number = 0; number < 60; number++) await member(rig, await person(rig, `guest${number}`), lab.id);
    const first = await membersOf(rig.db.read, lab.id, "all", null);
    const second = await membersOf(rig.db.read, lab.id, "all", first.next);
    const ids = [...first.members, ...second.members].map(({ id }) => id);
    expect(new Set(ids).size).toBe(63);
    expect(second.next).toBeNull();
    const pilots = await membersOf(rig.db.read, lab.id, "pilot", null);
    expect(pilots.members.map(({ name }) => name).toSorted()).toEqual(["Pat", "Pia"]);
  });
});

describe("asking to come into a private space", () => {
  const key = async () => knockKey(as(who.bob), await spaceBySlug(as(who.bob), lab.slug));
  const message = { message: "I ride every day." };

  it("by a member's link one asks once, is let in by a pilot, and is told", async () => {
    await askToJoin(as(who.eve), await key(), message);
    await askToJoin(as(who.eve), await key(), { message: "Once more." });
    expect(await waitingRequests(as(who.pia), lab.id)).toMatchObject([{ name: "Eve", message: "I ride every day." }]);
    expect(await waitingRequests(as(who.bob), lab.id)).toEqual([]);
    await decideRequest(as(who.pia), lab.id, "approve", { member: who.eve.id, reason: "" }, origin);
    expect(await rolesOf(who.eve)).toEqual({ pilot: false, product: false, lead: false });
    expect(await mails("request_approved")).toMatchObject([{ values: { url: `${origin}/s/lab` } }]);
    await expectExactCounts();
  });

  it("a no has a reason, which is sent; the second pilot is told that it is decided", async () => {
    await askToJoin(as(who.eve), await key(), message);
    const decide = (decision: "approve" | "decline", reason: string) =>
      decideRequest(as(who.pia), lab.id, decision, { member: who.eve.id, reason }, origin);
    await expect(decide("decline", "")).rejects.toThrow(Invalid);
    await decide("decline", "Only staff for now.");
    await expect(decide("approve", "")).rejects.toThrow(new Refused("request_decided"));
    expect(await rolesOf(who.eve)).toBeUndefined();
    expect(await myRequest(as(who.eve), lab.id)).toMatchObject({ state: "declined", reason: "Only staff for now." });
    const [mail] = await mails("request_declined");
    expect(mail?.values).toMatchObject({ reason: "Only staff for now.", url: "" });
    await askToJoin(as(who.eve), await key(), { message: "I am staff now." });
    expect(await waitingRequests(as(who.pia), lab.id)).toHaveLength(1);
  });

  it("a forged or renewed link opens nothing", async () => {
    const old = await key();
    await expect(askToJoin(as(who.eve), `${lab.id}.1.forged`, message)).rejects.toThrow(NotFound);
    await expect(renewKnock(as(who.bob), lab.id)).rejects.toThrow(Forbidden);
    await renewKnock(as(who.pia), lab.id);
    await expect(askToJoin(as(who.eve), old, message)).rejects.toThrow(NotFound);
    await askToJoin(as(who.eve), await key(), message);
  });

  it("members do not decide", async () => {
    await askToJoin(as(who.eve), await key(), message);
    const decided = decideRequest(as(who.bob), lab.id, "approve", { member: who.eve.id, reason: "" }, origin);
    await expect(decided).rejects.toThrow(Forbidden);
  });
});

describe("an invitation", () => {
  const plain: InvitationInput = { email: "", role: "member", affiliation: "as_is", mostUses: 2, days: 7 };
  const make = async (change: Partial<InvitationInput> = {}, by = who.pia, into = lab) => {
    const id = await invite(as(by), into.id, { ...plain, ...change }, origin);
    return { id, token: inviteToken(as(by), id) };
  };

  it("by link lets in as many as it says; a second click is no second use", async () => {
    const { token } = await make();
    const [ann, eve, dora] = [who.ann, who.eve, await person(rig, "dora")];
    for (const guest of [ann, ann, eve]) expect(await acceptInvitation(as(guest), token)).toEqual({ slug: "lab" });
    await expect(acceptInvitation(as(dora), token)).rejects.toThrow(new Refused("invitation_over"));
    expect(await openInvitations(as(who.pia), lab.id)).toEqual([]);
    await expectExactCounts();
  });

  it("has one last place for two who come at once", async () => {
    const { token } = await make({ mostUses: 1 });
    const guests = [who.ann, who.eve, await person(rig, "dora")];
    const outcomes = await Promise.allSettled(guests.map((guest) => acceptInvitation(as(guest), token)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expectExactCounts();
  });

  it("to an address is not there for another account", async () => {
    const { token } = await make({ email: "Eve@Example.org", role: "pilot" });
    await expect(invitationBy(as(who.ann), token)).rejects.toThrow(NotFound);
    await expect(acceptInvitation(as(who.ann), token)).rejects.toThrow(NotFound);
    expect(await invitationBy(visiting(rig), token)).toMatchObject({ state: "ready", by: "Pia" });
    const [mail] = await mails("invited");
    expect(mail).toMatchObject({ to: { address: "eve@example.org" }, values: { url: `${origin}/invite/${token}` } });
    await expect(acceptInvitation(as({ ...who.eve, verified: false }), token)).rejects.toThrow(Forbidden);
    await acceptInvitation(as(who.eve), token);
    expect(await rolesOf(who.eve)).toMatchObject({ pilot: true, lead: false });
  });

  it("leads into its own space only, and its link cannot be made up", async () => {
    const { id, token } = await make();
    await acceptInvitation(as(who.eve), token);
    expect(await rolesOf(who.eve, bikes.id)).toBeUndefined();
    await expect(invitationBy(as(who.ann), `${id}.forged`)).rejects.toThrow(NotFound);
    await expect(revokeInvitation(as(who.pia), bikes.id, id)).rejects.toThrow(NotFound);
  });

  it("ends by time, when it is revoked, and when its maker lost the right", async () => {
    const [late, revoked, orphan] = [await make(), await make(), await make({}, who.pia)];
    const after = start + 8 * 86_400_000;
    await expect(acceptInvitation(as(who.eve, after), late.token)).rejects.toThrow(new Refused("invitation_over"));
    await revokeInvitation(as(who.pia), lab.id, revoked.id);
    await expect(acceptInvitation(as(who.eve), revoked.token)).rejects.toThrow(Refused);
    await giveRole(as(who.pia), lab.id, { member: who.bob.id, role: "lead" });
    await takeRole(as(await actorNow(rig, who.bob.id)), lab.id, { member: who.pia.id, role: "pilot" });
    expect(await invitationBy(as(who.eve), orphan.token)).toMatchObject({ state: "over" });
    await expect(acceptInvitation(as(who.eve), orphan.token)).rejects.toThrow(Refused);
    expect(await rolesOf(who.eve)).toBeUndefined();
  });

  it("is a pilot's to make, and one with a role works once", async () => {
    await expect(make({}, who.bob)).rejects.toThrow(Forbidden);
    await expect(make({}, who.eve)).rejects.toThrow(NotFound);
    await expect(make({ role: "pilot" })).rejects.toMatchObject({ fields: { mostUses: "role_once" } });
    await expect(make({ email: "no address" })).rejects.toThrow(Invalid);
  });

  it("makes a partner of a customer, everywhere at once, and of nobody else", async () => {
    const { token } = await make({ affiliation: "partner", mostUses: 3 });
    const olga = await person(rig, "olga", { affiliation: "employee" });
    await acceptInvitation(as(who.ann), token);
    await acceptInvitation(as(olga), token);
    expect((await actorNow(rig, who.ann.id)).affiliation).toBe("partner");
    expect((await actorNow(rig, olga.id)).affiliation).toBe("employee");
    expect((await counts(bikes.id)).shown).toEqual({ customer: 1, employee: 1, partner: 1 });
    await expectExactCounts();
  });
});

it("no act on people writes words into the log", async () => {
  await removeMember(as(who.pia), lab.id, { member: who.bob.id, reason: "Quokka." });
  const found = await rig.db.read
    .select({ id: spaces.id })
    .from(spaces)
    .where(and(eq(spaces.id, lab.id), sql`exists (select 1 from events where cast(payload as text) like '%Quokka%')`));
  expect(found).toEqual([]);
});
