import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Stage } from "../../db/schema/ideas.ts";
import { deciderOf } from "../../app/features/piloting/policy.ts";
import { moveInput } from "../../app/features/piloting/inputs.ts";
import {
  dayIn,
  decidesAs,
  type Decider,
  formerStage,
  isDay,
  movesFrom,
  stagesOpenTo,
  undoMilliseconds,
  whyNoUndo,
  wrongReview,
} from "../../app/features/piloting/rules.ts";
import { newId } from "../../app/platform/ids.ts";
import { visitor } from "../../app/platform/actor.ts";
import { freshDatabase, member, people, person, space, start } from "../support/database.ts";

const day = 86_400_000;
const at = (stage: Stage, path: readonly Stage[] = ["new", stage], stageSince = start) => ({ stage, path, stageSince });

/** The table of DOMAIN as people read it: from, to, who. */
const table: [Stage, string, string][] = [
  ["new", "open developing evaluating later declined", "pilot"],
  ["open", "developing evaluating later declined", "pilot"],
  ["developing", "open evaluating later declined", "pilot"],
  ["evaluating", "adopted developing open later declined", "pilot product"],
  ["adopted", "building evaluating later declined", "product"],
  ["building", "shipped adopted later declined", "product"],
  ["shipped", "building", "product"],
  ["declined", "open", "pilot"],
];

describe("the table of moves", () => {
  it.each(table)("lets %s go to %s, decided by %s, and nowhere else", (from, to, who) => {
    const open = movesFrom(at(from), start, true);
    expect(open.map((move) => move.to)).toEqual(to.split(" "));
    for (const move of open) expect(move.who).toEqual(who.split(" "));
  });

  it("lets nobody reopen a declined idea who was not asked to", () => {
    expect(movesFrom(at("declined"), start)).toEqual([]);
  });

  it.each(["draft", "discarded", "merged", "withdrawn"] as const)("leaves %s to acts of its own", (stage) => {
    expect(movesFrom(at(stage), start)).toEqual([]);
  });

  it("offers nobody a move that is not in the table, whatever the path and the parts", () => {
    const stages = fc.constantFrom<Stage>("new", "open", "developing", "evaluating", "adopted", "building", "later");
    const parts = fc.subarray<Decider>(["pilot", "product"]);
    fc.assert(
      fc.property(stages, fc.array(stages, { maxLength: 6 }), parts, (stage, before, as) => {
        const idea = at(stage, ["new", ...before, stage]);
        const offered = stagesOpenTo(as, idea, start);
        const listed = movesFrom(idea, start);
        expect(new Set(offered).size).toBe(offered.length);
        for (const to of offered) {
          expect(listed.map((move) => move.to)).toContain(to);
          expect(decidesAs(as, idea, to, start)).toBeOneOf(as);
        }
        if (as.length === 0) expect(offered).toEqual([]);
        expect(offered).not.toContain("merged");
        if (stage !== "later") expect(offered).not.toContain(stage);
      }),
    );
  });
});

describe("an idea put off", () => {
  it.each(["new", "open", "developing", "evaluating"] as const)(
    "goes back to %s, where it was, by a pilot",
    (former) => {
      const idea = at("later", ["new", former, "later"]);
      expect(stagesOpenTo(["pilot"], idea, start)).toEqual([former, "later", "declined"]);
      expect(stagesOpenTo(["product"], idea, start)).toEqual([]);
    },
  );

  it.each(["adopted", "building"] as const)("goes back to %s by the product team alone", (former) => {
    const idea = at("later", ["new", "evaluating", former, "later"]);
    expect(stagesOpenTo(["product"], idea, start)).toEqual([former]);
    expect(stagesOpenTo(["pilot"], idea, start)).toEqual(["later", "declined"]);
  });

  it("remembers its former stage over any number of new dates", () => {
    const stages = fc.constantFrom<Stage>("new", "open", "developing", "evaluating", "adopted", "building");
    fc.assert(
      fc.property(stages, fc.integer({ min: 1, max: 5 }), (former, times) => {
        expect(formerStage(["new", former, ...Array<Stage>(times).fill("later")])).toBe(former);
      }),
    );
  });
});

it("lets a shipped idea be corrected for thirty days and no longer", () => {
  expect(stagesOpenTo(["product"], at("shipped"), start + 30 * day - 1)).toEqual(["building"]);
  expect(stagesOpenTo(["product"], at("shipped"), start + 30 * day)).toEqual([]);
});

describe("a review day", () => {
  it("is a later day of the calendar, within three years", () => {
    expect(wrongReview("2026-03-03", "2026-03-02")).toBeNull();
    expect(wrongReview("2029-03-02", "2026-03-02")).toBeNull();
    expect(wrongReview("2029-03-03", "2026-03-02")).toBe("review_too_far");
    expect(wrongReview("2026-03-02", "2026-03-02")).toBe("review_passed");
    expect(wrongReview("2026-02-30", "2026-01-02")).toBe("review_missing");
    expect(isDay("2028-02-29")).toBe(true);
  });

  it("is counted from the space's own day", () => {
    const late = Date.UTC(2026, 2, 2, 23, 30);
    expect(dayIn("Europe/Paris", late)).toBe("2026-03-03");
    expect(dayIn("America/Montreal", late)).toBe("2026-03-02");
  });
});

describe("what a move must say", () => {
  const form = { id: newId(start), from: "new", to: "open", message: "Welcome." };
  const wrongIn = (input: object) =>
    moveInput.safeParse({ ...form, ...input }).error?.issues.map((issue) => issue.message) ?? [];

  it("is a message, whatever the stage; for later a day, for declined a reason", () => {
    expect(wrongIn({})).toEqual([]);
    expect(wrongIn({ message: "  " })).toEqual(["message_missing"]);
    expect(wrongIn({ to: "", message: "" })).toEqual(["stage_missing", "message_missing"]);
    expect(wrongIn({ to: "later", reviewOn: "" })).toEqual(["review_missing"]);
    expect(wrongIn({ to: "later", reviewOn: "2026-02-30" })).toEqual(["review_missing"]);
    expect(wrongIn({ to: "declined" })).toEqual(["reason_missing"]);
    expect(wrongIn({ to: "declined", reasonKind: "because" })).toEqual(["reason_missing"]);
    expect(wrongIn({ to: "declined", reasonKind: "too_costly" })).toEqual([]);
  });

  it("leaves out what the stage does not ask for", () => {
    const all = { ...form, reasonKind: "too_costly", reviewOn: "2026-09-01" };
    expect(moveInput.parse(all)).toMatchObject({ reasonKind: null, reviewOn: null });
    expect(moveInput.parse({ ...all, to: "later" })).toMatchObject({ reasonKind: null, reviewOn: "2026-09-01" });
    expect(moveInput.parse({ ...all, to: "declined" })).toMatchObject({ reasonKind: "too_costly", reviewOn: null });
  });
});

describe("taking a move back", () => {
  it("works for ten minutes, of the latest move, while nobody else has acted", () => {
    const move = { at: start, undoneAt: null };
    const free = { isLatest: true, othersActed: false };
    expect(whyNoUndo(move, free, start + undoMilliseconds - 1)).toBeNull();
    expect(whyNoUndo(move, free, start + undoMilliseconds)).toBe("move_undo_too_late");
    expect(whyNoUndo(move, { ...free, othersActed: true }, start)).toBe("move_overtaken");
    expect(whyNoUndo(move, { ...free, isLatest: false }, start)).toBe("move_overtaken");
  });
});

it("lets nobody decide on an idea of his or her own, and an admin only where nobody else can", async () => {
  const rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, pia } = await people(rig, id);
  const pro = await member(rig, await person(rig, "pro"), id, { product: true });
  const admin = await person(rig, "ada", { admin: true });
  const lost = await member(rig, await person(rig, "lost", { verified: false }), id, { pilot: true });
  const idea = { space: id, authors: [ann.id], tags: [[]], unassigned: [] };
  expect(deciderOf(visitor, idea)).toEqual([]);
  expect(deciderOf(ann, idea)).toEqual([]);
  expect(deciderOf(lost, idea)).toEqual([]);
  expect(deciderOf(pia, idea)).toEqual(["pilot"]);
  expect(deciderOf(pro, idea)).toEqual(["product"]);
  expect(deciderOf(pia, { ...idea, authors: [ann.id, pia.id] })).toEqual([]);
  expect(deciderOf(pia, { ...idea, space: "elsewhere" })).toEqual([]);
  expect(deciderOf(admin, idea)).toEqual([]);
  expect(deciderOf(admin, { ...idea, unassigned: ["pilot"] })).toEqual(["pilot"]);
  expect(deciderOf(admin, { ...idea, authors: [admin.id], unassigned: ["pilot"] })).toEqual([]);
});
