import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { planOf } from "../queries.server.ts";
import { PlanHistory } from "./plan-history.tsx";
import { usePlanWords } from "./plan-words.ts";
import styles from "./plan.module.css";

/** On an idea's page: who sees to it, how far it is, by which day it is to be there, and how that came to be. `isOver`: it has shipped, or is off the board. */
export function PlanOnIdea({ plan, isOver }: { plan: Awaited<ReturnType<typeof planOf>>; isOver: boolean }) {
  const { t } = useTranslation("board");
  const { done, due, sure } = usePlanWords();
  if (plan === null || (plan.changes.length === 0 && (isOver || plan.owner === null))) return null;
  return (
    <section aria-labelledby="plan-heading" className={styles.plan}>
      <h2 id="plan-heading">{t("plan")}</h2>
      {!isOver && (
        <>
          <p>
            {due(plan)}
            {plan.targetOn !== null && plan.confidence !== null && ` (${sure(plan)})`}
          </p>
          {plan.percent > 0 && <p>{done(plan)}</p>}
          {plan.owner && (
            <Person
              name={plan.owner.name}
              affiliation={plan.owner.affiliation}
              avatar={plan.owner.avatar}
              sub={t("sees_to_it")}
            />
          )}
        </>
      )}
      {plan.changes.length > 0 && (
        <details>
          <summary className="btn bare slim">{t("history", { count: plan.changes.length })}</summary>
          <PlanHistory changes={plan.changes} />
        </details>
      )}
    </section>
  );
}
