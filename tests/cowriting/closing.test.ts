import { expect, it } from "vitest";
import { currentTexts } from "../../app/features/writing/commands.server.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { contextFor } from "../support/database.ts";
import { merge, proposed } from "../merging/support.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { writer } from "./support.ts";

type Idea = Awaited<ReturnType<typeof writtenIdea>>;

it.each<[string, (idea: Idea) => Promise<unknown>]>([
  [
    "is merged into another",
    async ({ rig, id, place, bob, pia }) => merge(rig, pia, id, await proposed(rig, place.id, bob)),
  ],
  ["is withdrawn", ({ rig, id, ann }) => withdrawIdea(contextFor(rig, ann), id, "")],
])("what was written together a moment before an idea %s is in its last version", async (_how, close) => {
  const idea = await writtenIdea();
  const one = await writer(idea.rig, idea.id, idea.ann);
  await one.edit("solution", 0, 0, "Soon: ");
  await close(idea);
  const now = await idea.rig.db.transaction((tx) => currentTexts(tx, idea.id));
  expect(now.solution).toBe(`Soon: ${texts.solution}`);
  expect(await idea.happened("idea.edited")).toMatchObject([{ version: 2, parts: ["solution"] }]);
});

it("nobody makes a version by trying what he or she may not do", async () => {
  const { rig, id, place, ann, bob, pia, happened } = await writtenIdea();
  const one = await writer(rig, id, ann);
  await one.edit("solution", 0, 0, "Soon: ");
  const other = await proposed(rig, place.id, pia);
  await expect(merge(rig, bob, id, other)).rejects.toMatchObject({ code: "forbidden" });
  await expect(withdrawIdea(contextFor(rig, bob), id, "")).rejects.toMatchObject({ code: "forbidden" });
  expect(await happened("idea.edited")).toEqual([]);
});
