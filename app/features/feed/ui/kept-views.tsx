import { useTranslation } from "../../../ui/words.ts";
import { Link, useFetcher } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { longestViewName } from "../rules.ts";
import styles from "./filters.module.css";

/** The views a member keeps of this space, and the form to keep the present one. */
export function KeptViews({
  path,
  here,
  views,
  reply,
  canKeep,
}: {
  path: string;
  /** The query of the present view. */
  here: string;
  views: readonly { id: string; name: string; query: string }[];
  reply: Reply | undefined;
  canKeep: boolean;
}) {
  const { t } = useTranslation("feed");
  const isKept = views.some(({ query }) => query === here);
  if (views.length === 0 && !canKeep) return null;
  return (
    <div className={styles.views}>
      {views.length > 0 && (
        <ul aria-label={t("views.label")}>
          {views.map((view) => (
            <li key={view.id}>
              <Link to={`${path}${view.query}`} aria-current={view.query === here ? "page" : undefined}>
                {view.name}
              </Link>
              <Forget path={path} here={here} view={view} />
            </li>
          ))}
        </ul>
      )}
      {canKeep && !isKept && <Keep path={path} here={here} reply={reply} />}
    </div>
  );
}

function Forget({ path, here, view }: { path: string; here: string; view: { id: string; name: string } }) {
  const { t } = useTranslation("feed");
  const fetcher = useFetcher();
  return (
    <fetcher.Form method="post" action={`${path}/views`}>
      <input type="hidden" name="query" value={here} />
      <button className="btn bare slim" name="id" value={view.id}>
        <Icon name="cross" />
        <span className="away">{t("views.forget", { name: view.name })}</span>
      </button>
    </fetcher.Form>
  );
}

function Keep({ path, here, reply }: { path: string; here: string; reply: Reply | undefined }) {
  const { t } = useTranslation("feed");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const wrong = useFieldError(refusal);
  return (
    <details open={refusal !== undefined || undefined}>
      <summary className="btn bare slim">{t("views.keep")}</summary>
      <fetcher.Form method="post" action={`${path}/views`} className="stack">
        <ProblemBox reply={refusal} />
        <input type="hidden" name="query" value={here} />
        <Field
          name="name"
          label={t("views.name")}
          defaultValue={refusal?.values.name ?? ""}
          error={wrong("name")}
          maxLength={longestViewName}
          required
        />
        <button className="btn slim">{t("views.save")}</button>
      </fetcher.Form>
    </details>
  );
}
