import { beforeEach, expect, it } from "vitest";
import * as Y from "yjs";
import { commentAnchors } from "../../db/schema/discussion.ts";
import { commentOnWords } from "../../app/features/anchoring/commands.server.ts";
import { anchoredOn } from "../../app/features/anchoring/queries.server.ts";
import { closeIdleDocuments } from "../../app/features/cowriting/documents.server.ts";
import { storedDocument } from "../../app/features/cowriting/storage.server.ts";
import { freezeDocument } from "../../app/features/cowriting/freezing.server.ts";
import { deleteComment, wipeComment } from "../../app/features/discussion/commands.server.ts";
import { talkOf } from "../../app/features/discussion/queries.server.ts";
import { theBeginning, undoMilliseconds } from "../../app/features/discussion/rules.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { writer } from "../cowriting/support.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { contextFor, start } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";

let idea: Awaited<ReturnType<typeof writtenIdea>>;
let text: Awaited<ReturnType<typeof writer>>;

beforeEach(async () => {
  idea = await writtenIdea();
  text = await writer(idea.rig, idea.id, idea.ann);
});

function said(
  quote: string,
  { by = idea.bob, at, id = newId(start) }: { by?: SignedIn; at?: number; id?: string } = {},
) {
  const input = { id, kind: "remark" as const, body: "Why so?", passage: "solution" as const, quote, at };
  return commentOnWords(contextFor(idea.rig, by), idea.id, input);
}

/** The words on which each comment holds on now; null: gone. */
async function held(): Promise<(string | null)[]> {
  const anchored = await anchoredOn(contextFor(idea.rig, idea.bob), idea.id);
  const living = await storedDocument(idea.rig.db.read, idea.id);
  if (!living) throw new Error("There is no text.");
  const { doc } = living;
  const index = (end: unknown) =>
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc)?.index ?? -1;
  return anchored.map(({ ends }) =>
    ends ? doc.getText("solution").toJSON().slice(index(ends.start), index(ends.end)) : null,
  );
}

it("is a comment of the talk like any other, which says what it is about", async () => {
  const { rig, id, ann, bob, eve } = idea;
  const comment = await said("one bike");
  await said("one bike", { id: comment });
  const { threads } = await talkOf(contextFor(rig, eve), id, theBeginning);
  expect(threads).toMatchObject([{ id: comment, about: "one bike", author: { id: bob.id } }]);
  await tellAll(rig);
  expect(await kindsToldTo(rig, ann)).toContain("comment");
});

it("moves with edits before, after and within its words, of texts and of forms", async () => {
  await said("keeps one bike");
  await text.edit("solution", 0, 0, "Soon: ");
  await text.edit("solution", text.text().length, 0, " For free.");
  expect(await held()).toEqual(["keeps one bike"]);
  await text.edit("solution", text.text().indexOf("one"), 3, "two or three");
  expect(await held()).toEqual(["keeps two or three bike"]);
  expect(await freezeDocument(contextFor(idea.rig, idea.ann), idea.id, start)).toBe("made");
  const solution = `At last. ${text.text()}`;
  await editIdea(contextFor(idea.rig, idea.ann), idea.id, idea.edit(2, { solution }));
  expect(await held()).toEqual(["keeps two or three bike"]);
});

it("comes back with its words by an undo, after a fold of the log and on a server that begins anew", async () => {
  await said("one bike");
  const undo = new Y.UndoManager(text.doc.getText("solution"));
  await text.edit("solution", 0, text.text().length, "");
  expect(await held()).toEqual([null]);
  const before = Y.encodeStateVector(text.doc);
  undo.undo();
  await text.send(Y.encodeStateAsUpdate(text.doc, before));
  expect(await held()).toEqual(["one bike"]);
  for (let turn = 0; turn < 260; turn++) await text.edit("problem", 0, 0, "x");
  closeIdleDocuments(Infinity, 0, () => false);
  expect(await held()).toEqual(["one bike"]);
});

it("holds on to the nearest of several places, and the list follows the text", async () => {
  await text.edit("solution", 0, text.text().length, "A bike, a bike, a bike.");
  await said("bike", { at: 19 });
  await said("bike", { at: 2 });
  await said("bike", { at: 9 });
  await text.edit("solution", 10, 4, "trike");
  expect(text.text()).toBe("A bike, a trike, a bike.");
  expect(await held()).toEqual(["bike", "bike", null]);
});

it("is refused where the text does not say so, and for whoever may not comment or read along", async () => {
  await expect(said("three bikes")).rejects.toMatchObject({ fields: { quote: "quote_not_there" } });
  await expect(said("one bike", { by: { ...idea.bob, verified: false } })).rejects.toMatchObject({
    code: "verify_first",
  });
  expect(await anchoredOn(contextFor(idea.rig, idea.bob), idea.id)).toEqual([]);
  expect(texts.solution).toContain("one bike");
});

it("goes with its comment, and its words are wiped with the others", async () => {
  const comment = await said("one bike");
  await deleteComment(contextFor(idea.rig, idea.bob), comment);
  expect(await held()).toEqual([]);
  await wipeComment(idea.rig.db, comment, start + undoMilliseconds);
  expect(await idea.rig.db.read.$count(commentAnchors)).toBe(0);
});
