import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { creditFreezes, creditInputs, creditShares } from "../../db/schema/crediting.ts";
import { comments } from "../../db/schema/discussion.ts";
import { adoptComment, decideProposal } from "../../app/features/adopting/commands.server.ts";
import { creditsPage, creditSummary, partsOf } from "../../app/features/crediting/queries.server.ts";
import { creditsOf, whole } from "../../app/features/crediting/rules.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { acceptEvidence } from "../../app/features/discussion/evidence.server.ts";
import { unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { type Actor, type SignedIn, visitor } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { spokenOf } from "../adopting/support.ts";
import { writer } from "../cowriting/support.ts";
import { merge, proposed } from "../merging/support.ts";
import { roomOn } from "../rooms/support.ts";
import { member, person, visiting } from "../support/database.ts";
import { texts } from "../writing/support.ts";

let made: Awaited<ReturnType<typeof spokenOf>>;
let pro: SignedIn;

beforeEach(async () => {
  made = await spokenOf();
  pro = await member(made.rig, await person(made.rig, "pro", { affiliation: "employee" }), made.place.id, {
    product: true,
  });
});

const words = "a cargo bike with a child seat";

async function move(who: SignedIn, from: string, to: string): Promise<string> {
  const ctx = await made.as(who);
  const id = newId(ctx.now);
  return moveIdea(ctx, made.id, { id, from, to, message: "So be it.", reasonKind: null, reviewOn: null });
}

async function adopt(): Promise<string> {
  await move(made.pia, "new", "evaluating");
  return move(pro, "evaluating", "adopted");
}

const undo = async (id: string) => undoMove(await made.as(pro), made.id, id);

const page = async (who?: SignedIn) => creditsPage(who ? await made.as(who) : visiting(made.rig), made.id);

/** What somebody reads of an idea: the figure of each person by name, and of all who stay unnamed. */
async function read(who?: SignedIn) {
  const { people, unnamed, frozen } = await page(who);
  for (const { share, lines } of people) expect(lines.reduce((sum, line) => sum + line.share, 0)).toBe(share);
  const all = people.reduce((sum, { share }) => sum + share, unnamed.share);
  expect(all).toBe(whole);
  return {
    version: frozen?.version ?? null,
    shares: Object.fromEntries(people.map(({ name, share }) => [name, share])),
    unnamed: unnamed.share,
  };
}

/** What stands in the tables: each sums to the whole, and is what its inputs give. */
async function stored() {
  const { db } = made.rig;
  const freezes = await db.read.select().from(creditFreezes).orderBy(creditFreezes.at);
  return Promise.all(
    freezes.map(async ({ id, version, undoneAt }) => {
      const inputs = await db.read.select().from(creditInputs).where(eq(creditInputs.freeze, id));
      const rows = await db.read.select().from(creditShares).where(eq(creditShares.freeze, id));
      const shares = Object.fromEntries(rows.map(({ member: of, share }) => [of, share]));
      const due = creditsOf(inputs.map(({ member: by, ...input }) => ({ ...input, by })));
      expect(shares).toEqual(Object.fromEntries(due.map(({ by, share }) => [by, share])));
      expect(rows.reduce((sum, { share }) => sum + share, 0)).toBe(whole);
      return { version, isUndone: undoneAt !== null, people: rows.length };
    }),
  );
}

/** Bob's comment goes into the text, and his test is accepted as evidence. */
async function bobHelps(): Promise<{ comment: string; evidence: string }> {
  const { ann, bob, pia, say, write, as, id } = made;
  const comment = await say(bob, words);
  await write(ann, { solution: `Each workshop keeps one bike to lend, or ${words}.` });
  await adoptComment(await as(ann), comment);
  const ctx = await as(bob);
  const evidence = await postComment(ctx, id, { id: newId(ctx.now), kind: "evidence", body: "Nine of ten said yes." });
  await acceptEvidence(await as(pia), evidence);
  return { comment, evidence };
}

describe("the credits of an idea", () => {
  it("are of this moment until it is adopted, and stay then as they were", async () => {
    expect(await read()).toEqual({ version: null, shares: { Ann: 10_000 }, unnamed: 0 });
    await bobHelps();
    const now = await read();
    expect(now).toMatchObject({ version: null, shares: { Bob: 3_562, Ann: 6_438 } });
    expect(await creditSummary(await made.as(made.bob), made.id)).toBeNull();
    await adopt();
    expect(await read()).toEqual({ ...now, version: 2 });
    await made.write(made.ann, { forWhom: "All who need a bike for a week while theirs is with the workshop." });
    await made.say(made.bob, "Good.");
    expect(await read()).toEqual({ ...now, version: 2 });
    expect(await stored()).toEqual([{ version: 2, isUndone: false, people: 2 }]);
    expect(await creditSummary(await made.as(made.bob), made.id)).toEqual({ people: 2, mine: 3_562 });
    expect(await creditSummary(visiting(made.rig), made.id)).toEqual({ people: 2, mine: 0 });
    const [event] = await made.happened("credit.frozen");
    expect(event).toMatchObject({ version: 2, people: 2, inputs: 5 });
  });

  it("open to lines that lead to the very thing, and to nothing that cannot be read any more", async () => {
    const { comment, evidence } = await bobHelps();
    await adopt();
    const bob = async () => (await page()).people.find(({ name }) => name === "Bob");
    expect((await bob())?.roles).toEqual([
      { component: "text", role: "supporting" },
      { component: "adopted", role: "lead" },
      { component: "evidence", role: "lead" },
    ]);
    const lines = (await bob())?.lines ?? [];
    expect(
      lines.map(({ component, what, weight, weights, share }) => [component, what, weight, weights, share]),
    ).toEqual([
      ["text", "text", 35, 90, 784],
      ["adopted", "comment", 20, 90, 2_222],
      ["evidence", "comment", 5, 90, 556],
    ]);
    expect(lines.map(({ path }) => path?.split("/").at(-1))).toEqual([
      "2",
      expect.stringContaining(`#comment-${comment}`),
      expect.stringContaining(`#comment-${evidence}`),
    ]);
    await made.rig.db.transaction((tx) =>
      tx.update(comments).set({ hiddenAt: made.clock.now }).where(eq(comments.id, comment)),
    );
    expect((await bob())?.lines.map(({ what, path }) => [what, path === null])).toEqual([
      ["text", false],
      ["gone", true],
      ["comment", false],
    ]);
    expect((await bob())?.share).toBe(3_562);
  });

  it("are taken back with the move, and what was frozen before stands again", async () => {
    const first = await adopt();
    await undo(first);
    expect(await read()).toMatchObject({ version: null });
    expect(await made.happened("credit.freeze_undone")).toMatchObject([{ freeze: first, version: 1 }]);
    await move(pro, "evaluating", "adopted");
    await move(pro, "adopted", "evaluating");
    await bobHelps();
    const again = await move(pro, "evaluating", "adopted");
    expect(await read()).toMatchObject({ version: 2 });
    await undo(again);
    expect(await read()).toEqual({ version: 1, shares: { Ann: 10_000 }, unnamed: 0 });
    expect(await stored()).toEqual([
      { version: 1, isUndone: true, people: 1 },
      { version: 1, isUndone: false, people: 1 },
      { version: 2, isUndone: true, people: 2 },
    ]);
  });

  it("stay when the idea moves back", async () => {
    await adopt();
    await move(pro, "adopted", "evaluating");
    await bobHelps();
    expect(await read()).toEqual({ version: 1, shares: { Ann: 10_000 }, unnamed: 0 });
  });

  it("are frozen again at the shipping only where the text is another one", async () => {
    await adopt();
    await move(pro, "adopted", "building");
    await move(pro, "building", "shipped");
    expect(await stored()).toHaveLength(1);
    await move(pro, "shipped", "building");
    await bobHelps();
    await move(pro, "building", "shipped");
    expect(await stored()).toEqual([
      { version: 1, isUndone: false, people: 1 },
      { version: 2, isUndone: false, people: 2 },
    ]);
    expect(await read()).toMatchObject({ version: 2, shares: { Bob: 3_562 } });
    // Written and taken back again, it is the same text.
    await move(pro, "shipped", "building");
    await made.write(made.ann, { title: "Rent me a bike" });
    await made.write(made.ann, { title: texts.title });
    await move(pro, "building", "shipped");
    expect(await stored()).toHaveLength(2);
  });

  it("leave the text to whoever wrote it first, when somebody quotes it in a comment that is adopted", async () => {
    const { ann, bob, say, as } = made;
    const quoting = await say(bob, Object.values(texts).join("\n\n"));
    await adoptComment(await as(ann), quoting);
    const { people } = await page();
    expect(people.map(({ name, roles }) => [name, roles.map(({ component }) => component)])).toEqual([
      ["Ann", ["origin", "text"]],
      ["Bob", ["adopted"]],
    ]);
  });

  it("count what people wrote together by its characters", async () => {
    const { rig, id, ann, pia, clock } = made;
    const browser = await writer(rig, id, pia, { now: clock.now });
    const added = " Whoever lends one for a month may buy it afterwards.";
    await browser.edit("solution", browser.text().length, 0, added);
    const { people } = await page(ann);
    const line = people.find(({ name }) => name === "Pia")?.lines[0];
    expect(line).toMatchObject({ component: "text", amount: added.length, weight: 35, weights: 65 });
  });

  it("know of a merged idea what of it stands in the text, and what was said on it", async () => {
    const { rig, place, bob, pia, ann, id, as } = made;
    const source = await proposed(rig, place.id, bob, "A pump", (made.clock.now += 1_000));
    const ctx = await as(bob);
    const proof = await postComment(ctx, source, { id: newId(ctx.now), kind: "evidence", body: "Twelve asked." });
    await acceptEvidence(await as(pia), proof);
    const merged = await merge(rig, pia, source, id, (made.clock.now += 1_000));
    expect((await read()).shares).toMatchObject({ Bob: 714, Ann: 9_286 });
    await made.write(ann, { forWhom: "Families who sold their car. Riders. A pump. Flat." });
    await unmergeIdea(await as(pia), { merge: merged, message: "Apart." });
    expect((await read()).shares).not.toHaveProperty("Bob", 714);
  });

  it("keep their whole when somebody is erased, who is then without a name", async () => {
    await bobHelps();
    await adopt();
    await eraseMember(made.rig.db, made.rig.dir, made.bob.id, made.clock.now);
    expect((await read()).shares).toEqual({ "": 3_562, Ann: 6_438 });
    expect(await stored()).toEqual([{ version: 2, isUndone: false, people: 2 }]);
  });

  it("are not there for whoever may not see the idea", async () => {
    const hidden = await spokenOf();
    await expect(creditsPage(visiting(hidden.rig), "0000000000000000")).rejects.toMatchObject({ code: "not_found" });
    await expect(creditsPage(await hidden.as(hidden.ann), hidden.id)).resolves.toMatchObject({ frozen: null });
  });
});

describe("what comes from a room", () => {
  /** A room on the idea where pia is host; bob's note has his name sealed. */
  async function closedRoom(audience: "space" | "invited") {
    const { rig, id, place, ann, bob, pia, clock } = made;
    const invited = audience === "invited" ? ["ann", "bob", "pro"] : [];
    const room = await roomOn(rig, place.id, pia, { idea: id, audience, invited });
    room.clock.now = clock.now + 1_000;
    await room.enter(pia, ann, bob, pro);
    await room.plan((["write", "cluster"] as const).map(usualPhase));
    await room.next();
    const note = await room.note(bob, "solar panels upon each roof", true);
    room.clock.now += 1_000;
    await room.act(pia, { do: "room.close" });
    for (const who of [ann, bob, pro]) await room.act(who, { do: "useful.say", wasUseful: true });
    clock.now = room.clock.now;
    return { room, note };
  }

  async function adoptNote(note: string): Promise<void> {
    await made.write(made.ann, { problem: "A repair takes nine days. Solar panels upon each roof." });
    await decideProposal(await made.as(made.ann), made.id, note, "confirm");
  }

  it("credits a sealed note to nobody by name but its author, until he claims it", async () => {
    const { room, note } = await closedRoom("space");
    await adoptNote(note);
    await adopt();
    const seen = await page(made.ann);
    expect(JSON.stringify(seen)).not.toContain("Bob");
    expect(JSON.stringify(seen)).not.toContain(made.bob.id);
    expect(await read(made.ann)).toEqual({ version: 2, shares: { Ann: 6_842, Pia: 1_053 }, unnamed: 2_105 });
    expect(await read(made.bob)).toMatchObject({ shares: { Bob: 2_105 }, unnamed: 0 });
    expect((await page(made.bob)).people.find(({ isMine }) => isMine)?.lines).toMatchObject([
      { what: "note", isSealed: true },
    ]);
    expect(await creditSummary(await made.as(made.ann), made.id)).toMatchObject({ people: 2 });
    // In short, as with a release, the same: his own part he reads, and nobody else does.
    const partsFor = async (actor: Actor) => (await partsOf({ db: made.rig.db, actor }, [made.id])).get(made.id);
    for (const reader of [made.ann, visitor]) {
      const parts = await partsFor(reader);
      expect(JSON.stringify(parts)).not.toContain(made.bob.id);
      expect(parts?.unnamed).toBe(2_105);
      expect(parts?.people.reduce((sum, { share }) => sum + share, parts.unnamed)).toBe(whole);
    }
    expect((await partsFor(made.bob))?.people.find(({ isMine }) => isMine)).toMatchObject({ share: 2_105 });
    await room.act(made.bob, { do: "note.claim", note });
    expect(await read(made.ann)).toMatchObject({ shares: { Bob: 2_105 }, unnamed: 0 });
  });

  it("names neither the host nor the notes of a room by invitation to whoever was not there", async () => {
    const { room, note } = await closedRoom("invited");
    await adoptNote(note);
    await adopt();
    const seen = await page();
    expect(seen.unnamed.lines.map(({ what, path, title }) => [what, path, title])).toEqual([
      ["room", null, null],
      ["room", null, null],
    ]);
    for (const secret of ["Pia", "Bob", room.id, note]) expect(JSON.stringify(seen)).not.toContain(secret);
    expect((await read(made.ann)).shares).toMatchObject({ Pia: 1_053 });
  });

  it("counts a session no longer for its host where too few found it useful", async () => {
    const { room } = await closedRoom("space");
    expect((await read()).shares).toMatchObject({ Pia: 1_333 });
    for (const who of [made.ann, made.bob]) await room.act(who, { do: "useful.say", wasUseful: false });
    expect((await read()).shares).toEqual({ Ann: 10_000 });
  });
});
