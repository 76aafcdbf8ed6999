import { describe, expect, it } from "vitest";
import { isForSomething, searchIn, searchText, spellingsOf, targetIn } from "../../app/features/pioneers/rules.ts";

describe("a search for people", () => {
  const read = (query: string) => searchIn(new URLSearchParams(query));

  it("reads what it is asked, and leaves out what it cannot read", () => {
    expect(read("q=+batteries+&facet=building&level=2&page=3")).toEqual({
      words: "batteries",
      facet: "building",
      level: 2,
      page: 3,
    });
    expect(read("facet=fame&level=9&page=0")).toEqual({ words: "", facet: null, level: 0, page: 1 });
    expect(read("page=1e99").page).toBe(1);
    expect(searchIn(new URLSearchParams(searchText(read("q=a b&facet=care&page=2"))))).toEqual(
      read("q=a b&facet=care&page=2"),
    );
  });

  it("is for something with a word or a facet, not with a level alone", () => {
    expect([isForSomething(read("q=x")), isForSomething(read("facet=care")), isForSomething(read("level=3"))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("looks for words as they are typed, without accents and in capitals, and never for anything at all", () => {
    expect(spellingsOf("Éclairage led")).toEqual([
      ["éclairage", "eclairage", "ÉCLAIRAGE"],
      ["led", "LED"],
    ]);
    expect(spellingsOf("%_ \\ !")).toEqual([]);
    expect(spellingsOf("a b c d e f g")).toHaveLength(5);
  });
});

it("reads to what somebody is asked, and nothing else", () => {
  expect(targetIn("room:0123456789abcdef")).toEqual({ kind: "room", id: "0123456789abcdef" });
  expect([targetIn("space:0123456789abcdef"), targetIn("idea:x"), targetIn("")]).toEqual([null, null, null]);
});
