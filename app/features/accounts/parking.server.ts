/**
 * What somebody typed before being asked to sign in. It waits on the server for a day under a
 * secret that only this browser's cookie has, and comes back on the page it was typed on: also
 * when the mailed link is opened there later.
 */
import { and, eq, gt, lt } from "drizzle-orm";
import { parkedForms } from "../../../db/schema/log.ts";
import type { Context } from "../../platform/context.server.ts";
import { cookie, readCookie } from "../../platform/cookies.server.ts";
import { Malformed, TooLarge } from "../../platform/errors.ts";
import { limit } from "../../platform/limits.server.ts";
import { hashOf, newSecret } from "../../platform/secrets.server.ts";
import { parkedAge } from "./rules.ts";

/** Longest form kept, in bytes of UTF-8. */
const longest = 64 * 1024;

/**
 * Keeps the fields of a form of the page at `path` and gives the `Set-Cookie` header that finds
 * them again. One form waits at a time. Throws `TooLarge`, `TooMany`, and `Malformed` for NUL characters.
 */
export async function park(ctx: Context, path: string, fields: Record<string, string>): Promise<string> {
  const written = JSON.stringify(fields);
  if (written.includes("\\u0000")) throw new Malformed();
  if (Buffer.byteLength(written) > longest) throw new TooLarge();
  await limit("park_address", ctx.address);
  const secret = newSecret();
  await ctx.db.transaction(async (tx) => {
    await tx.delete(parkedForms).where(lt(parkedForms.expiresAt, ctx.now));
    await tx.insert(parkedForms).values({ hash: hashOf(secret), path, fields, expiresAt: ctx.now + parkedAge });
  });
  return cookie(ctx.config, "parked", secret, parkedAge / 1000);
}

/**
 * What this browser parked for the page at `path`, or null. It stays until `forgetParked` or its
 * day is over, so that loading the page twice loses nothing.
 */
export async function unpark(request: Request, ctx: Context, path: string): Promise<Record<string, string> | null> {
  const secret = readCookie(ctx.config, request.headers.get("Cookie"), "parked");
  if (secret === null) return null;
  const [parked] = await ctx.db.read
    .select({ fields: parkedForms.fields })
    .from(parkedForms)
    .where(and(eq(parkedForms.hash, hashOf(secret)), eq(parkedForms.path, path), gt(parkedForms.expiresAt, ctx.now)));
  return parked?.fields ?? null;
}

/**
 * The `Set-Cookie` header to send once the parked form was posted for good, or at sign-out. What was
 * parked is deleted; nobody waits for that, and what is left goes with its day.
 */
export function forgetParked(ctx: Pick<Context, "config" | "db" | "parked">): string {
  if (ctx.parked) {
    const own = eq(parkedForms.hash, hashOf(ctx.parked));
    void ctx.db.transaction((tx) => tx.delete(parkedForms).where(own)).catch(() => undefined);
  }
  return cookie(ctx.config, "parked", "", 0);
}
