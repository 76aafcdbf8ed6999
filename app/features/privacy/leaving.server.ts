/**
 * Leaving for good, with two weeks to think again. Meanwhile the account reads and does nothing, and is visible as before.
 * Threats: somebody at a stranger's open session erases the account (the password is asked for, the mailbox is told, and
 * it can be taken back), and a place left without anybody who governs it.
 */
import { and, count, eq } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas, savedFilters } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { signals } from "../../../db/schema/signals.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { Config } from "../../platform/config.server.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { dateFormat } from "../../platform/formats.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import type { Log } from "../../platform/log.server.ts";
import { enqueueMail, postOffice } from "../../platform/mail.server.ts";
import { siteOf } from "../../platform/site.server.ts";
import { type From, provePassword } from "../accounts/commands.server.ts";
import { endOtherSessions } from "../accounts/session.server.ts";
import { eraseMember, mustNotBeLastAdmin } from "./erasing.server.ts";
import { accountChanged } from "./events.ts";
import type { LeaveInput } from "./inputs.ts";
import { privacyMails } from "./mails.server.ts";
import { undoable } from "./rules.ts";

/** The kind of the job that erases who left, once the time to think again is over. */
export const eraseJob = "privacy.erase";

/**
 * Lets the account of the one who asks be erased in two weeks; other devices are signed out, a mail tells. Asked twice,
 * the first time counts. Throws `Invalid` for a wrong password, `Refused("last_admin")`, `TooMany`.
 */
export async function leaveForGood(ctx: Context, { password }: LeaveInput, { origin }: From): Promise<void> {
  const { actor } = signedIn(ctx);
  await provePassword(ctx, actor.email, password);
  await ctx.db.transaction(async (tx) => {
    const [member] = await tx.select().from(members).where(eq(members.id, actor.id));
    if (!member) throw new NotFound();
    // Moved to another mailbox while the password was being compared.
    if (member.email !== actor.email) throw new Conflict("changed_meanwhile");
    await mustNotBeLastAdmin(tx, member);
    if (member.erasesAt !== null) return;
    const erasesAt = ctx.now + undoable;
    await tx.update(members).set({ erasesAt }).where(eq(members.id, actor.id));
    await endOtherSessions(tx, ctx, actor.id, actor.session);
    await record(tx, ctx, [accountChanged("member.leaving", actor.id)]);
    await enqueue(tx, ctx, { kind: eraseJob, payload: { member: actor.id }, runAt: erasesAt });
    const until = dayIn(member, erasesAt);
    await enqueueMail(tx, ctx, {
      to: { name: member.name, address: actor.email },
      locale: member.locale,
      template: "leaving",
      values: { name: member.name, until, url: `${origin}/me/privacy/leave` },
    });
  }, "serializable");
}

function dayIn({ locale, timeZone }: { locale: string; timeZone: string | null }, at: number): string {
  return dateFormat(locale, timeZone ?? "UTC", { dateStyle: "long" }).format(at);
}

/**
 * Takes it back: the account is as it was. Nothing happens when it was never asked for. Throws
 * `Refused("leaving_over")` once the time to think is over: the erasure may have begun.
 */
export async function stay(ctx: Context): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const [member] = await tx.select({ erasesAt: members.erasesAt }).from(members).where(eq(members.id, actor.id));
    if (!member || member.erasesAt === null) return;
    if (member.erasesAt <= ctx.now) throw new Refused("leaving_over");
    await tx.update(members).set({ erasesAt: null }).where(eq(members.id, actor.id));
    await record(tx, ctx, [accountChanged("member.kept", actor.id)]);
  }, "serializable");
}

/** Erases somebody whose time to think again is over, and says so by mail. Whoever took it back stays. */
export async function eraseWhoLeft(
  { db, config, log }: { db: Database; config: Config; log?: Log },
  member: string,
  now: number,
): Promise<void> {
  const [person] = await db.read.select().from(members).where(eq(members.id, member));
  if (!person || person.erasesAt === null || person.erasesAt > now) return;
  const { name, email, locale } = person;
  const isErased = await eraseMember(db, config.dataDir, member, now);
  // Written into no job and no file, as nothing may be left; so it is sent once, and where there is no mail server not at all.
  if (!isErased || email === null || config.smtpUrl === null) return;
  const { name: site } = await siteOf(db);
  const letter = privacyMails.left(locale, { name, site });
  await postOffice(config)({ id: newId(now), at: now, to: { name, address: email }, locale, site, letter }).catch(
    (error: unknown) => log?.warn({ err: error }, "somebody could not be told that the account is erased"),
  );
}

/** What leaving means for the one who asks: what stays and what goes, and the spaces that lose their lead or only pilot. */
export async function leavePage(ctx: Context) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const mine = eq(ideas.author, actor.id);
  const [written, drafts, said, given, views, [member], piloted] = await Promise.all([
    read.select({ stage: ideas.stage, n: count() }).from(ideas).where(mine).groupBy(ideas.stage),
    read
      .select({ n: count() })
      .from(ideas)
      .where(and(mine, eq(ideas.stage, "draft"))),
    read.select({ n: count() }).from(comments).where(eq(comments.author, actor.id)),
    read.select({ n: count() }).from(signals).where(eq(signals.member, actor.id)),
    read.select({ n: count() }).from(savedFilters).where(eq(savedFilters.member, actor.id)),
    read
      .select({ passwordHash: members.passwordHash, erasesAt: members.erasesAt })
      .from(members)
      .where(eq(members.id, actor.id)),
    read
      .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, lead: memberships.lead })
      .from(memberships)
      .innerJoin(spaces, eq(spaces.id, memberships.space))
      .where(and(eq(memberships.member, actor.id), eq(memberships.pilot, true)))
      .orderBy(spaces.name),
  ]);
  const others = await Promise.all(
    piloted.map(({ id }) => read.select({ member: memberships.member }).from(memberships).where(pilots(id)).limit(2)),
  );
  const unpublished = ["draft", "discarded"];
  const published = written.filter(({ stage }) => !unpublished.includes(stage)).reduce((sum, { n }) => sum + n, 0);
  const number = (rows: { n: number }[]) => rows[0]?.n ?? 0;
  return {
    stays: { ideas: published, comments: number(said), signals: number(given) },
    goes: { drafts: number(drafts), views: number(views) },
    leaves: piloted
      .map(({ slug, name, lead }, position) => ({ slug, name, lead, isOnlyPilot: others[position]?.length === 1 }))
      .filter(({ lead, isOnlyPilot }) => lead || isOnlyPilot),
    hasPassword: (member?.passwordHash ?? null) !== null,
    erasesAt: member?.erasesAt ?? null,
  };
}

function pilots(space: string) {
  return and(eq(memberships.space, space), eq(memberships.pilot, true));
}
