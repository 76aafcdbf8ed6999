/** For how long a room that somebody led counts when it is asked whose turn it is, in milliseconds. */
export const lately = 90 * 24 * 3_600_000;

/** How many rooms somebody led lately or is to lead, and when he or she was last given one (milliseconds since 1970 UTC). */
export type Turn = { id: string; led: number; lastAt: number | null };

/** People in the order in which they lead: who led the fewest rooms lately; of equals who was given one the longest ago. */
export function inTurn<Person extends Turn>(people: readonly Person[]): Person[] {
  return people.toSorted(
    (one, other) => one.led - other.led || (one.lastAt ?? 0) - (other.lastAt ?? 0) || (one.id < other.id ? -1 : 1),
  );
}
