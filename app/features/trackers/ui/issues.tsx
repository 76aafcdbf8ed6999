import { useFetcher } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Issue } from "../queries.server.ts";
import { limits } from "../rules.ts";
import styles from "./trackers.module.css";

/** On the page of an idea: where the work on it can be followed. `firstId`: the id of the next link, for those who may add one. */
export function IdeaIssues({
  path,
  issues,
  firstId,
}: {
  path: string;
  issues: readonly Issue[];
  firstId: string | null;
}) {
  const { t } = useTranslation("trackers");
  if (issues.length === 0 && firstId === null) return null;
  return (
    <section aria-labelledby="issues-heading">
      <h2 id="issues-heading">{t("heading")}</h2>
      <IssueList path={path} issues={issues} mayChange={firstId !== null} />
      {firstId !== null && (
        <details>
          <summary className="btn bare slim">{t("add")}</summary>
          <IssueForm path={path} firstId={firstId} key={issues.length} />
        </details>
      )}
    </section>
  );
}

/** What a link is called: what the tracker calls the issue and what the person does, or else where it leads. */
function nameOf({ label, title, url }: Issue): string {
  if (label === null) return title || url.replace("https://", "");
  return title === "" ? label : `${label}: ${title}`;
}

export function IssueList({ path, issues, mayChange }: { path: string; issues: readonly Issue[]; mayChange: boolean }) {
  const { t } = useTranslation("trackers");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  if (issues.length === 0) return null;
  return (
    <>
      <ProblemBox reply={refusal} />
      <ul className={styles.issues}>
        {issues.map((issue) => (
          <li key={issue.id}>
            <span>
              <a href={issue.url} rel="noopener noreferrer nofollow ugc" title={t("opens", { host: issue.host })}>
                {nameOf(issue)}
              </a>
              {issue.label === null && issue.title !== "" && <span className="small quiet"> {issue.host}</span>}
            </span>
            {mayChange && (
              <fetcher.Form method="post" action={`${path}/issues`}>
                <input type="hidden" name="link" value={issue.id} />
                <button
                  className="btn bare slim"
                  name="act"
                  value="unlink"
                  aria-label={t("remove", { name: nameOf(issue) })}
                >
                  <Icon name="cross" />
                </button>
              </fetcher.Form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function IssueForm({
  path,
  firstId,
  reply,
  values,
}: {
  path: string;
  firstId: string;
  reply?: Reply | undefined;
  values?: Readonly<Record<string, string>> | null;
}) {
  const { t } = useTranslation("trackers");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const wrong = useFieldError(refusal);
  return (
    <fetcher.Form method="post" action={`${path}/issues`} className={styles.form} noValidate>
      <ProblemBox reply={refusal} />
      <input type="hidden" name="id" value={refusal?.values.id ?? values?.id ?? firstId} />
      <Field
        name="url"
        type="url"
        label={t("url")}
        hint={t("url_hint")}
        maxLength={limits.url}
        defaultValue={refusal?.values.url ?? values?.url ?? ""}
        error={wrong("url")}
        autoComplete="off"
      />
      <Field
        name="title"
        label={t("name")}
        maxLength={limits.title}
        defaultValue={refusal?.values.title ?? values?.title ?? ""}
        error={wrong("title")}
      />
      <button className="btn slim" name="act" value="link">
        {t("add_act")}
      </button>
    </fetcher.Form>
  );
}
