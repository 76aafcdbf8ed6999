import { Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { confirmingOf, Step } from "../queries.server.ts";
import { confirmPath, judgePath } from "../rules.ts";
import styles from "./confirming.module.css";
import { Appeals } from "./appeals.tsx";
import { SharesTable } from "./shares-table.tsx";

export type Confirming = NonNullable<Awaited<ReturnType<typeof confirmingOf>>>;

/** On the page of an idea's credits: what those who built it say of the shares, and what became of that. */
export function Confirmed({
  path,
  confirming,
  reply,
}: {
  path: string;
  confirming: Confirming;
  /** What became of an objection that cannot be made so. */
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("confirming");
  const { asked, people, appeals, history } = confirming;
  return (
    <section aria-labelledby="confirmed-heading" className={styles.part} id="confirmed">
      <h2 id="confirmed-heading">{t("heading")}</h2>
      {asked && <State path={path} asked={asked} isAppealed={appeals?.isChanged ?? false} />}
      {appeals?.isContested && (
        <p className="strip">
          <b>{t("appeal.contested")}</b> {t("appeal.meanwhile")}
        </p>
      )}
      {people.length > 0 && <SharesTable people={people} last={appeals?.isChanged ? "appealed" : "stands"} />}
      {appeals && <Appeals path={path} appeals={appeals} reply={reply} />}
      {history.length > 0 && <History steps={history} />}
    </section>
  );
}

function State({
  path,
  asked,
  isAppealed,
}: {
  path: string;
  asked: NonNullable<Confirming["asked"]>;
  /** Other shares stand by an appeal. */
  isAppealed: boolean;
}) {
  const { t } = useTranslation("confirming");
  const { state, until, mayAnswer, hasAnswered, mayJudge, answers, asked: people, by, words } = asked;
  if (state === "too_few") return <p>{t("state.too_few")}</p>;
  if (state === "open") {
    return (
      <>
        <p>
          {t("state.open")} <Day at={until - 1} />.
        </p>
        {mayAnswer && (
          <p className="row">
            <Link className={hasAnswered ? "btn slim" : "btn slim first"} to={confirmPath(path)}>
              {t(hasAnswered ? "state.change" : "state.answer")}
            </Link>
            {hasAnswered && <span className="small">{t("state.answered")}</span>}
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <p>
        {t("state.answers", { count: answers, people })} {!isAppealed && t(`state.${state}`)}
      </p>
      {mayJudge && (
        <p>
          <Link className="btn slim first" to={judgePath(path)}>
            {t("state.judge")}
          </Link>
        </p>
      )}
      {by !== null && words !== null && (
        <div className="answer">
          <p className="label">{t("state.reason", { name: by })}</p>
          <p className="prose">{words}</p>
        </div>
      )}
    </>
  );
}

function History({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation("confirming");
  return (
    <details>
      <summary className="small">{t("history.heading")}</summary>
      <ol className={styles.history}>
        {steps.map(({ id, at, what, answers, people }) => (
          <li key={id}>
            <span className="small quiet">
              <Day at={at} />
            </span>
            <span>{t(`history.${what}`, { count: answers, people })}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
