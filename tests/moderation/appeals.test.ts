import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { appeals } from "../../db/schema/moderation.ts";
import { duties } from "../../db/schema/piloting.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { appeal, appealPage, judgeAppeal } from "../../app/features/moderation/appeals.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { decisionsAboutMe } from "../../app/features/moderation/concerning.server.ts";
import { logPage } from "../../app/features/moderation/log.server.ts";
import { muteOf } from "../../app/features/moderation/muting.server.ts";
import { appealable } from "../../app/features/moderation/rules.ts";
import { muteMember, warnMember } from "../../app/features/moderation/sanctions.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { deskOf } from "../../app/features/piloting/desk.server.ts";
import { moveInput } from "../../app/features/piloting/inputs.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
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

let rig: Rig;
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
/** Pilots beside `pia`, who decides. */
let pat: SignedIn;
let idea: string;

const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  pat = await member(rig, await person(rig, "pat"), where.id, { pilot: true });
  ({ id: idea } = await submitIdea(contextFor(rig, who.ann), where.id, { id: newId(start), ...texts }));
});

const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });
const hiding = { act: "hide" as const, reason: "insulting" as const, words: "Say it without the name." };

async function declined(by = who.pia, at = start + 1): Promise<string> {
  const id = newId(at);
  const input = { id, from: "new", to: "declined", message: "We have it.", reasonKind: "already_exists" };
  await moveIdea(as(by, at), idea, moveInput.parse(input));
  return `move:${id}`;
}

async function decisionAbout(actor: SignedIn): Promise<string> {
  const [newest] = await decisionsAboutMe(as(actor, start + 5));
  if (!newest) throw new Error("Nothing was decided.");
  return newest.decision;
}

async function appealed(actor: SignedIn, decision: string, at = start + 10): Promise<string> {
  const id = newId(at);
  await appeal(as(actor, at), { id, decision, words: "You overlooked something." });
  return id;
}

const verdict = (act: "uphold" | "dismiss") => ({ act, words: "I looked again.", move: newId(start) });
const stageNow = async () => (await rig.db.read.select().from(ideas).where(eq(ideas.id, idea)))[0];

describe("an appeal", () => {
  it("against a decline goes to another pilot, and upheld the idea is open again with a public answer", async () => {
    const decision = await declined();
    const id = await appealed(who.ann, decision);
    await expect(judgeAppeal(as(who.pia), id, verdict("uphold"))).rejects.toThrow(new Forbidden("own_appeal"));
    const input = verdict("uphold");
    await judgeAppeal(as(pat, start + 20), id, input);
    await judgeAppeal(as(pat, start + 20), id, input);
    expect((await stageNow())?.stage).toBe("open");
    expect(await rig.db.read.select().from(stageMoves).where(eq(stageMoves.to, "open"))).toMatchObject([
      { by: pat.id, source: "I looked again.", from: "declined" },
    ]);
    await expect(judgeAppeal(as(pat), id, verdict("dismiss"))).rejects.toThrow(new Conflict("appeal_decided"));
  });

  it("upheld brings back what was hidden, and takes a warning and a time without writing away", async () => {
    const comment = await postComment(as(who.bob), idea, { id: newId(start), kind: "remark", body: "You fool." });
    await hideItem(as(who.pia, start + 1), { idea, comment }, hiding);
    await judgeAppeal(as(pat, start + 20), await appealed(who.bob, await decisionAbout(who.bob)), verdict("uphold"));
    expect((await talkOf(visiting(rig), idea)).threads[0]).toMatchObject({ id: comment, state: "said" });

    const sanction = { id: newId(start + 2), reason: "insulting" as const, words: "No." };
    await warnMember(as(who.pia, start + 2), where.id, "bob", sanction);
    await judgeAppeal(as(pat, start + 20), await appealed(who.bob, `act:${sanction.id}`), verdict("uphold"));
    const mute = { ...sanction, id: newId(start + 3), days: 7 as const };
    await muteMember(as(who.pia, start + 3), where.id, "bob", mute);
    await judgeAppeal(as(pat, start + 20), await appealed(who.bob, `act:${mute.id}`), verdict("uphold"));
    expect(await muteOf(rig.db.read, where.id, who.bob.id, start + 30)).toBeNull();
    const mine = await decisionsAboutMe(as(who.bob, start + 30));
    for (const id of [sanction.id, mute.id]) {
      expect(mine.find((each) => each.id === id)).toMatchObject({ liftedAt: start + 20, appeal: { state: "upheld" } });
    }
  });

  it("dismissed leaves all as it is, with a reason", async () => {
    const id = await appealed(who.ann, await declined());
    await judgeAppeal(as(pat, start + 20), id, verdict("dismiss"));
    expect((await stageNow())?.stage).toBe("declined");
    expect((await decisionsAboutMe(as(who.ann, start + 30)))[0]).toMatchObject({
      appeal: { state: "dismissed", answer: "I looked again.", by: "Pat" },
      appealUntil: null,
    });
  });

  it("is for those whom the decision concerns, once, for fourteen days, while it stands", async () => {
    const decision = await declined();
    await expect(appealed(who.bob, decision)).rejects.toThrow(NotFound);
    await expect(appealed(who.ann, decision, start + 1 + appealable)).rejects.toThrow(new Refused("appeal_too_late"));
    const form = { id: newId(start), decision, words: "No." };
    await appeal(as(who.ann, start + appealable), form);
    await appeal(as(who.ann, start + appealable), form);
    await expect(appealed(who.ann, decision)).rejects.toThrow(new Refused("appealed_already"));
    expect(await rig.db.read.select().from(appeals)).toHaveLength(1);

    await hideItem(as(who.pia, start + 2), { idea, comment: null }, hiding);
    const hidden = await decisionAbout(who.ann);
    await restoreItem(as(who.pia, start + 3), { idea, comment: null }, "Wrong one.");
    await expect(appealed(who.ann, hidden)).rejects.toThrow(new Refused("appeal_overtaken"));
  });

  it("needs no decision that was undone", async () => {
    const decision = await declined();
    await undoMove(as(who.pia, start + 2), idea, decision.slice("move:".length));
    await expect(appealed(who.ann, decision)).rejects.toThrow(NotFound);
    expect(await decisionsAboutMe(as(who.ann))).toEqual([]);
  });

  it("stands on the desk of every pilot who is not involved, with a clock, until it is judged", async () => {
    const pim = await member(rig, await person(rig, "pim"), where.id, { pilot: true });
    const id = await appealed(who.ann, await declined());
    const owedBy = async (actor: SignedIn) => JSON.stringify((await deskOf(as(actor, start + 11), null)).owed);
    expect(await owedBy(pat)).toContain(`appeals/${id}`);
    expect(await owedBy(pim)).toContain(`appeals/${id}`);
    expect(await owedBy(who.pia)).not.toContain(`appeals/${id}`);
    const running = eq(duties.subject, `appeal:${id}`);
    expect(await rig.db.read.select().from(duties).where(running)).toMatchObject([{ kind: "judge", end: null }]);
    await judgeAppeal(as(pat, start + 20), id, verdict("dismiss"));
    expect(await rig.db.read.select().from(duties).where(running)).toMatchObject([{ kind: "judge", end: "done" }]);
  });

  it("goes to an admin where the only other pilots are involved", async () => {
    const own = await submitIdea(as(pat), where.id, { id: newId(start), ...texts });
    idea = own.id;
    const admin = await person(rig, "adm", { admin: true });
    const id = await appealed(pat, await declined());
    await tellAll(rig);
    expect(await kindsToldTo(rig, admin)).toContain("appeal");
    for (const actor of [who.pia, pat]) {
      await expect(judgeAppeal(as(actor), id, verdict("uphold"))).rejects.toThrow(Forbidden);
    }
    await judgeAppeal(as(admin, start + 20), id, verdict("uphold"));
    expect((await stageNow())?.stage).toBe("open");
  });

  it("is told to everybody concerned, and to nobody else", async () => {
    const id = await appealed(who.ann, await declined());
    await tellAll(rig);
    expect(await kindsToldTo(rig, pat)).toContain("appeal");
    expect(await kindsToldTo(rig, who.pia)).toContain("appealed");
    await judgeAppeal(as(pat, start + 20), id, verdict("uphold"));
    await tellAll(rig);
    expect(await kindsToldTo(rig, pat)).not.toContain("appeal");
    expect(await kindsToldTo(rig, who.pia)).toContain("appeal_decided");
    expect(await kindsToldTo(rig, who.ann)).toContain("appeal_upheld");
    expect((await kindsToldTo(rig, who.bob)).filter((kind) => kind.startsWith("appeal"))).toEqual([]);
  });

  it("is read by the pilots of the space alone, and counted in its log without a name", async () => {
    const id = await appealed(who.ann, await declined());
    expect(await appealPage(as(who.pia), where.slug, id)).toMatchObject({ mayJudge: false });
    expect(await appealPage(as(pat), where.slug, id)).toMatchObject({ mayJudge: true, item: { title: texts.title } });
    for (const actor of [who.ann, who.bob, who.eve]) {
      await expect(appealPage(as(actor), where.slug, id)).rejects.toThrow(NotFound);
      await expect(judgeAppeal(as(actor), id, verdict("uphold"))).rejects.toThrow(NotFound);
    }
    await judgeAppeal(as(pat, start + 20), id, verdict("uphold"));
    const log = await logPage(visiting(rig, { now: start + 30 }), where.slug, null);
    expect(log.acts[0]).toMatchObject({ act: "appeal_upheld", on: "idea", to: null });
    expect(log.figures).toMatchObject({ appeals: 1, upheld: 1 });
    expect(JSON.stringify(log)).not.toContain("looked again");
  });
});
