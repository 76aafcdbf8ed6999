import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { jobInput } from "../inputs.ts";
import { discardJob, jobsPage, retryJob } from "../jobs.server.ts";
import { useJobWord } from "../ui/job-word.ts";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/jobs.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** What is done behind the pages, and what of it failed. Throws `Forbidden`. */
export function loader(args: Route.LoaderArgs) {
  return jobsPage(contextOf(args));
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    const { job } = parseForm(jobInput, fields);
    if (act === "retry") await retryJob(ctx, job);
    else if (act === "discard") await discardJob(ctx, job);
    else throw new Malformed();
    return redirect("/admin/jobs", 303);
  });
}

export default function Jobs({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const word = useJobWord();
  const { failed, recurring, kinds } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("nav.jobs")} />
      <h1>{t("nav.jobs")}</h1>
      <p className="soft">{t("jobs.what")}</p>
      <ProblemBox reply={reply} />
      <section aria-labelledby="failed" className={styles.part}>
        <h2 id="failed">{t("jobs.failed")}</h2>
        {failed.length === 0 ? (
          <p className="soft">{t("jobs.none_failed")}</p>
        ) : (
          <ul className={styles.list}>
            {failed.map((job) => (
              <li key={job.id}>
                <div className={styles.said}>
                  <b>{word(job.kind)}</b>
                  <span className="small quiet">
                    {t("jobs.attempts", { count: job.attempts })} · {t("jobs.asked")} <Moment at={job.createdAt} />
                  </span>
                  {job.lastError && <code>{job.lastError}</code>}
                </div>
                <Form method="post" className="row">
                  <input type="hidden" name="job" value={job.id} />
                  <button className="btn slim" name="act" value="retry">
                    {t("jobs.retry")}
                    <span className="away"> {word(job.kind)}</span>
                  </button>
                  <button className="btn slim loss" name="act" value="discard">
                    {t("jobs.discard")}
                    <span className="away"> {word(job.kind)}</span>
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="recurring" className={styles.part}>
        <h2 id="recurring">{t("jobs.recurring")}</h2>
        <ul className={styles.list}>
          {recurring.map(({ kind, last, next }) => (
            <li key={kind}>
              <div className={styles.said}>
                <b>{word(kind)}</b>
                <span className="small quiet">
                  {last === null ? (
                    t("jobs.never")
                  ) : (
                    <>
                      {t("jobs.last")} <Moment at={last} />
                    </>
                  )}
                  {next !== null && (
                    <>
                      {" · "}
                      {t("jobs.next")} <Moment at={next} />
                    </>
                  )}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <div className={styles.part}>
        <h2 id="kinds">{t("jobs.kinds")}</h2>
        <div className={styles.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("jobs.kind_column")}</th>
                <th scope="col" className={styles.number}>
                  {t("jobs.waiting")}
                </th>
                <th scope="col" className={styles.number}>
                  {t("jobs.failed_short")}
                </th>
                <th scope="col" className={styles.number}>
                  {t("jobs.done")}
                </th>
              </tr>
            </thead>
            <tbody>
              {kinds.map(({ kind, waiting, failed: lost, done }) => (
                <tr key={kind}>
                  <th scope="row">{word(kind)}</th>
                  <td className={styles.number}>{waiting}</td>
                  <td className={styles.number}>{lost}</td>
                  <td className={styles.number}>{done}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}
