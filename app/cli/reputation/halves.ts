/**
 * Folds the log in two threads, each for half of the members: that takes half the time on two cores, and a thread of its own
 * may have much room for young objects. Almost all that a fold makes lives on, and is copied again and again where there
 * is little.
 */
import { once } from "node:events";
import path from "node:path";
import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Half, Rebuilt } from "../../features/reputation/refolding.server.ts";
import { projectRoot } from "../../platform/root.server.ts";

/** Room for young objects, in megabytes. */
const young = 192;

/** What a thread is started with. */
export type Given = { databaseUrl: string; half: Half };

/** Rebuilds the ledger of a database that is there and up to date. Throws what `openDatabase` does. */
export async function rebuildByHalves(databaseUrl: string): Promise<Rebuilt> {
  const entry = path.join(projectRoot(), "build/server/half.js");
  const threads = (["first", "second"] as const).map((half) => {
    const given: Given = { databaseUrl, half };
    // A thread may grow as large as a process of its own.
    const old = Math.floor(getHeapStatistics().heap_size_limit / 1_048_576);
    const resourceLimits = { maxYoungGenerationSizeMb: young, maxOldGenerationSizeMb: old };
    return new Worker(entry, { workerData: given, resourceLimits });
  });
  try {
    await Promise.all(threads.map((thread) => once(thread, "message")));
    const all: Rebuilt = { lines: 0, missing: [], surplus: [], different: [] };
    // What one puts right may take longer than the other would wait for the database.
    for (const thread of threads) {
      thread.postMessage("write");
      const [{ lines, ...found }] = (await once(thread, "message")) as [Rebuilt];
      all.lines += lines;
      for (const how of ["missing", "surplus", "different"] as const) all[how].push(...found[how]);
    }
    return all;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
