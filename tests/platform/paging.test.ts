import { describe, expect, it } from "vitest";
import { pageKeyIn, pageKeyText, pageOf } from "../../app/platform/paging.ts";
import { newId } from "../../app/platform/ids.ts";

describe("pages of a list", () => {
  it("reads back the key it wrote into an address", () => {
    const key = { at: 1_760_000_000_000, id: newId(1_760_000_000_000) };
    expect(pageKeyIn(new URLSearchParams({ after: pageKeyText(key) }))).toEqual(key);
  });

  it.each([
    "",
    ".",
    "12",
    "12.",
    "x.y",
    "-1.abc",
    `1e3.${newId(1_760_000_000_000)}`,
    `1234567890123456.${newId(1_760_000_000_000)}`,
  ])("takes %j for the first page", (after) => {
    expect(pageKeyIn(new URLSearchParams({ after }))).toBeNull();
  });

  it("names the last row of a page only where more follow", () => {
    expect(pageOf([1, 2, 3], 2)).toEqual({ page: [1, 2], last: 2 });
    expect(pageOf([1, 2], 2)).toEqual({ page: [1, 2], last: undefined });
    expect(pageOf([], 2)).toEqual({ page: [], last: undefined });
  });
});
