import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { mergeIdea } from "../../app/features/merging/commands.server.ts";
import { assignedTo } from "../../app/features/piloting/assigning.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { makePromise } from "../../app/features/piloting/promising.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { inBasisPoints, lettersOf } from "../../app/features/writing/shares.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";

const first = "The tyre is flat at the river and there is no pump for many miles around it";
const by = (author: string | null, ...parts: string[]) => ({ author, parts });
const shares = (text: string, ...before: ReturnType<typeof by>[]) =>
  Object.fromEntries(inBasisPoints(lettersOf([text], before)));

describe("the share of a text", () => {
  it("is all of whoever wrote it alone, and of nobody where several did", () => {
    expect(shares(first, by("ann", first))).toEqual({ ann: 10_000 });
    expect(shares(first, by(null, first))).toEqual({});
  });

  it("is small for a slip of the pen that is set right, and large for a passage", () => {
    const mended = first.replace("tyre", "tire");
    expect(shares(mended, by("ann", first), by("pia", mended)).pia).toBeLessThan(1_000);
    const longer = `${first}. A pump at each stop would help those who ride in the evening`;
    expect(shares(longer, by("ann", first), by("pia", longer)).pia).toBeGreaterThan(4_000);
  });

  it("stays with whoever wrote first what is moved, brought back, or written again", () => {
    const half = first.split(" ").slice(0, 8).join(" ");
    const turned = `${first.split(" ").slice(8).join(" ")} ${half}`;
    expect(shares(first, by("ann", first), by("pia", half), by("pia", first))).toEqual({ ann: 10_000 });
    expect(shares(turned, by("ann", first), by("pia", turned)).pia ?? 0).toBeLessThan(1_000);
    expect(shares(first, by("bob", first), by("ann", "Nothing yet"), by("pia", first))).toEqual({ bob: 10_000 });
  });

  it("never adds up to more than the text, and is whole where each word has a writer", () => {
    const text = fc.array(fc.constantFrom("a", "bell", "for", "each", "rider", "now"), { maxLength: 12 });
    const history = fc.array(fc.tuple(fc.constantFrom("ann", "bob", null), text), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(history, (versions) => {
        const written = versions.map(([author, words]) => by(author, words.join(" ")));
        const last = written.at(-1);
        const all = [...inBasisPoints(lettersOf(last?.parts ?? [], written)).values()];
        const sum = all.reduce((total, share) => total + share, 0);
        expect(sum).toBeLessThanOrEqual(10_000);
        const isKnown = versions.every(([author]) => author !== null) && (last?.parts[0] ?? "") !== "";
        expect(sum).toBeGreaterThanOrEqual(isKnown ? 9_998 : 0);
      }),
    );
  });
});

describe("a pilot who edits an idea", () => {
  let rig: Rig;
  let where: string;
  let who: Awaited<ReturnType<typeof people>>;
  let idea: string;
  let clock: number;

  const texts = {
    title: "A pump at each stop",
    problem: first,
    forWhom: "Riders of the evening.",
    solution: "A pump.",
  };
  const at = (actor: SignedIn) => contextFor(rig, actor, { now: (clock += 1_000) });
  const edit = (actor: SignedIn, version: number, change: Partial<typeof texts>, together = false) =>
    editIdea(at(actor), idea, { ...texts, ...change, language: "en", version }, { together });
  const move = (actor: SignedIn, id = newId(start)) => {
    const answer = { from: "new", to: "open", message: "Yes.", reasonKind: null, reviewOn: null };
    return moveIdea(at(actor), idea, { id, ...answer });
  };
  const refused = { status: 403, code: "own_idea" };
  const passage = `${first}. Whoever rides home in the evening finds every workshop closed and walks.`;

  beforeEach(async () => {
    rig = await freshDatabase();
    where = (await space(rig)).id;
    who = await people(rig, where);
    clock = start;
    idea = await proposed(who.ann, texts.title);
  });

  async function proposed(author: SignedIn, title: string): Promise<string> {
    const id = newId(start);
    await submitIdea(at(author), where, { id, ...texts, title });
    return id;
  }

  it("decides on it after setting a word right, and not after writing a tenth of it", async () => {
    await edit(who.pia, 1, { problem: first.replace("tyre", "tire") });
    const made = newId(start);
    await move(who.pia, made);
    await edit(who.pia, 2, { problem: passage });
    await expect(undoMove(at(who.pia), idea, made)).rejects.toMatchObject(refused);
    await expect(
      makePromise(at(who.pia), idea, { id: made, message: "Soon.", day: "2026-06-01" }),
    ).rejects.toMatchObject(refused);
    // A merge, on either side.
    const other = await proposed(who.bob, "Another pump");
    for (const [source, into] of [
      [idea, other],
      [other, idea],
    ] as const) {
      const words = { message: "The same.", sourceElements: "Air.", targetElements: "Air." };
      await expect(mergeIdea(at(who.pia), source, { id: newId(start), into, ...words })).rejects.toMatchObject(refused);
    }
    // What is written over is his or hers no more.
    await edit(who.ann, 3, {});
    await undoMove(at(who.pia), idea, made);
  });

  it("hands what it is owed to somebody else by that", async () => {
    const lea = await member(rig, await person(rig, "lea"), where, { pilot: true });
    const pilot = async () => (await assignedTo(rig.db.read, idea, clock))?.pilot?.id;
    expect(await pilot()).toBe(who.pia.id);
    await edit(who.pia, 1, { problem: passage });
    expect(await pilot()).toBe(lea.id);
    await move(lea);
  });

  it("has not written what several wrote in a room, nor a comment that is taken into the text", async () => {
    await edit(who.pia, 1, { problem: passage }, true);
    const words = "A bell as well, so that everybody hears where the pump stands in the dark.";
    const comment = await postComment(at(who.bob), idea, { id: newId(start), kind: "build-on", body: words });
    await adoptComment(at(who.pia), comment);
    await edit(who.pia, 2, { problem: passage, solution: `A pump. ${words}` });
    await move(who.pia);
  });
});
