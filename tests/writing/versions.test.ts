import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { ideaVersions } from "../../db/schema/writing.ts";
import { discardDraft, saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { editIdea, restoreVersion } from "../../app/features/writing/commands.server.ts";
import {
  comparison,
  meanwhileOn,
  textToEdit,
  versionsOf,
  writtenBy,
} from "../../app/features/writing/queries.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, start, visiting } from "../support/database.ts";
import { texts, writtenIdea } from "./support.ts";

describe("the versions of a text", () => {
  it("begin with what was submitted, by its author", async () => {
    const { rig, id, ann } = await writtenIdea();
    const { versions, next } = await versionsOf(visiting(rig), id, null);
    expect(versions).toEqual([
      {
        number: 1,
        by: { id: ann.id, name: "Ann", affiliation: "customer" },
        at: start,
        others: [],
        restored: null,
        changed: [],
      },
    ]);
    expect(next).toBeNull();
  });

  it("grow by one with each edit, and say who changed what", async () => {
    const { rig, id, edit, happened, ann, pia } = await writtenIdea();
    await editIdea(contextFor(rig, ann), id, edit(1, { title: "Lend me a cargo bike" }));
    await editIdea(contextFor(rig, pia), id, edit(2, { solution: "Each workshop keeps two bikes." }));
    const { versions } = await versionsOf(visiting(rig), id, null);
    expect(versions.map(({ number, by, changed }) => [number, by.name, changed])).toEqual([
      [3, "Pia", ["title", "solution"]],
      [2, "Ann", ["title"]],
      [1, "Ann", []],
    ]);
    expect(await writtenBy(rig.db.read, { id, version: 3 })).toEqual({ version: 3, at: start, people: 2 });
    expect(await happened("idea.edited")).toEqual([
      { version: 2, parts: ["title"], restored: null, mentioned: [] },
      { version: 3, parts: ["title", "solution"], restored: null, mentioned: [] },
    ]);
  });

  it("keep no version of an edit that changed nothing", async () => {
    const { rig, id, edit, happened, ann } = await writtenIdea();
    await editIdea(contextFor(rig, ann), id, edit(1));
    expect(await rig.db.read.select().from(ideaVersions)).toHaveLength(1);
    expect(await happened("idea.edited")).toEqual([]);
  });

  it("take a corrected language without becoming one more", async () => {
    const { rig, id, edit, happened, pia } = await writtenIdea();
    await editIdea(contextFor(rig, pia), id, { ...edit(1), language: "fr" });
    expect(await rig.db.read.select({ language: ideas.language, version: ideas.version }).from(ideas)).toEqual([
      { language: "fr", version: 1 },
    ]);
    expect(await happened("idea.language_corrected")).toEqual([{ language: "fr" }]);
  });

  it("can bring an earlier one back, which is no writing", async () => {
    const { rig, id, edit, happened, ann, pia } = await writtenIdea();
    await editIdea(contextFor(rig, ann), id, edit(1, { title: "Something else" }));
    await restoreVersion(contextFor(rig, pia), id, 1, 2);
    expect(await textToEdit(contextFor(rig, ann), id)).toMatchObject({ texts, isOthers: false });
    expect(await textToEdit(contextFor(rig, pia), id)).toMatchObject({ texts, isOthers: true });
    expect(await writtenBy(rig.db.read, { id, version: 3 })).toMatchObject({ people: 1 });
    expect(await happened("idea.edited")).toContainEqual({ version: 3, parts: ["title"], restored: 1, mentioned: [] });
  });

  it("do not exist for a draft", async () => {
    const { rig, place, ann } = await writtenIdea();
    const draft = newId(start);
    await saveDraft(contextFor(rig, ann), place.id, { ...texts, id: draft });
    await expect(versionsOf(contextFor(rig, ann), draft, null)).rejects.toMatchObject({ code: "not_found" });
    await expect(textToEdit(contextFor(rig, ann), draft)).rejects.toMatchObject({ code: "text_closed" });
    await discardDraft(contextFor(rig, ann), draft);
  });

  it("are as private as their idea", async () => {
    const { rig, id, edit, eve } = await writtenIdea({ visibility: "private" });
    const outside = contextFor(rig, eve);
    const unseen = { code: "not_found" };
    await expect(versionsOf(outside, id, null)).rejects.toMatchObject(unseen);
    await expect(comparison(outside, id, 1, null)).rejects.toMatchObject(unseen);
    await expect(textToEdit(outside, id)).rejects.toMatchObject(unseen);
    await expect(editIdea(outside, id, edit(1, { title: "Mine" }))).rejects.toMatchObject(unseen);
    await expect(restoreVersion(outside, id, 1, 1)).rejects.toMatchObject(unseen);
  });
});

describe("an edit", () => {
  it("is for authors and pilots; others are told no", async () => {
    const { rig, id, edit, bob } = await writtenIdea();
    await expect(editIdea(contextFor(rig, bob), id, edit(1, { title: "Mine" }))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(restoreVersion(contextFor(rig, bob), id, 1, 1)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("written on an older version is refused, and nothing is changed", async () => {
    const { rig, id, edit, ann, pia } = await writtenIdea();
    await editIdea(contextFor(rig, pia), id, edit(1, { title: "Pia's title" }));
    await expect(editIdea(contextFor(rig, ann), id, edit(1, { title: "Ann's title" }))).rejects.toMatchObject({
      code: "edited_meanwhile",
      status: 409,
    });
    expect((await textToEdit(contextFor(rig, ann), id)).texts.title).toBe("Pia's title");
  });

  it("that came too late shows what changed, keeps what was typed and takes over the rest", async () => {
    const { rig, id, edit, ann, pia } = await writtenIdea();
    await editIdea(contextFor(rig, pia), id, edit(1, { title: "Pia's title", problem: "A repair takes ten days." }));
    const typed = { ...texts, title: "Ann's title", solution: "Ann's solution" };
    const meanwhile = await meanwhileOn(contextFor(rig, ann), id, 1, typed);
    expect(meanwhile).toMatchObject({
      version: 2,
      clashing: ["title"],
      texts: { ...typed, problem: "A repair takes ten days." },
    });
    expect(meanwhile.writers.map((writer) => writer.name)).toEqual(["Pia"]);
    expect(meanwhile.parts.filter(({ changed }) => changed).map(({ part }) => part)).toEqual(["title", "problem"]);
  });

  it("of two at the same moment is made once", async () => {
    const { rig, id, edit, ann, pia } = await writtenIdea();
    const saved = await Promise.allSettled([
      editIdea(contextFor(rig, ann), id, edit(1, { title: "A" })),
      editIdea(contextFor(rig, pia), id, edit(1, { title: "B" })),
    ]);
    expect(saved.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await rig.db.read.select().from(ideaVersions)).toHaveLength(2);
  });

  it("may not empty a part that said something, but may leave empty what an import left empty", async () => {
    const { rig, id, edit, ann } = await writtenIdea();
    const emptied = editIdea(contextFor(rig, ann), id, edit(1, { solution: "" }));
    await expect(emptied).rejects.toMatchObject({ fields: { solution: "solution_missing" } });
    await rig.db.transaction((tx) => tx.update(ideas).set({ solution: "" }).where(eq(ideas.id, id)));
    await editIdea(contextFor(rig, ann), id, edit(1, { solution: "", title: "Another" }));
  });

  it("is refused once the idea is over", async () => {
    const { rig, id, edit, ann } = await writtenIdea();
    await rig.db.transaction((tx) => tx.update(ideas).set({ stage: "merged" }).where(eq(ideas.id, id)));
    await expect(editIdea(contextFor(rig, ann), id, edit(1, { title: "Late" }))).rejects.toMatchObject({
      code: "text_closed",
    });
  });
});

describe("a comparison", () => {
  it("shows two versions by words, whichever is named first, with those who wrote between them", async () => {
    const { rig, id, edit, ann, pia } = await writtenIdea();
    await editIdea(contextFor(rig, ann), id, edit(1, { title: "Lend me a cargo bike" }));
    await editIdea(contextFor(rig, pia), id, edit(2, { title: "Lend me a cargo bike today" }));
    const wanted = { from: { number: 1 }, to: { number: 3 } };
    const compared = await comparison(visiting(rig), id, 3, 1);
    expect(compared).toMatchObject(wanted);
    expect(await comparison(visiting(rig), id, 1, 3)).toMatchObject(wanted);
    expect(compared.writers.map((writer) => writer.name)).toEqual(["Ann", "Pia"]);
    expect(compared.parts[0]).toEqual({
      part: "title",
      changed: true,
      pieces: [
        { kind: "same", text: "Lend me a " },
        { kind: "added", text: "cargo " },
        { kind: "same", text: "bike" },
        { kind: "added", text: " today" },
      ],
    });
  });

  it("of the first version shows it all as new, and one that never was is not there", async () => {
    const { rig, id } = await writtenIdea();
    const first = await comparison(visiting(rig), id, 1, null);
    expect(first.from).toBeNull();
    expect(first.parts.every(({ pieces }) => pieces.every(({ kind }) => kind === "added"))).toBe(true);
    await expect(comparison(visiting(rig), id, 2, null)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the language of a text", () => {
  it("is what it is written in, whatever language its author reads", async () => {
    const { rig, place, ann } = await writtenIdea();
    const french = {
      id: newId(start),
      title: "Prêtez-moi un vélo",
      problem: "Une réparation prend neuf jours en moyenne.",
      forWhom: "Les familles.",
      solution: "Un vélo de prêt dans chaque atelier.",
    };
    await submitIdea(contextFor(rig, ann, { locale: "en" }), place.id, french);
    const [idea] = await rig.db.read.select().from(ideas).where(eq(ideas.id, french.id));
    expect(idea?.language).toBe("fr");
  });
});
