/**
 * Cookies: only ours (`HttpOnly`), only for this site's own navigation (`SameSite=Lax`), and under
 * https with the `__Host-` prefix, so that no other host of the domain can set one.
 */
import { parseCookie, stringifySetCookie } from "cookie";
import type { Config } from "./config.server.ts";

type CookieName = "session" | "locale" | "theme" | "parked" | "joined" | "zone";

function isSecure({ origin }: Pick<Config, "origin">): boolean {
  return origin?.startsWith("https:") ?? false;
}

/** The value of a cookie in a `Cookie` header, or null. */
export function readCookie(
  config: Pick<Config, "origin">,
  header: string | null | undefined,
  name: CookieName,
): string | null {
  return parseCookie(header ?? "")[isSecure(config) ? `__Host-${name}` : name] ?? null;
}

/** A `Set-Cookie` header; a `maxAge` of 0 seconds makes the browser forget the cookie. */
export function cookie(config: Pick<Config, "origin">, name: CookieName, value: string, maxAge: number): string {
  const secure = isSecure(config);
  return stringifySetCookie({
    name: secure ? `__Host-${name}` : name,
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
  });
}
