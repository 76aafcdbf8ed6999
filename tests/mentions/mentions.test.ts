import { eq } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { bans } from "../../db/schema/moderation.ts";
import { editComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { offeredFor } from "../../app/features/mentions/queries.server.ts";
import { handlesIn, mostMentioned } from "../../app/features/mentions/rules.ts";
import { editIdea, restoreVersion } from "../../app/features/writing/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { renderMarkdown } from "../../app/platform/markdown.server.ts";
import { contextFor, member, person, start } from "../support/database.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { texts, writtenIdea } from "../writing/support.ts";

test.each([
  ["Ask @bob, or @Ann-Marie-2!", ["bob", "ann-marie-2"]],
  ["@bob @bob (@eve) “@pia”", ["bob", "eve", "pia"]],
  ["bob@example.org a/@bob @@bob x@bob .@bob -@bob", []],
  ["@bob- and @-bob", ["bob"]],
  ["", []],
])("the handles in %j are %j", (text, handles) => {
  expect(handlesIn(text)).toEqual(handles);
});

test("no text calls a crowd", () => {
  expect(handlesIn(Array.from({ length: 100 }, (_, n) => `@p${n}`).join(" "))).toHaveLength(mostMentioned);
});

const link = (handle: string, said = handle) => `<a href="/people/${handle}" rel="nofollow ugc noopener">@${said}</a>`;

test.each([
  ["Ask @bob.", `<p>Ask ${link("bob")}.</p>`],
  ["@Bob and **@bob**", `<p>${link("bob", "Bob")} and <strong>${link("bob")}</strong></p>`],
  ["@nobody and @bobby", "<p>@nobody and @bobby</p>"],
  ["a@bob foo@bob", "<p>a@bob foo@bob</p>"],
  ["\\@bob", "<p>@bob</p>"],
  ["`@bob`", "<p><code>@bob</code></p>"],
  ["[see @bob](https://example.org)", '<p><a href="https://example.org" rel="nofollow ugc noopener">see @bob</a></p>'],
  ["@bob<script>alert(1)</script>", `<p>${link("bob")}&lt;script&gt;alert(1)&lt;/script&gt;</p>`],
])("%j becomes %j where bob may be called", async (source, html) => {
  expect(await renderMarkdown(source, undefined, ["bob"])).toBe(html);
});

test("nobody is a way to anywhere where nobody may be called", async () => {
  expect(await renderMarkdown("Ask @bob.")).toBe("<p>Ask @bob.</p>");
});

const remark = (body: string) => ({ id: newId(Date.now()), kind: "remark" as const, body });

describe("who is called by a handle", () => {
  it("is linked and told, once, and not as a follower too", async () => {
    const { rig, id, ann, bob, happened } = await writtenIdea();
    const said = await postComment(contextFor(rig, ann), id, remark("What does @bob say? And `@pia`?"));
    const [comment] = await rig.db.read.select().from(comments).where(eq(comments.id, said));
    expect(comment?.html).toContain(link("bob"));
    expect(comment?.html).not.toContain("/people/pia");
    expect(await happened("comment.posted")).toMatchObject([{ mentioned: [bob.id] }]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual(["mention"]);
  });

  it("is nobody outside the space: neither linked nor told", async () => {
    const { rig, id, ann, eve, happened } = await writtenIdea({ visibility: "private" });
    const said = await postComment(contextFor(rig, ann), id, remark("What does @eve say?"));
    const [comment] = await rig.db.read.select().from(comments).where(eq(comments.id, said));
    expect(comment?.html).toBe("<p>What does @eve say?</p>");
    expect(await happened("comment.posted")).toMatchObject([{ mentioned: [] }]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, eve)).toEqual([]);
  });

  it("by an edit is told only when the text before did not call him or her", async () => {
    const { rig, id, place, ann, bob, happened } = await writtenIdea();
    const cara = await member(rig, await person(rig, "cara"), place.id);
    const said = await postComment(contextFor(rig, ann), id, remark("@bob?"));
    const edit = { kind: "remark" as const, body: "@bob and @cara?", editedAt: null };
    await editComment(contextFor(rig, ann, { now: start + 1 }), said, edit);
    expect(await happened("comment.edited")).toMatchObject([{ mentioned: [cara.id] }]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, cara)).toEqual(["mention"]);
    expect(await kindsToldTo(rig, bob)).toEqual(["mention"]);
  });

  it("in an idea is told when it is submitted or edited, and not by a version brought back", async () => {
    const { rig, id, place, ann, bob, edit, happened } = await writtenIdea();
    const cara = await member(rig, await person(rig, "cara"), place.id);
    const fresh = await submitIdea(contextFor(rig, ann), place.id, {
      ...texts,
      id: newId(start),
      problem: "@bob knows.",
      solution: "@bob does.",
    });
    const [idea] = await rig.db.read.select().from(ideas).where(eq(ideas.id, fresh.id));
    expect(idea?.problemHtml).toContain(link("bob"));
    expect(idea?.excerpt).toBe("@bob knows.");
    await editIdea(contextFor(rig, ann), id, edit(1, { problem: "Ask @cara." }));
    await editIdea(contextFor(rig, ann), id, edit(2, { problem: "Ask nobody." }));
    await restoreVersion(contextFor(rig, ann), id, 2, 3);
    expect((await happened("idea.edited")).map(({ mentioned }) => mentioned)).toEqual([[cara.id], [], []]);
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual(["mention"]);
    expect(await kindsToldTo(rig, cara)).toEqual(["mention"]);
  });

  it("by himself is told nothing", async () => {
    const { rig, id, bob } = await writtenIdea();
    await postComment(contextFor(rig, bob), id, remark("I, @bob, agree."));
    await tellAll(rig);
    expect(await kindsToldTo(rig, bob)).toEqual([]);
  });
});

test("people are offered by the beginning of their handle: those of the space, and nobody who is banned", async () => {
  const { rig, place, bob, pia } = await writtenIdea();
  const handles = async (typed: string) => (await offeredFor(rig.db.read, place.id, typed)).map(({ handle }) => handle);
  expect(await handles("")).toEqual([]);
  expect(await handles("b")).toEqual(["bob"]);
  expect(await handles("eve")).toEqual([]);
  const ban = { id: newId(start), member: bob.id, reason: "Rude.", by: pia.id, at: start };
  await rig.db.transaction((tx) => tx.insert(bans).values(ban));
  expect(await handles("b")).toEqual([]);
  await rig.db.transaction((tx) => tx.update(bans).set({ liftedAt: start }));
  expect(await handles("b")).toEqual(["bob"]);
});
