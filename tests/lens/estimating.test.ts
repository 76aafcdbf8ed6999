import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { estimatesOn, giveEstimate, revealRound, roundsAwaiting } from "../../app/features/lens/estimating.server.ts";
import type { EstimateInput } from "../../app/features/lens/inputs.ts";
import { lensOf } from "../../app/features/lens/queries.server.ts";
import { lensIn } from "../../app/features/lens/rules.ts";
import { dataOf } from "../../app/features/privacy/giving.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { NotFound, Refused } from "../../app/platform/errors.ts";
import { estimateRounds, estimates } from "../../db/schema/lens.ts";
import { events } from "../../db/schema/log.ts";
import { member, person, space, start, visiting } from "../support/database.ts";
import { lookedAt } from "./support.ts";

let made: Awaited<ReturnType<typeof lookedAt>>;
let idea: string;
let lea: SignedIn;

beforeEach(async () => {
  made = await lookedAt();
  idea = await made.open("A bell");
  const who = await person(made.rig, "lea", { affiliation: "employee" });
  lea = await member(made.rig, who, made.place.id, { product: true });
});

const said: Omit<EstimateInput, "round"> = {
  reach: 2_000,
  impact: 100,
  confidence: 80,
  effort: 40,
  kano: "attractive",
};

const give = (who: SignedIn, change: Partial<EstimateInput> = {}, of = idea) =>
  giveEstimate(made.as(who), of, { round: 1, ...said, ...change });
const reveal = (who: SignedIn, round = 1, of = idea) => revealRound(made.as(who), of, round);
const seenBy = (who: SignedIn) => estimatesOn(made.as(who), idea);
const kept = () => made.rig.db.read.select().from(estimates);

describe("estimates of an idea", () => {
  it("are there for the product people of its space alone", async () => {
    await give(made.pro);
    await give(made.kim);
    const boss = await person(made.rig, "boss", { admin: true });
    const other = await space(made.rig, { name: "Lab" });
    const far = await member(made.rig, await person(made.rig, "far"), other.id, { product: true });
    for (const who of [made.bob, made.pia, made.ann, boss, far]) {
      await expect(seenBy(who)).rejects.toThrow(NotFound);
      await expect(give(who)).rejects.toThrow(NotFound);
      await expect(reveal(who)).rejects.toThrow(NotFound);
    }
    await expect(estimatesOn(visiting(made.rig), idea)).rejects.toThrow();
    expect(await kept()).toHaveLength(2);
    expect((await seenBy(made.pro)).revealed).toEqual([]);
  });

  it("wait on the start for those of the team who have said nothing in an open round, and for nobody else", async () => {
    const waiting = async (who: SignedIn) => (await roundsAwaiting(made.as(who))).map(({ title }) => title);
    expect(await waiting(made.kim)).toEqual([]);
    await give(made.pro);
    const boss = await person(made.rig, "boss", { admin: true });
    for (const who of [made.pro, made.bob, made.pia, made.ann, boss]) expect(await waiting(who)).toEqual([]);
    expect([await waiting(made.kim), await waiting(lea)]).toEqual([["A bell"], ["A bell"]]);
    await give(made.kim);
    expect([await waiting(made.kim), await waiting(lea)]).toEqual([[], ["A bell"]]);
    await reveal(made.pro);
    expect(await waiting(lea)).toEqual([]);
    expect(await roundsAwaiting(visiting(made.rig))).toEqual([]);
  });

  it("are shown to nobody else before the round is revealed, only how many there are", async () => {
    await give(made.pro, { reach: 777_001 });
    await give(made.kim, { reach: 777_002 });
    const pro = await seenBy(made.pro);
    expect(pro).toMatchObject({ round: 1, answered: 2, team: 3, revealed: [], mine: { reach: 777_001 } });
    expect(JSON.stringify(pro)).not.toMatch(/777002|Kim/);
    const late = await seenBy(lea);
    expect(late).toMatchObject({ answered: 2, mine: null });
    expect(JSON.stringify(late)).not.toMatch(/77700|Kim|"Pro"/);
    await reveal(lea);
    expect((await seenBy(lea)).revealed[0]?.given).toMatchObject([
      { name: "Pro", reach: 777_001 },
      { name: "Kim", reach: 777_002 },
    ]);
  });

  it("can be changed until then, and come to medians with who said least and most", async () => {
    await give(made.pro, { reach: 5 });
    await give(made.pro, { reach: 100, effort: 10, kano: "must_be" });
    await give(made.kim, { reach: 200, effort: 20, kano: "reverse" });
    await give(lea, { reach: 800, effort: 80, kano: "one_dimensional" });
    await reveal(made.kim);
    const [round] = (await seenBy(made.pro)).revealed;
    expect(round).toMatchObject({
      n: 1,
      by: "Kim",
      result: {
        people: 3,
        medians: { reach: 200, impact: 100, confidence: 80, effort: 20 },
        rice: 80,
        spreads: { reach: { least: 100, most: 800, ratio: 8, discuss: true }, impact: { ratio: 1, discuss: false } },
        kano: { must_be: 1, reverse: 1, one_dimensional: 1, attractive: 0 },
      },
    });
  });

  it("of one alone are not revealed; what is revealed is revealed once", async () => {
    await expect(reveal(made.pro)).rejects.toThrow(NotFound);
    await give(made.pro);
    await expect(reveal(made.pro)).rejects.toThrow(new Refused("estimates_too_few"));
    await give(made.kim);
    await Promise.all([reveal(made.pro), reveal(made.kim), reveal(lea)]);
    await reveal(made.pro);
    const logged = await made.rig.db.read.select().from(events).where(eq(events.kind, "estimates.revealed"));
    expect(logged).toHaveLength(1);
    expect((await made.rig.db.read.select().from(estimateRounds)).map(({ n }) => n)).toEqual([1]);
  });

  it("that come too late, or are changed then, are refused; another round begins with its first", async () => {
    await give(made.pro);
    await give(made.kim);
    await reveal(made.pro);
    await expect(give(lea)).rejects.toThrow(new Refused("estimates_revealed"));
    await expect(give(made.pro, { reach: 1 })).rejects.toThrow(new Refused("estimates_revealed"));
    await expect(give(lea, { round: 3 })).rejects.toThrow(NotFound);
    expect(await kept()).toHaveLength(2);
    expect(await seenBy(lea)).toMatchObject({ round: 2, answered: 0, mine: null });
    await Promise.all([give(lea, { round: 2, reach: 10 }), give(made.kim, { round: 2, reach: 30 })]);
    expect(await seenBy(made.pro)).toMatchObject({ round: 2, answered: 2, revealed: [{ n: 1 }] });
    await reveal(made.pro, 2);
    const { revealed } = await seenBy(made.pro);
    expect(revealed.map(({ n, result }) => [n, result.medians.reach])).toEqual([
      [2, 20],
      [1, 2_000],
    ]);
  });

  it("and the revealing of their round at once end in one of two ways", async () => {
    await give(made.pro);
    await give(made.kim);
    const [late] = await Promise.allSettled([give(lea, { reach: 9 }), reveal(made.pro)]);
    const given = (await seenBy(made.pro)).revealed[0]?.given ?? [];
    expect(given).toHaveLength(late.status === "fulfilled" ? 3 : 2);
    expect(await kept()).toHaveLength(given.length);
  });

  it("are not told in the log, and sent twice they are one", async () => {
    const again = { reach: 777_003 };
    await give(made.pro, again);
    await give(made.pro, again);
    const logged = await made.rig.db.read
      .select()
      .from(events)
      .where(and(eq(events.kind, "estimates.given")));
    expect(logged).toHaveLength(1);
    expect(logged[0]?.payload).toEqual({ idea });
  });

  it("stay with the space that gave them", async () => {
    await give(made.pro);
    await give(made.kim);
    await reveal(made.pro);
    const other = await space(made.rig, { name: "Lab" });
    await made.rig.db.transaction((tx) => tx.update(estimateRounds).set({ space: other.id }));
    expect(await seenBy(made.pro)).toMatchObject({ round: 1, answered: 0, revealed: [] });
  });

  it("outlive who gave them: nobody's name is left, the totals hold, and they are part of one's data", async () => {
    await give(made.pro, { reach: 777_004 });
    await give(made.kim);
    await reveal(made.kim);
    const before = (await seenBy(lea)).revealed[0];
    expect(JSON.stringify(await dataOf(made.rig.db.read, made.kim.id, start))).toContain("attractive");
    await eraseMember(made.rig.db, made.rig.dir, made.kim.id, start);
    const after = (await seenBy(lea)).revealed[0];
    expect(after?.result).toEqual(before?.result);
    expect(JSON.stringify(after)).not.toContain("Kim");
  });
});

describe("the lens", () => {
  it("is ordered by what was revealed last, when asked, and the public place stays as it is", async () => {
    const lamp = await made.open("A lamp");
    const gear = await made.open("A gear");
    for (const name of ["uma", "ugo", "uli"]) await made.cast(await made.customer(name), gear);
    const estimated = async (of: string, reach: number, round = 1) => {
      await give(made.pro, { reach, round }, of);
      await give(made.kim, { reach, round }, of);
      await reveal(made.pro, round, of);
    };
    await estimated(lamp, 1_000);
    await estimated(idea, 9_000);
    await estimated(idea, 500, 2);
    await give(made.pro, { reach: 1_000_000, round: 3 });
    const look = async (sort: string) =>
      (await lensOf(made.rig.db.read, made.place.id, lensIn(new URLSearchParams({ sort })))).ideas;
    const before = await look("people");
    expect((await look("rice")).map(({ id, rice, place }) => [id, rice, place])).toEqual([
      [lamp, 200, 1],
      [idea, 100, 2],
      [gear, null, 3],
    ]);
    const publicly = (list: typeof before) =>
      Object.fromEntries(list.map(({ id, publicPlace, participants }) => [id, [publicPlace, participants]]));
    expect(publicly(await look("rice"))).toEqual(publicly(before));
    expect(before[0]?.id).toBe(gear);
  });
});
