/**
 * Another address for an account. Threats: somebody at a stranger's open session or with a stolen password moves the
 * account away (the present mailbox must say yes, and its no signs everybody out); somebody hangs an address that is
 * not his or hers on an account (the new mailbox must say yes, signed in or with the password); somebody asks to learn
 * who has an account (the answer is the same, and the holder of the address is told).
 */
import { and, eq, gt, isNull, or } from "drizzle-orm";
import { wasTaken } from "../../../db/dialect/taken.ts";
import type { Reads, Tx } from "../../../db/database.ts";
import { emailChanges, mailTokens, members, sessions } from "../../../db/schema/members.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { isWithin, limit } from "../../platform/limits.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { siteOf } from "../../platform/site.server.ts";
import { hashOf, newSecret } from "../../platform/secrets.server.ts";
import { type From, provePassword } from "./commands.server.ts";
import { emailChange, memberVerified } from "./events.ts";
import type { EmailAnswer, EmailInput } from "./inputs.ts";
import { affiliateByAddress, type Member } from "./members.server.ts";
import { memberByEmail, openBan } from "./queries.server.ts";
import { emailChangeAge } from "./rules.ts";
import { actorFrom, endOtherSessions } from "./session.server.ts";

type Change = typeof emailChanges.$inferSelect;

/** Which of the two mailboxes a link was sent to. */
type Side = "old" | "new";

/**
 * Asks both mailboxes whether an account shall have another address; an earlier question is void. The caller cannot
 * tell whether the new one has an account. An address that was never confirmed need not say yes. Throws `Invalid` for
 * a wrong password or the same address, `TooMany`.
 */
export async function askEmailChange(
  ctx: Context & { actor: SignedIn },
  { email, password }: EmailInput,
  { origin }: From,
): Promise<void> {
  const { actor } = ctx;
  if (email === actor.email) throw new Invalid({ email: "email_same" });
  await provePassword(ctx, actor.email, password);
  await limit("mail_account", `${actor.id} ${ctx.address}`);
  const mayMail = await isWithin("mail_box", email);
  const [oldSecret, newSecretOfLink] = [newSecret(), newSecret()];
  await ctx.db.transaction(async (tx) => {
    const [member] = await tx.select().from(members).where(eq(members.id, actor.id));
    if (!member) throw new NotFound();
    const asked = {
      email,
      session: actor.session,
      oldHash: hashOf(oldSecret),
      newHash: hashOf(newSecretOfLink),
      oldConfirmedAt: member.emailVerifiedAt === null ? ctx.now : null,
      newConfirmedAt: null,
      createdAt: ctx.now,
      expiresAt: ctx.now + emailChangeAge,
    };
    await tx
      .insert(emailChanges)
      .values({ member: member.id, ...asked })
      .onConflictDoUpdate({ target: emailChanges.member, set: asked });
    await record(tx, ctx, [emailChange("member.email_change_asked", member.id)]);
    if (asked.oldConfirmedAt === null) {
      await mail(tx, ctx, "email_old", member, member.email ?? "", { email, url: `${origin}/email/${oldSecret}` });
    }
    if (!mayMail) return;
    const holder = await memberByEmail(tx, email);
    if (holder) await mail(tx, ctx, "email_taken", holder, email, { email, url: `${origin}/signin` });
    else await mail(tx, ctx, "email_new", member, email, { email, url: `${origin}/email/${newSecretOfLink}` });
  });
}

async function mail(
  tx: Tx,
  ctx: Context,
  template: "email_old" | "email_new" | "email_taken" | "email_changed",
  person: Pick<Member, "name" | "locale">,
  address: string,
  values: { email: string; url: string },
): Promise<void> {
  const { name, locale } = person;
  await enqueueMail(tx, ctx, { to: { name, address }, locale, template, values: { ...values, name } });
}

/** The change of address that waits for the one who asks, or null. */
export async function myEmailChange(ctx: Context & { actor: SignedIn }) {
  const [change] = await ctx.db.read
    .select({
      email: emailChanges.email,
      oldConfirmedAt: emailChanges.oldConfirmedAt,
      newConfirmedAt: emailChanges.newConfirmedAt,
      expiresAt: emailChanges.expiresAt,
    })
    .from(emailChanges)
    .where(and(eq(emailChanges.member, ctx.actor.id), gt(emailChanges.expiresAt, ctx.now)));
  return change ?? null;
}

/** What a mailed link asks: null once it asks nothing any more. */
export type EmailQuestion = {
  side: Side;
  name: string;
  /** The new address. */
  email: string;
  /** Whether this side has said yes already. */
  isAnswered: boolean;
  /** Whether the yes needs the account's password: the new address's, where nobody is signed in to the account. */
  needsPassword: boolean;
} | null;

/** The question behind a mailed link. */
export async function emailQuestion(ctx: Context, token: string): Promise<EmailQuestion> {
  const found = await changeBy(ctx.db.read, ctx, token);
  if (!found) return null;
  const { change, side, member } = found;
  return {
    side,
    name: member.name,
    email: change.email,
    isAnswered: (side === "old" ? change.oldConfirmedAt : change.newConfirmedAt) !== null,
    needsPassword: side === "new" && !isOwn(ctx, member),
  };
}

function isOwn({ actor }: Context, member: Member): boolean {
  return isSignedIn(actor) && actor.id === member.id;
}

async function changeBy(read: Reads, ctx: Context, token: string) {
  const hash = hashOf(token);
  const [found] = await read
    .select({ change: emailChanges, member: members })
    .from(emailChanges)
    .innerJoin(members, eq(members.id, emailChanges.member))
    .where(
      and(or(eq(emailChanges.oldHash, hash), eq(emailChanges.newHash, hash)), gt(emailChanges.expiresAt, ctx.now)),
    );
  if (!found || (await openBan(read, found.member.id))) return null;
  return { ...found, side: found.change.oldHash === hash ? ("old" as const) : ("new" as const) };
}

/** What came of an answer: one yes is still missing, or the change is done, void, or void because of another account. */
export type EmailOutcome = "half" | "changed" | "cancelled" | "kept" | "taken";

/**
 * Takes the answer that a mailbox gives by its link. Of two accounts that want one address the first to have both
 * answers gets it. Throws `Refused("link_dead")`, `Invalid` for a wrong password, `TooMany`.
 */
export async function answerEmailChange(
  ctx: Context,
  token: string,
  answer: EmailAnswer,
  from: Pick<From, "origin">,
): Promise<EmailOutcome> {
  const question = await changeBy(ctx.db.read, ctx, token);
  if (!question) throw new Refused("link_dead");
  if (answer.act === "cancel") return cancelBy(ctx, token);
  if (question.side === "new" && !isOwn(ctx, question.member)) {
    await provePassword(ctx, question.member.email ?? "", answer.password ?? "");
  }
  const { employeeDomains } = await siteOf(ctx.db);
  try {
    return await ctx.db.transaction(async (tx) => {
      const found = await changeBy(tx, ctx, token);
      if (!found) throw new Refused("link_dead");
      const column = found.side === "old" ? ("oldConfirmedAt" as const) : ("newConfirmedAt" as const);
      // The row is held from here on: of two answers at once the second sees the first.
      const [change] = await tx
        .update(emailChanges)
        .set({ [column]: ctx.now })
        .where(eq(emailChanges[found.side === "old" ? "oldHash" : "newHash"], hashOf(token)))
        .returning();
      if (!change) throw new Refused("link_dead");
      if (change.oldConfirmedAt === null || change.newConfirmedAt === null) return "half";
      return complete(tx, ctx, change, found.member, { ...from, employeeDomains });
    });
  } catch (error) {
    // Another account took the address at the same moment.
    if (!wasTaken(error)) throw error;
    await ctx.db.transaction((tx) => tx.delete(emailChanges).where(eq(emailChanges.member, question.member.id)));
    return "taken";
  }
}

async function complete(
  tx: Tx,
  ctx: Context,
  change: Change,
  member: Member,
  { origin, employeeDomains }: Pick<From, "origin"> & { employeeDomains: readonly string[] },
): Promise<EmailOutcome> {
  await tx.delete(emailChanges).where(eq(emailChanges.member, member.id));
  if (await memberByEmail(tx, change.email)) return "taken";
  const securityStamp = newSecret();
  await tx
    .update(members)
    .set({ email: change.email, emailVerifiedAt: ctx.now, securityStamp })
    .where(eq(members.id, member.id));
  const by = { actor: actorFrom(member), now: ctx.now };
  const kept = isOwn(ctx, member) && isSignedIn(ctx.actor) ? ctx.actor.session : change.session;
  await endOtherSessions(tx, by, member.id, kept);
  await tx
    .update(sessions)
    .set({ securityStamp })
    .where(
      and(eq(sessions.member, member.id), eq(sessions.id, kept), eq(sessions.securityStamp, member.securityStamp)),
    );
  const open = and(eq(mailTokens.member, member.id), isNull(mailTokens.usedAt));
  await tx.update(mailTokens).set({ usedAt: ctx.now }).where(open);
  await record(tx, by, [
    emailChange("member.email_changed", member.id),
    ...(member.emailVerifiedAt === null ? [memberVerified(member.id)] : []),
  ]);
  await affiliateByAddress(tx, by, { ...member, email: change.email }, employeeDomains);
  if (member.email !== null && member.emailVerifiedAt !== null) {
    await mail(tx, ctx, "email_changed", member, member.email, { email: change.email, url: `${origin}/legal/notice` });
  }
  return "changed";
}

/** The present mailbox's no: whoever asked knows the password, so everybody is signed out. */
async function cancelBy(ctx: Context, token: string): Promise<EmailOutcome> {
  return ctx.db.transaction(async (tx) => {
    const found = await changeBy(tx, ctx, token);
    if (!found) throw new Refused("link_dead");
    const { member, side } = found;
    const gone = await tx
      .delete(emailChanges)
      .where(eq(emailChanges.member, member.id))
      .returning({ member: emailChanges.member });
    // The other mailbox completed it at this very moment.
    if (gone.length === 0) throw new Refused("link_dead");
    const by = { actor: actorFrom(member), now: ctx.now };
    await record(tx, by, [emailChange("member.email_change_cancelled", member.id)]);
    if (side === "new") return "kept";
    await tx.update(members).set({ securityStamp: newSecret() }).where(eq(members.id, member.id));
    await endOtherSessions(tx, by, member.id, "");
    return "cancelled";
  });
}

/** Takes the question back that the actor asked; nothing happens where there is none. */
export async function cancelMyEmailChange(ctx: Context & { actor: SignedIn }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const mine = eq(emailChanges.member, ctx.actor.id);
    const gone = await tx.delete(emailChanges).where(mine).returning({ member: emailChanges.member });
    if (gone.length > 0) await record(tx, ctx, [emailChange("member.email_change_cancelled", ctx.actor.id)]);
  });
}
