import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { events, jobs } from "../../db/schema/log.ts";
import { members, sessions } from "../../db/schema/members.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { peoplePage, personPage } from "../../app/features/administration/people.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { ideaPage } from "../../app/features/ideas/queries.server.ts";
import { profileOf } from "../../app/features/people/queries.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { eraseJob, eraseWhoLeft, leaveForGood, leavePage, stay } from "../../app/features/privacy/leaving.server.ts";
import { undoable } from "../../app/features/privacy/rules.ts";
import { actorFrom } from "../../app/features/accounts/session.server.ts";
import { Invalid, NotFound, Refused } from "../../app/platform/errors.ts";

import { from, joined, memberRow, password, waitingMails } from "../accounts/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";
import { startMailServer } from "../support/smtp.ts";
import { tracedWorld } from "./support.ts";

const leave = { act: "leave" as const, password };

/** A place with an admin, and `ann`, who joined by mail and is signed in twice. */
async function begin(env: NodeJS.ProcessEnv = {}) {
  const rig = await freshDatabase(env);
  await person(rig, "ada", { admin: true });
  await joined(rig);
  const ann = await memberRow(rig, "ann@example.org");
  const [session] = await rig.db.read.select().from(sessions).where(eq(sessions.member, ann.id));
  const other = { ...session, hash: "other", id: "0123456789abcdef" } as typeof sessions.$inferInsert;
  await rig.db.transaction((tx) => tx.insert(sessions).values(other));
  const as = async (now = start) =>
    contextFor(rig, actorFrom(await memberRow(rig, "ann@example.org"), session?.id), { now });
  return { rig, id: ann.id, as };
}

async function erasedAt(rig: Rig, id: string) {
  const [row] = await rig.db.read.select().from(members).where(eq(members.id, id));
  return row?.erasedAt ?? null;
}

describe("somebody who leaves for good", () => {
  it("proves the password, is signed out elsewhere, is told by mail, and is erased two weeks later", async () => {
    const { rig, id, as } = await begin();
    await expect(leaveForGood(await as(), { ...leave, password: "wrong" }, from)).rejects.toThrow(Invalid);
    expect((await leavePage(await as())).erasesAt).toBeNull();
    await leaveForGood(await as(), leave, from);
    await leaveForGood(await as(start + 1), leave, from);
    expect(await leavePage(await as())).toMatchObject({ erasesAt: start + undoable, hasPassword: true });
    expect(await rig.db.read.select().from(sessions).where(eq(sessions.member, id))).toHaveLength(1);
    const mails = (await waitingMails(rig)).filter(({ template }) => template === "leaving");
    expect(mails).toMatchObject([{ to: { address: "ann@example.org" }, values: { until: "16 March 2026" } }]);
    const [job] = await rig.db.read.select().from(jobs).where(eq(jobs.kind, eraseJob));
    expect(job).toMatchObject({ payload: { member: id }, runAt: start + undoable });

    await eraseWhoLeft(rig, id, start + undoable - 1);
    expect(await erasedAt(rig, id)).toBeNull();
    await eraseWhoLeft(rig, id, start + undoable);
    expect(await erasedAt(rig, id)).toBe(start + undoable);
    await eraseWhoLeft(rig, id, start + undoable + 1);
    expect(await erasedAt(rig, id)).toBe(start + undoable);
  });

  it("keeps the account within the two weeks, and the job of before does nothing", async () => {
    const { rig, id, as } = await begin();
    await stay(await as());
    await leaveForGood(await as(), leave, from);
    await stay(await as());
    await eraseWhoLeft(rig, id, start + undoable);
    expect(await erasedAt(rig, id)).toBeNull();
    // Another time counts from anew.
    const later = start + undoable - 1;
    await leaveForGood(await as(later), leave, from);
    await eraseWhoLeft(rig, id, start + undoable);
    expect(await erasedAt(rig, id)).toBeNull();
    const kinds = (await rig.db.read.select().from(events)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => /^member\.(leaving|kept)$/.test(kind))).toEqual([
      "member.leaving",
      "member.kept",
      "member.leaving",
    ]);
  });

  it("cannot take it back once the time is over, because the erasure may have begun", async () => {
    const { as } = await begin();
    await leaveForGood(await as(), leave, from);
    await expect(stay(await as(start + undoable))).rejects.toThrow("leaving_over");
    expect((await leavePage(await as())).erasesAt).toBe(start + undoable);
  });

  it("is told once more when it is done, by a mail server, and by nothing that stays", async () => {
    const server = await startMailServer();
    const { rig, id, as } = await begin({ SMTP_URL: server.url });
    await leaveForGood(await as(), leave, from);
    await eraseWhoLeft(rig, id, start + undoable);
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatch(/To: "?Ann Lee"? <ann@example.org>[^]*Subject: Your account on Caco is erased/);
    expect(JSON.stringify(await rig.db.read.select().from(jobs))).not.toContain("ann@example.org");
    await server.stop();
  });

  it("is not the only one who governs the place", async () => {
    const { rig, as } = await begin();
    await rig.db.transaction((tx) => tx.update(members).set({ admin: true }).where(eq(members.handle, "ann-lee")));
    await rig.db.transaction((tx) => tx.update(members).set({ admin: false }).where(eq(members.handle, "ada")));
    await expect(leaveForGood(await as(), leave, from)).rejects.toThrow(Refused);
  });

  it("learns which spaces lose their lead or their only pilot", async () => {
    const { rig, id, as } = await begin();
    const [bikes, lab, trams] = [
      await space(rig),
      await space(rig, { name: "Lab", slug: "lab" }),
      await space(rig, { name: "Trams", slug: "trams" }),
    ];
    const ann = await actorNow(rig, id);
    await member(rig, ann, bikes.id, { pilot: true, lead: true });
    await member(rig, ann, lab.id, { pilot: true });
    await member(rig, ann, trams.id, { pilot: true });
    await member(rig, await person(rig, "pia"), trams.id, { pilot: true, lead: true });
    expect((await leavePage(await as())).leaves).toMatchObject([
      { slug: "bikes", lead: true },
      { slug: "lab", lead: false, isOnlyPilot: true },
    ]);
    expect(await rig.db.read.select().from(memberships).where(eq(memberships.member, id))).toHaveLength(3);
  });
});

describe("a former member", () => {
  it("is there without a name wherever he or she was, and leads to what was published", async () => {
    const { rig, zyx, ada, bob, idea, bobs, comment } = await tracedWorld();
    await eraseMember(rig.db, rig.dir, zyx.id, start);
    const ctx = contextFor(rig, bob);
    const handle = `former-${zyx.id}`;
    expect((await ideaPage(ctx, idea.id)).author).toMatchObject({ id: zyx.id, name: "", handle, avatar: null });
    const talk = await talkOf(ctx, bobs.id);
    expect(JSON.stringify(talk)).toContain(comment);
    const profile = await profileOf(ctx, handle, "ideas", null);
    expect(profile.person).toMatchObject({ name: "", isFormer: true, isPlaceholder: false, bioHtml: "" });
    expect(profile.listed.ideas.map(({ id }) => id)).toContain(idea.id);
    await expect(profileOf(ctx, "zyxquill", "ideas", null)).rejects.toThrow(NotFound);
    const { people } = await peoplePage(contextFor(rig, ada), "", "all", null);
    expect(people.find(({ id }) => id === zyx.id)).toMatchObject({ name: "", email: null, isVerified: true });
    expect((await personPage(contextFor(rig, ada), zyx.id)).person).toMatchObject({ name: "", erasedAt: start });
  });

  it("gives the handle free", async () => {
    const { rig, zyx } = await tracedWorld();
    await eraseMember(rig.db, rig.dir, zyx.id, start);
    await expect(person(rig, "zyxquill")).resolves.toMatchObject({ handle: "zyxquill" });
  });
});
