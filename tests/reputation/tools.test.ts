/** What a level brings in a space, and that it goes with the level. */
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { exposures } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import { openRoom } from "../../app/features/rooms/commands.server.ts";
import { whyNoRoom } from "../../app/features/rooms/opening.server.ts";
import { broughtBy, hasTool } from "../../app/features/reputation/policy.ts";
import { levelInSpace, reputationPage } from "../../app/features/reputation/queries.server.ts";
import { leaveSpace } from "../../app/features/spaces/membership.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { spokenOf } from "../adopting/support.ts";
import { proposed } from "../merging/support.ts";
import { actorNow, member, person, start } from "../support/database.ts";

const day = 86_400_000;

/** Bob, of whom five people took six comments up, on six days; and what takes one of them back. */
async function knownBob() {
  const made = await spokenOf();
  const { rig, place, pia, bob, as, say, clock } = made;
  const ideas: string[] = [];
  for (let at = 0; at < 10; at++) ideas.push(await proposed(rig, place.id, pia, `Another ${at}`));
  await rig.db.transaction((tx) =>
    tx.insert(exposures).values(ideas.map((idea) => ({ member: bob.id, idea, firstAt: start }))),
  );
  const pilots: SignedIn[] = [];
  for (let at = 0; at < 5; at++) {
    pilots.push(await member(rig, await person(rig, `pilot${at}`), place.id, { pilot: true }));
  }
  clock.now = start + 4 * day;
  await castSignal(await as(bob), { idea: ideas[0] ?? "", kind: "pass" });
  let last = "";
  for (let at = 0; at < 6; at++) {
    clock.now = start + (5 + at) * day;
    last = await say(bob, `A hinge number ${at} would hold it open.`);
    await adoptComment(await as(pilots[at % 5] ?? pia), last);
  }
  const takeBack = async () => undoAdoption(await as(pilots[0] ?? pia), last);
  return { ...made, takeBack };
}

const roomsByLevel = (made: { rig: Awaited<ReturnType<typeof spokenOf>>["rig"]; place: { id: string } }) =>
  made.rig.db.transaction((tx) => tx.update(spaces).set({ roomsBy: "known" }).where(eq(spaces.id, made.place.id)));

const roomOf = (id: string) => ({
  id,
  idea: null,
  title: "Hinges",
  question: "Which one holds?",
  template: "core" as const,
  audience: "space" as const,
  most: 10,
  invited: [],
  startsAt: null,
  byRota: false,
});

it("is a table: each tool comes with one level and stays with those above", () => {
  expect([0, 1, 2, 3].map((level) => broughtBy(level))).toEqual([
    [],
    ["signals_count", "suggest_merge"],
    ["open_room"],
    [],
  ]);
  expect(([0, 1, 2, 3] as const).map((level) => hasTool(level, "open_room"))).toEqual([false, false, true, true]);
});

it("lets members of the second level open rooms where the space says so, and as long as they have it", async () => {
  const made = await knownBob();
  const { rig, place, bob, ann, as, clock, takeBack } = made;
  const here = async (who: typeof bob) => {
    const [space] = await rig.db.read.select().from(spaces).where(eq(spaces.id, place.id));
    if (!space) throw new Error("no space");
    return whyNoRoom(rig.db.read, await actorNow(rig, who.id), space, clock.now);
  };
  expect(await levelInSpace(rig.db.read, bob.id, place.id, clock.now)).toBe(2);
  expect(await here(bob)).toBe("rooms_by_pilots");
  await expect(openRoom(await as(bob), place.id, roomOf(newId(clock.now)))).rejects.toMatchObject({
    code: "rooms_by_pilots",
  });
  await roomsByLevel(made);
  expect([await here(bob), await here(ann)]).toEqual([null, "rooms_by_level"]);
  const opened = roomOf(newId(clock.now));
  expect(await openRoom(await as(bob), place.id, opened)).toBe(opened.id);
  // Whose turn it is stays a matter of those who steer.
  await expect(openRoom(await as(bob), place.id, { ...roomOf(newId(clock.now)), byRota: true })).rejects.toMatchObject({
    code: "rooms_by_pilots",
  });

  await takeBack();
  expect(await levelInSpace(rig.db.read, bob.id, place.id, clock.now)).toBe(1);
  await expect(openRoom(await as(bob), place.id, roomOf(newId(clock.now)))).rejects.toMatchObject({
    code: "rooms_by_level",
  });
  const { shown } = await reputationPage(await as(bob), bob.id, {});
  expect(shown?.level).toMatchObject({ level: 1, next: [{ what: "lifetime", have: 25_000, need: 30_000 }, {}, {}] });
  expect(shown?.gone).toHaveLength(1);
});

it("is for members of that space alone", async () => {
  const made = await knownBob();
  await roomsByLevel(made);
  const { rig, place, bob, as, clock } = made;
  await leaveSpace(await as(bob), place.id);
  await expect(openRoom(await as(bob), place.id, roomOf(newId(clock.now)))).rejects.toMatchObject({
    code: "rooms_by_level",
  });
  expect(await levelInSpace(rig.db.read, bob.id, newId(start), clock.now)).toBe(1);
});
