/**
 * What somebody did in a room and the server has not said to have kept: in the browser's own store, so that a lost
 * connection or a closed page loses nothing. Each is sent in its turn, under the id it was given here, until it is
 * answered.
 */
import type { Act } from "../inputs.ts";

/** One act that waits, and for which phase it was meant. */
export type Waiting = {
  id: string;
  phase: number;
  what: Act;
  /** Why the server would not do it; null while it waits. */
  refused: string | null;
};

function keyOf(room: string, member: string): string {
  return `caco.room.${room}.${member}`;
}

/** What waited when the page was last open; nothing where the browser keeps nothing. */
export function readOutbox(room: string, member: string): Waiting[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(room, member)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isWaiting) : [];
  } catch {
    return [];
  }
}

/** Keeps what waits now. */
export function writeOutbox(room: string, member: string, acts: readonly Waiting[]): void {
  try {
    if (acts.length === 0) localStorage.removeItem(keyOf(room, member));
    else localStorage.setItem(keyOf(room, member), JSON.stringify(acts));
  } catch {
    // A browser that keeps nothing still sends what it has.
  }
}

/** Whether it is one of ours, from this or an earlier version; the server looks at what it asks for. */
function isWaiting(stored: unknown): stored is Waiting {
  if (typeof stored !== "object" || stored === null) return false;
  const { id, phase, what } = stored as Partial<Waiting>;
  return typeof id === "string" && typeof phase === "number" && typeof what?.do === "string";
}
