import { beforeEach, describe, expect, it } from "vitest";
import { evidenceAcceptances } from "../../db/schema/discussion.ts";
import { deleteComment, editComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { acceptEvidence, undoAcceptance } from "../../app/features/discussion/evidence.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { profileOf } from "../../app/features/people/queries.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, member, person, start, visiting } from "../support/database.ts";
import { merge, proposed } from "../merging/support.ts";
import { writtenIdea } from "../writing/support.ts";

let made: Awaited<ReturnType<typeof writtenIdea>>;
let pro: SignedIn;

beforeEach(async () => {
  made = await writtenIdea();
  pro = await member(made.rig, await person(made.rig, "pro"), made.place.id, { product: true });
});

const as = (who: SignedIn, now = start) => contextFor(made.rig, who, { now });
const say = (who: SignedIn, body = "212 repairs.", kind: "evidence" | "remark" = "evidence") =>
  postComment(as(who), made.id, { id: newId(start), kind, body });
const shown = async () => (await talkOf(visiting(made.rig), made.id)).threads[0];
const rows = () => made.rig.db.read.select().from(evidenceAcceptances);

describe("evidence", () => {
  it("is accepted by pilots and product people, counts once, and says by whom", async () => {
    const id = await say(made.bob);
    await acceptEvidence(as(pro), id);
    await acceptEvidence(as(made.pia), id);
    expect(await shown()).toMatchObject({ acceptedBy: "Pro" });
    expect(await made.happened("comment.evidence_accepted")).toEqual([{ idea: made.id, author: made.bob.id }]);
    const { listed } = await profileOf(visiting(made.rig), "bob", "comments", null);
    expect(listed.comments).toMatchObject([{ id, acceptedBy: "Pro", adoptedBy: null }]);
  });

  it("is not accepted after all when any of them says so", async () => {
    const id = await say(made.bob);
    await acceptEvidence(as(pro), id);
    await undoAcceptance(as(made.pia), id);
    await undoAcceptance(as(made.pia), id);
    expect((await shown())?.acceptedBy).toBeUndefined();
    expect(await made.happened("comment.evidence_acceptance_undone")).toHaveLength(1);
  });

  it("is not accepted by members, by its writer, nor by who wrote the idea", async () => {
    const [his, hers] = [await say(made.bob), await say(made.pia)];
    await inviteAuthor(as(made.ann), made.id, { who: "pro" }, "http://localhost");
    await acceptInvitation(as(pro), made.id);
    for (const [who, comment] of [
      [made.bob, hers],
      [made.ann, his],
      [made.eve, his],
      [made.pia, hers],
      [await actorNow(made.rig, pro.id), his],
    ] as const) {
      await expect(acceptEvidence(as(who), comment)).rejects.toMatchObject({ status: 403 });
    }
    expect(await rows()).toEqual([]);
    await acceptEvidence(as(made.pia), his);
    await expect(undoAcceptance(as(pro), his)).rejects.toMatchObject({ code: "own_item" });
    expect(await rows()).toHaveLength(1);
  });

  it("is a comment that says so, and that everybody here can read", async () => {
    const [remark, gone, hidden, later] = [
      await say(made.bob, "Nice.", "remark"),
      await say(made.bob, "Deleted."),
      await say(made.bob, "Hidden."),
      await say(made.bob, "On a hidden idea."),
    ];
    const reason = { act: "hide", reason: "spam", words: "No." } as const;
    await deleteComment(as(made.bob), gone);
    await hideItem(as(made.pia), { idea: made.id, comment: hidden }, reason);
    await expect(acceptEvidence(as(made.pia), remark)).rejects.toMatchObject({ code: "not_evidence" });
    for (const id of [gone, hidden, newId(start)]) {
      await expect(acceptEvidence(as(made.pia), id)).rejects.toMatchObject({ code: "not_found" });
    }
    await hideItem(as(made.pia), { idea: made.id, comment: null }, reason);
    await expect(acceptEvidence(as(made.pia), later)).rejects.toMatchObject({ code: "not_found" });
    expect(await rows()).toEqual([]);
  });

  it("is not accepted by who wrote the idea into which another one was merged", async () => {
    const id = await say(made.bob);
    const gus = await member(made.rig, await person(made.rig, "gus"), made.place.id, { pilot: true });
    const into = await proposed(made.rig, made.place.id, gus);
    await merge(made.rig, made.pia, made.id, into);
    await expect(acceptEvidence(as(gus), id)).rejects.toMatchObject({ code: "own_item" });
    await acceptEvidence(as(made.pia), id);
    const { threads } = await talkOf(visiting(made.rig), into, undefined, [made.id]);
    expect(threads).toMatchObject([{ id, acceptedBy: "Pia" }]);
  });

  it("does not exist for people outside a private space", async () => {
    made = await writtenIdea({ visibility: "private" });
    const id = await say(made.bob);
    await expect(acceptEvidence(as(made.eve), id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("stays evidence while it is accepted; its words may change", async () => {
    const id = await say(made.bob);
    await acceptEvidence(as(made.pia), id);
    await editComment(as(made.bob, start + 1), id, { kind: "evidence", body: "213 repairs.", editedAt: null });
    const asRemark = { kind: "remark" as const, body: "213 repairs.", editedAt: start + 1 };
    await expect(editComment(as(made.bob), id, asRemark)).rejects.toMatchObject({ code: "accepted_as_evidence" });
    expect(await shown()).toMatchObject({ kind: "evidence", acceptedBy: "Pia" });
    await undoAcceptance(as(made.pia), id);
    await editComment(as(made.bob, start + 2), id, asRemark);
    expect(await shown()).toMatchObject({ kind: "remark" });
  });
});
