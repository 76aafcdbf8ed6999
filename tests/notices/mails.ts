/** Mails with notices in tests: made and sent at a moment, and read as they came. */
import { eq, inArray } from "drizzle-orm";
import PostalMime, { type Email } from "postal-mime";
import { jobs } from "../../db/schema/log.ts";
import { bundleDue } from "../../app/features/notices/bundling.server.ts";
import { noticeMailJob, sendNoticeMail } from "../../app/features/notices/mailing.server.ts";
import { runJobs } from "../../app/platform/jobs.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import type { Rig } from "../support/database.ts";
import type { MailServer } from "../support/smtp.ts";
import { until } from "../support/until.ts";

export const origin = "https://ideas.example.org";

/** Makes the mails that are due at `now` and has those who wait sent once. Gives the jobs as they are then. */
export async function mailAt(rig: Rig, now: number) {
  await bundleDue(rig.db, now);
  return sendAt(rig, now);
}

/** Runs the jobs that are due at `now`, each once. */
export async function sendAt(rig: Rig, now: number) {
  const mine = eq(jobs.kind, noticeMailJob);
  const tried = new Set<string>();
  const worker = runJobs(
    rig.db,
    {
      [noticeMailJob]: async (job) => {
        tried.add(job.id);
        await sendNoticeMail(rig, job, now);
      },
    },
    logger("silent"),
    () => now,
  );
  await until(async () => {
    const rows = await rig.db.read.select().from(jobs).where(mine);
    return rows.every(({ state, runAt }) => state === "done" || state === "dead" || runAt > now);
  });
  await worker.stop();
  return tried.size === 0
    ? []
    : rig.db.read
        .select()
        .from(jobs)
        .where(inArray(jobs.id, [...tried]));
}

/** The mails that a mail server took, read. */
export function readMails(server: Pick<MailServer, "taken">): Promise<Email[]> {
  return Promise.all(server.taken.map((mail) => PostalMime.parse(mail)));
}

/** A header of a mail, by its name in lower case. */
export function header(mail: Email | undefined, name: string): string | undefined {
  return mail?.headers.find(({ key }) => key === name)?.value;
}
