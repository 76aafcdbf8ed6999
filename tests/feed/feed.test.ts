import { RouterContextProvider } from "react-router";
import { beforeEach, describe, expect, test } from "vitest";
import { loader as ideasCsv } from "../../app/features/feed/pages/ideas-csv.ts";
import { setContext } from "../../app/platform/context.server.ts";
import { forgetView, keepView } from "../../app/features/feed/commands.server.ts";
import { feedOf, figuresOf, keptViews } from "../../app/features/feed/queries.server.ts";
import { type FeedFilter, type FeedOrder, pageSize } from "../../app/features/feed/rules.ts";
import { placeIdea, renderedTexts } from "../../app/features/ideas/commands.server.ts";
import { setTags } from "../../app/features/tags/commands.server.ts";
import { tagsIn } from "../../app/features/tags/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import type { PageKey } from "../../app/platform/paging.ts";
import type { PlacedIdea } from "../../app/features/ideas/commands.server.ts";
import { actorNow, contextFor, freshDatabase, people, type Rig, space, start, visiting } from "../support/database.ts";

let rig: Rig;
let spaceId: string;
let ann: SignedIn;
let eve: SignedIn;
let pia: SignedIn;

beforeEach(async () => {
  rig = await freshDatabase();
  spaceId = (await space(rig)).id;
  ({ ann, eve, pia } = await people(rig, spaceId));
});

async function idea(title: string, change: Partial<PlacedIdea> = {}, tags: string[] = []): Promise<string> {
  const texts = await renderedTexts({ title, problem: title, forWhom: "", solution: "" });
  const at = change.at ?? start;
  const id = newId(at);
  await rig.db.transaction(async (tx) => {
    const by = { actor: ann, now: at };
    await placeIdea(tx, by, {
      ...texts,
      id,
      space: spaceId,
      author: ann.id,
      affiliation: "customer",
      language: "en",
      stage: "open",
      moderation: "visible",
      at,
      ...change,
    });
    await setTags(tx, by, { id, space: spaceId }, tags);
  });
  return id;
}

async function titles(filter: FeedFilter, order: FeedOrder = "new"): Promise<string[]> {
  const { ideas } = await feedOf(visiting(rig), spaceId, { order, filter }, null);
  return ideas.map(({ title }) => title);
}

describe("a feed", () => {
  test("is narrowed by stage, language, affiliation, tag and words, and by all of them at once", async () => {
    await idea("One key for the lock", { at: start }, ["Locks"]);
    await idea("Une clé pour l’école", { at: start + 1, language: "fr", stage: "evaluating", affiliation: "partner" }, [
      "locks",
      "School",
    ]);
    const tags = await tagsIn(contextFor(rig, ann), spaceId);
    expect(tags.map(({ name, ideas }) => [name, ideas])).toEqual([
      ["Locks", 2],
      ["School", 1],
    ]);
    const french = ["Une clé pour l’école"];
    expect(await titles({})).toHaveLength(2);
    expect(await titles({ stage: "evaluating" })).toEqual(french);
    expect(await titles({ language: "fr" })).toEqual(french);
    expect(await titles({ by: "partner" })).toEqual(french);
    expect(await titles({ tag: tags[1]?.id })).toEqual(french);
    expect(await titles({ words: "ECOLE cle" })).toEqual(french);
    expect(await titles({ words: "cle", stage: "open" })).toEqual([]);
    expect(await titles({}, "shortlist")).toEqual(french);
  });

  test("takes % and _ in a search for what they are", async () => {
    await idea("100 % recycled");
    await idea("A hundred");
    expect(await titles({ words: "%" })).toEqual(["100 % recycled"]);
    expect(await titles({ words: "_" })).toEqual([]);
    expect(await titles({ words: "!" })).toEqual([]);
  });

  test("shows each idea once over its pages, in each order, also where values are equal", async () => {
    for (let n = 0; n < pageSize * 2 + 3; n++) await idea(`Idea ${n}`, { at: start + (n % 3) });
    for (const order of ["new", "people", "discussed"] as const) {
      const seen: string[] = [];
      let after: PageKey | null = null;
      do {
        const page: Awaited<ReturnType<typeof feedOf>> = await feedOf(
          visiting(rig),
          spaceId,
          { order, filter: {} },
          after,
        );
        seen.push(...page.ideas.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(new Set(seen).size).toBe(pageSize * 2 + 3);
      expect(seen).toHaveLength(pageSize * 2 + 3);
    }
  });

  test("leaves out what is hidden, also from the figures", async () => {
    await idea("Seen");
    await idea("Hidden", { moderation: "hidden" });
    expect(await titles({})).toEqual(["Seen"]);
    const rows = [];
    for await (const batch of figuresOf(contextFor(rig, pia), spaceId, { order: "new", filter: {} }))
      rows.push(...batch);
    expect(rows.map(({ title }) => title)).toEqual(["Seen"]);
  });
});

describe("kept views", () => {
  test("are one's own, and only hold what an address can ask for", async () => {
    await keepView(contextFor(rig, ann), spaceId, { name: "Mine", query: "sort=people&stage=open&evil=<script>" });
    const mine = await keptViews(contextFor(rig, ann), spaceId);
    expect(mine).toMatchObject([{ name: "Mine", query: "?sort=people&stage=open" }]);
    expect(await keptViews(contextFor(rig, eve), spaceId)).toEqual([]);
    await forgetView(contextFor(rig, eve), mine[0]?.id ?? "");
    expect(await keptViews(contextFor(rig, ann), spaceId)).toHaveLength(1);
    await forgetView(contextFor(rig, ann), mine[0]?.id ?? "");
    expect(await keptViews(contextFor(rig, ann), spaceId)).toEqual([]);
  });

  test("of a private space cannot be kept from outside", async () => {
    const hidden = await space(rig, { name: "Secret", visibility: "private" });
    await expect(keepView(contextFor(rig, eve), hidden.id, { name: "x", query: "" })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("are twenty at the most", async () => {
    for (let n = 0; n < 20; n++) await keepView(contextFor(rig, ann), spaceId, { name: `View ${n}`, query: "" });
    await expect(keepView(contextFor(rig, ann), spaceId, { name: "More", query: "" })).rejects.toMatchObject({
      code: "too_many_views",
    });
  });
});

test("a CSV that breaks off half-way ends its own answer and nothing else", async () => {
  await idea("A bell");
  const steering = await actorNow(rig, pia.id);
  let asked = 0;
  const failing = new Proxy(rig.db.read, {
    get(read, name) {
      // The space is found; then the database is gone.
      if (name === "select" && ++asked > 1) throw new Error("The connection was lost.");
      return Reflect.get(read, name) as unknown;
    },
  });
  const context = new RouterContextProvider();
  setContext(context, contextFor(rig, steering, { db: { ...rig.db, read: failing } }));
  const url = new URL("http://localhost/s/bikes/ideas.csv");
  const args = { context, url, params: { space: "bikes" } } as unknown as Parameters<typeof ideasCsv>[0];
  const answer = await ideasCsv(args);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow("The connection was lost.");
});
