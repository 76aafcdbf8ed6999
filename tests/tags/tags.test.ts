import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { ideaTags, tags } from "../../db/schema/ideas.ts";
import { placeIdea, renderedTexts } from "../../app/features/ideas/commands.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { tagsOf } from "../../app/features/tags/queries.server.ts";
import { tagsIn as tagsTyped, wrongWith } from "../../app/features/tags/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, type Rig, space, start } from "../support/database.ts";

test.each([
  ["", []],
  [" repair ,  children,Repair, RÉPAIR ", ["repair", "children"]],
  ["one\ntwo,,three", ["one", "two", "three"]],
])("tags typed as %j are %j", (typed, expected) => {
  expect(tagsTyped(typed)).toEqual(expected);
});

test("too many tags, or too long ones, are refused by name", () => {
  expect(wrongWith(["a", "b", "c", "d", "e", "f", "g", "h", "i"])).toBe("too_many_tags");
  expect(wrongWith(["x".repeat(81)])).toBe("tag_too_long");
  expect(wrongWith(["fine"])).toBeNull();
});

describe("sorting an idea", () => {
  let rig: Rig;
  let id: string;
  let ann: SignedIn;
  let bob: SignedIn;
  let pia: SignedIn;

  beforeEach(async () => {
    rig = await freshDatabase();
    const { id: spaceId } = await space(rig);
    ({ ann, bob, pia } = await people(rig, spaceId));
    id = newId(start);
    const texts = await renderedTexts({ title: "A bell", problem: "Dogs", forWhom: "All", solution: "Softer" });
    await rig.db.transaction((tx) =>
      placeIdea(
        tx,
        { actor: ann, now: start },
        {
          ...texts,
          id,
          space: spaceId,
          author: ann.id,
          affiliation: "customer",
          language: "en",
          stage: "new",
          moderation: "visible",
          at: start,
        },
      ),
    );
  });

  const names = async () => (await tagsOf(rig.db.read, id)).map(({ name }) => name);

  test("is the author's and the pilots' to do, and nobody else's", async () => {
    await tagIdea(contextFor(rig, ann), id, ["Bells"]);
    await tagIdea(contextFor(rig, pia), id, ["bells", "Dogs"]);
    expect(await names()).toEqual(["Bells", "Dogs"]);
    await expect(tagIdea(contextFor(rig, bob), id, [])).rejects.toMatchObject({ status: 403 });
    expect(await names()).toEqual(["Bells", "Dogs"]);
  });

  test("keeps each tag's number of ideas equal to its rows", async () => {
    for (const wanted of [["a", "b"], ["b", "c"], [], ["a"], ["A", "c", "d"]]) {
      await tagIdea(contextFor(rig, ann), id, wanted);
      for (const tag of await rig.db.read.select().from(tags)) {
        const rows = await rig.db.read.select().from(ideaTags).where(eq(ideaTags.tag, tag.id));
        expect(tag.ideas).toBe(rows.length);
      }
    }
    expect(await names()).toEqual(["a", "c", "d"]);
  });
});
