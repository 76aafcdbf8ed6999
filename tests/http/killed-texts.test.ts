import { expect, it } from "vitest";
import { killTextsOften } from "../support/killing-texts.ts";

const rounds = Number(process.env.TEXT_KILLS ?? 20);

/** Printed by the name of the test: the same one throws the same dice again. */
const seed = Number(process.env.TEXT_SEED ?? 20_261_123);

it(
  `${rounds} kills under ten who type lose nothing that was acknowledged (seed ${seed})`,
  { timeout: 60_000 + rounds * 20_000 },
  async () => {
    const { kills, acknowledged, words, wrong } = await killTextsOften({ rounds, seed });
    expect(wrong).toEqual([]);
    expect(kills).toBe(rounds);
    // Something was at stake.
    expect(acknowledged).toBeGreaterThanOrEqual(rounds * 10);
    expect(words).toBeGreaterThan(rounds * 5);
  },
);
