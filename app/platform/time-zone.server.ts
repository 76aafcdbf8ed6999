import { parseCookie } from "cookie";

/**
 * The reader's time zone, which the browser tells in a cookie (`zone`) after the first page; until
 * then, and for junk, UTC. Server and browser write each moment by the same zone, so that the
 * page does not change under the reader.
 */
export function timeZoneOf(cookieHeader: string | null): string {
  const zone = parseCookie(cookieHeader ?? "").zone;
  return zone && isTimeZone(zone) ? zone : "UTC";
}

/** Whether this is a time zone that the platform knows, such as "Europe/Paris". */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
