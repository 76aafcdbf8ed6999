import { setTimeout as wait } from "node:timers/promises";

/** Asks again until there is something, and gives it. Throws when `patience` milliseconds are over. */
export async function until<Thing>(
  ask: () => Thing | Promise<Thing>,
  patience = 15_000,
): Promise<NonNullable<Exclude<Thing, false>>> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<Exclude<Thing, false>>;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${patience} ms.`);
    await wait(20);
  }
}
