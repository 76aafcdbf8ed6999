import { expect, it } from "vitest";
import type { ShownComment } from "../../app/features/discussion/queries.server.ts";
import { withPlaces } from "../../app/features/discussion/ui/places.ts";

function comment(id: string, replies: ShownComment[] = []): ShownComment {
  return {
    id,
    author: { id: "bob", name: "Bob", handle: "bob", avatar: null, affiliation: "customer" },
    kind: "remark",
    html: `<p>${id}</p>`,
    source: null,
    language: "en",
    createdAt: 0,
    editedAt: null,
    state: "said",
    can: { edit: false, restore: false },
    replies,
  };
}

type Tree = [string, string, Tree[]];
const tree = (list: ShownComment[]): Tree[] => list.map(({ id, state, replies }) => [id, state, tree(replies)]);

it("a comment that goes while somebody writes under it keeps its place, without its words", () => {
  const before = [comment("a"), comment("b", [comment("b1"), comment("b2")]), comment("c")];
  const now = [comment("a"), comment("b", [comment("b1")]), comment("d")];
  const drawn = withPlaces(before, now, (id) => id === "b2" || id === "c");
  expect(tree(drawn)).toEqual([
    ["a", "said", []],
    [
      "b",
      "said",
      [
        ["b1", "said", []],
        ["b2", "gone", []],
      ],
    ],
    ["c", "gone", []],
    ["d", "said", []],
  ]);
  expect(JSON.stringify(drawn)).not.toContain("<p>c</p>");
});

it("everything above what is written keeps its place too, and nothing else does", () => {
  const before = [comment("a", [comment("a1", [comment("a2")])]), comment("b")];
  expect(tree(withPlaces(before, [], (id) => id === "a2"))).toEqual([
    ["a", "gone", [["a1", "gone", [["a2", "gone", []]]]]],
  ]);
  expect(withPlaces(before, [], () => false)).toEqual([]);
});
