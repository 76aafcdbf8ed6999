import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { suggestions } from "../../db/schema/suggesting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { storedDocument } from "../../app/features/cowriting/storage.server.ts";
import { freezeDocument } from "../../app/features/cowriting/freezing.server.ts";
import { writersOf } from "../../app/features/cowriting/queries.server.ts";
import { textsOf } from "../../app/features/cowriting/updates.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import {
  acceptSuggestion,
  declineSuggestion,
  takeBackSuggestion,
} from "../../app/features/suggesting/commands.server.ts";
import { suggestionsFor, waitingSuggestions } from "../../app/features/suggesting/queries.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { makersOf, versionsOf } from "../../app/features/writing/queries.server.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, person, start } from "../support/database.ts";
import { writer } from "../cowriting/support.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { suggested } from "./support.ts";

type Idea = Awaited<ReturnType<typeof writtenIdea>>;

async function solutionOf({ rig, id }: Pick<Idea, "rig" | "id">): Promise<string> {
  const living = await storedDocument(rig.db.read, id);
  return living ? textsOf(living.doc).solution : "";
}

async function stateOf({ rig }: Pick<Idea, "rig">, id: string) {
  const [row] = await rig.db.read.select().from(suggestions).where(eq(suggestions.id, id));
  return row?.state;
}

async function shownTo({ rig, id }: Pick<Idea, "rig" | "id">, who: Idea["ann"]) {
  const ctx = contextFor(rig, who);
  const { idea } = await ideaSeenBy(rig.db.read, who, id);
  return suggestionsFor(ctx, idea);
}

const better = "Each workshop keeps two bikes to lend.";

it("an accepted suggestion is its author's writing: in the shares, the version, the makers and the notices", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob, pia } = idea;
  const open = await writer(rig, id, ann);
  const made = await suggested(rig, id, bob, { text: better, reason: "One is not enough." });
  expect(await solutionOf(idea)).toBe(texts.solution);
  expect(await waitingSuggestions(rig.db.read, id)).toBe(1);
  const [shown] = (await shownTo(idea, ann)).open;
  expect(shown).toMatchObject({ reason: "One is not enough.", now: null, can: { decide: true, takeBack: false } });
  expect(shown?.pieces.filter(({ kind }) => kind === "added").map(({ text }) => text)).toEqual(["two bikes"]);

  await acceptSuggestion(contextFor(rig, ann), made);
  await open.pull();
  expect(open.text()).toBe(better);
  const { writers } = await writersOf(contextFor(rig, ann), id);
  expect(writers.find(({ id: who }) => who === bob.id)?.characters).toBe("two bikes".length);
  expect(await freezeDocument(contextFor(rig, ann), id, start + 1)).toBe("made");
  const [version] = (await versionsOf(contextFor(rig, pia), id, null)).versions;
  expect(version?.by.id).toBe(bob.id);
  const makers = await makersOf(rig.db.read, { id, author: ann.id, affiliation: ann.affiliation });
  expect(makers.find(({ id: who }) => who === bob.id)?.roles).toContain("suggestion");
  await tellAll(rig);
  expect(await kindsToldTo(rig, bob)).toContain("suggestion_accepted");
  // Decided on: nobody needs to look any more.
  expect(await kindsToldTo(rig, ann)).not.toContain("suggested");
  expect(await idea.happened("suggestion.accepted")).toEqual([{ idea: id, author: bob.id, passage: "solution" }]);
});

it("what others wrote meanwhile is no part of it, and stays", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob } = idea;
  const a = await writer(rig, id, ann);
  await a.edit("solution", 0, 0, "Soon: ");
  const made = await suggested(rig, id, bob, { text: better });
  await a.edit("solution", 0, 0, "Very ");
  await acceptSuggestion(contextFor(rig, ann), made);
  expect(await solutionOf(idea)).toBe(`Very Soon: ${better}`);
});

it("is refused with nothing lost where its words were changed, before it is made and when it is accepted", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob } = idea;
  const made = await suggested(rig, id, bob, { text: better });
  const a = await writer(rig, id, ann);
  await a.edit("solution", texts.solution.indexOf("one"), 3, "a spare");
  await expect(suggested(rig, id, bob, { text: better })).rejects.toMatchObject({ code: "suggestion_place_gone" });
  await expect(acceptSuggestion(contextFor(rig, ann), made)).rejects.toMatchObject({ code: "suggestion_moved_on" });
  expect(await stateOf(idea, made)).toBe("open");
  expect((await shownTo(idea, ann)).open[0]?.now).toContain("a spare bike");
  await acceptSuggestion(contextFor(rig, ann), made, { byHand: true });
  expect(await solutionOf(idea)).toBe("Each workshop keeps a spare bike to lend.");
  expect((await shownTo(idea, bob)).decided[0]).toMatchObject({ state: "accepted", byHand: true, decidedBy: "Ann" });
});

it("finds its words again that were taken away and brought back, and after a version by the form", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, bob } = idea;
  const a = await writer(rig, id, ann);
  const made = await suggested(rig, id, bob, { text: better });
  await editIdea(contextFor(rig, ann), id, edit(1, { solution: `At last. ${texts.solution}` }));
  await a.pull();
  const undo = new Y.UndoManager(a.doc.getText("solution"));
  await a.edit("solution", 0, a.text().length, "");
  const before = Y.encodeStateVector(a.doc);
  undo.undo();
  await a.send(Y.encodeStateAsUpdate(a.doc, before));
  await acceptSuggestion(contextFor(rig, ann), made);
  expect(await solutionOf(idea)).toBe(`At last. ${better}`);
});

it("two who accept at once write it in once, and one of two decisions stands", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob, pia } = idea;
  const made = await suggested(rig, id, bob, { text: better });
  await Promise.all([ann, pia, ann].map((who) => acceptSuggestion(contextFor(rig, who), made)));
  expect(await solutionOf(idea)).toBe(better);
  expect(await idea.happened("suggestion.accepted")).toHaveLength(1);
  const again = await suggested(rig, id, bob, { seen: better, text: `${better} For free.` });
  const decisions = await Promise.allSettled([
    acceptSuggestion(contextFor(rig, ann), again),
    declineSuggestion(contextFor(rig, pia), again, "Not yet."),
    takeBackSuggestion(contextFor(rig, bob), again),
  ]);
  expect(decisions.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await solutionOf(idea)) === better).toBe((await stateOf(idea, again)) !== "accepted");
});

it("while somebody writes, an acceptance loses nothing of either", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob, pia } = idea;
  const a = await writer(rig, id, ann);
  const made = await suggested(rig, id, bob, { text: better });
  // A page sends what builds on what it sent before only once that is stored.
  const typing = a.edit("solution", 0, 0, "Soon: ").then(() => a.edit("solution", 0, 0, "Very "));
  await Promise.all([acceptSuggestion(contextFor(rig, pia), made), typing]);
  await a.pull();
  expect(a.text()).toBe(`Very Soon: ${better}`);
  expect(await solutionOf(idea)).toBe(a.text());
});

it("sent twice is one, and no more than ten wait", async () => {
  const idea = await writtenIdea();
  const { rig, id, bob } = idea;
  const made = await suggested(rig, id, bob, { text: better });
  await suggested(rig, id, bob, { text: better, id: made });
  expect(await waitingSuggestions(rig.db.read, id)).toBe(1);
  for (let more = 2; more <= 10; more++) await suggested(rig, id, bob, { text: `${texts.solution} ${more}` });
  const eleventh = suggested(rig, id, bob, { text: better });
  await expect(eleventh).rejects.toMatchObject({ code: "too_many_suggestions" });
  await takeBackSuggestion(contextFor(rig, bob), made);
  await suggested(rig, id, bob, { text: better });
});

it("is for those who may comment and not write, and is decided by nobody but those who may write", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob, pia, eve } = idea;
  for (const writes of [ann, pia]) {
    await expect(suggested(rig, id, writes, { text: better })).rejects.toMatchObject({ code: "write_it_yourself" });
  }
  await expect(suggested(rig, id, bob, { text: texts.solution })).rejects.toMatchObject({ code: "invalid" });
  await expect(suggested(rig, id, bob, { text: "long ".repeat(3_000) })).rejects.toMatchObject({ code: "invalid" });
  const made = await suggested(rig, id, eve, { text: better });
  for (const act of [acceptSuggestion, takeBackSuggestion]) {
    await expect(act(contextFor(rig, bob), made)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(acceptSuggestion(contextFor(rig, eve), made)).rejects.toMatchObject({ code: "forbidden" });
  await expect(declineSuggestion(contextFor(rig, bob), made, "")).rejects.toMatchObject({ code: "forbidden" });
  await declineSuggestion(contextFor(rig, pia), made, "We have one bike only.");
  await expect(takeBackSuggestion(contextFor(rig, eve), made)).rejects.toMatchObject({ code: "suggestion_decided" });
  expect((await shownTo(idea, eve)).decided).toMatchObject([{ state: "declined", answer: "We have one bike only." }]);
  expect((await shownTo(idea, ann)).decided).toHaveLength(1);
  // What was declined is nobody else's matter.
  expect((await shownTo(idea, bob)).decided).toEqual([]);
  await tellAll(rig);
  expect(await kindsToldTo(rig, eve)).toContain("suggestion_declined");
});

it("ends where the text does: withdrawn, hidden, for who is muted, banned or looked at first", async () => {
  const idea = await writtenIdea();
  const { rig, place, id, ann, bob, pia, eve } = idea;
  const made = await suggested(rig, id, bob, { text: better });
  const mute = { id: newId(start), reason: "spam" as const, words: "Enough.", days: 7 as const };
  await muteMember(contextFor(rig, pia), place.id, bob.handle, mute);
  await expect(suggested(rig, id, bob, { text: better })).rejects.toMatchObject({ code: "muted" });
  await rig.db.transaction((tx) => tx.update(spaces).set({ holdFirst: 1 }).where(eq(spaces.id, place.id)));
  await expect(suggested(rig, id, eve, { text: better })).rejects.toMatchObject({ code: "suggestions_held" });
  await withdrawIdea(contextFor(rig, ann), id, "");
  await expect(acceptSuggestion(contextFor(rig, ann), made)).rejects.toMatchObject({ code: "text_closed" });
  const ada = await person(rig, "ada", { admin: true });
  await banMember(contextFor(rig, ada), bob.handle, "Spam.");
  expect(await stateOf(idea, made)).toBe("withdrawn");

  const hidden = await writtenIdea();
  const seen = await suggested(hidden.rig, hidden.id, hidden.bob, { text: better });
  const why = { act: "hide" as const, reason: "other" as const, words: "Not here." };
  await hideItem(contextFor(hidden.rig, hidden.pia), { idea: hidden.id, comment: null }, why);
  await expect(suggested(hidden.rig, hidden.id, hidden.bob, { text: better })).rejects.toMatchObject({ status: 404 });
  await expect(takeBackSuggestion(contextFor(hidden.rig, hidden.bob), seen)).rejects.toMatchObject({ status: 404 });
});
