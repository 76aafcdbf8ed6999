/**
 * Sends mails with notices. The job holds ids alone: what a mail says is looked up when it is sent, by
 * the rights and choices of that moment. So nothing goes out that was read, withdrawn, hidden or
 * lost from sight since, however long the mail server was away.
 */
import type { Database } from "../../../db/database.ts";
import type { MailRound } from "../../../db/schema/notices.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Config } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import type { Job } from "../../platform/jobs.server.ts";
import { logger } from "../../platform/log.server.ts";
import { postOffice, Undeliverable } from "../../platform/mail.server.ts";
import { siteOf } from "../../platform/site.server.ts";
import { addresseeOf, type Addressee } from "./addressee.server.ts";
import { noteRefused, noteTaken } from "./bounces.server.ts";
import { awaitingMe } from "../home/queries.server.ts";
import { bundleLetter, type Composed, dutiesLetter, type Place, weeklyLetter } from "./letters.server.ts";
import { linesOf, type Wanted } from "./lines.server.ts";
import { freshIdeas, owedThisWeek, owedToday } from "./week.server.ts";

/** The kind of the jobs that send mails with notices. */
export const noticeMailJob = "notices.mail";

/** What such a job holds: whose mail it is, of which sort. Its id is what `notice_events.mail` names. */
export type NoticeMail = { member: string; sort: "bundle" | MailRound };

export type Means = { db: Database; config: Config };

/** Sends the mail of a job, unless nothing is left to say or nobody to say it to. `now` in milliseconds since 1970 UTC. */
export async function sendNoticeMail({ db, config }: Means, job: Job, now: number): Promise<void> {
  const payload = job.payload as NoticeMail;
  const to = await addresseeOf(db.read, payload.member, now);
  if (!to) return;
  const { reader } = to;
  const site = (await siteOf(db)).name;
  const log = logger(config.logLevel);
  const ctx = { actor: reader, now, locale: reader.locale, db, config, log, request: job.id, address: "" };
  const composed = await compose(ctx, to, job.id, { sort: payload.sort, place: { site, config } });
  if (!composed) return;
  const { letter, sender, thread, unsubscribe } = composed;
  try {
    await postOffice(config)({
      id: job.id,
      at: job.createdAt,
      to: { name: reader.name, address: reader.email },
      locale: reader.locale,
      site,
      letter,
      sender,
      thread,
      unsubscribe,
    });
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    // Tried again it would be refused again.
    await noteRefused(db, reader, error.code, now);
    return;
  }
  await noteTaken(db, reader.id);
}

/** Whether the weekly mail tells what somebody hears of in this way: what was chosen for it, and what moved. */
export const standsInDigest: Wanted = (way, group) =>
  way === "weekly" || (way === "app" && (group === "answers" || group === "followed"));

async function compose(
  ctx: Context & { actor: SignedIn },
  to: Addressee,
  mail: string,
  { sort, place }: { sort: NoticeMail["sort"]; place: Place },
): Promise<Composed | null> {
  if (sort === "duties") {
    const owed = to.chosen.reminder ? await owedToday(ctx, to.chosen.timeZone) : [];
    return owed.length > 0 ? dutiesLetter(to, owed, place, ctx.now) : null;
  }
  if (sort === "weekly") {
    if (!to.chosen.digest) return null;
    // Of a space whose mails somebody has ended it says nothing.
    const [silent, silentSlugs] = [to.notWeekly.map(({ id }) => id), to.notWeekly.map(({ slug }) => slug)];
    const [allLines, fresh, allAwaiting, allOwed] = await Promise.all([
      linesOf(ctx.db.read, to, mail, standsInDigest),
      freshIdeas(ctx, silent),
      awaitingMe(ctx),
      owedThisWeek(ctx),
    ]);
    const lines = allLines.filter(({ place }) => place === null || !silent.includes(place.id));
    const awaiting = allAwaiting.filter(({ slug }) => !silentSlugs.includes(slug));
    const owed = allOwed.filter(({ space }) => !silentSlugs.includes(space.slug));
    const invitations = awaiting.filter(({ kind }) => kind === "invitation");
    if (lines.length + fresh.length + invitations.length + owed.length === 0) return null;
    return weeklyLetter(to, { lines, fresh, awaiting, owed }, place, ctx.now);
  }
  const lines = await linesOf(ctx.db.read, to, mail, (way) => way === "mail");
  return lines.length > 0 ? bundleLetter(to, lines, place) : null;
}
