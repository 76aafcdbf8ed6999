import type { Context } from "../../platform/context.server.ts";
import { readCookie } from "../../platform/cookies.server.ts";
import type { From } from "./commands.server.ts";

/**
 * Where a request comes from. Links in mails begin with the configured origin; without one only
 * loopback names come through the doors, and the one that the browser used is taken.
 */
export function fromOf(ctx: Context, request: Request): From {
  return {
    userAgent: request.headers.get("User-Agent") ?? "",
    origin: ctx.config.origin ?? new URL(request.url).origin,
    browser: readCookie(ctx.config, request.headers.get("Cookie"), "joined"),
  };
}
