import { Moment } from "../../../ui/moment.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { PlanChange } from "../queries.server.ts";
import { isSlip } from "../rules.ts";
import { usePlanWords } from "./plan-words.ts";
import styles from "./plan.module.css";

/** How a plan came to be, the last change first; why a day got later stands with it. */
export function PlanHistory({ changes }: { changes: readonly PlanChange[] }) {
  const { t } = useTranslation("board");
  const called = useCalled();
  const said = useChangeWords();
  return (
    <ol className={styles.history}>
      {changes.map((change) => (
        <li key={change.id}>
          <p>
            {said(change).map((words) => (
              <span key={words}>{words} </span>
            ))}
          </p>
          {change.reason !== null && <blockquote className={styles.reason}>{change.reason}</blockquote>}
          {change.note !== null && <blockquote className={styles.reason}>{change.note}</blockquote>}
          <p className="small quiet">
            {change.tracker === null
              ? called(change.by.name)
              : t("by_tracker", { product: change.tracker, name: called(change.by.name) })}{" "}
            · <Moment at={change.at} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function useChangeWords(): (change: PlanChange) => string[] {
  const { t } = useTranslation("board");
  const called = useCalled();
  const { day, sure } = usePlanWords();
  return (change) => {
    const { targetFrom: from, targetTo: to, confidenceTo, confidenceFrom } = change;
    const said: string[] = [];
    if (from !== to) {
      if (to === null) said.push(t("changed.no_day", { from: day(from ?? "") }));
      else if (from === null) said.push(t("changed.day", { to: day(to) }));
      else said.push(t(isSlip(from, to) ? "changed.later" : "changed.sooner", { from: day(from), to: day(to) }));
    }
    if (change.percentFrom !== change.percentTo) said.push(t("changed.done", { percent: change.percentTo }));
    if (change.isNewOwner) {
      said.push(change.ownerTo === null ? t("changed.nobody") : t("changed.owner", { name: called(change.ownerTo) }));
    }
    if (confidenceFrom !== confidenceTo) {
      said.push(t("changed.sure", { sure: sure({ confidence: confidenceTo }) ?? t("confidence.none") }));
    }
    return said;
  };
}
