import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { discardDraft, saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { draftOf } from "../../app/features/ideas/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, person, type Rig, space, start } from "../support/database.ts";

let rig: Rig;
let spaceId: string;
let ann: SignedIn;
let bob: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  spaceId = (await space(rig)).id;
  ({ ann, bob } = await people(rig, spaceId));
});

const words = (title: string) => ({ title, problem: "A problem", forWhom: "People", solution: "A solution" });
const published = () => rig.db.read.select().from(ideas).where(eq(ideas.stage, "new"));

describe("publishing an idea", () => {
  test("twice with the same words makes one idea, also at the same time", async () => {
    const input = { id: newId(start), ...words("One key") };
    const sent = await Promise.all([1, 2, 3].map(() => submitIdea(contextFor(rig, ann), spaceId, input)));
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set([input.id]));
    expect(await published()).toHaveLength(1);
  });

  test("with other words under the same id loses neither", async () => {
    const id = newId(start);
    await submitIdea(contextFor(rig, ann), spaceId, { id, ...words("First tab") });
    const second = await submitIdea(contextFor(rig, ann), spaceId, { id, ...words("Second tab") });
    expect(second.id).not.toBe(id);
    expect((await published()).map(({ title }) => title).sort()).toEqual(["First tab", "Second tab"]);
  });

  test("after its draft was thrown away in another tab still publishes it", async () => {
    const id = newId(start);
    await saveDraft(contextFor(rig, ann), spaceId, { id, ...words("Kept in mind") });
    await discardDraft(contextFor(rig, ann), id);
    await submitIdea(contextFor(rig, ann), spaceId, { id, ...words("Kept in mind") });
    expect(await published()).toMatchObject([{ id, title: "Kept in mind" }]);
  });

  test("never writes over somebody else's idea or draft", async () => {
    const id = newId(start);
    await saveDraft(contextFor(rig, ann), spaceId, { id, ...words("Ann’s draft") });
    await expect(saveDraft(contextFor(rig, bob), spaceId, { id, ...words("Bob’s") })).rejects.toMatchObject({
      status: 409,
      code: "idea_exists",
    });
    const bobs = await submitIdea(contextFor(rig, bob), spaceId, { id, ...words("Bob’s") });
    expect(bobs.id).not.toBe(id);
    expect(await draftOf(contextFor(rig, ann), spaceId, id)).toMatchObject({ title: "Ann’s draft" });
  });

  test("asks for a confirmed address, and lets one draft without", async () => {
    const zoe = await person(rig, "zoe", { verified: false });
    const input = { id: newId(start), ...words("Not yet") };
    await expect(submitIdea(contextFor(rig, zoe), spaceId, input)).rejects.toMatchObject({ code: "verify_first" });
    await saveDraft(contextFor(rig, zoe), spaceId, input);
    expect(await draftOf(contextFor(rig, zoe), spaceId, null)).toMatchObject({ title: "Not yet" });
    expect(await published()).toEqual([]);
  });
});

test("a draft is nobody else's to see, save or throw away", async () => {
  const id = newId(start);
  await saveDraft(contextFor(rig, ann), spaceId, { id, ...words("Mine") });
  expect(await draftOf(contextFor(rig, bob), spaceId, id)).toBeNull();
  await expect(discardDraft(contextFor(rig, bob), id)).rejects.toMatchObject({ status: 409 });
});

test("a draft is not saved over what another window saved since", async () => {
  const id = newId(start);
  const save = (title: string, updatedAt: number | null, now: number) =>
    saveDraft(contextFor(rig, ann, { now }), spaceId, { id, updatedAt, ...words(title) });
  await save("One", null, start);
  await save("Two", start, start + 1);
  await expect(save("Stale", start, start + 2)).rejects.toMatchObject({ status: 409, code: "draft_changed_meanwhile" });
  expect(await draftOf(contextFor(rig, ann), spaceId, id)).toMatchObject({ title: "Two", updatedAt: start + 1 });
  // The same words again, after an answer that never came, are no clash.
  await save("Two", start, start + 3);
  await save("Three", start + 3, start + 4);
});
