/**
 * The first start. Threat: whoever reaches a fresh installation first would own it; so a code
 * that only its console shows makes the admin, once.
 */
import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { settings } from "../../../db/schema/log.ts";
import type { Context } from "../../platform/context.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { giveBack, limit } from "../../platform/limits.server.ts";
import { hashOf, newSecret } from "../../platform/secrets.server.ts";
import { mustConsent, noteConsent } from "../legal/commands.server.ts";
import { createSpace, joinSpace } from "../spaces/commands.server.ts";
import { memberRegistered, memberVerified } from "./events.ts";
import type { SetupInput } from "./inputs.ts";
import { addMember } from "./members.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { maySetUp } from "./policy.ts";
import { hasAdmin } from "./queries.server.ts";
import { actorFrom, startSession } from "./session.server.ts";

/**
 * While nobody governs the place: makes a one-time code, stores its hash and gives it, for the
 * console. Gives null once there is an admin. Each start makes the code of the last one worthless.
 */
export async function prepareSetup(db: Database): Promise<string | null> {
  const code = newSecret();
  return db.transaction(async (tx) => {
    if (await hasAdmin(tx)) return null;
    const row = { name: "setup_code", value: hashOf(code) };
    await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row });
    return code;
  });
}

/**
 * Makes the first admin and the first space, and signs the admin in. Of several at once with the
 * same code, one wins. Throws `NotFound` once there is an admin, `Invalid` for a wrong code or an
 * unusable space name, `TooMany`.
 */
export async function setUp(
  ctx: Context,
  input: SetupInput,
  userAgent: string,
): Promise<{ slug: string; cookie: string }> {
  await limit("signin_address", ctx.address);
  await mustBeSetUpCode(ctx, input.code);
  const versions = await mustConsent(ctx, input.consent);
  const passwordHash = await hashPassword(input.password);
  const made = await ctx.db.transaction(async (tx) => {
    if (!maySetUp({ hasAdmin: await hasAdmin(tx) })) throw new NotFound();
    const code = and(eq(settings.name, "setup_code"), eq(settings.value, hashOf(input.code)));
    const spent = await tx.delete(settings).where(code).returning({ name: settings.name });
    if (spent.length === 0) throw new Invalid({ code: "setup_code_wrong" });

    const admin = await addMember(tx, ctx, {
      name: input.name,
      email: input.email,
      emailVerifiedAt: ctx.now,
      affiliation: "employee",
      admin: true,
      locale: input.language,
      passwordHash,
    });
    if (!admin) throw new Invalid({ email: "email_taken" });
    const by = { actor: actorFrom(admin), now: ctx.now };
    await record(tx, by, [memberRegistered(admin), memberVerified(admin.id)]);
    await noteConsent(tx, by, admin.id, versions);
    const space = await createSpace(tx, by, {
      name: input.spaceName,
      purpose: input.purpose,
      visibility: input.visibility,
      language: input.language,
      timeZone: input.timeZone,
    });
    await joinSpace(tx, by, space.id, admin, { pilot: true, lead: true, product: true });
    return { slug: space.slug, cookie: await startSession(tx, ctx, admin, userAgent) };
  }, "serializable");
  await giveBack("signin_address", ctx.address);
  return made;
}

/** Before the costly hash of the password: a stranger without the code costs one look. */
async function mustBeSetUpCode(ctx: Context, code: string): Promise<void> {
  if (!maySetUp({ hasAdmin: await hasAdmin(ctx.db.read) })) throw new NotFound();
  const [stored] = await ctx.db.read.select().from(settings).where(eq(settings.name, "setup_code"));
  if (stored?.value !== hashOf(code)) throw new Invalid({ code: "setup_code_wrong" });
}
