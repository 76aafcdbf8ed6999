import { expect, it } from "vitest";
import { exposures } from "../../db/schema/signals.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { noteExposure } from "../../app/features/signals/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";

it("an opened idea is noted once, and nobody waits for the note or fails with it", async () => {
  const rig = await freshDatabase();
  const { id: place } = await space(rig);
  const { ann, bob } = await people(rig, place);
  const idea = newId(start);
  const words = { title: "A pump", problem: "Flat tyres.", forWhom: "Riders.", solution: "A pump." };
  await submitIdea(contextFor(rig, ann), place, { id: idea, ...words });

  const full = { ...rig.db, transaction: () => Promise.reject(new Error("the disk is full")) };
  noteExposure(contextFor({ ...rig, db: full }, bob), idea);
  for (let n = 0; n < 2; n++) noteExposure(contextFor(rig, bob), idea);
  await expect.poll(() => rig.db.read.select().from(exposures)).toEqual([{ member: bob.id, idea, firstAt: start }]);
});
