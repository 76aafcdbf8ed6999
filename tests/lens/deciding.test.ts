import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { addQuote } from "../../app/features/lens/commands.server.ts";
import { decisionsOn, recordDecision } from "../../app/features/lens/deciding.server.ts";
import { giveEstimate, revealRound } from "../../app/features/lens/estimating.server.ts";
import { decisionInput, type DecisionInput } from "../../app/features/lens/inputs.ts";
import { criteriaIn, mostDecisions } from "../../app/features/lens/rules.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { dataOf } from "../../app/features/privacy/giving.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { decisionCriteria, decisionRecords } from "../../db/schema/lens.ts";
import { events } from "../../db/schema/log.ts";
import { notices } from "../../db/schema/notices.ts";
import { member, person, space, start, visiting } from "../support/database.ts";
import { merge } from "../merging/support.ts";
import { lookedAt } from "./support.ts";

let made: Awaited<ReturnType<typeof lookedAt>>;
let idea: string;

beforeEach(async () => {
  made = await lookedAt();
  idea = await made.open("A bell");
});

const said: Omit<DecisionInput, "id"> = {
  words: "We build it in spring.",
  criteria: [
    { words: "Riders ask for it", state: "met" },
    { words: "It pays for itself", state: "not_met" },
    { words: "It fits the frame", state: "open" },
  ],
};

async function decide(who: SignedIn, change: Partial<DecisionInput> = {}) {
  const ctx = made.as(who);
  const id = newId(ctx.now);
  await recordDecision(ctx, idea, { id, ...said, ...change });
  return id;
}

const recorded = (who: SignedIn = made.pro) => decisionsOn(made.as(who), idea);

describe("the record of a decision", () => {
  it("is written and read by the product people of the space alone", async () => {
    await decide(made.pro);
    const boss = await person(made.rig, "boss", { admin: true });
    const other = await space(made.rig, { name: "Lab" });
    const far = await member(made.rig, await person(made.rig, "far"), other.id, { product: true });
    for (const who of [made.bob, made.pia, made.ann, boss, far]) {
      await expect(recorded(who)).rejects.toThrow(NotFound);
      await expect(decide(who)).rejects.toThrow(NotFound);
    }
    await expect(decisionsOn(visiting(made.rig), idea)).rejects.toThrow(NotFound);
    expect(await recorded(made.kim)).toMatchObject([{ by: "Pro", stage: "open", ...said }]);
  });

  it("goes along when its idea becomes part of another one, and says of which it was", async () => {
    const id = await decide(made.pro);
    const into = await made.open("A louder bell");
    const own = newId(made.as(made.pro).now + 1);
    await recordDecision(made.as(made.pro), into, { id: own, ...said, words: "Later." });
    await merge(made.rig, made.pia, idea, into, made.as(made.pro).now);
    const shown = await decisionsOn(made.as(made.kim), into);
    expect(shown.map(({ id: of, from }) => [of, from?.title ?? null]).toSorted()).toEqual(
      [
        [own, null],
        [id, "A bell"],
      ].toSorted(),
    );
  });

  it("keeps the evidence as it was, whatever comes after, and stands beside later ones", async () => {
    const crowd = [];
    for (const name of ["uma", "ugo", "uli", "udo", "una", "ute"]) crowd.push(await made.customer(name));
    for (const who of crowd.slice(0, 4)) await made.cast(who, idea);
    const quote = async () => {
      const ctx = made.as(made.pro);
      await addQuote(ctx, idea, { id: newId(ctx.now), words: "Loud.", source: "Call", importance: 3, customer: "" });
    };
    await quote();
    const first = await decide(made.pro);
    const then = {
      participants: 4,
      lean: { shown: "nothing" },
      quotes: 1,
      weight: 3,
      wishes: 0,
      estimated: null,
    };
    expect(await recorded()).toMatchObject([{ id: first, evidence: then }]);

    for (const who of crowd.slice(4)) await made.cast(who, idea, "not_for_me");
    await quote();
    for (const [who, kano] of [
      [made.pro, "attractive"],
      [made.kim, "must_be"],
    ] as const) {
      const estimate = { round: 1, reach: 2_000, impact: 100, confidence: 80, effort: 40, kano };
      await giveEstimate(made.as(who), idea, estimate);
    }
    await decide(made.kim, { words: "Not revealed yet.", criteria: [] });
    await revealRound(made.as(made.kim), idea, 1);
    const third = await decide(made.kim, { words: "Later.", criteria: [] });
    const [last, between, oldest] = await recorded();
    expect(last).toMatchObject({
      id: third,
      by: "Kim",
      criteria: [],
      evidence: {
        participants: 6,
        lean: {
          shown: "by affiliation",
          counts: { customer: { support: 4, not_for_me: 2, pass: 0 }, employee: { support: 0 }, partner: { pass: 0 } },
        },
        quotes: 2,
        weight: 6,
        estimated: { n: 1, people: 2, rice: 400, kano: { attractive: 1, must_be: 1, reverse: 0 } },
      },
    });
    expect(between?.evidence.estimated).toBeNull();
    expect(oldest).toMatchObject({ id: first, evidence: then });
  });

  it("names the stage of its moment, not that of today", async () => {
    const built = await made.idea("A lamp", "adopted");
    const ctx = made.as(made.pro);
    await recordDecision(ctx, built, { id: newId(ctx.now), ...said });
    await made.move(made.pro, built, "adopted", "building");
    expect((await decisionsOn(made.as(made.pro), built))[0]?.stage).toBe("adopted");
  });

  it("sent twice is one, is nobody else's, tells nobody, and the log has none of its words", async () => {
    const told = await made.rig.db.read.$count(notices);
    const id = await decide(made.pro);
    await Promise.all([decide(made.pro, { id }), decide(made.pro, { id, words: "Other." })]);
    await expect(decide(made.kim, { id })).rejects.toThrow(Conflict);
    expect(await recorded()).toMatchObject([{ id, words: said.words }]);
    expect(await made.rig.db.read.$count(decisionCriteria)).toBe(3);
    const logged = await made.rig.db.read.select().from(events).where(eq(events.kind, "decision.recorded"));
    expect(logged.map(({ payload }) => payload)).toEqual([{ idea }]);
    expect(await made.rig.db.read.$count(notices)).toBe(told);
  });

  it("stays with the space that wrote it, and there are not too many", async () => {
    await decide(made.pro);
    const [row] = await made.rig.db.read.select().from(decisionRecords);
    if (!row) throw new Error("Nothing was recorded.");
    const more = Array.from({ length: mostDecisions - 1 }, (_, n) => ({ ...row, id: newId(start + n) }));
    await made.rig.db.transaction((tx) => tx.insert(decisionRecords).values(more));
    await expect(decide(made.pro)).rejects.toThrow(new Refused("decisions_enough"));
    const other = await space(made.rig, { name: "Lab" });
    await made.rig.db.transaction((tx) => tx.update(decisionRecords).set({ space: other.id }));
    expect(await recorded()).toEqual([]);
  });

  it("outlives who wrote it, without the name, and is part of one's data", async () => {
    await decide(made.kim, { words: "Kim's own words." });
    const data = JSON.stringify(await dataOf(made.rig.db.read, made.kim.id, start));
    expect(data).toContain("Kim's own words.");
    expect(data).toContain("It pays for itself");
    await eraseMember(made.rig.db, made.rig.dir, made.kim.id, start);
    expect(await recorded()).toMatchObject([{ words: "Kim's own words.", criteria: said.criteria }]);
    expect((await recorded())[0]?.by).not.toContain("Kim");
  });
});

describe("criteria", () => {
  it("are read line by line, empty ones left out, and each is one line", () => {
    const id = newId(start);
    const typed = { id, words: " So be it. ", criterion0: "Cheap", state0: "met", criterion1: " ", state1: "open" };
    expect(decisionInput.parse({ ...typed, criterion9: "Light" })).toEqual({
      id,
      words: "So be it.",
      criteria: [
        { words: "Cheap", state: "met" },
        { words: "Light", state: "open" },
      ],
    });
    const wrong = decisionInput.safeParse({ id, words: "", criterion0: "a\nb", criterion1: "x".repeat(201) });
    expect(wrong.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ["words", "decision_missing"],
      ["criterion0", "field_unusable"],
      ["criterion1", "field_too_long"],
    ]);
    expect(decisionInput.safeParse({ ...typed, criterion10: "More" }).success).toBe(false);
    expect(decisionInput.safeParse({ ...typed, state0: "perhaps" }).success).toBe(false);
  });

  it("to begin with are the points that the space decides by", () => {
    const text =
      "We like ideas that\n\n- help **many** riders,\n* are `safe`;\n  1. last ten years\n2) are fun.\n-\nNot - this";
    expect(criteriaIn(text)).toEqual(["help many riders", "are safe", "last ten years", "are fun"]);
    expect(criteriaIn(`- ${"x".repeat(201)}\n${"- y\n".repeat(20)}`)).toEqual(Array(10).fill("y"));
    expect(criteriaIn("Whatever we like.")).toEqual([]);
  });
});
