/**
 * Mails as an admin looks after them. Threat: the links in them open accounts. So nothing of what a
 * mail says is shown, except where it can reach nobody else: without a mail server, from the outbox.
 */
import { and, desc, inArray, lt } from "drizzle-orm";
import { type JobState, jobs } from "../../../db/schema/log.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { limit } from "../../platform/limits.server.ts";
import { type Mail, postOffice } from "../../platform/mail.server.ts";
import { listOutbox, outboxOf, readOutbox } from "../../platform/outbox.server.ts";
import { must } from "../../platform/policy.ts";
import { siteOf } from "../../platform/site.server.ts";
import { stoppedAddresses } from "../notices/bounces.server.ts";
import { noticeMailJob } from "../notices/mailing.server.ts";
import { pageOf } from "../../platform/paging.ts";
import { type MailOutcome, mailTested } from "./events.ts";
import { testLetter } from "./mails.server.ts";
import { mayAdminister } from "./policy.ts";
import { type MailFilter, mailPatience } from "./rules.ts";

const pageSize = 25;

/** Mails of their own, and those with notices, which say what they are about when they are sent. */
export const mailKinds = ["mail", noticeMailJob];

const statesOf: Record<Exclude<MailFilter, "all">, JobState[]> = {
  waiting: ["waiting", "running"],
  failed: ["dead"],
  sent: ["done"],
};

/** Where a list goes on: after the mail with this id. */
type After = string | null;

/**
 * A page of mails on their way, failed and sent, and without a mail server one of the files that lie
 * in the outbox; both the newest first. A sent mail no longer says what it was. Throws `Forbidden`.
 */
export async function mailPage(ctx: Context, filter: MailFilter, { after, file }: { after: After; file: After }) {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  const [queue, stopped, outbox] = await Promise.all([
    mailJobs(ctx, filter, after),
    stoppedAddresses(ctx.db.read),
    hasOutbox(ctx) ? listOutbox(outboxOf(ctx.config), { before: file, size: pageSize }) : null,
  ]);
  return {
    ...queue,
    stopped,
    email: actor.email,
    outbox: outbox && { ...outbox, mails: outbox.mails.map(({ id, at, to, subject }) => ({ id, at, to, subject })) },
  };
}

async function mailJobs(ctx: Context, filter: MailFilter, after: After) {
  const rows = await ctx.db.read
    .select()
    .from(jobs)
    .where(
      and(
        inArray(jobs.kind, mailKinds),
        filter === "all" ? undefined : inArray(jobs.state, statesOf[filter]),
        after === null ? undefined : lt(jobs.id, after),
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(pageSize + 1);
  const { page, last } = pageOf(rows, pageSize);
  return {
    mails: page.map(({ id, kind, state, attempts, lastError, createdAt, runAt, doneAt, payload }) => {
      // Emptied once it is sent, and its values hold the link: only these two leave the server.
      const { template, to } = payload as Partial<Mail>;
      const isWaiting = statesOf.waiting.includes(state);
      return {
        id,
        state: isWaiting ? ("waiting" as const) : state === "dead" ? ("failed" as const) : ("sent" as const),
        template: kind === noticeMailJob ? "notices" : (template ?? null),
        to: to?.address ?? null,
        attempts,
        lastError,
        createdAt,
        doneAt,
        nextAt: isWaiting && runAt > ctx.now ? runAt : null,
        isLate: isWaiting && createdAt < ctx.now - mailPatience,
      };
    }),
    next: last?.id ?? null,
  };
}

/** A mail of the outbox in plain text. Throws `Forbidden`, and `NotFound` wherever there is a mail server. */
export async function outboxMail(ctx: Context, id: string) {
  must(mayAdminister(ctx.actor));
  const mail = hasOutbox(ctx) ? await readOutbox(outboxOf(ctx.config), id) : null;
  if (!mail) throw new NotFound();
  return mail;
}

function hasOutbox({ config }: Context): boolean {
  return config.smtpUrl === null;
}

/** How a trial ended; `words` are those of the mail server or of the machine, `mail` lies in the outbox. */
export type TestResult =
  | { outcome: Exclude<MailOutcome, "outbox">; words: string }
  | { outcome: Extract<MailOutcome, "outbox">; mail: string };

/** Longer answers of servers are cut. */
const mostWords = 1_000;

/** Sends the actor a mail at once, past the queue, and says how that went. Throws `Forbidden`, `TooMany`. */
export async function sendTestMail(ctx: Context): Promise<TestResult> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  await limit("test_mail", actor.id);
  const result = await tried(ctx, actor);
  await ctx.db.transaction((tx) => record(tx, ctx, [mailTested(result.outcome)]));
  return result;
}

async function tried(ctx: Context, { name, email }: { name: string; email: string }): Promise<TestResult> {
  const id = newId(ctx.now);
  const site = (await siteOf(ctx.db)).name;
  const letter = testLetter(ctx.locale, { name, site });
  const to = { name, address: email };
  try {
    const words = await postOffice(ctx.config)({ id, at: ctx.now, to, locale: ctx.locale, site, letter });
    if (words === null) return { outcome: "outbox", mail: id };
    return { outcome: "delivered", words: words.slice(0, mostWords) };
  } catch (error) {
    // What the mail server or the machine said stands behind our own words for it.
    const said = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { outcome: "refused", words: (said instanceof Error ? said.message : "").slice(0, mostWords) };
  }
}
