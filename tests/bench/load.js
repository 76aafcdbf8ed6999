/** The load: a few connections that each send the next request as soon as the last one is answered. */
import autocannon from "autocannon";

/**
 * @typedef {{ method: "GET" | "POST", path: string, headers: Record<string, string>, body?: string }} Sent
 * @typedef {{ perSecond: number, times: number[] }} Pressed Answers in a second, and milliseconds that each took.
 */

/** How many requests are under way at any moment. */
export const connections = 10;

/**
 * Sends what `next` gives, for a time or a number of times. Throws when anything was answered
 * otherwise than with a status of success: such a figure would say nothing.
 * @param {{ origin: string, next: () => Sent, seconds?: number, amount?: number, abreast?: number }} options
 * @returns {Promise<Pressed>}
 */
export async function press({ origin, next, seconds, amount, abreast = connections }) {
  /** @type {number[]} */
  const times = [];
  /** @type {Map<number, number>} */
  const refusals = new Map();
  const began = performance.now();
  let ended = began;
  /** @type {autocannon.Result} */
  const { errors, timeouts } = await new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: origin,
        connections: abreast,
        ...(amount === undefined ? { duration: seconds ?? 1 } : { amount }),
        requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    run.on("response", (_client, status, _bytes, time) => {
      ended = performance.now();
      times.push(time);
      if (status < 200 || status > 299) refusals.set(status, (refusals.get(status) ?? 0) + 1);
    });
  });
  if (errors > 0 || timeouts > 0 || refusals.size > 0 || times.length === 0) {
    const statuses = [...refusals].map(([status, count]) => `${count} × ${status}`).join(", ");
    throw new Error(
      `${times.length} answers, ${errors} errors, ${timeouts} timeouts; not successful: ${statuses || "none"}`,
    );
  }
  return { perSecond: (times.length / (ended - began)) * 1000, times };
}

/**
 * The value below which this share of the numbers lies.
 * @param {readonly number[]} numbers
 * @param {number} share
 */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  return quantile(numbers, 0.5);
}
