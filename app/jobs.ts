import type { Database } from "../db/database.ts";
import { leaveNoTrace } from "../db/dialect/traces.ts";
import { removeCopiesBefore } from "../db/up-to-date.ts";
import { accountMails } from "./features/accounts/mails.server.ts";
import { kept, tidy, tidyJob } from "./features/accounts/tidy.server.ts";
import { wipeComment, wipeJob } from "./features/discussion/commands.server.ts";
import { tidyFiles } from "./features/files/tidy.server.ts";
import { tidyNotices } from "./features/notices/commands.server.ts";
import { exportJob, makeExport, tidyExports } from "./features/privacy/exporting.server.ts";
import { eraseJob, eraseWhoLeft } from "./features/privacy/leaving.server.ts";
import { copiesKept } from "./features/privacy/rules.ts";
import { privacyMails } from "./features/privacy/mails.server.ts";
import { spaceMails } from "./features/spaces/mails.server.ts";
import { writingMails } from "./features/writing/mails.server.ts";
import type { Config } from "./platform/config.server.ts";
import type { Job, JobHandler } from "./platform/jobs.server.ts";
import { mailHandler } from "./platform/mail.server.ts";
import { outboxOf, tidyOutbox } from "./platform/outbox.server.ts";
import { siteOf } from "./platform/site.server.ts";

/** What each kind of job does. */
export function jobHandlers({ config, db }: { config: Config; db: Database }): Readonly<Record<string, JobHandler>> {
  return {
    mail: mailHandler(config, { ...accountMails, ...spaceMails, ...writingMails, ...privacyMails }, () => nameOf(db)),
    [wipeJob]: (job: Job) => wipeComment(db, (job.payload as { comment: string }).comment, Date.now()),
    [exportJob]: (job: Job) => makeExport(db, (job.payload as { export: string }).export, Date.now()),
    [eraseJob]: (job: Job) => eraseWhoLeft({ db, config }, (job.payload as { member: string }).member, Date.now()),
    [tidyJob]: async () => {
      await tidyFiles(db, Date.now());
      await tidyExports(db, Date.now());
      await removeCopiesBefore(config, Date.now() - copiesKept);
      await tidyNotices(db, Date.now());
      await tidyOutbox(outboxOf(config), Date.now() - kept);
      await tidy(db, Date.now());
      // An erasure while somebody read an older state, such as a backup, may have left a trace.
      await leaveNoTrace(db);
    },
  };
}

async function nameOf(db: Database): Promise<string> {
  return (await siteOf(db)).name;
}
