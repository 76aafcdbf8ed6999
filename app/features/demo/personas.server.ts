import { eq, inArray } from "drizzle-orm";
import { content } from "../../../db/demo/content.ts";
import type { Part } from "../../../db/demo/shape.ts";
import { members } from "../../../db/schema/members.ts";
import { type Affiliation, isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { memberByEmail } from "../accounts/queries.server.ts";
import { endSession, startSession } from "../accounts/session.server.ts";
import { addressOf, parts } from "./rules.ts";

/** Somebody whom a visitor of the demo may be. */
export type Persona = { part: Part; name: string; affiliation: Affiliation };

/** The address of the person who has this part. */
function addressFor(part: Part): string | null {
  const found = Object.entries(content.people).find(([, person]) => person.part === part);
  return found ? addressOf(found[0]) : null;
}

/** Whom one may be in this demo, in the order of `parts`; nobody where there is no demo. */
export async function personas(ctx: Context): Promise<Persona[]> {
  if (!ctx.config.demo) return [];
  const addresses = parts.map(addressFor).filter((address) => address !== null);
  const rows = await ctx.db.read
    .select({ email: members.email, name: members.name, affiliation: members.affiliation })
    .from(members)
    .where(inArray(members.email, addresses));
  return parts.flatMap((part) => {
    const row = rows.find(({ email }) => email === addressFor(part));
    return row ? [{ part, name: row.name, affiliation: row.affiliation }] : [];
  });
}

/**
 * Signs a visitor of the demo in as one of its people, without a password, and gives the
 * `Set-Cookie` header. He or she goes on reading in the visitor's language. Throws `NotFound` where
 * there is no demo: this is the second lock, the first one is the door.
 */
export async function becomePersona(ctx: Context, part: Part, userAgent: string): Promise<string> {
  if (!ctx.config.demo) throw new NotFound();
  const email = addressFor(part);
  const member = email === null ? null : await memberByEmail(ctx.db.read, email);
  if (!member) throw new NotFound();
  return ctx.db.transaction(async (tx) => {
    if (isSignedIn(ctx.actor)) await endSession(tx, ctx, ctx.actor.id, ctx.actor.session);
    await tx.update(members).set({ locale: ctx.locale }).where(eq(members.id, member.id));
    return startSession(tx, ctx, member, userAgent);
  });
}
