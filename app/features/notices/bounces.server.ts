/**
 * Addresses that a mail server refuses for good. After some days on which it did so no more mails with
 * notices go there, and the person is told here. Days are counted, not mails: a mail server that is set
 * up wrongly for an afternoon refuses everybody.
 */
import { desc, eq, isNotNull } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { mailBounces } from "../../../db/schema/notices.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { record } from "../../platform/events.server.ts";
import { mailStopped, noticesChosen } from "./events.ts";
import { mostRefusals } from "./rules.ts";

const day = 24 * 3_600_000;

/** Notes that a mail to this member was refused with a code such as 550. `now` in milliseconds since 1970 UTC. */
export async function noteRefused(
  db: Database,
  { id, email }: { id: string; email: string },
  code: number,
  now: number,
): Promise<void> {
  // Serializable: what is written depends on the row that is read.
  await db.transaction(async (tx) => {
    const [found] = await tx.select().from(mailBounces).where(eq(mailBounces.member, id));
    const before = found?.email === email ? found : null;
    const isSameDay = before !== null && Math.floor(before.at / day) === Math.floor(now / day);
    const days = before === null ? 1 : before.days + (isSameDay ? 0 : 1);
    const stoppedAt = before?.stoppedAt ?? (days >= mostRefusals ? now : null);
    const row = { email, days, code, at: now, stoppedAt };
    await tx
      .insert(mailBounces)
      .values({ member: id, ...row })
      .onConflictDoUpdate({ target: mailBounces.member, set: row });
    if (stoppedAt === now) await record(tx, { actor: "system", now }, [mailStopped(id, code)]);
  }, "serializable");
}

/** Notes that a mail to this member was taken: what was refused before counts no more. */
export async function noteTaken(db: Database, member: string): Promise<void> {
  const [found] = await db.read
    .select({ member: mailBounces.member })
    .from(mailBounces)
    .where(eq(mailBounces.member, member));
  if (found) await db.transaction((tx) => tx.delete(mailBounces).where(eq(mailBounces.member, member)));
}

/** Whether mails to the present address of a member are stopped. */
export async function isStopped(read: Reads, { id, email }: { id: string; email: string }): Promise<boolean> {
  const [found] = await read.select().from(mailBounces).where(eq(mailBounces.member, id));
  return found !== undefined && found.stoppedAt !== null && found.email === email;
}

/** Lets mails go to the actor's address again. */
export async function tryAddressAgain(ctx: Context): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(mailBounces).where(eq(mailBounces.member, actor.id));
    await record(tx, ctx, [noticesChosen(actor.id, null)]);
  });
}

const mostListed = 100;

/** The addresses to which no more mails with notices go, the latest first; for admins. */
export async function stoppedAddresses(read: Reads) {
  return read
    .select({
      id: members.id,
      name: members.name,
      email: mailBounces.email,
      code: mailBounces.code,
      at: mailBounces.at,
    })
    .from(mailBounces)
    .innerJoin(members, eq(members.id, mailBounces.member))
    .where(isNotNull(mailBounces.stoppedAt))
    .orderBy(desc(mailBounces.stoppedAt))
    .limit(mostListed);
}
