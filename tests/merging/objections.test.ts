import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { noticeEvents, notices } from "../../db/schema/notices.ts";
import { duties } from "../../db/schema/piloting.ts";
import { judgeObjections, objectToMerge, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { mergePage } from "../../app/features/merging/queries.server.ts";
import { objectionMilliseconds } from "../../app/features/merging/rules.ts";
import { tellPeople } from "../../app/features/notices/readers.server.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { events } from "../../db/schema/log.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";
import { figuresOf, merge, proposed } from "./support.ts";

const minute = 60_000;
const day = 86_400_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
/** A pilot who did not merge them. */
let sam: SignedIn;
let source: string;
let target: string;
let merged: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  sam = await member(rig, await person(rig, "sam"), where, { pilot: true });
  source = await proposed(rig, where, who.ann, "A pump at each stop");
  target = await proposed(rig, where, who.bob, "A bench with a pump");
  merged = await merge(rig, who.pia, source, target);
});

const object = (actor: SignedIn, now = start + day, id = newId(now)) =>
  objectToMerge(contextFor(rig, actor, { now }), { id, merge: merged, message: "Mine is about *hoses*." });

const judge = (actor: SignedIn, decision: "upheld" | "dismissed", now = start + 2 * day) =>
  judgeObjections(contextFor(rig, actor, { now }), { merge: merged, decision, message: "Hoses are another matter." });

const owed = () => rig.db.read.select().from(duties).where(eq(duties.kind, "judge"));

describe("an objection to a merge", () => {
  it("is a duty to judge for pilots who took no part, and the merge stands meanwhile", async () => {
    await object(who.ann);
    expect(await owed()).toMatchObject([{ subject: `merge:${merged}`, idea: source, end: null }]);
    expect(await figuresOf(rig, source)).toMatchObject({ stage: "merged" });
    await expect(judge(who.pia, "dismissed")).rejects.toMatchObject({ code: "own_merge" });
    await expect(judge(who.bob, "dismissed")).rejects.toMatchObject({ code: "own_idea" });
    await expect(judge(who.eve, "dismissed")).rejects.toMatchObject({ status: 403 });
  });

  it("is taken from the authors of the merged idea alone, once each, for fourteen days", async () => {
    await expect(object(who.bob)).rejects.toMatchObject({ status: 403 });
    await expect(object(who.eve)).rejects.toMatchObject({ status: 403 });
    await expect(object(who.ann, start + minute + objectionMilliseconds)).rejects.toMatchObject({
      code: "objection_too_late",
    });
    const id = newId(start);
    await object(who.ann, start + minute + objectionMilliseconds - 1, id);
    await object(who.ann, start + day, id);
    await expect(object(who.ann)).rejects.toMatchObject({ code: "objected_once" });
    expect(await owed()).toHaveLength(1);
  });

  it("that is upheld takes the merge apart", async () => {
    await object(who.ann);
    await judge(sam, "upheld");
    expect(await figuresOf(rig, source)).toMatchObject({ stage: "new" });
    expect(await owed()).toMatchObject([{ end: "done" }]);
    await expect(judge(sam, "dismissed")).rejects.toMatchObject({ code: "objections_decided" });
    await expect(object(who.ann)).rejects.toMatchObject({ code: "merge_undone" });
  });

  it("that is dismissed is answered with reasons, which its author reads", async () => {
    await object(who.ann);
    await judge(sam, "dismissed");
    expect(await figuresOf(rig, source)).toMatchObject({ stage: "merged" });
    expect(await owed()).toMatchObject([{ end: "done" }]);
    const asked = { words: "", into: null };
    const { page } = await mergePage(contextFor(rig, who.ann, { now: start + 3 * day }), source, asked);
    expect(page).toMatchObject({
      kind: "merged",
      acts: { object: false, judge: false, unmerge: false },
      objections: [{ isMine: true, state: "dismissed", reasonsHtml: "<p>Hoses are another matter.</p>" }],
    });
    await expect(mergePage(contextFor(rig, who.eve), source, asked)).rejects.toMatchObject({ status: 404 });
  });

  it("is upheld when a pilot takes the merge apart before", async () => {
    await object(who.ann);
    await unmergeIdea(contextFor(rig, who.pia), { merge: merged, message: "You are right." });
    expect(await owed()).toMatchObject([{ end: "done" }]);
    await expect(judge(sam, "dismissed")).rejects.toMatchObject({ code: "objections_decided" });
  });
});

describe("people concerned", () => {
  async function toldTo(actor: SignedIn) {
    const reader = tellPeople(rig.db, () => start);
    for (const event of await rig.db.read.select().from(events).orderBy(events.seq)) {
      if ("read" in reader && reader.kinds.includes(event.kind)) await reader.read(event);
    }
    const rows = await rig.db.read
      .select({ kind: notices.kind, idea: notices.idea, withdrawnAt: notices.withdrawnAt })
      .from(notices)
      .innerJoin(noticeEvents, eq(noticeEvents.notice, notices.id))
      .where(eq(notices.member, actor.id))
      .orderBy(notices.id);
    return rows.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ kind, idea }) => [kind, idea]);
  }

  it("are told once each: followers of either, who objects, who judges", async () => {
    await followIdea(contextFor(rig, who.eve), target);
    await object(who.ann);
    expect(await toldTo(who.ann)).toEqual([["merged", source]]);
    expect(await toldTo(who.bob)).toEqual([["took_in", target]]);
    expect(await toldTo(sam)).toEqual([["objected", source]]);
    expect(await toldTo(who.pia)).toEqual([]);
    await judge(sam, "upheld");
    expect(await toldTo(sam)).toEqual([]);
    expect(await toldTo(who.ann)).toEqual(
      expect.arrayContaining([
        ["objection_answered", source],
        ["unmerged", source],
      ]),
    );
    expect(await toldTo(who.eve)).toEqual([["gave_back", target]]);
  });
});
