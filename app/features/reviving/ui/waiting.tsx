import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Reviving } from "../queries.server.ts";
import { revivalPath } from "../rules.ts";
import { ArgumentBrought } from "./argument.tsx";
import { ArgumentForm } from "./argument-form.tsx";
import styles from "./reviving.module.css";

/** On the page of an idea, after its answers: the argument that waits, and the way to those that were answered. */
export function Waiting({ idea, reviving }: { idea: string; reviving: Reviving }) {
  const { t } = useTranslation("reviving");
  const waiting = reviving.brought.find(({ state }) => state === "open");
  const others = reviving.brought.length - (waiting ? 1 : 0);
  if (reviving.brought.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t("title")}>
      {waiting && <ArgumentBrought argument={waiting} />}
      <p className="row small">
        {reviving.judges !== null && (
          <Link className="btn slim first" to={revivalPath(idea)}>
            {t("judge.link")}
          </Link>
        )}
        {others > 0 && <Link to={revivalPath(idea)}>{t("all", { count: reviving.brought.length })}</Link>}
      </p>
    </section>
  );
}

/** Under the answer that declined an idea: what can reopen it, and how. */
export function Reopens({ idea, reviving, formId }: { idea: string; reviving: Reviving; formId: string }) {
  const { t } = useTranslation("reviving");
  if (!reviving.isDeclined) return null;
  if (!reviving.mayBring) {
    return (
      <p className="small soft">
        {t("reopens")} {reviving.closed === "revival_waiting" && t("waiting")}
        {reviving.closed === "revival_too_soon" && t("too_soon")}
        {reviving.closed === null && t("verify")}
      </p>
    );
  }
  return (
    <details className={styles.bring}>
      <summary className="small">
        {t("reopens")} {t("bring")}
      </summary>
      <ArgumentForm idea={idea} formId={formId} />
    </details>
  );
}
