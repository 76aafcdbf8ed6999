import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { duties, stageMoves } from "../../db/schema/piloting.ts";
import { revivals } from "../../db/schema/reviving.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { appeal, judgeAppeal } from "../../app/features/moderation/appeals.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { answersOf, steeringOf } from "../../app/features/piloting/queries.server.ts";
import { bringArgument, judgeRevival } from "../../app/features/reviving/commands.server.ts";
import { revivingOf } from "../../app/features/reviving/queries.server.ts";
import { between } from "../../app/features/reviving/rules.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import {
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

const minute = 60_000;
const day = 86_400_000;

let rig: Rig;
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
/** A pilot beside `pia`, who declined it. */
let sam: SignedIn;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  sam = await member(rig, await person(rig, "sam"), where.id, { pilot: true });
  idea = await declinedOf(who.ann);
});

const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });

/** An idea that `pia` declined at the start, so that nobody can take that back a day later. */
async function declinedOf(author: SignedIn, space = where.id, pilot = who.pia): Promise<string> {
  const id = newId(start);
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, author), space, { id, ...texts });
  const answer = { id: newId(start), from: "new", to: "declined", message: "Too costly.", reviewOn: null };
  await moveIdea(as(pilot), id, { ...answer, reasonKind: "too_costly" });
  return id;
}

async function bring(actor: SignedIn, now = start + day, id = newId(now), about = idea): Promise<string> {
  await bringArgument(contextFor(rig, actor, { now }), about, { id, argument: "Pumps cost *half* by now." });
  return id;
}

const verdict = (revival: string, decision: "accepted" | "declined", move = newId(start)) => ({
  revival,
  move,
  decision,
  message: "We looked at the *price*.",
});

const judge = (actor: SignedIn, revival: string, decision: "accepted" | "declined", now = start + 2 * day) =>
  judgeRevival(contextFor(rig, actor, { now }), idea, verdict(revival, decision));

async function shown(actor: Actor, now = start + 3 * day) {
  const { idea: seen } = await ideaSeenBy(rig.db.read, actor, idea);
  return revivingOf(as(actor, now), seen);
}

const stageNow = async () => (await ideaSeenBy(rig.db.read, sam, idea)).idea.stage;
const owed = () => rig.db.read.select().from(duties).where(eq(duties.kind, "judge"));

describe("a declined idea", () => {
  it("is not reopened by a pilot alone, nor offered for it", async () => {
    const answer = { id: newId(start), from: "declined", to: "open", message: "So.", reasonKind: null, reviewOn: null };
    await expect(moveIdea(as(sam), idea, answer)).rejects.toMatchObject({ code: "revival_needed" });
    const { idea: seen, space: inside } = await ideaSeenBy(rig.db.read, sam, idea);
    expect(await steeringOf(as(sam), seen, inside)).toMatchObject({ stages: [], closed: "nothing_open" });
    expect(await stageNow()).toBe("declined");
  });

  it("takes an argument of anybody who sees it and has a confirmed address", async () => {
    const ulf = await person(rig, "ulf", { verified: false });
    await expect(bring(ulf)).rejects.toMatchObject({ code: "verify_first" });
    expect(await shown(ulf)).toMatchObject({ isDeclined: true, mayBring: false, closed: null });
    expect(await shown(visiting(rig).actor)).toMatchObject({ mayBring: true });
    await bring(who.eve);
    const inside = and(eq(memberships.member, who.eve.id), eq(memberships.space, where.id));
    expect(await rig.db.read.$count(memberships, inside)).toBe(1);
    expect(await shown(visiting(rig).actor)).toMatchObject({
      mayBring: false,
      closed: "revival_waiting",
      brought: [{ by: { name: "Eve" }, isMine: false, state: "open", html: "<p>Pumps cost <em>half</em> by now.</p>" }],
    });
  });

  it("takes none of somebody who may not write in the space", async () => {
    const sanction = { id: newId(start), reason: "insulting" as const, words: "No.", days: 7 as const };
    await muteMember(as(sam), where.id, "bob", sanction);
    await expect(bring(who.bob)).rejects.toMatchObject({ code: "muted" });
  });

  it("takes one at a time, and one a month from each person", async () => {
    const once = await bring(who.bob);
    await bring(who.bob, start + day, once);
    expect(await rig.db.read.select().from(revivals)).toHaveLength(1);
    await expect(bring(who.ann)).rejects.toMatchObject({ code: "revival_waiting" });
    await judge(sam, once, "declined");
    await expect(bring(who.bob, start + day + between - 1)).rejects.toMatchObject({ code: "revival_too_soon" });
    expect(await shown(who.bob)).toMatchObject({ mayBring: false, closed: "revival_too_soon" });
    const other = await bring(who.ann, start + 3 * day);
    await judge(sam, other, "declined", start + 3 * day);
    await bring(who.bob, start + day + between);
    expect(await rig.db.read.select().from(revivals)).toHaveLength(3);
  });

  it("takes one of two that come at the same moment", async () => {
    const both = await Promise.allSettled([bring(who.bob), bring(who.ann)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await rig.db.read.select().from(revivals)).toHaveLength(1);
    expect(await owed()).toHaveLength(1);
  });

  it("is the only one that takes any", async () => {
    const fresh = newId(start);
    const texts = { title: "A bench", problem: "Tired.", forWhom: "Riders.", solution: "A bench." };
    await submitIdea(contextFor(rig, who.ann), where.id, { id: fresh, ...texts });
    await expect(bring(who.bob, start, newId(start), fresh)).rejects.toMatchObject({ code: "revival_not_declined" });
  });

  it("is not put back by its pilot over an argument that waits", async () => {
    await bring(who.pia, start + minute);
    const [decline] = await rig.db.read.select().from(stageMoves);
    await expect(undoMove(as(who.pia, start + 2 * minute), idea, decline?.id ?? "")).rejects.toMatchObject({
      code: "move_overtaken",
    });
  });
});

describe("an argument", () => {
  it("is a duty of two working days for pilots who wrote neither it nor the idea", async () => {
    const id = await bring(who.bob);
    // Brought on a Tuesday at 11:00 in the zone of the space.
    const due = Date.parse("2026-03-05T11:00+01:00");
    expect(await owed()).toMatchObject([{ subject: `revival:${id}`, idea, end: null, dueAt: due, unassigned: false }]);
    const desk = async (actor: SignedIn) => JSON.stringify((await deskOf(as(actor, start + day), null)).owed);
    expect(await desk(sam)).toContain(`/ideas/${idea}/revival`);
    expect(await desk(who.pia)).toContain(`/ideas/${idea}/revival`);
    expect(await shown(sam)).toMatchObject({ judges: id });
    for (const other of [who.ann, who.bob, who.eve]) expect(await shown(other)).toMatchObject({ judges: null });
    await expect(judge(who.ann, id, "accepted")).rejects.toMatchObject({ code: "own_idea" });
    await expect(judge(who.eve, id, "accepted")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("of a pilot is for another pilot, and for an admin where there is none", async () => {
    const id = await bring(sam);
    await expect(judge(sam, id, "accepted")).rejects.toMatchObject({ code: "own_argument" });
    expect(await shown(sam)).toMatchObject({ judges: null });
    const admin = await person(rig, "adm", { admin: true });
    await expect(judge(admin, id, "accepted")).rejects.toMatchObject({ code: "forbidden" });
    await judge(who.pia, id, "declined");

    idea = await declinedOf(sam);
    const own = await bring(who.pia);
    await tellAll(rig);
    expect(await kindsToldTo(rig, admin)).toContain("revival_asked");
    for (const pilot of [sam, who.pia])
      await expect(judge(pilot, own, "accepted")).rejects.toMatchObject({ status: 403 });
    await judge(admin, own, "accepted");
    expect(await answersOf(as(who.ann), idea)).toMatchObject([{ to: "open", signsAs: "admin" }, { to: "declined" }]);
  });

  it("that is accepted opens the idea with a signed answer, under which it stands", async () => {
    const id = await bring(who.bob);
    const input = verdict(id, "accepted");
    const twice = () => judgeRevival(contextFor(rig, sam, { now: start + 2 * day }), idea, input);
    await twice();
    await twice();
    expect(await stageNow()).toBe("open");
    const answers = await answersOf(as(who.bob), idea);
    expect(answers).toMatchObject([
      { id: input.move, from: "declined", to: "open", by: { name: "Sam" }, signsAs: "pilot" },
      { to: "declined" },
    ]);
    expect(await shown(who.bob)).toMatchObject({
      isDeclined: false,
      mayBring: false,
      brought: [{ state: "accepted", move: input.move, by: { name: "Bob" }, reasonsHtml: null }],
    });
    expect(await owed()).toMatchObject([{ end: "done" }]);
    await expect(judge(who.pia, id, "declined")).rejects.toMatchObject({ code: "revival_decided" });
  });

  it("that is declined leaves the idea as it is, with reasons that everybody reads", async () => {
    const id = await bring(who.bob);
    await judge(sam, id, "declined");
    expect(await stageNow()).toBe("declined");
    expect(await shown(visiting(rig).actor)).toMatchObject({
      brought: [{ state: "declined", decidedBy: "Sam", reasonsHtml: "<p>We looked at the <em>price</em>.</p>" }],
    });
    expect(await owed()).toMatchObject([{ end: "done" }]);
  });

  it("is decided once when two pilots decide at the same moment", async () => {
    const id = await bring(who.bob);
    const both = await Promise.allSettled([judge(sam, id, "accepted"), judge(who.pia, id, "declined")]);
    const refused = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toMatchObject([{ code: "revival_decided" }]);
    const [row] = await rig.db.read.select().from(revivals);
    expect(await stageNow()).toBe(row?.state === "accepted" ? "open" : "declined");
    expect(await rig.db.read.$count(stageMoves, eq(stageMoves.to, "open"))).toBe(row?.state === "accepted" ? 1 : 0);
  });

  it("waits again, with its clock, when what followed from it is taken back", async () => {
    const id = await bring(who.bob);
    const before = await owed();
    const input = verdict(id, "accepted");
    await judgeRevival(contextFor(rig, sam, { now: start + 2 * day }), idea, input);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toContain("revival_accepted");
    await undoMove(as(sam, start + 2 * day + minute), idea, input.move);
    expect(await stageNow()).toBe("declined");
    expect(await owed()).toEqual(before);
    expect(await shown(who.pia)).toMatchObject({
      judges: id,
      brought: [{ state: "open", move: null, decidedBy: null }],
    });
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).not.toContain("revival_accepted");
    await judge(who.pia, id, "declined", start + 2 * day + 2 * minute);
    expect(await owed()).toMatchObject([{ end: "done" }]);
  });

  it("is overtaken when an appeal opens the idea", async () => {
    await bring(who.bob, start + minute);
    const [decline] = await rig.db.read.select().from(stageMoves);
    const about = { id: newId(start), decision: `move:${decline?.id}`, words: "You overlooked something." };
    await appeal(as(who.ann, start + day), about);
    await judgeAppeal(as(sam, start + day), about.id, { act: "uphold", words: "True.", move: newId(start + day) });
    expect(await stageNow()).toBe("open");
    expect(await shown(who.bob)).toMatchObject({ brought: [{ state: "overtaken" }] });
    expect((await owed()).map(({ subject, end }) => [subject.split(":")[0], end])).toEqual(
      expect.arrayContaining([
        ["revival", "cancelled"],
        ["appeal", "done"],
      ]),
    );
  });

  it("is told to those who decide and to who brought it, and to nobody else", async () => {
    const id = await bring(who.bob);
    await tellAll(rig);
    const told = async () =>
      Object.fromEntries(
        await Promise.all(
          [sam, who.pia, who.ann, who.bob, who.eve].map(async (each) => {
            const kinds = await kindsToldTo(rig, each);
            return [each.id, kinds.filter((kind) => kind.startsWith("revival"))] as const;
          }),
        ),
      );
    const none = Object.fromEntries([sam, who.pia, who.ann, who.bob, who.eve].map((each) => [each.id, []]));
    expect(await told()).toEqual({ ...none, [sam.id]: ["revival_asked"], [who.pia.id]: ["revival_asked"] });
    await judge(sam, id, "declined");
    await tellAll(rig);
    expect(await told()).toEqual({ ...none, [who.bob.id]: ["revival_declined"] });
  });

  it("leaves no words in the log", async () => {
    const id = await bring(who.bob);
    await judge(sam, id, "accepted");
    const logged = JSON.stringify(await rig.db.read.select({ payload: events.payload }).from(events));
    expect(logged).toContain(id);
    expect(logged).not.toMatch(/half|price/);
  });

  it("in a private space is nobody's business outside", async () => {
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const ann = await member(rig, who.ann, secret.id);
    const pia = await member(rig, who.pia, secret.id, { pilot: true });
    idea = await declinedOf(ann, secret.id, pia);
    const id = await bring(ann);
    const admin = await person(rig, "adm", { admin: true });
    for (const outside of [who.bob, who.eve, sam, admin]) {
      await expect(bring(outside)).rejects.toThrow(NotFound);
      await expect(judge(outside, id, "accepted")).rejects.toThrow(NotFound);
      await expect(shown(outside)).rejects.toThrow(NotFound);
    }
    expect(JSON.stringify((await deskOf(as(sam, start + day), null)).owed)).not.toContain(idea);
    await tellAll(rig);
    for (const outside of [who.bob, who.eve, sam, admin]) expect(await kindsToldTo(rig, outside)).toEqual([]);
    expect(await kindsToldTo(rig, pia)).toContain("revival_asked");
  });
});
