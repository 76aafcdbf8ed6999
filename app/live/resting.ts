/** What failed is tried again, but later each time, so that it keeps nothing else waiting. */

/** The first pause after a failure and the longest, in milliseconds. */
const shortest = 1_000;
const longest = 5 * 60_000;

export type Resting = {
  /** The ids of what is not to be tried at `now`. */
  at(now: number): string[];
  failed(id: string, now: number): void;
  succeeded(id: string): void;
};

/** Remembers what failed: each failure after the other doubles the pause before the next attempt. */
export function restingAfterFailures(): Resting {
  const resting = new Map<string, { times: number; until: number }>();
  return {
    at: (now) => [...resting].flatMap(([id, { until }]) => (until > now ? id : [])),
    failed(id, now) {
      const times = (resting.get(id)?.times ?? 0) + 1;
      resting.set(id, { times, until: now + Math.min(longest, shortest * 2 ** (times - 1)) });
    },
    succeeded: (id) => void resting.delete(id),
  };
}
