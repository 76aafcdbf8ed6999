import { describe, expect, it } from "vitest";
import { idPattern, newId, uuidv7 } from "../../app/platform/ids.ts";

describe("an id", () => {
  const moments = [0, 1, Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + 1, Date.UTC(2286, 0, 1)];

  it("has sixteen characters that nobody confuses", () => {
    for (const now of moments) expect(newId(now)).toMatch(idPattern);
  });

  it("sorts by the moment it was made at", () => {
    const ids = moments.map(newId);
    expect(ids.toSorted()).toEqual(ids);
  });

  it("is another one each time, and later than those of the same moment", () => {
    const now = Date.UTC(2026, 0, 1);
    const ids = Array.from({ length: 100_000 }, () => newId(now));
    expect(new Set(ids).size).toBe(100_000);
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(idPattern);
  });

  it("begins elsewhere at each moment", () => {
    const tails = Array.from({ length: 1_000 }, (_, index) => newId(Date.UTC(2026, 0, 1) + index).slice(9));
    expect(new Set(tails).size).toBe(1_000);
    expect(tails.toSorted()).not.toEqual(tails);
  });
});

describe("the id of an event", () => {
  it("is a UUID of version 7 that tells its moment", () => {
    const now = Date.UTC(2026, 2, 2, 10, 0, 0, 123);
    const id = uuidv7(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
  });
});
