import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { profileOf } from "../../app/features/people/queries.server.ts";
import { pageSize, type Part } from "../../app/features/people/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { type Actor, type SignedIn, visitor } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, freshDatabase, people, person, type Rig, space, start } from "../support/database.ts";

let rig: Rig;
let open: { id: string };
let secret: { id: string };
let ann: SignedIn;
let bob: SignedIn;
let eve: SignedIn;
let pia: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  open = await space(rig);
  secret = await space(rig, { name: "Secret lab", visibility: "private" });
  ({ ann, bob, eve, pia } = await people(rig, secret.id));
});

let clock = start;

async function propose(who: SignedIn, where: { id: string }, title: string): Promise<string> {
  const id = newId((clock += 1_000));
  const texts = { title, problem: "It rattles.", forWhom: "Everybody.", solution: "Glue." };
  await submitIdea(contextFor(rig, await actorNow(rig, who.id), { now: clock }), where.id, { id, ...texts });
  return id;
}

async function say(who: SignedIn, idea: string, body: string): Promise<string> {
  const id = newId((clock += 1_000));
  const input = { id, kind: "remark", body } as const;
  await postComment(contextFor(rig, await actorNow(rig, who.id), { now: clock }), idea, input);
  return id;
}

const readBy = (actor: Actor, handle: string, part: Part = "ideas") =>
  profileOf(contextFor(rig, actor), handle, part, null);

describe("a profile", () => {
  it("is not there for strangers while nothing public stands behind the name", async () => {
    for (const reader of [visitor, eve]) {
      await expect(readBy(reader, "bob")).rejects.toMatchObject({ status: 404 });
      await expect(readBy(reader, "nobody")).rejects.toMatchObject({ status: 404 });
    }
    expect((await readBy(bob, "bob")).isMe).toBe(true);
    expect((await readBy(ann, "bob")).spaces).toMatchObject([{ name: "Secret lab" }]);
  });

  it("says nothing of a signal: that is nobody else's matter", async () => {
    const idea = await propose(ann, open, "A bell");
    await castSignal(contextFor(rig, await actorNow(rig, eve.id)), { idea, kind: "support" });
    await expect(readBy(visitor, "eve")).rejects.toMatchObject({ status: 404 });
    expect((await readBy(visitor, "ann")).spaces).toEqual([]);
  });

  it("lists what the reader may read, and counts exactly that", async () => {
    await propose(ann, open, "A public bell");
    const hidden = await propose(ann, open, "A rude bell");
    const inside = await propose(ann, secret, "A secret bell");
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, hidden)));
    await say(ann, inside, "Secretly said.");
    const stranger = await readBy(visitor, "ann");
    expect(stranger.counts).toEqual({ ideas: 1, adopted: 0, comments: 0 });
    expect(stranger.listed.ideas.map(({ title }) => title)).toEqual(["A public bell"]);
    const insider = await readBy(bob, "ann");
    expect(insider.counts).toEqual({ ideas: 2, adopted: 0, comments: 1 });
    expect(insider.listed.ideas.map(({ title }) => title)).toEqual(["A secret bell", "A public bell"]);
    expect(JSON.stringify(stranger)).not.toMatch(/secret|rude/i);
    expect((await readBy(visitor, "ann", "comments")).listed.comments).toEqual([]);
    expect((await readBy(bob, "ann", "comments")).listed.comments).toMatchObject([{ words: "Secretly said." }]);
  });

  it("does not list drafts, nor comments that are deleted or hidden", async () => {
    const idea = await propose(ann, open, "A bell");
    const [one, two] = [await say(bob, idea, "Deleted words."), await say(bob, idea, "Hidden words.")];
    await say(bob, idea, "Said words.");
    const wipe = (id: string, change: object) =>
      rig.db.transaction((tx) => tx.update(comments).set(change).where(eq(comments.id, id)));
    await wipe(one, { deletedAt: start });
    await wipe(two, { hiddenAt: start });
    const { counts, listed } = await readBy(visitor, "bob", "comments");
    expect(counts.comments).toBe(1);
    expect(listed.comments.map(({ words }) => words)).toEqual(["Said words."]);
  });

  it("names an idea written together with each of its authors, and a comment that went into one", async () => {
    const idea = await propose(ann, secret, "A bell");
    await inviteAuthor(contextFor(rig, await actorNow(rig, ann.id)), idea, { who: "bob" }, "http://localhost");
    expect((await readBy(ann, "bob")).counts.ideas).toBe(0);
    await acceptInvitation(contextFor(rig, bob), idea);
    expect((await readBy(ann, "bob")).listed.ideas).toMatchObject([{ title: "A bell", role: "co_author" }]);
    const comment = await say(pia, idea, "Of **brass**.");
    await adoptComment(contextFor(rig, await actorNow(rig, ann.id)), comment);
    const { counts, listed } = await readBy(bob, "pia", "adopted");
    expect(counts).toEqual({ ideas: 0, adopted: 1, comments: 1 });
    expect(listed.comments).toMatchObject([{ words: "Of brass.", adoptedBy: "Ann" }]);
  });

  it("is read a page at a time, each contribution once, also those of one moment", async () => {
    for (let n = 0; n < pageSize + 3; n++) await propose(ann, open, `Idea ${n}`);
    await rig.db.transaction((tx) => tx.update(ideas).set({ submittedAt: start }));
    const first = await readBy(visitor, "ann");
    expect(first.listed.ideas).toHaveLength(pageSize);
    const second = await profileOf(contextFor(rig, visitor), "ann", "ideas", first.listed.next);
    expect(second.listed.next).toBeNull();
    const ids = [...first.listed.ideas, ...second.listed.ideas].map(({ id }) => id);
    expect(new Set(ids).size).toBe(first.counts.ideas);
  });

  it("of somebody who is kept out keeps the contributions and no longer the words about himself", async () => {
    await propose(ann, open, "A bell");
    const admin = await person(rig, "ada", { admin: true });
    await rig.db.transaction((tx) =>
      tx.update(members).set({ bioHtml: "<p>Buy here</p>" }).where(eq(members.id, ann.id)),
    );
    expect((await readBy(visitor, "ann")).person.bioHtml).toContain("Buy here");
    await banMember(contextFor(rig, admin), "ann", "Advertising.");
    const stranger = await readBy(visitor, "ann");
    expect(stranger).toMatchObject({ ban: null, counts: { ideas: 1 }, person: { bioHtml: "" } });
    expect(await readBy(admin, "ann")).toMatchObject({ ban: { isBanned: true } });
    expect((await readBy(admin, "ada")).ban).toBeNull();
  });

  it("of an imported name says that nobody signs in as it", async () => {
    await propose(ann, open, "A bell");
    await rig.db.transaction((tx) =>
      tx.update(members).set({ email: null, importKey: "polis 1" }).where(eq(members.id, ann.id)),
    );
    expect((await readBy(visitor, "ann")).person.isPlaceholder).toBe(true);
  });

  it("shows pilots of a public space to everybody, and its other members to those inside", async () => {
    const roles = await space(rig, { name: "Roles" });
    const { joinSpace } = await import("../../app/features/spaces/commands.server.ts");
    await rig.db.transaction((tx) => joinSpace(tx, { actor: pia, now: start }, roles.id, pia, { pilot: true }));
    await rig.db.transaction((tx) => joinSpace(tx, { actor: eve, now: start }, roles.id, eve));
    expect((await readBy(visitor, "pia")).spaces).toEqual([{ slug: "roles", name: "Roles", pilot: true }]);
    await expect(readBy(visitor, "eve")).rejects.toMatchObject({ status: 404 });
    expect((await readBy(await actorNow(rig, pia.id), "eve")).spaces).toMatchObject([{ name: "Roles" }]);
  });
});
