/**
 * Loaded into a command (`node --import`): writes down what it took of processors, in milliseconds of them all, and how much
 * memory it held at most, in bytes, when it ends.
 */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const spent = { processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 };
  writeFileSync(String(process.env.BENCH_SPENT), JSON.stringify(spent));
});
