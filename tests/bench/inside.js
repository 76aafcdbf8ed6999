/**
 * Loaded into the measured server (`node --import`): tells its memory and how long its event loop
 * was kept from turning, when asked. It costs one timer every ten milliseconds.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";

/** @typedef {{ rss: number, loopP99: number, cpu: number }} Insides Bytes; milliseconds since the last asking; microseconds of a processor so far. */

const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();

process.on("message", () => {
  // The histogram counts the ten milliseconds it meant to sleep as delay.
  const loopP99 = Math.max(0, loop.percentile(99) / 1e6 - 10);
  loop.reset();
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage.rss(), loopP99, cpu: user + system });
});
process.channel?.unref();
