import { useTranslation } from "../../../ui/words.ts";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Answer } from "../queries.server.ts";
import styles from "./answers.module.css";

/** The answers an idea has received: the newest in full, the earlier ones on demand. */
export function Answers({ answers, canReply }: { answers: readonly Answer[]; canReply: boolean }) {
  const { t } = useTranslation("piloting");
  const [newest, ...earlier] = answers;
  if (!newest) return null;
  return (
    <section className={styles.answers} aria-label={t("answers")}>
      <Letter answer={newest} canReply={canReply} />
      {earlier.length > 0 && (
        <details className="small">
          <summary>{t("earlier", { count: earlier.length })}</summary>
          <div className={styles.earlier}>
            {earlier.map((answer) => (
              <Letter key={answer.id} answer={answer} canReply={false} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** An answer as a signed letter. */
function Letter({ answer, canReply }: { answer: Answer; canReply: boolean }) {
  const { t, i18n } = useTranslation("piloting");
  const { now } = useClock();
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
      {answer.reviewOn && (
        <p className="due" suppressHydrationWarning>
          {t("answer.review", { name: by.name, day: plainDay(answer.reviewOn, { now, locale: i18n.language }) })}
        </p>
      )}
      {to === "declined" && canReply && <p className="small soft">{t("answer.reopens")}</p>}
      <footer>
        <Person
          name={by.name}
          affiliation={by.affiliation}
          avatar={by.avatar}
          sub={
            <>
              <Day at={answer.at} />, {t(`answer.moving.${to as "open"}`)}
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
