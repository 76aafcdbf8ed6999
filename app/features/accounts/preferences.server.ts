import type { Locale, Theme } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { cookie } from "../../platform/cookies.server.ts";

/** How long a browser remembers, in seconds. */
const year = 365 * 86_400;

/** The headers by which a browser remembers language and theme, also when nobody is signed in. */
export function preferenceCookies(ctx: Context, { locale, theme }: { locale?: Locale; theme?: Theme }): Headers {
  const headers = new Headers();
  if (locale) headers.append("Set-Cookie", cookie(ctx.config, "locale", locale, year));
  if (theme) headers.append("Set-Cookie", cookie(ctx.config, "theme", theme, theme === "system" ? 0 : year));
  return headers;
}
