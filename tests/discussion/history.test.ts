import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { commentVersions } from "../../db/schema/discussion.ts";
import { events } from "../../db/schema/log.ts";
import {
  correctLanguage,
  deleteComment,
  editComment,
  postComment,
  wipeComment,
} from "../../app/features/discussion/commands.server.ts";
import { historyOf, quotedFor, talkOf } from "../../app/features/discussion/queries.server.ts";
import { quoteOf, undoMilliseconds } from "../../app/features/discussion/rules.ts";
import { adoptComment, undoAdoption } from "../../app/features/adopting/commands.server.ts";
import { makersOf } from "../../app/features/writing/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, start, visiting } from "../support/database.ts";
import { writtenIdea } from "../writing/support.ts";

let made: Awaited<ReturnType<typeof writtenIdea>>;

beforeEach(async () => {
  made = await writtenIdea();
});

const as = (who: SignedIn, now = start) => contextFor(made.rig, who, { now });
const say = (who: SignedIn, body: string, at = start) =>
  postComment(as(who, at), made.id, { id: newId(at), kind: "evidence", body });

describe("what a comment said before", () => {
  it("stays readable for everybody who reads it, newest first", async () => {
    const id = await say(made.bob, "First words");
    await editComment(as(made.bob, start + 1_000), id, { kind: "remark", body: "Second words", editedAt: null });
    await editComment(as(made.bob, start + 2_000), id, {
      kind: "remark",
      body: "Third words",
      editedAt: start + 1_000,
    });
    const { states } = await historyOf(visiting(made.rig), id);
    expect(states.map(({ html, kind, at }) => [html.trim(), kind, at - start])).toEqual([
      ["<p>Third words</p>", "remark", 2_000],
      ["<p>Second words</p>", "remark", 1_000],
      ["<p>First words</p>", "evidence", 0],
    ]);
  });

  it("is hidden with the comment and wiped with it", async () => {
    const id = await say(made.bob, "First words");
    await editComment(as(made.bob), id, { kind: "remark", body: "Second words", editedAt: null });
    await deleteComment(as(made.bob), id);
    await expect(historyOf(visiting(made.rig), id)).rejects.toMatchObject({ code: "not_found" });
    await wipeComment(made.rig.db, id, start + undoMilliseconds - 1);
    expect(await made.rig.db.read.select().from(commentVersions)).toHaveLength(1);
    await wipeComment(made.rig.db, id, start + undoMilliseconds);
    expect(await made.rig.db.read.select().from(commentVersions)).toEqual([]);
  });

  it("does not exist for people outside a private space", async () => {
    made = await writtenIdea({ visibility: "private" });
    const id = await say(made.bob, "Among us");
    await expect(historyOf(as(made.eve), id)).rejects.toMatchObject({ code: "not_found" });
    await expect(adoptComment(as(made.eve), id)).rejects.toMatchObject({ code: "not_found" });
    await expect(correctLanguage(as(made.eve), id, "fr")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a comment that went into the idea", () => {
  it("says by whom, counts once, and names its author among the makers", async () => {
    const id = await say(made.bob, "212 repairs, 61 asked for a bike.");
    await adoptComment(as(made.ann), id);
    await adoptComment(as(made.pia), id);
    const { threads } = await talkOf(as(made.ann), made.id);
    expect(threads[0]).toMatchObject({ adoptedBy: "Ann" });
    expect(await made.happened("comment.adopted")).toEqual([
      { idea: made.id, author: made.bob.id, version: 1, commentKind: "evidence" },
    ]);
    const makers = await makersOf(made.rig.db.read, { id: made.id, author: made.ann.id, affiliation: "customer" });
    expect(makers.map(({ name, roles }) => [name, roles])).toEqual([
      ["Ann", ["origin", "text"]],
      ["Bob", ["evidence"]],
    ]);
  });

  it("can be unmarked", async () => {
    const id = await say(made.bob, "212 repairs.");
    await adoptComment(as(made.ann), id);
    await undoAdoption(as(made.pia), id);
    await undoAdoption(as(made.pia), id);
    expect((await talkOf(visiting(made.rig), made.id)).threads[0]?.adoptedBy).toBeUndefined();
    expect(await made.happened("comment.adoption_undone")).toHaveLength(1);
  });

  it("is marked by authors and pilots, and by nobody for an own comment", async () => {
    const [mine, theirs] = [await say(made.ann, "My own"), await say(made.bob, "His", start + 1)];
    for (const [who, comment] of [
      [made.ann, mine],
      [made.bob, theirs],
      [made.bob, mine],
    ] as const) {
      await expect(adoptComment(as(who), comment)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("a quote", () => {
  it("is what the comment says, without what it quotes itself, and not too long", async () => {
    expect(quoteOf("> Before\n\nOne\n\nTwo")).toBe("> One\n>\n> Two\n\n");
    const long = quoteOf("word ".repeat(900));
    expect(long.length).toBeLessThan(700);
    expect(long).toMatch(/^> word .* …\n\n$/s);
  });

  it("is of a comment on this idea that still stands", async () => {
    const id = await say(made.bob, "Mine");
    expect(await quotedFor(visiting(made.rig), made.id, id)).toBe("> Mine\n\n");
    expect(await quotedFor(visiting(made.rig), newId(start), id)).toBeNull();
    await deleteComment(as(made.bob), id);
    expect(await quotedFor(visiting(made.rig), made.id, id)).toBeNull();
  });
});

describe("the language of a comment", () => {
  it("is told by its words, and corrected by its author or a pilot", async () => {
    const id = await say(made.bob, "Je suis tout à fait d’accord avec cette idée.");
    const language = async () => (await historyOf(visiting(made.rig), id)).comment.language;
    expect(await language()).toBe("fr");
    await correctLanguage(as(made.pia), id, "en");
    expect(await language()).toBe("en");
    await correctLanguage(as(made.bob), id, "fr");
    await expect(correctLanguage(as(made.ann), id, "en")).rejects.toMatchObject({ code: "forbidden" });
    const kinds = await made.rig.db.read.select().from(events).where(eq(events.kind, "comment.language_corrected"));
    expect(kinds).toHaveLength(2);
  });
});
