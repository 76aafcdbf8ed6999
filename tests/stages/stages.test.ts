import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { duties } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { feedOf } from "../../app/features/feed/queries.server.ts";
import { viewIn } from "../../app/features/feed/rules.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import type { MoveInput } from "../../app/features/piloting/inputs.ts";
import { answersOf, steeringOf } from "../../app/features/piloting/queries.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { addStep, changeStep, nameStages, removeStep, setGates } from "../../app/features/stages/commands.server.ts";
import { gatesAhead, stagesPage, stageWordsFor } from "../../app/features/stages/queries.server.ts";
import { standText } from "../../app/features/stages/rules.ts";
import { openTalk, speak } from "../../app/features/talks/commands.server.ts";
import { visitor, type SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";

const minute = 60_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let max: SignedIn;
let idea: string;
let clock: number;

beforeEach(async () => {
  clock = start;
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  max = await member(rig, await person(rig, "max"), where, { pilot: true });
  idea = newId(start);
  const texts = { title: "A pump", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(at(who.ann), where, { id: idea, ...texts });
});

const at = (actor: SignedIn) => contextFor(rig, actor, { now: (clock += minute) });

async function version(): Promise<number> {
  const [row] = await rig.db.read.select({ version: spaces.version }).from(spaces).where(eq(spaces.id, where));
  return row?.version ?? 0;
}

async function step(nameEn: string, parent: "evaluating" | "open" = "evaluating"): Promise<string> {
  const id = newId(start);
  await addStep(at(who.pia), where, { version: await version(), id, parent, nameEn, nameFr: nameEn });
  return id;
}

async function move(from: string, to: string, change: Partial<MoveInput> = {}, by = max): Promise<string> {
  const input = { id: newId(start), from, to, message: "Because.", reasonKind: null, reviewOn: null, ...change };
  return moveIdea(at(by), idea, input);
}

async function standing() {
  const [row] = await rig.db.read
    .select({ stage: ideas.stage, extra: ideas.extra })
    .from(ideas)
    .where(eq(ideas.id, idea));
  return row;
}

async function gate(gates: Parameters<typeof setGates>[2]["gates"]) {
  await setGates(at(who.pia), where, { version: await version(), gates });
}

describe("the names of stages", () => {
  it("are the space's in both languages, and nobody learns those of a private space", async () => {
    const names = [{ stage: "evaluating" as const, nameEn: "With product", nameFr: "Chez le produit" }];
    await nameStages(at(who.pia), where, { version: await version(), names });
    expect((await stageWordsFor(rig.db.read, visitor, "en"))[where]).toEqual({ evaluating: "With product" });
    expect((await stageWordsFor(rig.db.read, visitor, "fr"))[where]).toEqual({ evaluating: "Chez le produit" });
    await rig.db.transaction((tx) => tx.update(spaces).set({ visibility: "private" }));
    expect(await stageWordsFor(rig.db.read, visitor, "en")).toEqual({});
    expect(Object.keys(await stageWordsFor(rig.db.read, who.ann, "en"))).toEqual([where]);
  });

  it("are the lead's to give, and who saves second is told", async () => {
    const shown = await version();
    await expect(nameStages(at(max), where, { version: shown, names: [] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await nameStages(at(who.pia), where, { version: shown, names: [] });
    await expect(nameStages(at(who.pia), where, { version: shown, names: [] })).rejects.toMatchObject({
      code: "space_changed",
    });
  });
});

describe("a step of the space's own", () => {
  it("is entered and left with a message, while the clock of its stage runs on", async () => {
    const [legal, price] = [await step("Legal check"), await step("Price")];
    await move("new", standText("evaluating", legal));
    expect(await standing()).toEqual({ stage: "evaluating", extra: legal });
    const clockOf = () => rig.db.read.select().from(duties).where(eq(duties.kind, "decide"));
    const [before] = await clockOf();
    await expect(move("evaluating", "open")).rejects.toMatchObject({ code: "moved_meanwhile" });
    await move(standText("evaluating", legal), standText("evaluating", price));
    const last = await move(standText("evaluating", price), "evaluating");
    expect(await standing()).toEqual({ stage: "evaluating", extra: null });
    expect(await clockOf()).toEqual([before]);
    await undoMove(contextFor(rig, max, { now: clock + 1 }), idea, last);
    expect(await standing()).toEqual({ stage: "evaluating", extra: price });
    expect((await answersOf(at(who.ann), idea)).map(({ toExtra }) => toExtra)).toEqual([price, legal]);
  });

  it("belongs to its stage: no idea of another stage stands in it, and none of another space", async () => {
    const legal = await step("Legal check");
    await expect(move("new", standText("open", legal))).rejects.toMatchObject({ code: "no_such_move" });
    await expect(move("new", standText("evaluating", newId(start)))).rejects.toMatchObject({ code: "no_such_move" });
    await expect(move("new", "new")).rejects.toMatchObject({ code: "no_such_move" });
  });

  it("is for those who decide at its stage", async () => {
    const legal = await step("Legal check", "open");
    const pam = await member(rig, await person(rig, "pam"), where, { product: true });
    await move("new", "open");
    await expect(move("open", standText("open", legal), {}, pam)).rejects.toMatchObject({ code: "only_pilot" });
    await expect(move("open", standText("open", legal), {}, who.ann)).rejects.toMatchObject({ code: "own_idea" });
    await expect(move("open", standText("open", legal), {}, who.bob)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is offered below its stage, and the feed is narrowed to it or to its stage", async () => {
    const legal = await step("Legal check");
    const { idea: seen, space: inside } = await ideaSeenBy(rig.db.read, max, idea);
    const steering = await steeringOf(at(max), seen, inside);
    expect(steering?.places).toEqual([
      "open",
      "developing",
      "evaluating",
      standText("evaluating", legal),
      "later",
      "declined",
    ]);
    await move("new", standText("evaluating", legal));
    const found = async (stage: string) =>
      (await feedOf(at(who.bob), where, viewIn(new URLSearchParams({ stage })), null)).ideas.length;
    expect(await found("evaluating")).toBe(1);
    expect(await found(standText("evaluating", legal))).toBe(1);
    expect(await found(standText("evaluating", newId(start)))).toBe(0);
  });

  it("can be renamed and taken away: its ideas stand in the stage then", async () => {
    const legal = await step("Legal check");
    await move("new", standText("evaluating", legal));
    const change = { version: await version(), step: legal, position: 2, nameEn: "Lawyers", nameFr: "Juristes" };
    await changeStep(at(who.pia), where, change);
    expect((await stagesPage(rig.db.read, where)).steps).toMatchObject([{ nameEn: "Lawyers", ideas: 1 }]);
    await removeStep(at(who.pia), where, { version: await version(), step: legal });
    expect(await standing()).toEqual({ stage: "evaluating", extra: null });
    expect((await stagesPage(rig.db.read, where)).steps).toEqual([]);
    expect((await stageWordsFor(rig.db.read, visitor, "fr"))[where]).toEqual({
      [standText("evaluating", legal)]: "Juristes",
    });
  });
});

describe("what a space asks for before a stage", () => {
  it("holds the move up until it is there, and everybody sees how much is", async () => {
    await gate([
      { stage: "evaluating", kind: "people", least: 2 },
      { stage: "evaluating", kind: "comments", least: 1 },
    ]);
    expect(await gatesAhead(rig.db.read, { id: idea, space: where, stage: "new" })).toEqual({
      stage: "evaluating",
      gates: [
        { kind: "people", least: 2, have: 0 },
        { kind: "comments", least: 1, have: 0 },
      ],
    });
    await expect(move("new", "evaluating")).rejects.toMatchObject({ fields: { to: "gate_people" } });
    for (const each of [who.bob, who.eve]) await castSignal(at(each), { idea, kind: "support" });
    await expect(move("new", "evaluating")).rejects.toMatchObject({ fields: { to: "gate_comments" } });
    await postComment(at(who.bob), idea, { id: newId(start), kind: "remark", body: "Good." });
    await move("new", "evaluating");
    expect(await standing()).toMatchObject({ stage: "evaluating" });
  });

  it("asks for three texts of their own, and for an answer to every public question", async () => {
    await gate([{ stage: "developing", kind: "headings", least: 3 }]);
    await rig.db.transaction((tx) => tx.update(ideas).set({ solution: "FLAT." }).where(eq(ideas.id, idea)));
    await expect(move("new", "developing")).rejects.toMatchObject({ fields: { to: "gate_headings" } });
    await gate([{ stage: "developing", kind: "answered", least: 1 }]);
    const question = (isPrivate: boolean) =>
      openTalk(at(max), idea, {
        id: newId(start),
        asks: "other",
        body: "Where?",
        answerBy: null,
        ...(isPrivate && { private: "yes" }),
      });
    await question(true);
    const open = await question(false);
    await expect(move("new", "developing")).rejects.toMatchObject({ fields: { to: "gate_answered" } });
    await speak(at(who.ann), idea, { id: newId(start), talk: open, act: "answered", body: "There." });
    await move("new", "developing");
  });

  it("can be passed over by the lead alone, with a reason that everybody reads", async () => {
    await gate([{ stage: "open", kind: "people", least: 5 }]);
    const override = "It is a matter of safety.";
    await expect(move("new", "open", { override })).rejects.toMatchObject({ fields: { to: "gate_people" } });
    await expect(move("new", "open", {}, who.pia)).rejects.toMatchObject({ fields: { to: "gate_people" } });
    await move("new", "open", { override }, who.pia);
    expect((await answersOf(at(who.ann), idea))[0]).toMatchObject({ override });
  });

  it("keeps nobody from stepping back, nor from coming back from later", async () => {
    await move("new", "evaluating");
    await gate([
      { stage: "open", kind: "people", least: 5 },
      { stage: "evaluating", kind: "people", least: 5 },
    ]);
    await move("evaluating", "open");
    await move("open", "later", { reviewOn: "2026-09-01" });
    await move("later", "open");
    expect(await standing()).toMatchObject({ stage: "open" });
  });
});
