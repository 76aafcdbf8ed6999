import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ideas, type Stage } from "../../db/schema/ideas.ts";
import { pathOf, ideaPage } from "../../app/features/ideas/queries.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { returnIdea, withdrawalOf, withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import { contextFor, start, visiting } from "../support/database.ts";
import { writtenIdea } from "./support.ts";

describe("withdrawing an idea", () => {
  it("keeps it readable, with the reason, and takes nothing more", async () => {
    const { rig, id, ann, bob, edit, happened } = await writtenIdea();
    await withdrawIdea(contextFor(rig, ann), id, "It exists already.");
    const { idea } = await ideaPage(visiting(rig), id);
    expect(idea.stage).toBe("withdrawn");
    expect(await withdrawalOf(visiting(rig), idea)).toEqual({
      why: "It exists already.",
      can: { withdraw: false, return: false },
    });
    await expect(castSignal(contextFor(rig, bob), { idea: id, kind: "support" })).rejects.toMatchObject({
      code: "signals_closed",
    });
    await expect(editIdea(contextFor(rig, ann), id, edit(1, { title: "Late" }))).rejects.toMatchObject({
      code: "text_closed",
    });
    expect(await happened("idea.withdrawn")).toEqual([{ from: "new", author: ann.id }]);
  });

  it("is its author's alone, whoever writes with him or her", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await inviteAuthor(contextFor(rig, ann), id, { who: "bob" }, "https://caco.example");
    await acceptInvitation(contextFor(rig, bob), id);
    for (const who of [bob, pia]) {
      await expect(withdrawIdea(contextFor(rig, who), id, "")).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  const stages: [Stage, boolean][] = [
    ["new", true],
    ["open", true],
    ["developing", true],
    ["later", true],
    ["evaluating", false],
    ["adopted", false],
    ["building", false],
    ["shipped", false],
    ["declined", false],
    ["merged", false],
  ];
  it.each(stages)("from %s: %s", async (stage, isPossible) => {
    const { rig, id, ann } = await writtenIdea();
    await rig.db.transaction((tx) => tx.update(ideas).set({ stage }).where(eq(ideas.id, id)));
    const withdrawn = withdrawIdea(contextFor(rig, ann), id, "");
    if (isPossible) await withdrawn;
    else await expect(withdrawn).rejects.toMatchObject({ code: "withdraw_closed" });
  });

  it("can be taken back once, as a new idea", async () => {
    const { rig, id, ann, pia } = await writtenIdea();
    const later = (minutes: number) => contextFor(rig, ann, { now: start + minutes * 60_000 });
    await withdrawIdea(later(1), id, "");
    await expect(returnIdea(contextFor(rig, pia), id)).rejects.toMatchObject({ code: "forbidden" });
    await returnIdea(later(2), id);
    expect((await pathOf(later(2), id)).map(({ stage }) => stage)).toEqual(["new", "withdrawn", "new"]);
    await withdrawIdea(later(3), id, "");
    await expect(returnIdea(later(4), id)).rejects.toMatchObject({ code: "returned_once" });
  });
});
