import { expect, it } from "vitest";
import { killOften } from "../support/killing.ts";

/** Printed by the name of the test: the same one throws the same dice again. */
const seed = 20_261_122;

it(`sixty kills under eight writers lose nothing that was confirmed (seed ${seed})`, { timeout: 900_000 }, async () => {
  // Two servers side by side: most of a round is the start.
  const outcomes = await Promise.all([seed, seed + 1].map((each) => killOften({ rounds: 30, seed: each })));
  for (const { kills, confirmed, wrong } of outcomes) {
    expect(wrong).toEqual([]);
    expect(kills).toBe(30);
    // Something was at stake.
    expect(confirmed.comments + confirmed.ideas).toBeGreaterThanOrEqual(30);
    expect(confirmed.signals).toBeGreaterThan(30);
  }
});
