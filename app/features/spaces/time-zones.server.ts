/** Every time zone that the platform knows by a place, and UTC. `also` is kept when it is one of another spelling. */
export function timeZones(also: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set(["UTC", ...known, also])].toSorted();
}
