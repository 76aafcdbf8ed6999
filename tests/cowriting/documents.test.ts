import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { documentSnapshots, documentUpdates } from "../../db/schema/cowriting.ts";
import { sharesOf } from "../../app/features/cowriting/authorship.server.ts";
import {
  closeIdleDocuments,
  openDocument,
  readDocument,
  writeInDocument,
} from "../../app/features/cowriting/documents.server.ts";
import { storedDocument, writersIn } from "../../app/features/cowriting/storage.server.ts";
import { freezeDocument, restingDocuments } from "../../app/features/cowriting/freezing.server.ts";
import { longestPassage, restBeforeVersion } from "../../app/features/cowriting/rules.ts";
import { textsOf } from "../../app/features/cowriting/updates.server.ts";
import { Invalid, Refused, Unavailable } from "../../app/platform/errors.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { editIdea, restoreVersion } from "../../app/features/writing/commands.server.ts";
import { heavyWritersOf } from "../../app/features/writing/shares.server.ts";
import { versionsOf, writtenBy } from "../../app/features/writing/queries.server.ts";
import { contextFor, start, visiting } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { writer } from "./support.ts";

type Idea = Awaited<ReturnType<typeof writtenIdea>>;

/** What a server that begins now finds: the passages, and who wrote how many characters of them. */
async function fresh({ rig, id }: Pick<Idea, "rig" | "id">) {
  closeIdleDocuments(Infinity, 0, () => false);
  return readDocument(rig.db, id, start, ({ doc, authorship }) => ({
    texts: textsOf(doc),
    shares: sharesOf(doc, authorship),
  }));
}

async function sharesByName(idea: Idea) {
  const { shares } = await fresh(idea);
  const writers = await writersIn(idea.rig.db.read, idea.id);
  const names = new Map([idea.ann, idea.bob, idea.pia].map(({ id, name }) => [id, name]));
  const by: Record<string, number> = {};
  for (const [client, count] of shares) {
    const name = names.get(writers.get(client) ?? "") ?? "nobody";
    by[name] = (by[name] ?? 0) + count;
  }
  return by;
}

it("begins with the versions, each by whoever wrote it, and once for all who open it", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, pia } = idea;
  await editIdea(contextFor(rig, pia), id, edit(1, { solution: "Each workshop keeps two bikes to lend." }));
  const opened = await Promise.all([writer(rig, id, ann), writer(rig, id, pia), writer(rig, id, ann)]);
  for (const each of opened) expect(each.text()).toBe("Each workshop keeps two bikes to lend.");
  const { texts: stored } = await fresh(idea);
  expect(stored.problem).toBe(texts.problem);
  const shares = await sharesByName(idea);
  expect(shares.Pia).toBe("two bikes".length);
  expect(Object.values(shares).reduce((sum, each) => sum + each, 0)).toBe(Object.values(stored).join("").length);
});

it("stores what two write at once, and a server that begins anew reads the same", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, pia } = idea;
  const [a, p] = [await writer(rig, id, ann), await writer(rig, id, pia)];
  await Promise.all([a.edit("solution", 0, 0, "Soon: "), p.edit("solution", texts.solution.length, 0, " For free.")]);
  await Promise.all([a.pull(), p.pull()]);
  expect(a.text()).toBe(`Soon: ${texts.solution} For free.`);
  expect(p.text()).toBe(a.text());
  expect((await fresh(idea)).texts.solution).toBe(a.text());
  expect((await sharesByName(idea)).Pia).toBe(" For free.".length);
});

it("acknowledges what is sent twice, and does it once", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  a.doc.getText("solution").insert(0, "Twice? ");
  const update = Y.encodeStateAsUpdate(a.doc);
  await a.send(update);
  await a.send(update);
  expect((await fresh(idea)).texts.solution).toBe(`Twice? ${texts.solution}`);
});

it("acknowledges nothing of what could not be stored, also what was sent twice", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  a.doc.getText("solution").insert(0, "Twice? ");
  const content = Y.encodeStateAsUpdate(a.doc);
  const broken = { ...idea.rig.db, transaction: () => Promise.reject(new Unavailable()) };
  const ctx = { ...contextFor(idea.rig, idea.ann), db: broken };
  const sent = [1, 2].map(() => writeInDocument(ctx, idea.id, { client: a.doc.clientID, content, from: null }));
  const answers = await Promise.allSettled(sent);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await a.send(content);
  expect((await fresh(idea)).texts.solution).toBe(`Twice? ${texts.solution}`);
});

it("acknowledges nothing of what somebody may not write, also what was sent twice", async () => {
  const idea = await writtenIdea();
  const { rig, id, bob } = idea;
  const reader = await writer(rig, id, bob);
  reader.doc.getText("solution").insert(0, "Twice? ");
  const content = Y.encodeStateAsUpdate(reader.doc);
  const sent = [1, 2].map(() =>
    writeInDocument(contextFor(rig, bob), id, { client: reader.doc.clientID, content, from: null }),
  );
  const answers = await Promise.allSettled(sent);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await fresh(idea)).texts.solution).toBe(texts.solution);
});

it("is written by nobody who may not edit, nor in another's name", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, bob, pia, eve } = idea;
  const a = await writer(rig, id, ann);
  await a.edit("solution", 0, 0, "Mine. ");
  for (const actor of [bob, eve]) {
    // They read along, to suggest changes; what they write is refused.
    const reader = await writer(rig, id, actor);
    expect(reader.text()).toBe(`Mine. ${texts.solution}`);
    await expect(reader.edit("solution", 0, 0, "Not mine. ")).rejects.toMatchObject({ code: "forbidden" });
  }
  const dan = contextFor(rig, { ...bob, verified: false });
  await expect(openDocument(dan, id, null)).rejects.toMatchObject({ code: "verify_first" });
  await expect(openDocument(visiting(rig), id, null)).rejects.toMatchObject({ code: "sign_in_first" });
  const p = await writer(rig, id, pia);
  p.doc.clientID = a.doc.clientID;
  await expect(p.edit("solution", 0, 0, "Ann's? ")).rejects.toMatchObject({ code: "not_your_writing" });
  expect((await fresh(idea)).texts.solution).toBe(`Mine. ${texts.solution}`);
  await withdrawIdea(contextFor(rig, ann), id, "");
  await expect(a.edit("solution", 0, 0, "More. ")).rejects.toMatchObject({ code: "text_closed" });
});

it("refuses what no browser makes, what lacks its beginning and what is too long, without effect", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  const stands = (await fresh(idea)).texts;
  const other = new Y.Doc();
  other.getMap("secrets").set("a", 1);
  const formatted = new Y.Doc();
  formatted.getText("solution").insert(0, "bold", { bold: true });
  const gap = new Y.Doc();
  gap.getText("solution").insert(0, "first");
  const known = Y.encodeStateVector(gap);
  gap.getText("solution").insert(5, "second");
  for (const [doc, content] of [
    [other, Y.encodeStateAsUpdate(other)],
    [formatted, Y.encodeStateAsUpdate(formatted)],
    [a.doc, new Uint8Array([1, 2, 3])],
    [a.doc, new Uint8Array(100_000)],
  ] as const) {
    await expect(a.send(content, doc.clientID)).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(a.send(Y.encodeStateAsUpdate(gap, known), gap.clientID)).rejects.toMatchObject({ code: "document_gap" });
  const long = await writer(idea.rig, idea.id, idea.ann);
  await expect(long.edit("forWhom", 0, 0, "long ".repeat(4_000))).rejects.toMatchObject({ code: "text_too_long" });
  expect((await fresh(idea)).texts).toEqual(stands);
  await a.edit("forWhom", 0, 0, "All is well. ");
  expect((await fresh(idea)).texts.forWhom).toBe(`All is well. ${texts.forWhom}`);
});

/** An update of one struct that says to be so many characters that are gone already. */
function gone(client: number, length: number): Uint8Array {
  const number = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...number(Math.floor(value / 128))];
  return Uint8Array.from([1, 1, ...number(client), 0, 0, ...number(length), 0]);
}

it("takes no more than a browser sends: few pages, little that is gone already, and no line ends of two characters", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  const { clientID } = a.doc;
  await expect(a.send(gone(clientID, 64_000_000))).rejects.toBeInstanceOf(Invalid);
  await expect(a.send(gone(clientID, 60_001))).rejects.toBeInstanceOf(Invalid);
  const crowd = Array.from({ length: 9 }, (_, client) => gone(client + 1, 1));
  await expect(a.send(Y.mergeUpdates(crowd))).rejects.toBeInstanceOf(Invalid);
  const other = new Y.Doc();
  other.getText("solution").insert(0, "One\r\ntwo");
  await expect(a.send(Y.encodeStateAsUpdate(other), other.clientID)).rejects.toBeInstanceOf(Invalid);
  expect((await fresh(idea)).texts.solution).toBe(texts.solution);
  await a.edit("solution", 0, 0, "Still. ");
});

it("is full by what it has to remember, though little of it stands", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  const page = (turn: number) => `${turn} bikes `.repeat(longestPassage.solution).slice(0, longestPassage.solution);
  const turns = async () => {
    for (let turn = 0; turn < 300; turn++) await a.edit("solution", 0, a.text().length, page(turn));
  };
  await expect(turns()).rejects.toEqual(new Refused("document_full"));
});

it("changes nothing, and goes on, whichever bits of an update are flipped", async () => {
  const idea = await writtenIdea();
  const a = await writer(idea.rig, idea.id, idea.ann);
  const p = await writer(idea.rig, idea.id, idea.pia);
  const sample = new Y.Doc();
  sample.getText("solution").insert(0, "Some words to be damaged on their way.");
  const whole = Y.encodeStateAsUpdate(sample);
  for (let place = 0; place < whole.length; place++) {
    const damaged = Uint8Array.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ (1 << (place % 8));
    await a.send(damaged, sample.clientID).catch((error: unknown) => expect(error).toHaveProperty("code"));
  }
  await p.edit("problem", 0, 0, "Still here. ");
  expect((await fresh(idea)).texts.problem).toBe(`Still here. ${texts.problem}`);
});

it("folds its log before it grows long, from what is stored, and keeps who wrote what", async () => {
  const idea = await writtenIdea();
  const { rig, id } = idea;
  const a = await writer(rig, id, idea.ann);
  const p = await writer(rig, id, idea.pia);
  for (let turn = 0; turn < 150; turn++) {
    await a.edit("solution", 0, 0, "a");
    await p.pull();
    await p.edit("solution", 1, turn % 3, "p");
    await a.pull();
  }
  expect(await rig.db.read.$count(documentUpdates, eq(documentUpdates.idea, id))).toBeLessThan(260);
  const [snapshot] = await rig.db.read.select().from(documentSnapshots).where(eq(documentSnapshots.idea, id));
  expect(snapshot?.seq).toBeGreaterThan(200);
  const before = await readDocument(rig.db, id, start, ({ doc, authorship }) => [
    textsOf(doc),
    sharesOf(doc, authorship),
  ]);
  const { texts: stored, shares } = await fresh(idea);
  expect([stored, shares]).toEqual(before);
  expect(stored.solution).toBe(a.text());
});

it("is never taken for empty when it cannot be read", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann } = idea;
  const a = await writer(rig, id, ann);
  await a.edit("solution", 0, 0, "Kept. ");
  const [snapshot] = await rig.db.read.select().from(documentSnapshots).where(eq(documentSnapshots.idea, id));
  const broken = Buffer.from([9, 9, 9]);
  await rig.db.transaction((tx) =>
    tx.update(documentSnapshots).set({ content: broken }).where(eq(documentSnapshots.idea, id)),
  );
  closeIdleDocuments(Infinity, 0, () => false);
  await expect(openDocument(contextFor(rig, ann), id, null)).rejects.toThrow();
  await expect(a.edit("solution", 0, 0, "Lost? ")).rejects.toThrow();
  const [still] = await rig.db.read.select().from(documentSnapshots).where(eq(documentSnapshots.idea, id));
  expect(still?.content).toEqual(broken);
  await rig.db.transaction((tx) =>
    tx.update(documentSnapshots).set({ content: snapshot?.content }).where(eq(documentSnapshots.idea, id)),
  );
  expect((await storedDocument(rig.db.read, id))?.doc.getText("solution").toJSON()).toBe(`Kept. ${texts.solution}`);
});

it("becomes a version when nobody wrote for a while, named by all who wrote it", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, pia, happened } = idea;
  const [a, p] = [await writer(rig, id, ann), await writer(rig, id, pia)];
  await a.edit("solution", 0, 0, "Soon: ");
  await p.edit("problem", 0, 0, "Today: ");
  expect(await restingDocuments(rig.db, start + restBeforeVersion)).toEqual([]);
  expect(await restingDocuments(rig.db, start + restBeforeVersion + 1)).toEqual([id]);
  expect(await freezeDocument(rig, id, start)).toBe("made");
  expect(await freezeDocument(rig, id, start)).toBe("nothing_new");
  expect(await restingDocuments(rig.db, Number.MAX_SAFE_INTEGER)).toEqual([]);
  const { versions } = await versionsOf(visiting(rig), id, null);
  expect(versions[0]).toMatchObject({
    number: 2,
    by: { name: "Pia" },
    others: [{ name: "Ann" }],
    changed: ["problem", "solution"],
  });
  expect((await writtenBy(rig.db.read, { id, version: 2 })).people).toBe(2);
  expect(await happened("idea.edited")).toEqual([
    { version: 2, parts: ["problem", "solution"], restored: null, mentioned: [] },
  ]);
  await a.pull();
  await a.edit("problem", 0, a.text("problem").length, "");
  expect(await freezeDocument(rig, id, start)).toBe("passage_missing");
});

it("takes in what is edited by the form, and lets nothing be written over that is in no version yet", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, ann, pia } = idea;
  const a = await writer(rig, id, ann);
  await editIdea(contextFor(rig, pia), id, edit(1, { forWhom: "Families who sold their old car." }));
  await a.pull();
  expect(a.text("forWhom")).toBe("Families who sold their old car.");
  await a.edit("solution", 0, 0, "Soon: ");
  const byForm = edit(2, { forWhom: "Families who sold their old car.", solution: "Nothing." });
  await expect(editIdea(contextFor(rig, pia), id, byForm)).rejects.toMatchObject({ code: "edited_meanwhile" });
  expect(await freezeDocument(rig, id, start)).toBe("made");
  await expect(editIdea(contextFor(rig, pia), id, byForm)).rejects.toMatchObject({ code: "edited_meanwhile" });
  await editIdea(contextFor(rig, pia), id, { ...byForm, version: 3, solution: `Soon: ${texts.solution} Free.` });
  await a.pull();
  expect(a.text()).toBe(`Soon: ${texts.solution} Free.`);
  expect((await sharesByName(idea)).Pia).toBe("old  Free.".length);
});

it("credits nobody anew for bringing an old version back", async () => {
  const idea = await writtenIdea();
  const { rig, id, edit, pia, ann } = idea;
  await writer(rig, id, ann);
  const before = await sharesByName(idea);
  await editIdea(contextFor(rig, ann), id, edit(1, { solution: "No." }));
  await restoreVersion(contextFor(rig, pia), id, 1, 2);
  const after = await sharesByName(idea);
  expect(after.Pia).toBeUndefined();
  expect(after).toEqual(before);
});

it("makes whoever wrote a tenth of it somebody who decides on it no more", async () => {
  const idea = await writtenIdea();
  const { rig, id, ann, pia } = idea;
  const p = await writer(rig, id, pia);
  const seen = { id, authors: [ann.id] };
  await p.edit("solution", 0, 0, "Now. ");
  expect(await heavyWritersOf(rig.db.read, [seen])).toEqual(new Map());
  await p.edit("solution", 0, 0, "And a helmet that fits, for each of them. ");
  expect(await heavyWritersOf(rig.db.read, [seen])).toEqual(new Map([[id, [pia.id]]]));
});
