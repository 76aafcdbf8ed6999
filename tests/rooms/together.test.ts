/** A room in which all write in the living text of an idea, though most of them may not change the idea themselves. */
import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { minutesOf, minutesSeenBy } from "../../app/features/minutes/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { keepText } from "../../app/features/rooms/together.server.ts";
import { versionsOf } from "../../app/features/writing/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { writer } from "../cowriting/support.ts";
import { contextFor, freshDatabase, people, type Rig, space, start } from "../support/database.ts";
import { roomOn } from "./support.ts";

const texts = { title: "A stand that holds", problem: "It tips.", forWhom: "Riders.", solution: "A wider foot." };

let rig: Rig;
let who: Awaited<ReturnType<typeof people>>;
let where: string;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = newId(start);
  await submitIdea(contextFor(rig, who.ann), where, { id: idea, ...texts });
});

/** A room on the idea, hosted by its pilot, that writes together now. */
async function writing(...entered: SignedIn[]) {
  const room = await roomOn(rig, where, who.pia, { idea });
  await room.enter(who.pia, ...entered);
  await room.plan([
    { ...usualPhase("cowrite"), advance: "host" },
    { ...usualPhase("decide"), advance: "host" },
  ]);
  await room.next();
  return room;
}

const end = texts.solution.length;

it("lets all who take part write in the idea's text, and nobody else, and only for so long", async () => {
  const room = await writing(who.bob, who.eve);
  await room.act(who.pia, { do: "role.give", member: who.eve.id, role: "viewer" });
  // Whoever sees the idea may read along, to suggest changes.
  const eve = await writer(rig, idea, who.eve);
  await expect(eve.edit("solution", 0, 0, "Only a viewer. ")).rejects.toBeInstanceOf(Forbidden);
  const bob = await writer(rig, idea, who.bob);
  await bob.edit("solution", end, 0, " Two feet.");
  await room.next();
  await expect(bob.edit("solution", 0, 0, "Late. ")).rejects.toBeInstanceOf(Forbidden);
});

it("takes the text away from whoever is sent out of the room, or muted in the space", async () => {
  const room = await writing(who.bob, who.eve);
  const [bob, eve] = [await writer(rig, idea, who.bob), await writer(rig, idea, who.eve)];
  await room.act(who.pia, { do: "member.block", member: who.eve.id });
  await expect(eve.edit("solution", 0, 0, "Still. ")).rejects.toBeInstanceOf(Forbidden);
  const mute = { id: newId(start), reason: "insulting", words: "Shouting.", days: 1 } as const;
  await muteMember(contextFor(rig, who.pia), where, who.bob.handle, mute);
  await expect(bob.edit("solution", 0, 0, "Still. ")).rejects.toBeInstanceOf(Refused);
});

it("makes a version of it by all who wrote, which the minutes and the ledger name", async () => {
  const room = await writing(who.bob, who.ann);
  const [bob, ann] = [await writer(rig, idea, who.bob), await writer(rig, idea, who.ann)];
  await bob.edit("solution", end, 0, " Two feet, each of rubber.");
  await ann.edit("problem", texts.problem.length, 0, " On grass.");
  await room.next();
  await keepText(rig, room.id, room.clock.now);
  await keepText(rig, room.id, room.clock.now);
  const { board } = await room.whole();
  expect(board.text).toMatchObject({ version: 1, kept: 2 });
  expect(board.drafters.toSorted()).toEqual([who.ann.id, who.bob.id].toSorted());
  const { versions } = await versionsOf(contextFor(rig, who.eve), idea, null);
  const [newest] = versions;
  expect(newest).toMatchObject({ number: 2, changed: ["problem", "solution"] });
  expect([newest?.by, ...(newest?.others ?? [])].map((writer) => writer?.name).toSorted()).toEqual(["Ann", "Bob"]);
  await room.act(who.pia, { do: "room.close" });
  const ctx = contextFor(rig, who.eve);
  const { draft } = await minutesOf(ctx, await minutesSeenBy(ctx, room.id));
  expect(draft).toMatchObject({
    body: "A wider foot. Two feet, each of rubber.",
    became: { as: "version", path: expect.stringMatching(/\/versions\/2$/) as string },
  });
  expect(draft?.by.map(({ name }) => name).toSorted()).toEqual(["Ann", "Bob"]);
  const given = await rig.db.read.select().from(events).where(eq(events.kind, "room.contributed"));
  expect(given.map(({ payload }) => payload)).toEqual(
    expect.arrayContaining([expect.objectContaining({ member: who.bob.id, sorted: 1 })]),
  );
});

it("leaves no version behind where nobody wrote anything", async () => {
  const room = await writing(who.bob);
  await room.act(who.pia, { do: "room.close" });
  await keepText(rig, room.id, room.clock.now);
  const { board } = await room.whole();
  expect(board).toMatchObject({ text: { kept: null }, drafters: [] });
});

it("takes no text of its own beside the living one", async () => {
  const room = await writing(who.bob);
  await expect(room.act(who.bob, { do: "draft.write", body: "Mine alone." })).rejects.toEqual(
    new Refused("text_is_living"),
  );
});
