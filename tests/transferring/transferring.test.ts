import { and, asc, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas, ideaTags, tags } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { appeals, moderationActs, reports } from "../../db/schema/moderation.ts";
import { notices } from "../../db/schema/notices.ts";
import { duties, ideaPilots } from "../../db/schema/piloting.ts";
import { memberships, spaces } from "../../db/schema/spaces.ts";
import { talks } from "../../db/schema/talks.ts";
import { transfers } from "../../db/schema/transferring.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { feedOf } from "../../app/features/feed/queries.server.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { appeal, appealPage, judgeAppeal } from "../../app/features/moderation/appeals.server.ts";
import { dismissReports, hideItem, reportItem } from "../../app/features/moderation/commands.server.ts";
import { writeNote } from "../../app/features/notes/commands.server.ts";
import { notesOn } from "../../app/features/notes/queries.server.ts";
import { targetOf } from "../../app/features/notices/queries.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { pauseClock, resumeClock } from "../../app/features/piloting/pausing.server.ts";
import { addStep } from "../../app/features/stages/commands.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { openTalk, speak } from "../../app/features/talks/commands.server.ts";
import { talksAwaiting, talksOn } from "../../app/features/talks/queries.server.ts";
import { judgeTransfer, proposeTransfer, withdrawTransfer } from "../../app/features/transferring/commands.server.ts";
import { transferPage, transfersOn } from "../../app/features/transferring/queries.server.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";
import { NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { caco } from "../import/sources.ts";
import { merge, proposed } from "../merging/support.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
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
} from "../support/database.ts";
import { decide, lastTransfer, propose } from "./support.ts";

const minute = 60_000;
const day = 86_400_000;

let rig: Rig;
/** The space in which ann proposed it, piloted by pia, and the one that tim pilots; sam pilots both. */
let bikes: { id: string; slug: string };
let trains: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
let tim: SignedIn;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  bikes = await space(rig);
  trains = await space(rig, { name: "Trains" });
  who = await people(rig, bikes.id);
  tim = await member(rig, await person(rig, "tim"), trains.id, { pilot: true, lead: true });
  idea = await proposed(rig, bikes.id, who.ann, "A pump in each train");
});

const at = (actor: SignedIn, now = start) => contextFor(rig, actor, { now });
const placeOf = async () => (await rig.db.read.select().from(ideas).where(eq(ideas.id, idea)))[0]?.space;
const openDuties = () =>
  rig.db.read
    .select()
    .from(duties)
    .where(and(eq(duties.idea, idea), isNull(duties.end)))
    .orderBy(asc(duties.kind));
const close = (where: { id: string }) =>
  rig.db.transaction((tx) => tx.update(spaces).set({ visibility: "private" }).where(eq(spaces.id, where.id)));

async function bothPilot(): Promise<SignedIn> {
  const sam = await member(rig, await person(rig, "sam"), bikes.id, { pilot: true });
  return member(rig, sam, trains.id, { pilot: true });
}

describe("a proposal", () => {
  it("moves nothing, stands on the page, and lies on the other pilots' desk with a clock", async () => {
    const id = await propose(rig, who.pia, idea, trains.id);
    expect(await placeOf()).toBe(bikes.id);
    const { owed } = await deskOf(at(tim), null);
    expect(owed).toMatchObject([
      { kind: "judge", what: "transfer", name: "A pump in each train", to: `/ideas/${idea}/transfer` },
    ]);
    // Two working days later, by the calendar of the space that decides.
    expect(owed[0]?.dueAt).toBe(start + 2 * day);
    expect((await deskOf(at(who.pia), null)).owed.map(({ kind }) => kind)).toEqual(["acknowledge"]);
    const [shown] = await transfersOn(at(who.ann), { id: idea, space: bikes.id });
    expect(shown).toMatchObject({ id, state: "open", target: { name: "Trains" }, by: { name: "Pia" }, acts: null });
    expect(shown?.html).toContain("<em>trains</em>");
  });

  it("sent twice is one, and another one waits until it is answered", async () => {
    const input = { id: newId(start), to: trains.id, message: "Trains." };
    await proposeTransfer(at(who.pia), idea, input);
    await proposeTransfer(at(who.pia), idea, input);
    expect(await rig.db.read.$count(transfers)).toBe(1);
    await expect(propose(rig, who.pia, idea, trains.id)).rejects.toThrow("transfer_waiting");
  });

  it("is made by a pilot of the idea's space who did not write it, to a space that he or she knows", async () => {
    await expect(propose(rig, who.bob, idea, trains.id)).rejects.toThrow("forbidden");
    await expect(propose(rig, tim, idea, trains.id)).rejects.toThrow("forbidden");
    const own = await proposed(rig, bikes.id, who.pia, "A bell");
    await expect(propose(rig, who.pia, own, trains.id)).rejects.toThrow("own_idea");
    await close(trains);
    await expect(propose(rig, who.pia, idea, trains.id)).rejects.toThrow(NotFound);
    await expect(propose(rig, who.pia, idea, newId(start))).rejects.toThrow(NotFound);
    await expect(propose(rig, who.pia, idea, bikes.id)).rejects.toThrow("transfer_same_space");
  });

  it("is not made while a word is late: no move hides a delay", async () => {
    const late = start + 4 * day;
    await expect(propose(rig, who.pia, idea, trains.id, late)).rejects.toThrow("transfer_late");
    await postComment(at(who.pia, late), idea, { id: newId(late), kind: "remark", body: "Thank you." });
    await propose(rig, who.pia, idea, trains.id, late);
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "open", signsAs: "pilot" });
  });

  it("is not made for a merged idea, nor one with which another is merged", async () => {
    const other = await proposed(rig, bikes.id, who.bob, "A bench");
    await merge(rig, who.pia, other, idea);
    await expect(propose(rig, who.pia, idea, trains.id)).rejects.toThrow("transfer_merged");
    await expect(propose(rig, who.pia, other, trains.id)).rejects.toThrow("transfer_merged");
  });

  it("is withdrawn by its pilots once, and lies on no desk any more", async () => {
    const id = await propose(rig, who.pia, idea, trains.id);
    await expect(withdrawTransfer(at(tim), idea, id)).rejects.toThrow("forbidden");
    await expect(withdrawTransfer(at(who.ann), idea, id)).rejects.toThrow("own_idea");
    await expect(withdrawTransfer(at(who.pia), idea, newId(start))).rejects.toThrow(NotFound);
    await withdrawTransfer(at(who.pia), idea, id);
    await withdrawTransfer(at(who.pia), idea, id);
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "withdrawn", decidedBy: who.pia.id });
    expect((await deskOf(at(tim), null)).all).toBe(0);
    await expect(decideOn(id)).rejects.toThrow("transfer_decided");
    expect(await transfersOn(at(who.ann), { id: idea, space: bikes.id })).toEqual([]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ["is withdrawn", () => withdrawIdea(at(who.ann), idea, "")],
    ["is declined", () => stage("declined", { reasonKind: "out_of_scope" })],
    [
      "is hidden",
      () => hideItem(at(who.pia), { idea, comment: null }, { act: "hide", reason: "spam", words: "Spam." }),
    ],
    ["becomes part of another", async () => merge(rig, who.pia, idea, await proposed(rig, bikes.id, who.bob))],
    ["takes another one in", async () => merge(rig, who.pia, await proposed(rig, bikes.id, who.bob), idea)],
  ])("falls away when the idea %s", async (_, act) => {
    const id = await propose(rig, who.pia, idea, trains.id);
    await act(id);
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "overtaken" });
    expect((await deskOf(at(tim), null)).all).toBe(0);
  });

  it("stays when the idea moves on to where it can still leave", async () => {
    await propose(rig, who.pia, idea, trains.id);
    await stage("open");
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "open" });
  });
});

const decideOn = (transfer: string, by = tim, decision: "accepted" | "declined" = "accepted") =>
  judgeTransfer(at(by), idea, { transfer, decision, message: "So be it." });

const stage = (to: string, change: { reasonKind?: "out_of_scope" } = {}, now = start) =>
  moveIdea(at(who.pia, now), idea, {
    id: newId(now),
    from: "new",
    to,
    message: "Thank you.",
    reasonKind: null,
    reviewOn: null,
    ...change,
  });

describe("a decision", () => {
  it("is made by a pilot of the other space who did not write the idea, once", async () => {
    const id = await propose(rig, who.pia, idea, trains.id);
    await expect(decideOn(id, who.pia)).rejects.toThrow("forbidden");
    await expect(decideOn(id, who.bob)).rejects.toThrow("forbidden");
    await member(rig, who.ann, trains.id, { pilot: true });
    await expect(decideOn(id, await actorNow(rig, who.ann.id))).rejects.toThrow("own_idea");
    await expect(
      judgeTransfer(at(tim), newId(start), { transfer: id, decision: "accepted", message: "A" }),
    ).rejects.toThrow(NotFound);
    await expect(decideOn(newId(start))).rejects.toThrow(NotFound);
    await decideOn(id, tim, "declined");
    await decideOn(id, tim, "declined");
    await expect(decideOn(id)).rejects.toThrow("transfer_decided");
    expect(await placeOf()).toBe(bikes.id);
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "declined", decidedBy: tim.id, answer: "So be it." });
    const [shown] = await transfersOn(at(who.ann), { id: idea, space: bikes.id });
    expect(shown).toMatchObject({ state: "declined", decidedBy: "Tim" });
    const kinds = (await rig.db.read.select().from(events)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith("transfer."))).toEqual(["transfer.proposed", "transfer.declined"]);
  });

  it("is an admin's where no pilot of the other space can make it", async () => {
    const ada = await person(rig, "ada", { admin: true });
    await propose(rig, who.pia, idea, trains.id);
    await expect(decide(rig, ada, idea)).rejects.toThrow("forbidden");
    await rig.db.transaction((tx) =>
      tx.update(memberships).set({ pilot: false }).where(eq(memberships.space, trains.id)),
    );
    await decide(rig, ada, idea);
    expect(await placeOf()).toBe(trains.id);
  });

  it("asks again whether the idea may go there", async () => {
    const id = await propose(rig, who.pia, idea, trains.id);
    await close(trains);
    await expect(decideOn(id)).rejects.toThrow("transfer_authors_outside");
    expect(await placeOf()).toBe(bikes.id);
    await member(rig, who.ann, trains.id);
    await decideOn(id);
    expect(await placeOf()).toBe(trains.id);
  });

  it("is made at once by whoever pilots both spaces, and by nobody else", async () => {
    const input = { id: newId(start), to: trains.id, message: "Trains." };
    await expect(proposeTransfer(at(who.pia), idea, input, { isAtOnce: true })).rejects.toThrow("forbidden");
    const sam = await bothPilot();
    await proposeTransfer(at(sam), idea, input, { isAtOnce: true });
    await proposeTransfer(at(sam), idea, input, { isAtOnce: true });
    expect(await placeOf()).toBe(trains.id);
    expect(await lastTransfer(rig, idea)).toMatchObject({ state: "accepted", decidedBy: sam.id, answer: null });
  });
});

describe("an accepted idea", () => {
  it("is listed in the other space and no more in its own, with its signals, talk and address", async () => {
    await postComment(at(who.bob), idea, { id: newId(start), kind: "remark", body: "Good." });
    await propose(rig, who.pia, idea, trains.id);
    await decide(rig, tim, idea);
    const titles = async (where: { id: string }) => {
      const { ideas: listed } = await feedOf(at(who.bob), where.id, { order: "new", filter: {} }, null);
      return listed.map(({ title, commentCount }) => [title, commentCount]);
    };
    expect(await titles(bikes)).toEqual([]);
    expect(await titles(trains)).toEqual([["A pump in each train", 1]]);
    expect((await ideaSeenBy(rig.db.read, visitor, idea)).space.id).toBe(trains.id);
    const [event] = await rig.db.read.select().from(events).where(eq(events.kind, "idea.transferred"));
    expect(event).toMatchObject({
      space: trains.id,
      subject: `idea:${idea}`,
      payload: { source: bikes.id, target: trains.id, member: who.pia.id },
    });
  });

  it("is owed the same by the same day, by a pilot of the other space; what was done before counts where it was", async () => {
    await stage("evaluating");
    const [before] = await openDuties();
    await propose(rig, who.pia, idea, trains.id, start + minute);
    await decide(rig, tim, idea, "accepted", start + 2 * minute);
    const [after, ...others] = await openDuties();
    expect(others).toEqual([]);
    expect(after).toMatchObject({
      id: before?.id,
      kind: "decide",
      dueAt: before?.dueAt,
      space: trains.id,
      owner: tim.id,
    });
    const [given] = await rig.db.read.select().from(ideaPilots).where(eq(ideaPilots.idea, idea));
    expect(given).toMatchObject({ pilot: tim.id });
    const ended = await rig.db.read.select().from(duties).where(eq(duties.end, "done"));
    expect(ended.map(({ kind, space: where }) => [kind, where])).toEqual([
      ["acknowledge", bikes.id],
      ["judge", trains.id],
    ]);
    // The move before it is no more to be taken back: its clocks run elsewhere.
    const [moved] = await rig.db.read.select().from(events).where(eq(events.kind, "idea.moved"));
    await expect(undoMove(at(who.pia, start + 3 * minute), idea, String(moved?.payload.move))).rejects.toThrow(
      "move_overtaken",
    );
  });

  it("is owed its first word again, in its new space, when the word that gave it is deleted there", async () => {
    const word = await postComment(at(who.pia), idea, { id: newId(start), kind: "remark", body: "Hello." });
    await propose(rig, who.pia, idea, trains.id);
    await decide(rig, tim, idea);
    expect(await openDuties()).toEqual([]);
    await deleteComment(at(who.pia), word);
    expect(await openDuties()).toMatchObject([{ kind: "acknowledge", space: trains.id, owner: tim.id }]);
  });

  it("keeps a clock that stands still", async () => {
    const pause = newId(start);
    await pauseClock(at(who.pia), idea, { id: pause, reason: "The maker answers on Friday.", goesOn: "2026-03-09" });
    const [before] = await openDuties();
    await propose(rig, who.pia, idea, trains.id);
    await decide(rig, tim, idea);
    const [after] = await openDuties();
    expect([after?.pausedUntil, after?.dueAt]).toEqual([before?.pausedUntil, before?.dueAt]);
    await resumeClock(at(tim), idea, { pause });
    expect(await openDuties()).toMatchObject([{ pausedUntil: null, dueAt: start + 3 * day, space: trains.id }]);
  });

  it("keeps the tags that the other space has by the same name", async () => {
    await tagIdea(at(who.ann), idea, ["Pumps", "tyres"]);
    const other = await proposed(rig, trains.id, who.bob, "A train");
    await tagIdea(at(who.bob), other, ["pumps"]);
    await propose(rig, who.pia, idea, trains.id);
    const { page } = await transferPage(at(tim), idea, null);
    expect(page).toMatchObject({
      kind: "waiting",
      mayDecide: true,
      preview: { tags: { stay: ["Pumps"], go: ["tyres"] } },
    });
    await decide(rig, tim, idea);
    const borne = await rig.db.read
      .select({ name: tags.name, space: tags.space })
      .from(ideaTags)
      .innerJoin(tags, eq(tags.id, ideaTags.tag))
      .where(eq(ideaTags.idea, idea));
    expect(borne).toEqual([{ name: "pumps", space: trains.id }]);
    const counts = await rig.db.read.select({ name: tags.name, ideas: tags.ideas }).from(tags).orderBy(asc(tags.name));
    expect(counts).toEqual([
      { name: "Pumps", ideas: 0 },
      { name: "pumps", ideas: 2 },
      { name: "tyres", ideas: 0 },
    ]);
  });

  it("leaves the step of its space, and stands in it again when it comes back", async () => {
    const step = newId(start);
    await addStep(at(who.pia), bikes.id, {
      id: step,
      version: 1,
      parent: "open",
      nameEn: "Workshop",
      nameFr: "Atelier",
    });
    await stage(`open/${step}`);
    await propose(rig, who.pia, idea, trains.id);
    expect((await transferPage(at(tim), idea, null)).page).toMatchObject({ preview: { leavesStep: true } });
    await decide(rig, tim, idea);
    expect((await transferPage(at(tim), idea, bikes.id)).page).toMatchObject({
      chosen: { preview: { leavesStep: false } },
    });
    await propose(rig, tim, idea, bikes.id);
    await decide(rig, who.pia, idea);
    expect((await transferPage(at(who.pia), idea, trains.id)).page).toMatchObject({
      chosen: { preview: { leavesStep: true } },
    });
  });

  it("takes along what is still to be judged, and leaves in the log of its space what was decided", async () => {
    const said = await postComment(at(who.bob), idea, { id: newId(start), kind: "remark", body: "Rude." });
    await hideItem(at(who.pia), { idea, comment: said }, { act: "hide", reason: "insulting", words: "Rude." });
    const [act] = await rig.db.read.select().from(moderationActs);
    await appeal(at(who.bob), { id: newId(start), decision: `act:${act?.id}`, words: "It is not." });
    await reportItem(at(who.eve), { idea, comment: null }, { reason: "spam", words: "" });
    await propose(rig, who.pia, idea, trains.id);
    await decide(rig, tim, idea);
    const [report] = await rig.db.read.select().from(reports).where(eq(reports.by, who.eve.id));
    const [open] = await rig.db.read.select().from(appeals);
    expect([report?.space, open?.space]).toEqual([trains.id, trains.id]);
    expect((await rig.db.read.select().from(moderationActs)).map((row) => row.space)).toEqual([bikes.id]);
    expect((await openDuties()).map((duty) => [duty.kind, duty.space])).toEqual([
      ["acknowledge", trains.id],
      ["judge", trains.id],
      ["judge", trains.id],
    ]);
    await dismissReports(at(tim), { idea, comment: null }, "It is none.");
    await expect(appealPage(at(who.pia), bikes.slug, open?.id ?? "")).rejects.toThrow(NotFound);
    expect(await appealPage(at(tim), trains.slug, open?.id ?? "")).toMatchObject({ mayJudge: true });
    await judgeAppeal(at(tim), open?.id ?? "", { act: "uphold", words: "It stands.", move: newId(start) });
    expect((await ideaSeenBy(rig.db.read, visitor, idea)).idea.moderation).toBe("visible");
    expect((await openDuties()).map(({ kind }) => kind)).toEqual(["acknowledge"]);
    // Reported again, it is a matter of the space in which it stands.
    await reportItem(at(who.eve), { idea, comment: null }, { reason: "spam", words: "" });
    const [again] = await rig.db.read.select().from(reports).where(eq(reports.by, who.eve.id));
    expect(again).toMatchObject({ state: "open", space: trains.id });
  });

  it("takes along talks and notes, for those who answer for it now", async () => {
    const talk = newId(start);
    await openTalk(at(who.pia), idea, {
      id: talk,
      asks: "detail",
      body: "Where?",
      answerBy: null,
      private: "yes",
    });
    await writeNote(at(who.pia), idea, { id: newId(start), body: "For trains?" });
    await propose(rig, who.pia, idea, trains.id);
    const { page } = await transferPage(at(tim), idea, null);
    expect(page).toMatchObject({ preview: { notes: 1, privateTalks: 1 } });
    await decide(rig, tim, idea);
    expect((await rig.db.read.select().from(talks)).map((talk) => talk.space)).toEqual([trains.id]);
    const { idea: seen } = await ideaSeenBy(rig.db.read, tim, idea);
    expect([(await talksOn(at(tim), seen)).length, (await notesOn(at(tim), seen))?.count]).toEqual([1, 1]);
    expect([(await talksOn(at(who.pia), seen)).length, await notesOn(at(who.pia), seen)]).toEqual([0, null]);
    // The answer is awaited by the one who has the idea now.
    await speak(at(who.ann), idea, { id: newId(start), talk, act: "answered", body: "At the station." });
    expect([(await talksAwaiting(at(tim))).length, (await talksAwaiting(at(who.pia))).length]).toEqual([1, 0]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, tim)).toContain("talk_answered");
    expect(await kindsToldTo(rig, who.pia)).not.toContain("talk_answered");
  });
});

describe("a private space", () => {
  let secret: { id: string; slug: string };
  let zoe: SignedIn;

  beforeEach(async () => {
    secret = await space(rig, { name: "Secret", visibility: "private" });
    zoe = await member(rig, await person(rig, "zoe"), secret.id, { pilot: true });
  });

  it("takes an idea only when its authors read it there, and others who follow it are told", async () => {
    await followIdea(at(who.bob), idea);
    await member(rig, who.pia, secret.id);
    const pia = await actorNow(rig, who.pia.id);
    await expect(propose(rig, pia, idea, secret.id)).rejects.toThrow("transfer_authors_outside");
    await member(rig, who.ann, secret.id);
    await propose(rig, pia, idea, secret.id);
    // Nobody else learns what the space is called.
    expect((await transfersOn(at(who.bob), { id: idea, space: bikes.id }))[0]).toMatchObject({ target: null });
    expect((await transferPage(at(zoe), idea, null)).page).toMatchObject({
      preview: { outside: { authors: 0, writers: 0, followers: 1 } },
    });
    await decide(rig, zoe, idea);
    await expect(ideaSeenBy(rig.db.read, await actorNow(rig, who.bob.id), idea)).rejects.toThrow(NotFound);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["transferred_away"]);
    expect(await kindsToldTo(rig, who.ann)).toContain("transferred");
    expect(await kindsToldTo(rig, who.pia)).toContain("transferred");
  });

  it("gives no idea to a public one, and to a private one only with everybody whose words go along", async () => {
    const inside = await member(rig, who.ann, secret.id);
    await member(rig, who.bob, secret.id);
    const own = await proposed(rig, secret.id, inside, "A secret pump");
    await postComment(at(await actorNow(rig, who.bob.id)), own, { id: newId(start), kind: "remark", body: "Hush." });
    await expect(propose(rig, zoe, own, trains.id)).rejects.toThrow("transfer_to_public");
    const other = await space(rig, { name: "Other", visibility: "private" });
    const both = await member(rig, zoe, other.id);
    const tom = await member(rig, await person(rig, "tom"), other.id, { pilot: true });
    await member(rig, who.ann, other.id);
    await expect(propose(rig, both, own, other.id)).rejects.toThrow("transfer_writers_outside");
    await member(rig, who.bob, other.id);
    await propose(rig, both, own, other.id);
    // Who decides reads the texts, and nothing else of it.
    await expect(ideaSeenBy(rig.db.read, tom, own)).rejects.toThrow(NotFound);
    const { page, space: shown } = await transferPage(at(tom), own, null);
    expect(shown.name).toBe("Other");
    expect(page).toMatchObject({ mayDecide: true, transfer: { source: null }, texts: { by: "Ann" } });
    expect(JSON.stringify(page)).not.toContain("Hush");
    await tellAll(rig);
    expect(await kindsToldTo(rig, tom)).toEqual(["transfer_asked"]);
    const [line] = await rig.db.read.select().from(notices).where(eq(notices.member, tom.id));
    expect(line).toMatchObject({ idea: null, space: other.id });
    expect(await targetOf(at(tom), line?.id ?? "")).toBe(`/ideas/${own}/transfer`);
    for (const outsider of [who.eve, tim, await member(rig, await person(rig, "max"), other.id)]) {
      await expect(transferPage(at(outsider), own, null)).rejects.toThrow(NotFound);
      const input = { transfer: (await lastTransfer(rig, own))?.id ?? "", decision: "accepted" as const, message: "A" };
      await expect(judgeTransfer(at(outsider), own, input)).rejects.toThrow(NotFound);
    }
    await decide(rig, tom, own);
    expect((await ideaSeenBy(rig.db.read, tom, own)).space.id).toBe(other.id);
  });
});

it("what was written about an idea while it moved is brought after it by the doctor", async () => {
  await openTalk(at(who.pia), idea, { id: newId(start), asks: "detail", body: "Where?", answerBy: null });
  await reportItem(at(who.eve), { idea, comment: null }, { reason: "spam", words: "" });
  await tellAll(rig);
  await propose(rig, who.pia, idea, trains.id);
  const whereAll = async () => {
    const rows = [
      ...(await rig.db.read.select({ space: talks.space }).from(talks)),
      ...(await rig.db.read.select({ space: reports.space }).from(reports)),
      ...(await rig.db.read.select({ space: duties.space }).from(duties).where(isNull(duties.end))),
      ...(await rig.db.read.select({ space: notices.space }).from(notices).where(eq(notices.idea, idea))),
    ];
    return rows.map((row) => row.space);
  };
  const before = await whereAll();
  const scatter = [talks, reports, notices].map((table) =>
    rig.db.transaction((tx) => tx.update(table).set({ space: trains.id })),
  );
  await Promise.all(scatter);
  const isWord = and(eq(duties.idea, idea), eq(duties.kind, "acknowledge"));
  await rig.db.transaction((tx) => tx.update(duties).set({ space: trains.id }).where(isWord));
  expect((await caco(rig.dir, "doctor")).stdout).toContain("BROKEN ideas: spaces");
  expect((await caco(rig.dir, "doctor", "--fix")).stdout).toContain("Computed anew: ideas: spaces.");
  // The one that asks the other space stays there.
  expect(await whereAll()).toEqual(before);
  expect(before).toContain(trains.id);
});

describe("what people are told", () => {
  it("goes to both sides' pilots, the authors and the followers, each time", async () => {
    const other = await member(rig, await person(rig, "oda"), bikes.id, { pilot: true });
    const another = await member(rig, await person(rig, "tea"), trains.id, { pilot: true });
    await followIdea(at(who.bob), idea);
    await propose(rig, who.pia, idea, trains.id);
    await tellAll(rig);
    for (const reader of [who.ann, who.bob, other])
      expect(await kindsToldTo(rig, reader)).toEqual(["transfer_proposed"]);
    for (const pilot of [tim, another]) expect(await kindsToldTo(rig, pilot)).toEqual(["transfer_asked"]);
    expect(await kindsToldTo(rig, who.pia)).toEqual([]);
    await decide(rig, tim, idea, "declined", start + 1);
    await tellAll(rig);
    for (const reader of [who.ann, who.bob, other, who.pia]) {
      expect(await kindsToldTo(rig, reader)).toEqual(["transfer_declined"]);
    }
    expect(await kindsToldTo(rig, another)).toEqual(["transfer_refused"]);
    expect(await kindsToldTo(rig, tim)).toEqual([]);
    await propose(rig, who.pia, idea, trains.id, start + 2);
    await decide(rig, tim, idea, "accepted", start + 3);
    await tellAll(rig);
    for (const reader of [who.ann, who.bob, other, who.pia, another]) {
      expect((await kindsToldTo(rig, reader))[0]).toBe("transferred");
    }
  });

  it("of a proposal that was withdrawn goes to those who had read of it", async () => {
    const id = await propose(rig, who.pia, idea, trains.id);
    await tellAll(rig);
    await rig.db.transaction((tx) => tx.update(notices).set({ readAt: start }).where(eq(notices.member, who.ann.id)));
    await withdrawTransfer(at(who.pia), idea, id);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.ann)).toEqual(["transfer_withdrawn"]);
    expect(await kindsToldTo(rig, tim)).toEqual([]);
  });

  it("of something earlier is told as of the space in which the idea stands by now", async () => {
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const zoe = await member(rig, await person(rig, "zoe"), secret.id, { pilot: true });
    await member(rig, who.ann, secret.id);
    await member(rig, who.pia, secret.id);
    await followIdea(at(who.bob), idea);
    await postComment(at(who.eve), idea, { id: newId(start), kind: "remark", body: "Good." });
    await propose(rig, await actorNow(rig, who.pia.id), idea, secret.id);
    await decide(rig, zoe, idea);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["transferred_away"]);
    expect(await kindsToldTo(rig, who.ann)).toContain("comment");
  });
});
