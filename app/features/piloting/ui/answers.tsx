import { useTranslation } from "../../../ui/words.ts";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useStageWord } from "../../../ui/stage.tsx";
import type { Answer } from "../queries.server.ts";
import styles from "./answers.module.css";

/** The answers an idea has received: the newest in full, the earlier ones on demand. */
export function Answers({
  answers,
  space,
  canReply,
  renderUnder,
}: {
  answers: readonly Answer[];
  /** The space's id: its words for stages are used. */
  space: string;
  canReply: boolean;
  /** What stands under an answer; `isNewest`: it is the one that holds. */
  renderUnder: (answer: Answer, isNewest: boolean) => React.ReactNode;
}) {
  const { t } = useTranslation("piloting");
  const [newest, ...earlier] = answers;
  if (!newest) return null;
  return (
    <section className={styles.answers} aria-label={t("answers")}>
      <Letter answer={newest} space={space} canReply={canReply}>
        {renderUnder(newest, true)}
      </Letter>
      {earlier.length > 0 && (
        <details className="small">
          <summary>{t("earlier", { count: earlier.length })}</summary>
          <div className={styles.earlier}>
            {earlier.map((answer) => (
              <Letter key={answer.id} answer={answer} space={space} canReply={false}>
                {renderUnder(answer, false)}
              </Letter>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** An answer as a signed letter. */
function Letter({
  answer,
  space,
  canReply,
  children,
}: {
  answer: Answer;
  space: string;
  canReply: boolean;
  children: React.ReactNode;
}) {
  const { t, i18n } = useTranslation("piloting");
  const { t: tStages } = useTranslation("stages");
  const { t: tUi } = useTranslation("ui");
  const { now } = useClock();
  const stage = useStageWord()(space, answer.to, answer.toExtra);
  const { id, by, to } = answer;
  return (
    <article className={`answer ${styles.letter}`} id={`answer-${id}`} aria-labelledby={`from-${id}`}>
      <h2 className="label" id={`from-${id}`}>
        {t(`answer.from.${answer.signsAs}`, { name: by.name })}
      </h2>
      {answer.reasonKind && (
        <p>
          <span className="stage" data-stage="declined">
            {t(`reason.${answer.reasonKind}`)}
          </span>
        </p>
      )}
      {/* Sanitised when it was written, in `platform/markdown`. */}
      <div className={`${styles.said} prose`} dangerouslySetInnerHTML={{ __html: answer.html }} />
      {answer.override !== null && (
        <p className="small soft">
          {tStages("overridden")} {answer.override}
        </p>
      )}
      {answer.tracker !== null && (
        <p className="small quiet">{t("answer.by_tracker", { product: answer.tracker, name: by.name })}</p>
      )}
      {answer.reviewOn && (
        <p className="due" suppressHydrationWarning>
          {t("answer.review", { name: by.name, day: plainDay(answer.reviewOn, { now, locale: i18n.language }) })}
        </p>
      )}
      {children}
      <footer>
        <Person
          name={by.name}
          affiliation={by.affiliation}
          avatar={by.avatar}
          sub={
            <>
              <Day at={answer.at} />,{" "}
              {stage === tUi(`stage.${to}`) ? t(`answer.moving.${to as "open"}`) : t("answer.moving_to", { stage })}
            </>
          }
        />
        {canReply && (
          <a className="btn bare slim" href="#say">
            <Icon name="reply" />
            {t("answer.reply", { name: by.name })}
          </a>
        )}
      </footer>
    </article>
  );
}
