import { eq, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { follows } from "../../db/schema/following.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import type { Database } from "../../db/database.ts";
import { noticeEvents, notices } from "../../db/schema/notices.ts";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea, unfollowIdea } from "../../app/features/following/commands.server.ts";
import { hideItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { readAllNotices, readNotice, readNoticesOf, tidyNotices } from "../../app/features/notices/commands.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { keptRead, keptUnread, mostCounted, noticesOnAPage } from "../../app/features/notices/rules.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { acceptEvidence, undoAcceptance } from "../../app/features/discussion/evidence.server.ts";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import {
  acceptInvitation,
  declineInvitation,
  inviteAuthor,
  leaveAuthors,
  uninviteAuthor,
} from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { returnIdea, withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { giveRole, removeMember, takeRole } from "../../app/features/spaces/membership.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { askToJoin, decideRequest, knockKey } from "../../app/features/spaces/requests.server.ts";
import { spaceSeenBy } from "../../app/features/spaces/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, member, person, type Rig, start } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { bellOf, kindsToldTo, tellAll, toldTo } from "./support.ts";

const remark = (change: { body?: string; parent?: string } = {}) => ({
  id: newId(Date.now()),
  kind: "remark" as const,
  body: "Why not?",
  ...change,
});

const move = (from: string, to: string) => ({
  id: newId(start),
  from,
  to,
  message: "We **look** into it.",
  reasonKind: null,
  reviewOn: null,
});

/** The commands as somebody. */
function as(rig: Rig, who: SignedIn, now = start) {
  return contextFor(rig, who, { now });
}

describe("who follows an idea is told", () => {
  it("of a move, with its answer, and who moved it is not", async () => {
    const { rig, id, ann, bob, eve, pia } = await writtenIdea();
    await followIdea(as(rig, bob), id);
    await followIdea(as(rig, pia), id);
    await moveIdea(as(rig, pia), id, move("new", "open"));
    await tellAll(rig);
    for (const who of [ann, bob]) {
      const { notices: told } = await noticesPage(as(rig, who), null);
      expect(told).toMatchObject([{ kind: "moved", code: "open", words: "We look into it.", by: { name: "Pia" } }]);
    }
    expect(await toldTo(rig, pia)).toEqual([]);
    expect(await toldTo(rig, eve)).toEqual([]);
  });

  it("once of each event, however often the log is read again", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await moveIdea(as(rig, pia), id, move("new", "open"));
    await postComment(as(rig, bob), id, remark());
    for (let n = 0; n < 3; n++) await tellAll(rig);
    await Promise.all([tellAll(rig), tellAll(rig)]);
    expect((await kindsToldTo(rig, ann)).toSorted()).toEqual(["comment", "moved"]);
    // What was read is not told anew by a reader that goes back.
    await readAllNotices(as(rig, ann));
    await tellAll(rig);
    expect(await bellOf(rig, ann)).toBe(0);
    expect(await toldTo(rig, ann)).toHaveLength(2);
  });

  it("in one line of what is alike until it is read, then in a new one", async () => {
    const { rig, place, id, ann, bob, pia, eve } = await writtenIdea();
    for (const who of [bob, pia, bob]) await postComment(as(rig, who), id, remark({ body: newId(start) }));
    const other = await submitIdea(as(rig, ann), place.id, { ...texts, id: newId(start), title: "Another one" });
    await postComment(as(rig, bob), other.id, remark());
    await tellAll(rig);
    expect(await bellOf(rig, ann)).toBe(2);
    expect(await toldTo(rig, ann)).toContainEqual({ kind: "comment", by: "Bob", others: 1, isUnread: true });
    await readNoticesOf(as(rig, ann), id);
    expect(await bellOf(rig, ann)).toBe(1);
    await postComment(as(rig, await actorNow(rig, eve.id), start + 1), id, remark());
    await tellAll(rig);
    expect((await toldTo(rig, ann))[0]).toEqual({ kind: "comment", by: "Eve", others: 0, isUnread: true });
    expect(await toldTo(rig, ann)).toHaveLength(3);
  });

  it("of nothing after stopping by hand, not even of an answer", async () => {
    const { rig, id, ann, bob } = await writtenIdea();
    const said = await postComment(as(rig, bob), id, remark());
    await unfollowIdea(as(rig, bob), id);
    await postComment(as(rig, ann), id, remark({ parent: said }));
    await tellAll(rig);
    expect(await toldTo(rig, bob)).toEqual([]);
  });

  it("of an answer to an own comment as that, and not twice", async () => {
    const { rig, id, ann, bob } = await writtenIdea();
    const said = await postComment(as(rig, bob), id, remark());
    await postComment(as(rig, ann), id, remark({ parent: said }));
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual(["reply"]);
    expect(await kindsToldTo(rig, ann)).toEqual(["comment"]);
  });

  it("that an idea was taken back and brought back", async () => {
    const { rig, id, ann, bob } = await writtenIdea();
    await followIdea(as(rig, bob), id);
    await withdrawIdea(as(rig, ann), id, "Too early.");
    await returnIdea(as(rig, ann, start + 1), id);
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual(["returned", "withdrawn"]);
  });
});

describe("what is taken back", () => {
  it("leaves the bell with the move it told of; who had read of it is told that it was undone", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await followIdea(as(rig, bob), id);
    const made = await moveIdea(as(rig, pia), id, move("new", "open"));
    await tellAll(rig);
    await readAllNotices(as(rig, bob));
    await undoMove(as(rig, pia, start + 1), id, made);
    await tellAll(rig);
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toEqual([]);
    expect(await bellOf(rig, ann)).toBe(0);
    expect(await kindsToldTo(rig, bob)).toEqual(["move_undone"]);
  });

  it("is never told when nobody had been told yet", async () => {
    const { rig, id, ann, pia } = await writtenIdea();
    const made = await moveIdea(as(rig, pia), id, move("new", "open"));
    await undoMove(as(rig, pia, start + 1), id, made);
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toEqual([]);
  });

  it("leaves the other comments of its line, and the line with the last of them", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await postComment(as(rig, pia), id, remark());
    const said = await postComment(as(rig, bob, start + 5), id, remark());
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toMatchObject([{ by: "Bob", others: 1 }]);
    await deleteComment(as(rig, bob, start + 6), said);
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toMatchObject([{ by: "Pia", others: 0 }]);
    await restoreComment(as(rig, bob, start + 7), said);
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toMatchObject([{ by: "Pia", others: 0 }]);
  });

  it("is an adoption, accepted evidence or an invitation as soon as it holds no more", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    const said = await postComment(as(rig, bob), id, { ...remark(), kind: "evidence" });
    await adoptComment(as(rig, ann), said);
    await acceptEvidence(as(rig, pia), said);
    await inviteAuthor(as(rig, ann), id, { who: "@bob" }, "http://here");
    await tellAll(rig);
    expect((await kindsToldTo(rig, bob)).toSorted()).toEqual(["adopted", "author_invited", "evidence_accepted"]);
    await undoAcceptance(as(rig, pia), said);
    await undoAdoption(as(rig, ann), said);
    await uninviteAuthor(as(rig, ann), id, bob.id);
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual([]);
  });
});

describe("authors are told", () => {
  it("who writes with them, who does not, and who edits", async () => {
    const { rig, id, place, ann, bob, pia, edit } = await writtenIdea();
    const cara = await member(rig, await person(rig, "cara"), place.id);
    for (const who of ["@bob", "@cara"]) await inviteAuthor(as(rig, ann), id, { who }, "http://here");
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual(["author_invited"]);
    await acceptInvitation(as(rig, bob), id);
    await declineInvitation(as(rig, cara), id);
    await editIdea(as(rig, pia), id, edit(1, { problem: "Longer." }));
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toContain("edited");
    await leaveAuthors(as(rig, bob, start + 1), id);
    await tellAll(rig);
    expect((await kindsToldTo(rig, ann)).toSorted()).toEqual([
      "author_accepted",
      "author_declined",
      "author_left",
      "edited",
    ]);
    expect(await kindsToldTo(rig, cara)).not.toContain("edited");
  });

  it("that what they wrote is hidden, or back", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    const said = await postComment(as(rig, bob), id, remark());
    const hide = { act: "hide" as const, reason: "spam" as const, words: "Look at the charter." };
    await hideItem(as(rig, pia), { idea: id, comment: said }, hide);
    await hideItem(as(rig, pia, start + 1), { idea: id, comment: null }, hide);
    await tellAll(rig);
    expect(await kindsToldTo(rig, ann)).toEqual(["idea_hidden"]);
    // The idea is hidden from him, and so is every word about it.
    expect(await kindsToldTo(rig, bob)).toEqual([]);
    await restoreItem(as(rig, pia, start + 2), { idea: id, comment: null }, "Fine.");
    await tellAll(rig);
    expect(await kindsToldTo(rig, ann)).toEqual(["idea_restored", "idea_hidden"]);
    expect(await kindsToldTo(rig, bob)).toEqual(["comment_hidden"]);
  });
});

describe("pilots are told", () => {
  it("of a report until it is decided, and neither by whom nor when it is theirs", async () => {
    const { rig, id, place, ann, bob, pia } = await writtenIdea();
    const pat = await member(rig, await person(rig, "pat"), place.id, { pilot: true });
    const said = await postComment(as(rig, pat), id, remark());
    await reportItem(as(rig, bob), { idea: id, comment: said }, { reason: "spam", words: "" });
    await tellAll(rig);
    expect(await toldTo(rig, pia)).toEqual([{ kind: "reported", by: null, others: 0, isUnread: true }]);
    expect(await kindsToldTo(rig, pat)).toEqual([]);
    expect(await kindsToldTo(rig, ann)).toEqual(["comment"]);
    await hideItem(as(rig, pia), { idea: id, comment: said }, { act: "hide", reason: "spam", words: "No." });
    await tellAll(rig);
    expect(await kindsToldTo(rig, pia)).toEqual([]);
  });

  it("who asks to come in until one of them has answered, and the one who asked what came of it", async () => {
    const { rig, place, eve, pia } = await writtenIdea({ visibility: "private" });
    const secret = await spaceSeenBy(rig.db.read, pia, place.id);
    const ask = () => askToJoin(as(rig, eve), knockKey(as(rig, pia), secret), { message: "Please." });
    await ask();
    await tellAll(rig);
    expect(await toldTo(rig, pia)).toMatchObject([{ kind: "request", by: "Eve" }]);
    await decideRequest(as(rig, pia), place.id, "decline", { member: eve.id, reason: "Full." }, "http://here");
    await tellAll(rig);
    expect(await toldTo(rig, pia)).toEqual([]);
    expect(await kindsToldTo(rig, eve)).toEqual(["request_declined"]);
    await ask();
    await decideRequest(as(rig, pia, start + 9), place.id, "approve", { member: eve.id, reason: "" }, "http://here");
    await tellAll(rig);
    expect(await kindsToldTo(rig, eve)).toEqual(["request_approved", "request_declined"]);
  });

  it("nothing that is for pilots any more once they are none", async () => {
    const { rig, id, place, bob, pia } = await writtenIdea();
    const lea = await member(rig, await person(rig, "lea"), place.id, { pilot: true });
    await reportItem(as(rig, bob), { idea: id, comment: null }, { reason: "spam", words: "" });
    await tellAll(rig);
    expect(await kindsToldTo(rig, lea)).toEqual(["reported"]);
    await takeRole(as(rig, pia), place.id, { member: lea.id, role: "pilot" });
    await tellAll(rig);
    expect(await kindsToldTo(rig, lea)).toEqual(["role_taken"]);
    await giveRole(as(rig, pia, start + 1), place.id, { member: lea.id, role: "product" });
    await tellAll(rig);
    expect(await kindsToldTo(rig, lea)).toEqual(["role_given", "role_taken"]);
  });
});

describe("nobody is told", () => {
  it("of a private space from outside: words and number go with the membership, and come back with it", async () => {
    const { rig, id, place, ann, bob, pia } = await writtenIdea({ visibility: "private" });
    await followIdea(as(rig, bob), id);
    await postComment(as(rig, ann), id, remark());
    await tellAll(rig);
    const [line] = (await noticesPage(as(rig, bob), null)).notices;
    expect(await bellOf(rig, bob)).toBe(1);
    await removeMember(as(rig, pia), place.id, { member: bob.id, reason: "Rude." });
    await postComment(as(rig, ann, start + 1), id, remark());
    await tellAll(rig);
    expect(await toldTo(rig, bob)).toMatchObject([{ kind: "removed", by: "Pia" }]);
    expect(await bellOf(rig, bob)).toBe(1);
    const outside = as(rig, await actorNow(rig, bob.id));
    await expect(targetOf(outside, line?.id ?? "")).rejects.toMatchObject({ status: 404 });
    expect(JSON.stringify(await noticesPage(outside, null))).not.toContain(texts.title);
    const rows = await rig.db.read.select().from(noticeEvents).where(eq(noticeEvents.member, bob.id));
    expect(rows).toHaveLength(2);
    await member(rig, bob, place.id);
    expect((await kindsToldTo(rig, bob)).toSorted()).toEqual(["comment", "removed"]);
  });

  it("of somebody else's notices, by any address", async () => {
    const { rig, id, ann, bob, eve } = await writtenIdea();
    await postComment(as(rig, bob), id, remark());
    await tellAll(rig);
    const [line] = (await noticesPage(as(rig, ann), null)).notices;
    await expect(targetOf(as(rig, eve), line?.id ?? "")).rejects.toMatchObject({ status: 404 });
    await readNotice(as(rig, eve), line?.id ?? "");
    await readAllNotices(as(rig, eve));
    expect(await bellOf(rig, ann)).toBe(1);
    expect(await targetOf(as(rig, ann), line?.id ?? "")).toMatch(/#comment-/);
  });

  it("of an import, nor of what nobody would keep any more", async () => {
    const { rig, id, ann, bob } = await writtenIdea();
    await rig.db.transaction((tx) => tx.update(events).set({ actor: "system" }));
    await postComment(as(rig, bob, start - keptUnread - 1), id, remark());
    await tellAll(rig);
    expect(await toldTo(rig, ann)).toEqual([]);
  });
});

describe("the list of notices", () => {
  it("pages by key, and the bell counts as far as it says", async () => {
    const { rig, place, ann, bob } = await writtenIdea();
    await rig.db.transaction(async (tx) => {
      const line = { member: bob.id, kind: "role_given" as const, space: place.id, at: start, latest: "" };
      for (let n = 0; n <= mostCounted + 1; n++) {
        const row = { ...line, id: newId(start), about: `space:${n}`, latest: `event ${n}` };
        await tx.insert(notices).values(row);
        const cause = { event: row.latest, member: bob.id, notice: row.id, actor: ann.id };
        await tx.insert(noticeEvents).values({ ...cause, item: "role", code: "pilot", at: start });
      }
    });
    expect(await bellOf(rig, bob)).toBe(mostCounted + 1);
    const seen: string[] = [];
    let after: Parameters<typeof noticesPage>[1] = null;
    do {
      const page: Awaited<ReturnType<typeof noticesPage>> = await noticesPage(as(rig, bob), after);
      expect(page.notices.length).toBeLessThanOrEqual(noticesOnAPage);
      seen.push(...page.notices.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(mostCounted + 2);
    await Promise.all([readAllNotices(as(rig, bob)), readAllNotices(as(rig, bob))]);
    expect(await bellOf(rig, bob)).toBe(0);
    const read = await rig.db.read.select().from(events).where(eq(events.kind, "notices.read"));
    expect(read).toHaveLength(1);
  });

  it("loses what was read long ago, and what nobody read for longer", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await followIdea(as(rig, pia), id);
    await postComment(as(rig, bob), id, remark());
    await tellAll(rig);
    await readAllNotices(as(rig, ann));
    await tidyNotices(rig.db, start + keptRead);
    expect(await rig.db.read.$count(notices)).toBe(2);
    await tidyNotices(rig.db, start + keptRead + 1);
    expect(await rig.db.read.select().from(notices).where(isNull(notices.readAt))).toHaveLength(1);
    expect(await rig.db.read.$count(notices)).toBe(1);
    await tidyNotices(rig.db, start + keptUnread + 1);
    expect([await rig.db.read.$count(notices), await rig.db.read.$count(noticeEvents)]).toEqual([0, 0]);
  });
});

it("a thousand followers are told in batches, while a command on the same idea does not wait for them", async () => {
  const { rig, id, ann, bob } = await writtenIdea();
  const crowd = await crowdFollowing(rig, id, 1_000);
  await postComment(as(rig, bob), id, remark());
  expect(await rig.db.read.$count(noticeEvents), "the command itself tells nobody").toBe(0);
  const order: string[] = [];
  let cast: Promise<void> | undefined;
  const watched: Database = {
    ...rig.db,
    async transaction(work, isolation) {
      const result = await rig.db.transaction(work, isolation);
      order.push("batch");
      cast ??= castSignal(as(rig, ann), { idea: id, kind: "support" }).then(() => void order.push("signal"));
      return result;
    },
  };
  await tellAll({ ...rig, db: watched });
  await cast;
  expect(await rig.db.read.$count(noticeEvents, eq(noticeEvents.actor, bob.id))).toBe(1_001);
  expect(await bellOf(rig, crowd)).toBe(1);
  expect(await bellOf(rig, ann)).toBe(1);
  expect(order.indexOf("signal"), order.join(", ")).toBeLessThan(order.lastIndexOf("batch"));
});

/** Makes people who follow an idea, and gives the last of them. */
async function crowdFollowing(rig: Rig, idea: string, size: number): Promise<SignedIn> {
  const [model] = await rig.db.read.select().from(members).where(eq(members.handle, "bob"));
  if (!model) throw new Error("There is no bob.");
  const ids = Array.from({ length: size }, () => newId(start));
  await rig.db.transaction(async (tx) => {
    for (const id of ids) {
      await tx.insert(members).values({ ...model, id, handle: id, email: `${id}@example.org` });
      await tx.insert(follows).values({ idea, member: id, state: "following", at: start });
    }
  });
  return actorNow(rig, ids.at(-1) ?? "");
}
