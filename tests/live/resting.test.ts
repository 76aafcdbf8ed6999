import { expect, it } from "vitest";
import { restingAfterFailures } from "../../app/live/resting.ts";

it("lets what failed rest, twice as long each time and five minutes at most, until it succeeds", () => {
  const resting = restingAfterFailures();
  expect(resting.at(0)).toEqual([]);
  const pauses = Array.from({ length: 12 }, () => {
    resting.failed("a", 0);
    const until = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300].find((seconds) => resting.at(seconds * 1_000).length === 0);
    return until;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  resting.failed("b", 0);
  expect(resting.at(999)).toEqual(["a", "b"]);
  expect(resting.at(1_000)).toEqual(["a"]);
  resting.succeeded("a");
  expect(resting.at(999)).toEqual(["b"]);
});
