/** Words that come into a living text from a comment or from an idea that is part of this one: whose they are. */
import { expect, it } from "vitest";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import { closeIdleDocuments } from "../../app/features/cowriting/documents.server.ts";
import { freezeDocument } from "../../app/features/cowriting/freezing.server.ts";
import { writersOf } from "../../app/features/cowriting/queries.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { versionsOf } from "../../app/features/writing/queries.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, start, visiting } from "../support/database.ts";
import { merge, proposed } from "../merging/support.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { writer } from "./support.ts";

type Idea = Awaited<ReturnType<typeof writtenIdea>>;

const words = "rental stations beside each tramway stop";

/** How many characters each wrote of what stands, as a server finds that has just started. */
async function shares({ rig, id }: Idea) {
  closeIdleDocuments(Infinity, 0, () => false);
  const { writers } = await writersOf(visiting(rig), id);
  return Object.fromEntries(writers.map(({ name, characters }) => [name, characters]));
}

const said = async ({ rig, id, bob }: Idea) =>
  postComment(contextFor(rig, bob), id, { id: newId(start), kind: "remark", body: `Why not ${words}?` });

const own = Object.values(texts).join("").length - texts.title.length;

it("words of an adopted comment that are taken over afterwards are those of whoever said them", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann } = idea;
  const comment = await said(idea);
  const one = await writer(rig, id, ann);
  await adoptComment(contextFor(rig, ann), comment);
  await one.pull();
  expect(one.text("problem")).toBe(texts.problem);
  await one.edit("solution", 0, 0, `${words}, `);
  expect(await shares(idea)).toEqual({ Ann: own + 2, Bob: words.length });
  await undoAdoption(contextFor(rig, ann), comment);
  expect(await shares(idea)).toEqual({ Ann: own + 2, Bob: words.length });
  expect(await freezeDocument(rig, id, start)).toBe("made");
  const { versions } = await versionsOf(visiting(rig), id, null);
  expect(versions[0]).toMatchObject({ by: { name: "Ann" }, others: [] });
});

it("an adoption alone makes no version, and keeps nobody from using the form", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann } = idea;
  const comment = await said(idea);
  await writer(rig, id, ann);
  await adoptComment(contextFor(rig, ann), comment);
  expect(await freezeDocument(rig, id, start)).toBe("nothing_new");
  expect(await shares(idea)).toEqual({ Ann: own });
});

it.each(["before", "after"] as const)(
  "words of an idea that is part of this one are its author's, opened %s they became one",
  async (when) => {
    const idea = await writtenIdea();
    const { rig, id, place, ann, bob, pia } = idea;
    const other = await proposed(rig, place.id, bob, "A pump for everybody");
    const theirs = await writer(rig, other, bob);
    await theirs.edit("solution", 0, 0, `${words}. `);
    if (when === "before") await writer(rig, id, ann);
    await merge(rig, pia, other, id);
    const one = await writer(rig, id, ann);
    await one.edit("solution", 0, 0, `${words}, `);
    expect(await shares(idea)).toEqual({ Ann: own + 2, Bob: words.length });
  },
);
