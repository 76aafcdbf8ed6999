/** A talk as a browser without script meets it, and how heavy its page is. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { members } from "../../db/schema/members.ts";
import { newId } from "../../app/platform/ids.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});
afterAll(() => site.stop());

/** Writes comments straight into the database; each answers what `parentOf` says, or none. */
async function written(idea: string, count: number, parentOf: (at: number, ids: string[]) => string | null) {
  const [author] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
  const now = Date.now();
  const ids = Array.from({ length: count }, () => newId(now));
  const words = "What I have seen at our own gate on most mornings of this winter, in a line or two.";
  const rows = ids.map((id, at) => {
    const parent = parentOf(at, ids);
    return {
      id,
      idea,
      parent,
      thread: parent === null ? id : (ids[0] ?? id),
      author: author?.id ?? "",
      affiliation: "customer" as const,
      kind: "remark" as const,
      language: "en" as const,
      source: words,
      html: `<p>${at}: ${words}</p>`,
      createdAt: now + at,
    };
  });
  await site.db.transaction(async (tx) => {
    for (let at = 0; at < rows.length; at += 200) await tx.insert(comments).values(rows.slice(at, at + 200));
  });
  return ids;
}

const kilobytes = (text: string) => Math.round(Buffer.byteLength(text) / 1_000);
const countOf = (text: string, what: string | RegExp) => text.split(what).length - 1;

describe("the page of an idea", () => {
  it("weighs little with two hundred comments", async () => {
    const idea = await propose(site.cara, site.open, "Much talked about");
    const bare = kilobytes((await site.eve.get(idea.path)).text);
    await written(idea.id, 200, (at, ids) => (at % 5 === 0 ? null : (ids[at - 1] ?? null)));
    // All name the first comment as their thread: give each its own.
    const rows = await site.db.read.select().from(comments).where(eq(comments.idea, idea.id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    await site.db.transaction(async (tx) => {
      for (const row of rows) {
        let first = row;
        while (first.parent !== null) first = byId.get(first.parent) ?? { ...first, parent: null };
        if (row.thread !== first.id) await tx.update(comments).set({ thread: first.id }).where(eq(comments.id, row.id));
      }
    });
    const { text } = await site.eve.get(idea.path);
    expect(countOf(text, '<article class="comment"')).toBe(100);
    expect(countOf(text, "<textarea")).toBe(1);
    // A comment weighs little more than a kilobyte, whatever else stands on the page.
    expect(kilobytes(text) - bare).toBeLessThanOrEqual(142);
    expect(bare).toBeLessThanOrEqual(25);
    const [, further = ""] = /href="([^"]*\?after=[^"]*)"/.exec(text) ?? [];
    const rest = await site.eve.get(further.replace(/#.*/, ""));
    expect(countOf(rest.text, '<article class="comment"')).toBe(100);
  });

  it("does not grow with a thread of five thousand replies, and leads through all of them", async () => {
    const idea = await propose(site.cara, site.open, "One long quarrel");
    await written(idea.id, 5_001, (at, ids) => (at === 0 ? null : (ids[at - 1] ?? null)));
    const { text } = await site.eve.get(idea.path);
    expect(countOf(text, '<article class="comment"')).toBe(51);
    expect(text).toContain("Show 4,950 more replies");
    expect(kilobytes(text)).toBeLessThanOrEqual(100);
    const [, further = ""] = /href="([^"]*\?thread=[^"]*)"/.exec(text) ?? [];
    const next = await site.eve.get(further.replaceAll("&amp;", "&").replace(/#.*/, ""));
    expect(countOf(next.text, '<article class="comment"')).toBe(51);
    expect(next.text).toContain("Show 4,900 more replies");
  });
});

describe("a reply without script", () => {
  it("is written in a form that a link opens", async () => {
    const idea = await propose(site.cara, site.open, "To answer");
    const comment = await say(site.bob, idea, "Answer me.");
    const closed = (await site.eve.get(idea.path)).text;
    expect(closed).toContain(`href="?reply=${comment}#reply"`);
    expect(closed).not.toContain(`id="reply-${comment}"`);
    const open = (await site.eve.get(`${idea.path}?reply=${comment}`)).text;
    expect(open).toContain(`id="reply-${comment}"`);
    expect(countOf(open, "<textarea")).toBe(2);
  });

  it("that is refused stands open under its comment with what was typed", async () => {
    const idea = await propose(site.cara, site.open, "To refuse");
    const comment = await say(site.bob, idea, "Answer me.");
    const body = `${"x".repeat(5_001)} the end`;
    const form = { id: newId(Date.now()), parent: comment, kind: "concern", body };
    const refused = await site.eve.post(`${idea.path}/comments?reply=${comment}`, form);
    expect(refused.status).toBe(422);
    const [, after = ""] = refused.text.split(`id="reply-${comment}"`);
    expect(after.split("</form>")[0]).toContain("the end</textarea>");
    expect(countOf(refused.text, "the end</textarea>")).toBe(1);
  });

  it("waits while its author signs in, and stands open then", async () => {
    const idea = await propose(site.cara, site.open, "To park");
    const comment = await say(site.bob, idea, "Answer me.");
    const visitor = site.visitor();
    const form = { id: newId(Date.now()), parent: comment, kind: "remark", body: "Parked words" };
    expect((await visitor.post(`${idea.path}/comments?reply=${comment}`, form)).location).toContain("/signin");
    const [, after = ""] = (await visitor.get(idea.path)).text.split(`id="reply-${comment}"`);
    expect(after.split("</form>")[0]).toContain("Parked words</textarea>");
  });

  it("leads to the page on which it stands", async () => {
    const idea = await propose(site.cara, site.open, "To find");
    const comment = await say(site.bob, idea, "Answer me.");
    const id = newId(Date.now());
    const form = { id, parent: comment, kind: "remark", body: "An answer" };
    const { location } = await site.eve.post(`${idea.path}/comments?reply=${comment}`, form);
    expect(location).toBe(`${idea.path}?comment=${id}#comment-${id}`);
    expect((await site.eve.get(location ?? "")).text).toContain(`id="comment-${id}"`);
  });
});

it("a parked comment does not come back once it was posted by script", async () => {
  const idea = await propose(site.cara, site.open, "To post");
  const form = { id: newId(Date.now()), parent: "", kind: "remark", body: "Parked for a while" };
  const person = site.visitor();
  await person.post(`${idea.path}/comments`, form);
  for (const [name, value] of site.eve.cookies) person.cookies.set(name, value);
  expect((await person.get(idea.path)).text).toContain("Parked for a while</textarea>");
  expect((await person.postData(`${idea.path}/comments`, form)).status).toBe(200);
  expect((await person.get(idea.path)).text).not.toContain("Parked for a while</textarea>");
});

it("a comment edited in two places keeps what was typed in the second, and shows what stands", async () => {
  const idea = await propose(site.cara, site.open, "To edit");
  const comment = await say(site.bob, idea, "First words");
  const edit = (body: string, editedAt: string) =>
    site.bob.post(`/comments/${comment}`, { act: "edit", body, kind: "remark", editedAt });
  expect((await edit("Second words", "")).status).toBe(303);
  const { status, text } = await edit("Stale words", "");
  expect(status).toBe(409);
  expect(text).toContain("Stale words</textarea>");
  expect(text).toMatch(/<blockquote[^>]*>Second words</);
  const [, editedAt = ""] = /name="editedAt" value="(\d+)"/.exec(text) ?? [];
  expect((await edit("Words that know", editedAt)).status).toBe(303);
});

it("a held comment of a merged idea is judged from the page on which it stands, and leads back there", async () => {
  const [lamp, torch] = [
    await propose(site.cara, site.open, "A lamp that stays on"),
    await propose(site.cara, site.open, "A torch that stays on"),
  ];
  const held = await say(site.bob, lamp, "Held until a pilot looks.");
  const now = Date.now();
  await site.db.transaction((tx) =>
    tx.update(comments).set({ heldAt: now, hiddenAt: now }).where(eq(comments.id, held)),
  );
  const words = { message: "The same.", sourceElements: "It stays on.", targetElements: "It is a torch." };
  const merging = { act: "merge", id: newId(now), into: torch.id, ...words };
  expect((await site.pia.post(`${lamp.path}/merge`, merging)).status).toBe(303);
  const path = `/ideas/${lamp.id}/moderation?comment=${held}`;
  const place = `${torch.path}?comment=${held}#comment-${held}`;
  const page = await site.pia.get(torch.path);
  expect(page.text).toContain(`href="${path}"`);
  expect(page.text).not.toContain(`/ideas/${torch.id}/moderation?comment=${held}`);
  expect((await site.pia.get(path)).text).toContain(`href="${place}"`);
  expect(await site.pia.post(path, { act: "release", words: "" })).toMatchObject({ status: 303, location: place });
  expect((await site.visitor().get(place)).text).toContain("Held until a pilot looks.");
});
