import { settings } from "../../db/schema/log.ts";
import type { Database } from "../../db/database.ts";
import { once } from "./once.server.ts";

/** How long an answer stands, in milliseconds: asking often must not mean writing often. */
const stands = 1_000;

const state = once("health", () => ({
  isStopping: false,
  asked: new WeakMap<Database, { at: number; answer: Promise<boolean> }>(),
}));

/** From now on this process is not ready: whoever shares out requests sends them elsewhere. */
export function beNotReady(): void {
  state.isStopping = true;
}

/** Whether the database took a write at this moment (milliseconds since 1970 UTC), or within the last second. */
export function isReady(db: Database, now: number): Promise<boolean> {
  if (state.isStopping) return Promise.resolve(false);
  const last = state.asked.get(db);
  if (last && now - last.at < stands) return last.answer;
  const answer = takesWrites(db, now);
  state.asked.set(db, { at: now, answer });
  return answer;
}

async function takesWrites(db: Database, now: number): Promise<boolean> {
  const row = { name: "ready_at", value: String(now) };
  try {
    await db.transaction(async (tx) => {
      await tx
        .insert(settings)
        .values(row)
        .onConflictDoUpdate({ target: settings.name, set: { value: row.value } });
    });
    return true;
  } catch {
    return false;
  }
}
