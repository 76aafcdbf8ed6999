import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { follows } from "../../db/schema/following.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea, unfollowIdea } from "../../app/features/following/commands.server.ts";
import { followedIdeas, isFollowing } from "../../app/features/following/queries.server.ts";
import { followedOnAPage } from "../../app/features/following/rules.ts";
import { placeIdea, renderedTexts, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { leaveSpace } from "../../app/features/spaces/membership.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, person, type Rig, start } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";

const doesFollow = (rig: Rig, who: SignedIn, idea: string) => isFollowing(contextFor(rig, who), idea);
const remark = (body = "Why not?") => ({ id: newId(Date.now()), kind: "remark" as const, body });

describe("an idea is followed", () => {
  it("by who wrote it, commented on it, gave it a signal or was invited to it, and by nobody else", async () => {
    const { rig, id, ann, bob, eve, pia } = await writtenIdea();
    const cara = await person(rig, "cara");
    await castSignal(contextFor(rig, bob), { idea: id, kind: "pass" });
    await postComment(contextFor(rig, pia), id, remark());
    await inviteAuthor(contextFor(rig, ann), id, { who: "@bob" }, "http://here");
    for (const who of [ann, bob, pia]) expect(await doesFollow(rig, who, id)).toBe(true);
    for (const who of [eve, cara]) expect(await doesFollow(rig, who, id)).toBe(false);
  });

  it("by hand once, however often it is asked for, and one event tells of it", async () => {
    const { rig, id, eve, happened } = await writtenIdea();
    await Promise.all([1, 2, 3].map(() => followIdea(contextFor(rig, eve), id)));
    expect(await doesFollow(rig, eve, id)).toBe(true);
    expect(await happened("idea.followed")).toEqual([{ member: eve.id }]);
    await Promise.all([1, 2].map(() => unfollowIdea(contextFor(rig, eve), id)));
    expect(await doesFollow(rig, eve, id)).toBe(false);
    expect(await happened("idea.unfollowed")).toEqual([{ member: eve.id }]);
  });

  it("no more by who stopped by hand, whatever he or she does there later", async () => {
    const { rig, id, bob } = await writtenIdea();
    await castSignal(contextFor(rig, bob), { idea: id, kind: "support" });
    await unfollowIdea(contextFor(rig, bob), id);
    await castSignal(contextFor(rig, bob), { idea: id, kind: "not_for_me" });
    await postComment(contextFor(rig, bob), id, remark());
    expect(await doesFollow(rig, bob, id)).toBe(false);
    await followIdea(contextFor(rig, bob), id);
    expect(await doesFollow(rig, bob, id)).toBe(true);
  });

  it("by nobody because of an import", async () => {
    const { rig, place, ann } = await writtenIdea();
    const id = newId(start);
    const imported = { ...(await renderedTexts(texts)), id, space: place.id, author: ann.id };
    const rest = { affiliation: "customer", language: "en", stage: "open", moderation: "visible", at: start } as const;
    await rig.db.transaction((tx) => placeIdea(tx, { actor: "system", now: start }, { ...imported, ...rest }));
    expect(await doesFollow(rig, ann, id)).toBe(false);
  });

  it("not while it is unseen, a draft, or the address unconfirmed", async () => {
    const { rig, id, eve, ann } = await writtenIdea({ visibility: "private" });
    await expect(followIdea(contextFor(rig, eve), id)).rejects.toMatchObject({ status: 404 });
    await rig.db.transaction((tx) => tx.update(ideas).set({ stage: "draft" }).where(eq(ideas.id, id)));
    await expect(followIdea(contextFor(rig, ann), id)).rejects.toMatchObject({ status: 404 });
    const open = await writtenIdea();
    const dan = await person(open.rig, "dan", { verified: false });
    await expect(followIdea(contextFor(open.rig, dan), open.id)).rejects.toMatchObject({ code: "verify_first" });
  });
});

describe("the list of what one follows", () => {
  it("shows no idea of a private space one has left, and none that is hidden", async () => {
    const { rig, id, place, bob, ann } = await writtenIdea({ visibility: "private" });
    await followIdea(contextFor(rig, bob), id);
    const titles = async (who: SignedIn) =>
      (await followedIdeas(contextFor(rig, await actorNow(rig, who.id)), null)).ideas.map(({ title }) => title);
    expect(await titles(bob)).toEqual([texts.title]);
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, id)));
    expect(await titles(bob)).toEqual([]);
    expect(await titles(ann)).toEqual([texts.title]);
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "visible" }).where(eq(ideas.id, id)));
    await leaveSpace(contextFor(rig, bob), place.id);
    expect(await titles(bob)).toEqual([]);
  });

  it("pages by key, each idea once, the last followed first", async () => {
    const { rig, place, bob, eve, id: first } = await writtenIdea();
    await followIdea(contextFor(rig, eve), first);
    for (let n = 0; n < followedOnAPage; n++) {
      const now = start + 1 + Math.floor(n / 2);
      const { id } = await submitIdea(contextFor(rig, bob, { now }), place.id, { ...texts, id: newId(now) });
      await followIdea(contextFor(rig, eve, { now }), id);
    }
    const one = await followedIdeas(contextFor(rig, eve), null);
    expect(one.ideas).toHaveLength(followedOnAPage);
    const two = await followedIdeas(contextFor(rig, eve), one.next);
    expect(two.ideas.map(({ id }) => id)).toEqual([first]);
    expect(two.next).toBeNull();
    expect(new Set([...one.ideas, ...two.ideas].map(({ id }) => id)).size).toBe(followedOnAPage + 1);
    const rows = await rig.db.read.select().from(follows).where(eq(follows.member, eve.id));
    expect(rows).toHaveLength(followedOnAPage + 1);
  });
});
