import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { idPattern } from "../../../platform/ids.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { jobInput, plainInput } from "../inputs.ts";
import { discardJob, retryJob } from "../jobs.server.ts";
import { mailPage, sendTestMail, type TestResult } from "../mail.server.ts";
import { mailFilters } from "../rules.ts";
import { useMailWord } from "../ui/mail-word.ts";
import type { Route } from "./+types/mail.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** Mails on their way, failed and sent, and those in the outbox. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = args.url;
  const filter = filterOf(searchParams);
  const [after, file] = [keyOf(searchParams, "after"), keyOf(searchParams, "file")];
  return { ...(await mailPage(contextOf(args), filter, { after, file })), filter, after, file };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    if (act === "test") {
      parseForm(plainInput, fields);
      // Not an address to go to: nobody shall be sent a link that puts words into the server's mouth.
      return { tested: await sendTestMail(ctx) };
    }
    const { job } = parseForm(jobInput, fields);
    if (act === "retry") await retryJob(ctx, job);
    else if (act === "discard") await discardJob(ctx, job);
    else throw new Malformed();
    return redirect(`/admin/mail?show=${filterOf(args.url.searchParams)}`, 303);
  });
}

function filterOf(search: URLSearchParams) {
  return mailFilters.find((each) => each === search.get("show")) ?? "all";
}

function keyOf(search: URLSearchParams, name: string): string | null {
  const key = search.get(name) ?? "";
  return idPattern.test(key) ? key : null;
}

type Shown = Route.ComponentProps["loaderData"];

export default function MailPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const { email, outbox } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("nav.mail")} />
      <h1>{t("nav.mail")}</h1>
      <p className="soft">{t(outbox ? "mail.no_server" : "mail.what")}</p>
      <ProblemBox reply={reply && "problem" in reply ? reply : undefined} />
      {reply && "tested" in reply && <Tested result={reply.tested} email={email} />}
      <section aria-labelledby="test" className={styles.part}>
        <h2 id="test">{t("mail.test")}</h2>
        <p className="soft">{t(outbox ? "mail.test_lays" : "mail.test_what", { email })}</p>
        <Form method="post">
          <button className="btn" name="act" value="test">
            {t("mail.test_act")}
          </button>
        </Form>
      </section>
      <Stopped stopped={loaderData.stopped} />
      <Queue {...loaderData} />
      {outbox && <Outbox {...loaderData} outbox={outbox} />}
    </div>
  );
}

/** How the trial ended, in the mail server's own words where it said any. */
function Tested({ result, email }: { result: TestResult; email: string }) {
  const { t } = useTranslation("administration");
  return (
    <div className={`strip ${result.outcome === "delivered" ? "live" : "await"}`} role="status">
      <div className={styles.said}>
        <b>{t(`mail.tested.${result.outcome}`, { email })}</b>
        {result.outcome === "outbox" ? (
          <Link to={`/admin/mail/${result.mail}`}>{t("mail.tested.open")}</Link>
        ) : (
          <code>{result.words}</code>
        )}
      </div>
    </div>
  );
}

/** The addresses that came back too often. */
function Stopped({ stopped }: Pick<Shown, "stopped">) {
  const { t } = useTranslation("administration");
  if (stopped.length === 0) return null;
  return (
    <section aria-labelledby="stopped" className={styles.part}>
      <h2 id="stopped">{t("mail.stopped")}</h2>
      <p className="soft">{t("mail.stopped_what")}</p>
      <ul className={styles.list}>
        {stopped.map(({ id, name, email, code, at }) => (
          <li key={id}>
            <div className={styles.said}>
              <Link to={`/admin/people/${id}`}>
                <b>{name}</b>
              </Link>
              <span className="small quiet">
                {email} · {t("mail.stopped_code", { code: String(code) })} <Moment at={at} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The mails that are or were on their way. */
function Queue({ mails, next, filter, after, file }: Shown) {
  const { t } = useTranslation("administration");
  const at = addressing({ show: filter, file });
  return (
    <section aria-labelledby="queue" className={styles.part}>
      <h2 id="queue">{t("mail.queue")}</h2>
      <nav className="tabs" aria-label={t("mail.filter")}>
        {mailFilters.map((each) => (
          <Link key={each} to={at({ show: each })} aria-current={each === filter ? "page" : undefined}>
            {t(`mail.show.${each}`)}
          </Link>
        ))}
      </nav>
      {mails.length === 0 ? (
        <p className="soft">{t(`mail.none.${filter}`)}</p>
      ) : (
        <ul className={styles.list}>
          {mails.map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
      {(next !== null || after !== null) && (
        <Pager
          previous={after === null ? undefined : { to: at({}), label: t("first") }}
          next={next === null ? undefined : { to: at({ after: next }), label: t("next") }}
        />
      )}
    </section>
  );
}

function MailRow({ mail }: { mail: Shown["mails"][number] }) {
  const { t } = useTranslation("administration");
  const word = useMailWord();
  const { id, state, template, to, attempts, lastError, createdAt, doneAt, nextAt, isLate } = mail;
  const about = word(template);
  return (
    <li>
      <div className={styles.said}>
        <b>{about}</b>
        {to && <span>{to}</span>}
        <span className="small quiet">
          {t("mail.asked")} <Moment at={createdAt} />
          {attempts > 0 && <> · {t("jobs.attempts", { count: attempts })}</>}
          {doneAt !== null && (
            <>
              {" · "}
              {t("mail.sent")} <Moment at={doneAt} />
            </>
          )}
          {nextAt !== null && (
            <>
              {" · "}
              {t("mail.next")} <Moment at={nextAt} />
            </>
          )}
        </span>
        {lastError && <code>{lastError}</code>}
      </div>
      <div className="row">
        {state === "failed" || isLate ? (
          <span className="due over">{t(state === "failed" ? "mail.state.failed" : "mail.state.late")}</span>
        ) : (
          <span className="chip">{t(`mail.state.${state}`)}</span>
        )}
        {state === "failed" && (
          <Form method="post" className="row">
            <input type="hidden" name="job" value={id} />
            <button className="btn slim" name="act" value="retry">
              {t("jobs.retry")}
              <span className="away">
                {" "}
                {about}, {to}
              </span>
            </button>
            <button className="btn slim loss" name="act" value="discard">
              {t("jobs.discard")}
              <span className="away">
                {" "}
                {about}, {to}
              </span>
            </button>
          </Form>
        )}
      </div>
    </li>
  );
}

/** The mails that lie in the folder because there is no server to take them. */
function Outbox({ outbox, filter, after, file }: Shown & { outbox: NonNullable<Shown["outbox"]> }) {
  const { t } = useTranslation("administration");
  const at = addressing({ show: filter, after });
  return (
    <section aria-labelledby="outbox" className={styles.part}>
      <h2 id="outbox">{t("mail.outbox")}</h2>
      <p className="strip await">{t("mail.outbox_warning")}</p>
      {outbox.isCut && <p className="soft">{t("mail.outbox_cut")}</p>}
      {outbox.mails.length === 0 ? (
        <p className="soft">{t("mail.outbox_none")}</p>
      ) : (
        <ul className={styles.list}>
          {outbox.mails.map(({ id, at: written, to, subject }) => (
            <li key={id}>
              <div className={styles.said}>
                <Link to={`/admin/mail/${id}`}>
                  <b>{subject || t("mail.no_subject")}</b>
                </Link>
                <span className="small quiet">
                  {to} · {t("mail.written")} <Moment at={written} />
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {(outbox.next !== null || file !== null) && (
        <Pager
          previous={file === null ? undefined : { to: at({}), label: t("first") }}
          next={outbox.next === null ? undefined : { to: at({ file: outbox.next }), label: t("next") }}
        />
      )}
    </section>
  );
}

/** Gives addresses of this page that keep where the other list is. */
function addressing(kept: Record<string, string | null>) {
  return (change: Record<string, string>) => {
    const all = Object.entries({ ...kept, ...change }).filter((entry): entry is [string, string] => entry[1] !== null);
    return `?${new URLSearchParams(all)}`;
  };
}
