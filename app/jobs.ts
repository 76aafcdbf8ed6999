import type { Database } from "../db/database.ts";
import { leaveNoTrace } from "../db/dialect/traces.ts";
import { removeCopiesBefore } from "../db/up-to-date.ts";
import { accountMails } from "./features/accounts/mails.server.ts";
import { kept, tidy, tidyJob } from "./features/accounts/tidy.server.ts";
import { type Looked, proposeAdoptions, proposeJob } from "./features/adopting/proposing.server.ts";
import { appealJob, endAppeal } from "./features/confirming/appealing.server.ts";
import { confirmJob, endConfirmation } from "./features/confirming/commands.server.ts";
import { wipeComment, wipeJob } from "./features/discussion/commands.server.ts";
import { endHold, lapseJob } from "./features/fairness/holding.server.ts";
import { lookAtSpace, lookEverywhere, nightlyJob, spaceJob } from "./features/fairness/looking.server.ts";
import { fairnessMails } from "./features/fairness/mails.server.ts";
import { tidyFiles } from "./features/files/tidy.server.ts";
import { lensMails } from "./features/lens/mails.server.ts";
import { tidyWishes } from "./features/lens/wishing.server.ts";
import { tidyNotices } from "./features/notices/commands.server.ts";
import { noticeMailJob, sendNoticeMail } from "./features/notices/mailing.server.ts";
import { mandateJob, noteMandate } from "./features/piloting/mandating.server.ts";
import { noteOverdue, overdueJob } from "./features/piloting/overdue.server.ts";
import { resumeWhatIsOver } from "./features/piloting/pausing.server.ts";
import { exportJob, makeExport, tidyExports } from "./features/privacy/exporting.server.ts";
import { eraseJob, eraseWhoLeft } from "./features/privacy/leaving.server.ts";
import { askJob, type Due, publishJob } from "./features/releases/commands.server.ts";
import { publishWhenDue } from "./features/releases/due.server.ts";
import { askWhenDue } from "./features/releases/helping.server.ts";
import { harvestJob } from "./features/rooms/closing.server.ts";
import { harvest } from "./features/rooms/harvest.server.ts";
import { remind, type Reminder, reminderJob } from "./features/rooms/reminding.server.ts";
import { keepText, keepTextJob } from "./features/rooms/together.server.ts";
import { hostJob, replaceAwayHost } from "./features/rooms/rota.server.ts";
import { headJob, signHead } from "./features/proof/signing.server.ts";
import { copiesKept } from "./features/privacy/rules.ts";
import { privacyMails } from "./features/privacy/mails.server.ts";
import { endTrial, trialJob } from "./features/trials/commands.server.ts";
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
    mail: mailHandler(
      config,
      { ...accountMails, ...spaceMails, ...writingMails, ...privacyMails, ...fairnessMails, ...lensMails },
      () => nameOf(db),
    ),
    [wipeJob]: (job: Job) => wipeComment(db, (job.payload as { comment: string }).comment, Date.now()),
    [exportJob]: (job: Job) => makeExport(db, (job.payload as { export: string }).export, Date.now()),
    [eraseJob]: (job: Job) => eraseWhoLeft({ db, config }, (job.payload as { member: string }).member, Date.now()),
    [noticeMailJob]: (job: Job) => sendNoticeMail({ db, config }, job, Date.now()),
    [harvestJob]: (job: Job) => harvest({ db, config }, (job.payload as { room: string }).room, Date.now()),
    [keepTextJob]: (job: Job) => keepText({ db, config }, (job.payload as { room: string }).room, Date.now()),
    [reminderJob]: (job: Job) => remind(db, job.payload as Reminder, Date.now()),
    [mandateJob]: (job: Job) => noteMandate(db, (job.payload as { mandate: string }).mandate, Date.now()),
    [hostJob]: (job: Job) => replaceAwayHost(db, (job.payload as { room: string }).room, Date.now()),
    [confirmJob]: (job: Job) => endConfirmation(db, (job.payload as { freeze: string }).freeze, Date.now()),
    [appealJob]: (job: Job) => endAppeal(db, (job.payload as { appeal: string }).appeal, Date.now()),
    [trialJob]: (job: Job) => endTrial(db, (job.payload as { trial: string }).trial, Date.now()),
    [proposeJob]: (job: Job) => proposeAdoptions(db, job.payload as Looked, Date.now()),
    [overdueJob]: async () => {
      await resumeWhatIsOver(db, Date.now());
      await noteOverdue(db, Date.now());
    },
    [headJob]: () => signHead({ db, config }, Date.now()),
    [nightlyJob]: () => lookEverywhere({ db, config }, Date.now()),
    [spaceJob]: async (job: Job) => {
      await lookAtSpace({ db, config }, (job.payload as { space: string }).space, Date.now());
    },
    [publishJob]: (job: Job) => publishWhenDue({ db, config }, job.payload as Due, Date.now()),
    [askJob]: (job: Job) => askWhenDue(db, job.payload as Due, Date.now()),
    [lapseJob]: (job: Job) => endHold(db, (job.payload as { case: string }).case, Date.now()),
    [tidyJob]: async () => {
      await tidyFiles(db, Date.now());
      await tidyExports(db, Date.now());
      await removeCopiesBefore(config, Date.now() - copiesKept);
      await tidyNotices(db, Date.now());
      await tidyWishes(db, Date.now());
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
