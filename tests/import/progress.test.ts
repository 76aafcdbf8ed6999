import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pace, progressOn } from "../../app/cli/progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  [0, 100, 1_000, { rate: "…", left: "…" }],
  [50, 100, 1_000, { rate: "50/s", left: "1 s" }],
  [3, 100, 2_000, { rate: "1.5/s", left: "1 min 5 s" }],
  [100, 100, 1_000, { rate: "100/s", left: "0 s" }],
])("%i of %i after %i ms: %j", (done, total, elapsed, expected) => {
  expect(pace(done, total, elapsed)).toEqual(expected);
});

test("without a terminal it says a plain line every few seconds, with rate and time left", () => {
  const stream = new PassThrough();
  const progress = progressOn(stream);
  progress.start("signals", 1_000, "signals");
  for (let done = 100; done <= 700; done += 100) {
    vi.advanceTimersByTime(1_000);
    progress.reach(done);
  }
  progress.stop();
  expect(String(stream.read())).toBe(
    "signals: 300 of 1000 signals, 100/s, 7 s left\nsignals: 600 of 1000 signals, 100/s, 4 s left\n",
  );
});
