import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { duties } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { dismissReports, hideItem, reportItem } from "../../app/features/moderation/commands.server.ts";
import { owedTo } from "../../app/features/piloting/desk-item.server.ts";
import { deskCount, deskOf } from "../../app/features/piloting/desk.server.ts";
import { answerRate } from "../../app/features/piloting/figures.server.ts";
import { askToJoin, decideRequest, knockKey } from "../../app/features/spaces/requests.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const day = 86_400_000;
/** A Friday, 17:00 in the space's zone: two working days end on Tuesday. */
const friday = Date.parse("2026-03-06T17:00+01:00");
const tuesday = Date.parse("2026-03-10T17:00+01:00");

let rig: Rig;
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  idea = await proposed(who.ann);
});

const at = (actor: SignedIn, now = friday) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn): Promise<string> {
  const id = newId(friday);
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(at(author), where.id, { id, ...texts });
  return id;
}

async function said(author: SignedIn): Promise<string> {
  const id = newId(friday);
  await postComment(at(author), idea, { id, kind: "remark", body: "Buy cheap pumps!" });
  return id;
}

const report = (subject: { idea: string; comment: string | null }, by = who.bob, now = friday) =>
  reportItem(at(by, now), subject, { reason: "spam", words: "" });

async function judged(subject: string) {
  const rows = await rig.db.read
    .select({ due: duties.dueAt, end: duties.end })
    .from(duties)
    .where(eq(duties.subject, subject))
    .orderBy(asc(duties.startedAt), asc(duties.id));
  return rows.filter(({ due }) => due !== friday + 5 * day);
}

async function toJudge(actor = who.pia, now = friday) {
  const { owed } = await deskOf(at(actor, now), null);
  return owed.flatMap((each) => (each.kind === "judge" ? [`${each.what}: ${each.name}`] : []));
}

describe("what was reported", () => {
  it("is owed a decision in two working days, once, however many report it", async () => {
    const comment = await said(who.ann);
    await report({ idea, comment });
    await report({ idea, comment }, await member(rig, await person(rig, "cleo"), where.id), friday + day);
    expect(await judged(`comment:${comment}`)).toEqual([{ due: tuesday, end: null }]);
    const { owed } = await deskOf(at(who.pia), null);
    expect(owed[0]).toMatchObject({
      kind: "judge",
      what: "comment",
      name: "A pump at each stop",
      to: `/ideas/${idea}/moderation?comment=${comment}`,
      dueAt: tuesday,
    });
    expect(await deskCount(at(who.pia, tuesday + 1))).toEqual({ late: 1, all: 2 });
  });

  it("follows what the space promises", async () => {
    await rig.db.transaction((tx) => tx.update(spaces).set({ judgeDays: 1 }).where(eq(spaces.id, where.id)));
    const comment = await said(who.ann);
    await report({ idea, comment });
    expect(await judged(`comment:${comment}`)).toEqual([{ due: Date.parse("2026-03-09T17:00+01:00"), end: null }]);
  });

  it("is decided by hiding it or letting it stand, and judged anew when it is reported again", async () => {
    const [first, second] = [await said(who.ann), await said(who.ann)];
    await report({ idea, comment: first });
    await report({ idea, comment: second });
    await hideItem(at(who.pia), { idea, comment: first }, { act: "hide", reason: "spam", words: "" });
    await dismissReports(at(who.pia), { idea, comment: second }, "It is no advertising.");
    expect(await judged(`comment:${first}`)).toMatchObject([{ end: "done" }]);
    expect(await judged(`comment:${second}`)).toMatchObject([{ end: "done" }]);
    await report({ idea, comment: second }, who.bob, friday + 1);
    expect(await judged(`comment:${second}`)).toMatchObject([{ end: "done" }, { end: null }]);
  });

  it("asks nothing more once its author deleted it", async () => {
    const comment = await said(who.ann);
    await report({ idea, comment });
    await deleteComment(at(who.ann), comment);
    expect(await judged(`comment:${comment}`)).toMatchObject([{ end: "cancelled" }]);
  });

  it("stands on the desk of those who are not involved, and nowhere else", async () => {
    const pam = await member(rig, await person(rig, "pam", { affiliation: "employee" }), where.id, { pilot: true });
    await report({ idea, comment: await said(pam) });
    expect(await toJudge(who.pia)).toEqual(["comment: A pump at each stop"]);
    expect(await toJudge(pam)).toEqual([]);
    // Neither those who read the idea nor the answer rate learn of it.
    expect(await owedTo(rig.db.read, idea)).toEqual([]);
    expect((await answerRate(rig.db.read, [where.id], friday + 30 * day)).due).toBe(1);
  });
});

describe("who asks to join a private space", () => {
  it("is owed a decision, which takes it from the desk", async () => {
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const pia = await member(rig, who.pia, secret.id, { pilot: true });
    const key = knockKey(at(pia), { id: secret.id, knockTurn: 1 });
    for (const [place, asker] of [who.eve, who.bob].entries()) {
      await askToJoin(at(asker, friday + place), key, { message: "Please." });
    }
    expect(await toJudge(pia, friday + 1)).toEqual(["request: Eve", "request: Bob"]);
    const { owed } = await deskOf(at(pia, friday + 1), null);
    expect(owed.find(({ kind }) => kind === "judge")).toMatchObject({
      to: `/s/${secret.slug}/members`,
      dueAt: tuesday,
    });
    const decide = (how: "approve" | "decline", id: string) =>
      decideRequest(at(pia), secret.id, how, { member: id, reason: "Not now." }, "http://localhost");
    await decide("approve", who.eve.id);
    await decide("decline", who.bob.id);
    expect(await toJudge(await actorNow(rig, pia.id))).toEqual([]);
    expect(await judged(`request:${secret.id}:${who.eve.id}`)).toMatchObject([{ end: "done" }]);
  });

  it("is owed none any more once he or she came in by an invitation", async () => {
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const pia = await member(rig, who.pia, secret.id, { pilot: true });
    await askToJoin(at(who.eve), knockKey(at(pia), { id: secret.id, knockTurn: 1 }), { message: "Please." });
    await member(rig, who.eve, secret.id);
    expect(await judged(`request:${secret.id}:${who.eve.id}`)).toMatchObject([{ end: "cancelled" }]);
  });
});
