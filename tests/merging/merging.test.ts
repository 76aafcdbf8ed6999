import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { follows } from "../../db/schema/following.ts";
import { ideas, ideaStages } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { duties } from "../../db/schema/piloting.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { ideaAuthors, ideaVersions } from "../../db/schema/writing.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { theBeginning } from "../../app/features/discussion/rules.ts";
import { feedOf } from "../../app/features/feed/queries.server.ts";
import { followIdea, unfollowIdea } from "../../app/features/following/commands.server.ts";
import { mergeIdea, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { sourcesOf } from "../../app/features/merging/lineage.server.ts";
import { joinedTo, leadsTo, mergePage } from "../../app/features/merging/queries.server.ts";
import { dismissReports, hideItem, reportItem } from "../../app/features/moderation/commands.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { signalPanel } from "../../app/features/signals/queries.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { acceptInvitation, inviteAuthor, leaveAuthors } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";
import { figuresOf, merge, mergeInto, proposed } from "./support.ts";

const minute = 60_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
/** By ann; it goes into `target`, which bob wrote. */
let source: string;
let target: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  source = await proposed(rig, where, who.ann, "A pump at each stop");
  target = await proposed(rig, where, who.bob, "A bench with a pump");
});

async function crowd(count: number): Promise<SignedIn[]> {
  const all: SignedIn[] = [];
  for (let n = 0; n < count; n++) all.push(await person(rig, `p${n}`));
  return all;
}

const cast = (actor: SignedIn, idea: string, kind: "support" | "not_for_me" | "pass" | "none", now = start) =>
  castSignal(contextFor(rig, actor, { now }), { idea, kind });

const say = (actor: SignedIn, idea: string, parent?: string, now = start) =>
  postComment(contextFor(rig, actor, { now }), idea, { id: newId(now), kind: "remark", body: "So it is.", parent });

const apart = (id: string, actor = who.pia, now = start + 5 * minute) =>
  unmergeIdea(contextFor(rig, actor, { now }), { merge: id, message: "They differ after all." });

const db = {
  get read() {
    return rig.db.read;
  },
};

/** Every row that tells what an idea is, as it is stored. */
async function wholeOf(id: string) {
  const rows = {
    idea: await db.read.select().from(ideas).where(eq(ideas.id, id)),
    path: await db.read.select().from(ideaStages).where(eq(ideaStages.idea, id)).orderBy(asc(ideaStages.position)),
    signals: await db.read.select().from(signals).where(eq(signals.idea, id)).orderBy(signals.member),
    counts: await db.read
      .select()
      .from(signalCounts)
      .where(eq(signalCounts.idea, id))
      .orderBy(signalCounts.affiliation, signalCounts.kind),
    authors: await db.read.select().from(ideaAuthors).where(eq(ideaAuthors.idea, id)).orderBy(ideaAuthors.member),
    follows: await db.read.select().from(follows).where(eq(follows.idea, id)).orderBy(follows.member),
    duties: await db.read.select().from(duties).where(eq(duties.idea, id)).orderBy(duties.id),
    versions: await db.read.select().from(ideaVersions).where(eq(ideaVersions.idea, id)),
  };
  return JSON.stringify(rows);
}

describe("merging 40 people into 25, of whom 10 are the same", () => {
  let everybody: SignedIn[];

  beforeEach(async () => {
    everybody = await crowd(55);
    for (const actor of everybody.slice(0, 40)) await cast(actor, source, "support");
    for (const actor of everybody.slice(30, 55)) await cast(actor, target, "not_for_me", start + 1);
  });

  it("makes 55, says so before, and un-merging gives 40 and 25 again while later signals stay", async () => {
    const { page } = await mergePage(contextFor(rig, who.pia), source, { words: "", into: target });
    expect(page).toMatchObject({ kind: "merging", closed: null, chosen: { closed: null } });
    if (page.kind !== "merging") throw new Error("It is merged already.");
    expect(page.chosen?.preview).toMatchObject({
      people: { source: 40, target: 25, both: 10, after: 55 },
      authors: ["Ann"],
      followers: 31,
    });

    const before = [await wholeOf(source), await wholeOf(target)];
    const id = await merge(rig, who.pia, source, target);
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 55, mergedIn: 1 });
    const counts = await db.read.select().from(signalCounts).where(eq(signalCounts.idea, target));
    expect(counts.map(({ kind, people: n }) => [kind, n]).toSorted()).toEqual([
      ["not_for_me", 25],
      ["support", 30],
    ]);
    const [first] = (await feedOf(contextFor(rig, who.pia), where, { order: "people", filter: {} }, null)).ideas;
    expect(first).toMatchObject({ id: target, participants: 55, people: { customer: 55 } });

    await apart(id);
    expect([await wholeOf(source), await wholeOf(target)]).toEqual(before);

    await merge(rig, who.pia, source, target, start + 6 * minute);
    await cast(who.eve, target, "pass", start + 7 * minute);
    await cast(everybody[0] ?? who.eve, target, "pass", start + 7 * minute);
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 56 });
    const [open] = (await joinedTo(contextFor(rig, who.pia), (await ideaSeenBy(db.read, who.pia, target)).idea)) ?? [];
    await apart(open?.merge ?? "", who.pia, start + 8 * minute);
    expect(await figuresOf(rig, source)).toMatchObject({ participants: 40, stage: "new" });
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 27, mergedIn: 0 });
  });

  it("counts a change and an undoing on the other idea, and never touches the rows of the first", async () => {
    const before = await db.read.select().from(signals).where(eq(signals.idea, source));
    const id = await merge(rig, who.pia, source, target);
    const [only = who.eve, both = who.eve] = [everybody[0], everybody[30]];
    const panel = async (actor: SignedIn) => {
      const { idea } = await ideaSeenBy(db.read, actor, target);
      const figures = await figuresOf(rig, target);
      return (await signalPanel(contextFor(rig, actor), { ...idea, ...figures }, "after_own", [])).mine;
    };
    expect(await panel(only)).toBe("support");
    expect(await panel(both)).toBe("not_for_me");
    await cast(only, target, "pass", start + 2 * minute);
    await cast(both, target, "none", start + 2 * minute);
    expect([await panel(only), await panel(both)]).toEqual(["pass", null]);
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 54 });
    expect(await db.read.select().from(signals).where(eq(signals.idea, source))).toEqual(before);
    await cast(both, target, "support", start + 3 * minute);
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 55 });
    await cast(only, target, "none", start + 3 * minute);
    await apart(id);
    expect(await figuresOf(rig, source)).toMatchObject({ participants: 40 });
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 25 });
  });
});

describe("a merge", () => {
  it("writes two events with one cause, and no other", async () => {
    await cast(who.eve, source, "support");
    const [last] = await db.read
      .select()
      .from(events)
      .orderBy(asc(events.seq))
      .limit(1_000)
      .then((all) => all.slice(-1));
    const id = await merge(rig, who.pia, source, target);
    const written = (await db.read.select().from(events).orderBy(asc(events.seq))).filter(
      ({ seq }) => seq > (last?.seq ?? 0),
    );
    expect(written.map(({ kind, subject, payload }) => [kind, subject, payload.merge])).toEqual([
      ["idea.merged", `idea:${source}`, id],
      ["idea.took_in", `idea:${target}`, id],
    ]);
    expect(new Set(written.map(({ cause }) => cause)).size).toBe(1);
  });

  it("is one however often the form is sent, and whoever comes second is told", async () => {
    const ctx = contextFor(rig, who.pia);
    const input = mergeInto(target);
    expect(await mergeIdea(ctx, source, input)).toBe(await mergeIdea(ctx, source, input));
    const second = await member(rig, await person(rig, "sam"), where, { pilot: true });
    await expect(merge(rig, second, source, target)).rejects.toMatchObject({ code: "merged_meanwhile" });
  });

  it("of two pilots at the same moment is one", async () => {
    const second = await member(rig, await person(rig, "sam"), where, { pilot: true });
    const third = await proposed(rig, where, who.bob, "A third");
    const tries = await Promise.allSettled([merge(rig, who.pia, source, target), merge(rig, second, source, third)]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "merged_meanwhile" } });
  });

  it("ends what was owed to the idea, and the clocks run on when it is taken apart", async () => {
    const owed = () => db.read.select().from(duties).where(eq(duties.idea, source));
    const before = await owed();
    expect(before).toMatchObject([{ kind: "acknowledge", end: null }]);
    const id = await merge(rig, who.pia, source, target);
    expect(await owed()).toMatchObject([{ kind: "acknowledge", end: "done" }]);
    await apart(id);
    expect(await owed()).toEqual(before);
  });

  it("is refused for whoever wrote either, for members, and where the rules say no", async () => {
    const pilot = await member(rig, who.bob, where, { pilot: true });
    await expect(merge(rig, who.eve, source, target)).rejects.toMatchObject({ status: 403 });
    const bob = { ...who.bob, memberships: new Map([[where, { pilot: true, product: false, lead: false }]]) };
    expect(pilot.id).toBe(bob.id);
    await expect(merge(rig, bob, source, target)).rejects.toMatchObject({ code: "own_idea" });
    await expect(merge(rig, bob, target, source)).rejects.toMatchObject({ code: "own_idea" });
    await expect(merge(rig, who.pia, source, source)).rejects.toMatchObject({ code: "merge_into_itself" });
    const elsewhere = await space(rig, { name: "Elsewhere" });
    const foreign = await proposed(rig, elsewhere.id, who.ann, "Far away");
    await expect(merge(rig, who.pia, source, foreign)).rejects.toMatchObject({ code: "merge_other_space" });
    const put = (to: string, idea: string) =>
      moveIdea(contextFor(rig, who.pia), idea, {
        id: newId(start),
        from: "new",
        to,
        message: "So.",
        reasonKind: to === "declined" ? "not_for_us" : null,
        reviewOn: to === "later" ? "2026-06-01" : null,
      });
    await put("later", target);
    await expect(merge(rig, who.pia, source, target)).rejects.toMatchObject({ code: "merge_not_into" });
    await put("declined", source);
    const third = await proposed(rig, where, who.bob, "A third");
    await expect(merge(rig, who.pia, source, third)).rejects.toMatchObject({ code: "merge_not_from" });
    await expect(merge(rig, who.pia, target, third).then(() => figuresOf(rig, target))).resolves.toMatchObject({
      stage: "merged",
    });
    await expect(
      hideItem(contextFor(rig, who.pia), { idea: target, comment: null }, { act: "hide", reason: "spam", words: "" }),
    ).rejects.toMatchObject({ code: "idea_merged" });
  });

  it("leaves a report on it to be answered, and says nothing of the other one once that is hidden", async () => {
    const [merged, other] = [source, target].map((idea) => ({ idea, comment: null }));
    if (!merged || !other) throw new Error("There are two.");
    await reportItem(contextFor(rig, who.eve), merged, { reason: "off_topic", words: "" });
    await merge(rig, who.pia, source, target);
    await dismissReports(contextFor(rig, who.pia), merged, "It belongs here.");
    const judged = and(eq(duties.subject, `idea:${source}`), eq(duties.kind, "judge"));
    expect(await db.read.select().from(duties).where(judged)).toMatchObject([{ end: "done" }]);
    await hideItem(contextFor(rig, who.pia), other, { act: "hide", reason: "spam", words: "" });
    expect(await leadsTo(db.read, { id: source, stage: "merged" })).toBe(`/ideas/${target}`);
  });

  it("closes the idea: no signal, comment or text; its page leads to the other one", async () => {
    await merge(rig, who.pia, source, target);
    await expect(cast(who.eve, source, "support")).rejects.toMatchObject({ code: "signals_closed" });
    await expect(say(who.eve, source)).rejects.toMatchObject({ code: "comments_closed" });
    const texts = { title: "X", problem: "X", forWhom: "X", solution: "X", language: "en" as const, version: 1 };
    await expect(editIdea(contextFor(rig, who.ann), source, texts)).rejects.toMatchObject({ code: "text_closed" });
    expect(await leadsTo(db.read, { id: source, stage: "merged" })).toBe(`/ideas/${target}-a-bench-with-a-pump`);
  });
});

describe("the authors of a merged idea", () => {
  const isAuthor = async (actor: SignedIn, idea = target) =>
    (await ideaSeenBy(db.read, actor, idea)).idea.authors.includes(actor.id);

  it("write the other one, their own signals leave its count, and all that goes with the merge", async () => {
    await cast(who.ann, target, "support");
    await cast(who.bob, source, "support");
    await cast(who.eve, source, "support");
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 1 });
    const before = await wholeOf(target);
    const id = await merge(rig, who.pia, source, target);
    expect(await isAuthor(who.ann)).toBe(true);
    // Of ann, bob and eve only eve did not write it.
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 1 });
    await apart(id);
    expect(await isAuthor(who.ann)).toBe(false);
    expect(await wholeOf(target)).toBe(before);
  });

  it("stay where another merge brings them as well, whichever is taken apart first", async () => {
    const other = await proposed(rig, where, who.ann, "A third");
    await cast(who.ann, target, "support");
    const before = await wholeOf(target);
    for (const order of [0, 1]) {
      const merges = [
        await merge(rig, who.pia, source, target, start + minute),
        await merge(rig, who.pia, other, target, start + 2 * minute),
      ];
      await apart(merges[order] ?? "");
      expect(await isAuthor(who.ann)).toBe(true);
      expect(await figuresOf(rig, target)).toMatchObject({ participants: 0 });
      await apart(merges[1 - order] ?? "");
      expect(await isAuthor(who.ann)).toBe(false);
      expect(await wholeOf(target)).toBe(before);
    }
  });

  it("who were invited there of an own right stay, and who left may be invited anew", async () => {
    await inviteAuthor(contextFor(rig, who.bob), target, { who: "ann" }, "http://x");
    await acceptInvitation(contextFor(rig, who.ann), target);
    const first = await merge(rig, who.pia, source, target);
    await apart(first);
    expect(await isAuthor(who.ann)).toBe(true);
    await leaveAuthors(contextFor(rig, who.ann), target);
    const second = await merge(rig, who.pia, source, target, start + 6 * minute);
    expect(await isAuthor(who.ann)).toBe(true);
    await apart(second, who.pia, start + 7 * minute);
    const [row] = await db.read.select().from(ideaAuthors).where(eq(ideaAuthors.idea, target));
    expect(row).toMatchObject({ member: who.ann.id, state: "left", merge: null });
  });
});

describe("the talk of a merged idea", () => {
  it("stands on the other one with where it is from; an answer to it stays there with a link", async () => {
    const first = await say(who.bob, source);
    await say(who.ann, source, first, start + 1);
    await say(who.eve, target, undefined, start + 2);
    const id = await merge(rig, who.pia, source, target);
    expect(await figuresOf(rig, target)).toMatchObject({ commentCount: 3 });
    const answer = await say(who.eve, target, first, start + 2 * minute);
    const ctx = contextFor(rig, who.pia);
    const talk = async () => (await talkOf(ctx, target, theBeginning, await sourcesOf(db.read, target))).threads;
    const from = { id: source, title: "A pump at each stop" };
    expect(await talk()).toMatchObject([
      { id: first, from, replies: [{ from }] },
      { replies: [] },
      { id: answer, answers: { id: first, name: "Bob", to: expect.stringContaining(`/ideas/${source}`) } },
    ]);
    expect((await talk())[2]).not.toHaveProperty("from");
    const [event] = await db.read
      .select()
      .from(events)
      .where(and(eq(events.kind, "comment.posted"), eq(events.subject, `comment:${answer}`)));
    expect(event?.payload.parent).toBe(first);
    await apart(id);
    expect(await figuresOf(rig, source)).toMatchObject({ commentCount: 2 });
    expect(await figuresOf(rig, target)).toMatchObject({ commentCount: 2 });
    expect(await talk()).toMatchObject([{}, { id: answer, answers: { id: first } }]);
  });

  it("moves the numbers of every idea it counts for when a comment is hidden", async () => {
    const third = await proposed(rig, where, who.bob, "A third");
    const comment = await say(who.eve, source);
    await merge(rig, who.pia, source, target, start + minute);
    await merge(rig, who.pia, target, third, start + 2 * minute);
    expect(await figuresOf(rig, third)).toMatchObject({ commentCount: 1 });
    await hideItem(contextFor(rig, who.pia), { idea: source, comment }, { act: "hide", reason: "spam", words: "" });
    for (const idea of [source, target, third]) expect(await figuresOf(rig, idea)).toMatchObject({ commentCount: 0 });
  });
});

describe("followers", () => {
  const follower = async (actor: SignedIn) =>
    (
      await db.read
        .select()
        .from(follows)
        .where(and(eq(follows.idea, target), eq(follows.member, actor.id)))
    )[0]?.state;

  it("are united, but for those who chose otherwise, and go with the merge unless they did something there", async () => {
    const [cara, dan, fay] = [await person(rig, "cara"), await person(rig, "dan"), await person(rig, "fay")];
    for (const actor of [cara, dan, fay]) await followIdea(contextFor(rig, actor), source);
    await followIdea(contextFor(rig, dan), target);
    await unfollowIdea(contextFor(rig, dan), target);
    const id = await merge(rig, who.pia, source, target);
    expect([await follower(cara), await follower(dan), await follower(fay)]).toEqual([
      "following",
      "stopped",
      "following",
    ]);
    await say(fay, target, undefined, start + 2 * minute);
    await apart(id);
    expect([await follower(cara), await follower(dan), await follower(fay)]).toEqual([
      undefined,
      "stopped",
      "following",
    ]);
  });
});

describe("a chain of merges", () => {
  it("resolves to its end, is undone from there, and makes no ring", async () => {
    const third = await proposed(rig, where, who.bob, "A third");
    await cast(who.eve, source, "support");
    const inner = await merge(rig, who.pia, source, target, start + minute);
    const outer = await merge(rig, who.pia, target, third, start + 2 * minute);
    expect(await figuresOf(rig, third)).toMatchObject({ participants: 1, mergedIn: 1 });
    expect(await leadsTo(db.read, { id: source, stage: "merged" })).toBe(`/ideas/${third}-a-third`);
    await expect(apart(inner)).rejects.toMatchObject({ code: "merge_not_outermost" });
    await expect(merge(rig, who.pia, third, source)).rejects.toMatchObject({ code: "merge_cycle" });
    await apart(outer);
    expect(await figuresOf(rig, third)).toMatchObject({ participants: 0, mergedIn: 0 });
    await apart(inner);
    expect(await figuresOf(rig, source)).toMatchObject({ participants: 1, stage: "new" });
    expect(await figuresOf(rig, target)).toMatchObject({ participants: 0, stage: "new" });
  });
});
