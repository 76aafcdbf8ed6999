/** Edits by form while others write together. */
import { expect, it } from "vitest";
import { editByForm, restoreByForm } from "../../app/features/cowriting/form-edits.server.ts";
import { meanwhileOn, textToEdit } from "../../app/features/writing/queries.server.ts";
import { Conflict, Forbidden } from "../../app/platform/errors.ts";
import { contextFor } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { writer } from "./support.ts";

type Idea = Awaited<ReturnType<typeof writtenIdea>>;
const standing = ({ rig, id, pia }: Idea) => textToEdit(contextFor(rig, pia), id);

it("keeps both where others changed other parts, and goes on in the text that is open", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, pia } = idea;
  const page = await writer(rig, id, ann);
  await page.edit("solution", 0, 0, "Soon: ");
  const changed = { title: "Lend me two bikes", problem: "A repair takes ten days." };
  await editByForm(contextFor(rig, pia), id, edit(1, changed));
  expect(await standing(idea)).toMatchObject({
    version: 3,
    texts: { ...texts, ...changed, solution: `Soon: ${texts.solution}` },
  });
  await page.pull();
  expect(page.text("problem")).toBe("A repair takes ten days.");
  await page.edit("solution", 0, 0, "Very ");
  expect(page.text()).toBe(`Very Soon: ${texts.solution}`);
});

it("shows what both changed, overwrites nothing, and takes what is saved then", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, pia } = idea;
  const page = await writer(rig, id, ann);
  await page.edit("solution", 0, 0, "Soon: ");
  const ctx = contextFor(rig, pia);
  const mine = edit(1, { solution: "Two bikes." });
  await expect(editByForm(ctx, id, mine)).rejects.toEqual(new Conflict("edited_meanwhile"));
  const meanwhile = await meanwhileOn(ctx, id, 1, mine);
  expect(meanwhile).toMatchObject({ version: 2, clashing: ["solution"] });
  expect((await standing(idea)).texts.solution).toBe(`Soon: ${texts.solution}`);
  await editByForm(ctx, id, { ...mine, version: 2 });
  await page.pull();
  expect(page.text()).toBe("Two bikes.");
});

it("brings an old version back only over what was seen", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, pia } = idea;
  await editByForm(contextFor(rig, pia), id, edit(1, { solution: "Two bikes." }));
  const page = await writer(rig, id, ann);
  await page.edit("solution", 0, 0, "Soon: ");
  const ctx = contextFor(rig, pia);
  await expect(restoreByForm(ctx, id, 1, 2)).rejects.toEqual(new Conflict("edited_meanwhile"));
  await restoreByForm(ctx, id, 1, 3);
  expect((await standing(idea)).texts.solution).toBe(texts.solution);
  await page.pull();
  expect(page.text()).toBe(texts.solution);
});

it("makes no version for whoever may not edit", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, bob } = idea;
  const page = await writer(rig, id, ann);
  await page.edit("solution", 0, 0, "Soon: ");
  await expect(editByForm(contextFor(rig, bob), id, edit(1, { title: "Mine" }))).rejects.toBeInstanceOf(Forbidden);
  await expect(restoreByForm(contextFor(rig, bob), id, 1, 1)).rejects.toBeInstanceOf(Forbidden);
  expect((await standing(idea)).version).toBe(1);
});
