/** The first account is made once, while nobody governs the place yet. */
export function maySetUp(place: { hasAdmin: boolean }): boolean {
  return !place.hasAdmin;
}
