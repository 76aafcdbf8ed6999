/** For each file. What the program writes to `console.error` and no test expects is a failure. */
import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
import { endFile } from "./endings.ts";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  const unexpected = vi.mocked(console.error).mock.calls;
  vi.restoreAllMocks();
  expect(unexpected, "console.error was called").toEqual([]);
});

afterAll(endFile);
