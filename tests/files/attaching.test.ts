import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { fileBytes, files } from "../../db/schema/files.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { attachFile, describeFile, removeFile } from "../../app/features/files/commands.server.ts";
import { attachedTo, bytesOf, fileSeenBy } from "../../app/features/files/queries.server.ts";
import { limits } from "../../app/features/files/rules.ts";
import { tidyFiles } from "../../app/features/files/tidy.server.ts";
import { discardDraft, saveDraft } from "../../app/features/ideas/commands.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { newId, randomIdPattern } from "../../app/platform/ids.ts";
import { contextFor, person, start, visiting } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { pdf, picture } from "./support.ts";

const sent = async (shade = 0, name = "lamp.png") => ({ name, bytes: await picture(shade) });

describe("a file", () => {
  it("comes with an author, a co-author or a pilot, and with nobody else", async () => {
    const { rig, id, ann, bob, eve, pia, happened } = await writtenIdea();
    const file = await attachFile(contextFor(rig, ann), id, await sent(1));
    expect(file).toMatchObject({ kind: "picture", name: "lamp.png", alt: "", width: 64, height: 48 });
    expect(file.id).toMatch(randomIdPattern);
    for (const who of [bob, eve]) {
      await expect(attachFile(contextFor(rig, who), id, await sent(2))).rejects.toMatchObject({ code: "forbidden" });
      await expect(removeFile(contextFor(rig, who), id, file.id)).rejects.toMatchObject({ code: "forbidden" });
      const words = { file: file.id, alt: "Mine" };
      await expect(describeFile(contextFor(rig, who), id, words)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(attachFile(visiting(rig), id, await sent(2))).rejects.toMatchObject({ code: "sign_in_first" });
    await inviteAuthor(contextFor(rig, ann), id, { who: "bob" }, "https://caco.example");
    await acceptInvitation(contextFor(rig, bob), id);
    await attachFile(contextFor(rig, bob), id, await sent(2));
    await attachFile(contextFor(rig, pia), id, { name: "plan.pdf", bytes: pdf() });
    expect(await attachedTo(rig.db.read, id)).toHaveLength(3);
    const said = await happened("file.attached");
    expect(said[0]).toEqual({ file: file.id, type: "picture", size: file.size, width: 64, height: 48 });
    expect(JSON.stringify(said)).not.toContain("plan");
  });

  it("is one however often it is sent", async () => {
    const { rig, id, ann, happened } = await writtenIdea();
    const first = await attachFile(contextFor(rig, ann), id, await sent(1));
    expect(await attachFile(contextFor(rig, ann), id, await sent(1, "other.png"))).toEqual(first);
    expect(await happened("file.attached")).toHaveLength(1);
  });

  it("can be described, and taken away with its bytes and its name", async () => {
    const { rig, id, ann, happened } = await writtenIdea();
    const { id: file } = await attachFile(contextFor(rig, ann), id, await sent(1));
    await describeFile(contextFor(rig, ann), id, { file, alt: "A lamp at dusk." });
    expect(await attachedTo(rig.db.read, id)).toMatchObject([{ alt: "A lamp at dusk." }]);
    await removeFile(contextFor(rig, ann), id, file);
    expect(await attachedTo(rig.db.read, id)).toEqual([]);
    expect(await rig.db.read.select().from(fileBytes)).toEqual([]);
    const kept = await rig.db.read.select().from(files);
    expect(kept).toMatchObject([{ name: "", alt: "", removedBy: ann.id, removedAt: start }]);
    await expect(fileSeenBy(contextFor(rig, ann), file, "full")).rejects.toMatchObject({ code: "not_found" });
    await expect(removeFile(contextFor(rig, ann), id, file)).rejects.toMatchObject({ code: "not_found" });
    expect(await happened("file.described")).toEqual([{ file, type: "picture" }]);
    expect(await happened("file.removed")).toEqual([{ file, type: "picture" }]);
  });

  it("of another idea is not touched through this one", async () => {
    const { rig, id, ann, place } = await writtenIdea();
    const other = newId(start + 1);
    await saveDraft(contextFor(rig, ann), place.id, { ...texts, id: other, updatedAt: null });
    const { id: file } = await attachFile(contextFor(rig, ann), other, await sent(1));
    await expect(removeFile(contextFor(rig, ann), id, file)).rejects.toMatchObject({ code: "not_found" });
    await expect(describeFile(contextFor(rig, ann), id, { file, alt: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("comes no more once nothing can come of the idea, or while it is hidden", async () => {
    const { rig, id, ann } = await writtenIdea();
    const { id: file } = await attachFile(contextFor(rig, ann), id, await sent(1));
    for (const change of [
      { stage: "withdrawn" },
      { stage: "merged" },
      { stage: "open", moderation: "hidden" },
    ] as const) {
      await rig.db.transaction((tx) => tx.update(ideas).set(change).where(eq(ideas.id, id)));
      await expect(attachFile(contextFor(rig, ann), id, await sent(2))).rejects.toMatchObject({ code: "files_closed" });
      await expect(removeFile(contextFor(rig, ann), id, file)).rejects.toMatchObject({ code: "files_closed" });
    }
  });
});

describe("how much an idea holds", () => {
  it("is exact, however many come at once", async () => {
    const { rig, id, ann } = await writtenIdea();
    const many = await Promise.all(Array.from({ length: limits.files + 6 }, (_, shade) => sent(shade)));
    const outcomes = await Promise.allSettled(many.map((file) => attachFile(contextFor(rig, ann), id, file)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(limits.files);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "files_full" });
    }
    expect(await attachedTo(rig.db.read, id)).toHaveLength(limits.files);
    expect(await rig.db.read.select({ file: fileBytes.file }).from(fileBytes)).toHaveLength(limits.files * 2);
  });

  it("is also counted in bytes", async () => {
    const { rig, id, ann } = await writtenIdea();
    const attach = (words: string) =>
      attachFile(contextFor(rig, ann), id, { name: words, bytes: pdf(words, limits.file) });
    for (const words of ["one", "two", "three", "four"]) await attach(words);
    await expect(attach("five")).rejects.toMatchObject({ code: "files_too_heavy" });
    expect(await attachedTo(rig.db.read, id)).toHaveLength(4);
  });

  it("has an end for each member in a day", async () => {
    const { rig, id, ann } = await writtenIdea();
    const attach = () => attachFile(contextFor(rig, ann), id, { name: "x", bytes: Buffer.from("no file") });
    for (let times = 0; times < 120; times++) await expect(attach()).rejects.toMatchObject({ code: "invalid" });
    await expect(attach()).rejects.toMatchObject({ code: "too_many" });
  });
});

describe("who may read a file", () => {
  it("is asked of its idea each time", async () => {
    const { rig, id, ann, bob, eve, pia } = await writtenIdea({ visibility: "private" });
    const { id: file } = await attachFile(contextFor(rig, ann), id, await sent(1));
    const reads = (who: typeof ann) =>
      fileSeenBy(contextFor(rig, who), file, "small").then(
        () => true,
        () => false,
      );
    expect(await Promise.all([ann, bob, pia, eve].map(reads))).toEqual([true, true, true, false]);
    await expect(fileSeenBy(visiting(rig), file, "full")).rejects.toMatchObject({ code: "not_found" });
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, id)));
    expect(await Promise.all([ann, bob, pia, eve].map(reads))).toEqual([true, false, true, false]);
    const gone = { ...bob, memberships: new Map() };
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "visible" }).where(eq(ideas.id, id)));
    expect(await Promise.all([bob, gone].map(reads))).toEqual([true, false]);
  });

  it("of a draft is its author alone, and nobody once it is thrown away; then its bytes go", async () => {
    const { rig, place, ann, bob, pia } = await writtenIdea();
    const draft = newId(start + 1);
    await saveDraft(contextFor(rig, ann), place.id, { ...texts, id: draft, updatedAt: null });
    await expect(attachFile(contextFor(rig, pia), draft, await sent(1))).rejects.toMatchObject({ code: "not_found" });
    const { id: file } = await attachFile(contextFor(rig, ann), draft, await sent(1));
    expect((await bytesOf(rig.db.read, file, "full")).subarray(8, 12).toString()).toBe("WEBP");
    for (const who of [bob, pia]) {
      await expect(fileSeenBy(contextFor(rig, who), file, "full")).rejects.toMatchObject({ code: "not_found" });
    }
    await discardDraft(contextFor(rig, ann), draft);
    await expect(fileSeenBy(contextFor(rig, ann), file, "full")).rejects.toMatchObject({ code: "not_found" });
    await tidyFiles(rig.db, start);
    expect(await rig.db.read.select().from(fileBytes)).toEqual([]);
  });

  it("takes a confirmed address to add one", async () => {
    const { rig, place } = await writtenIdea();
    const dan = await person(rig, "dan", { verified: false });
    const draft = newId(start + 2);
    await saveDraft(contextFor(rig, dan), place.id, { ...texts, id: draft, updatedAt: null });
    await expect(attachFile(contextFor(rig, dan), draft, await sent(1))).rejects.toMatchObject({ code: "forbidden" });
  });
});
