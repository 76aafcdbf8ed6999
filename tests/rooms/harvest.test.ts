/** What a closed room gives to its idea, where somebody else was there first or the host may not write. */
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { minutesOf, minutesSeenBy } from "../../app/features/minutes/queries.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { harvest } from "../../app/features/rooms/harvest.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, type Rig, space, start } from "../support/database.ts";
import { roomOn } from "./support.ts";

const texts = { title: "A stand that holds", problem: "It tips.", forWhom: "Riders.", solution: "A wider foot." };

let rig: Rig;
let who: Awaited<ReturnType<typeof people>> & { rolf: SignedIn };
let where: string;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  const rolf = await member(rig, await person(rig, "rolf", { affiliation: "employee" }), where, { product: true });
  who = { ...(await people(rig, where)), rolf };
  idea = newId(start);
  await submitIdea(contextFor(rig, who.ann), where, { id: idea, ...texts });
});

/**
 * A room in which nobody may change the idea when they begin to write, so that they write a text of their own; `writers`
 * come and write one after the other, and it closes; `meanwhile` happens before that.
 */
async function written(host: SignedIn, writers: readonly SignedIn[], meanwhile: () => Promise<void> = async () => {}) {
  const room = await roomOn(rig, where, host, { idea });
  await room.enter(host);
  await room.plan([{ ...usualPhase("cowrite"), advance: "host" }]);
  await room.next();
  await room.enter(...writers);
  for (const writer of writers) await room.act(writer, { do: "draft.write", body: `Two feet, says ${writer.name}.` });
  await meanwhile();
  await room.act(host, { do: "room.close" });
  await harvest(rig, room.id, room.clock.now);
  await harvest(rig, room.id, room.clock.now);
  return room;
}

const now = async () => (await rig.db.read.select().from(ideas).where(eq(ideas.id, idea)))[0];
const said = () => rig.db.read.select().from(comments).where(eq(comments.idea, idea));

describe("a text that was written together", () => {
  it("is proposed in a comment where others changed the idea meanwhile, and lies over nothing of theirs", async () => {
    const changed = { ...texts, solution: "A foot of rubber.", language: "en", version: 1 } as const;
    const room = await written(who.rolf, [who.bob, who.ann, who.bob], () =>
      editIdea(contextFor(rig, who.ann), idea, changed),
    );
    expect(await now()).toMatchObject({ version: 2, solution: "A foot of rubber." });
    const proposed = await said();
    expect(proposed).toMatchObject([{ author: who.rolf.id, kind: "build-on" }]);
    expect(proposed[0]?.source).toMatch(/^A stand that holds: http.*\/minutes\n\nTwo feet, says Bob\.$/);
    const ctx = contextFor(rig, who.bob);
    const { draft } = await minutesOf(ctx, await minutesSeenBy(ctx, room.id));
    expect(draft?.became).toEqual({ as: "comment", path: expect.stringContaining(String(proposed[0]?.id)) as string });
  });

  it("becomes a version by one who wrote in it where the host may not change the idea", async () => {
    await written(who.rolf, [who.bob, who.ann]);
    expect(await now()).toMatchObject({ version: 2, solution: "Two feet, says Ann." });
    expect(await said()).toEqual([]);
  });

  it("is proposed by the host where nobody who wrote in it may change the idea", async () => {
    await written(who.rolf, [who.bob]);
    expect(await now()).toMatchObject({ version: 1, solution: "A wider foot." });
    expect(await said()).toMatchObject([{ author: who.rolf.id }]);
  });
});
