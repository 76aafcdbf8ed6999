import { useEffect, useRef, useState } from "react";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { Question } from "../../rooms/board.ts";
import { hidesNames, longest } from "../../rooms/rules.ts";
import { Part } from "../../rooms/ui/phases/heading.tsx";
import { ActForm, useRoomView } from "../../rooms/ui/view.tsx";
import { nextQuestion, ranked } from "../rules.ts";
import styles from "./questions.module.css";

/** While slides show: what the audience asks, and which of it others want answered too. */
export function AskedQuestions() {
  const { t } = useTranslation("pitching");
  const { board, plan, me, takesPart } = useRoomView();
  const questions = ranked(board.questions);
  const isPresenter = me !== null && me === board.deck?.presenter;
  const isAnonymous = hidesNames(plan, board.phase);
  return (
    <Part id="pitch-questions" title={t("questions.title")} count={questions.length}>
      <p className="soft">
        {t(isPresenter ? "questions.presenter" : "questions.rules")} {isAnonymous && t("questions.anonymous")}
      </p>
      {takesPart && !isPresenter && (
        <ActForm does="question.ask" fresh="question" className={styles.ask} onSent={(form) => form.reset()}>
          <div className={`field ${styles.line}`}>
            <label htmlFor="pitch-ask">{t("questions.label")}</label>
            <input id="pitch-ask" name="body" required maxLength={longest.asked} autoComplete="off" />
            <button className="btn">{t("questions.ask")}</button>
          </div>
          {isAnonymous && (
            <label className={styles.seal}>
              <input type="checkbox" name="isSealed" />
              {t("questions.seal")}
            </label>
          )}
        </ActForm>
      )}
      {questions.length === 0 && <p className="soft">{t("questions.none")}</p>}
      <ol className={styles.list}>
        {questions.map((question) => (
          <li key={question.id}>
            <QuestionLine question={question} isOpen />
          </li>
        ))}
      </ol>
      <Came count={questions.length} />
    </Part>
  );
}

/** After the slides: the questions in the order in which they are answered. */
export function AnsweredQuestions() {
  const { t } = useTranslation("pitching");
  const { board, words, me, leads } = useRoomView();
  const questions = ranked(board.questions);
  const next = nextQuestion(board.questions);
  const waiting = questions.filter(({ id, answeredAt }) => answeredAt === null && id !== next?.id);
  const answered = questions.filter(({ answeredAt }) => answeredAt !== null);
  const mayAnswer = leads || (me !== null && me === board.deck?.presenter);
  return (
    <Part id="pitch-questions" title={t("questions.title")} count={questions.length}>
      {questions.length === 0 && <p className="soft">{t("questions.none_asked")}</p>}
      {next && (
        <div className={styles.next}>
          <p className="label">{t("questions.now")}</p>
          <QuestionLine question={next} />
          {mayAnswer && (
            <ActForm does="question.answer">
              <button className="btn" name="question" value={next.id}>
                {t("questions.answer")}
              </button>
            </ActForm>
          )}
        </div>
      )}
      {questions.length > 0 && !next && <p className="soft">{t("questions.all_done")}</p>}
      {waiting.length > 0 && (
        <>
          <h3 className="label">{t("questions.waiting")}</h3>
          <ol className={styles.list}>
            {waiting.map((question) => (
              <li key={question.id}>
                <QuestionLine question={question} />
              </li>
            ))}
          </ol>
        </>
      )}
      {answered.length > 0 && (
        <>
          <h3 className="label">{t("questions.answered")}</h3>
          <ul className={styles.list}>
            {answered.map((question) => (
              <li key={question.id} className={styles.done}>
                <QuestionLine question={question} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="away" role="status">
        {next && t("questions.next_said", { question: words[next.words] ?? "" })}
      </p>
    </Part>
  );
}

/** A question, who asked it where that may be read, and how many want it answered. */
function QuestionLine({ question, isOpen = false }: { question: Question; isOpen?: boolean }) {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const { board, words, people, hand, me, leads, takesPart } = useRoomView();
  const { id, by, votes } = question;
  const body = words[question.words] ?? "";
  const isMine = hand?.questions.mine.includes(id) ?? false;
  const isBacked = hand?.questions.backed.includes(id) ?? false;
  const isAudience = takesPart && me !== board.deck?.presenter;
  const mayRemove = takesPart && (isMine || leads);
  const which = <span className="away"> {t("questions.which", { question: body })}</span>;
  return (
    <div className={styles.question}>
      <p className={styles.body}>{body}</p>
      <p className={styles.by}>
        {votes > 0 && <span className="num">{t("questions.wanted", { count: votes })}</span>}
        {isMine && <span>{t(question.isSealed ? "questions.mine_sealed" : "questions.mine")}</span>}
        {!isMine && by !== null && <span>{t("questions.by", { name: called(people[by]?.name ?? "") })}</span>}
      </p>
      {isOpen && ((isAudience && !isMine) || mayRemove) && (
        <div className={styles.acts}>
          {isAudience && !isMine && (
            <ActForm does="question.back">
              <input type="hidden" name="isBacked" value={String(!isBacked)} />
              <button className="btn slim" name="question" value={id} aria-pressed={isBacked}>
                {t("questions.back")}
                {which}
              </button>
            </ActForm>
          )}
          {mayRemove && (
            <ActForm does="question.remove">
              <button className="btn slim bare" name="question" value={id}>
                {t(isMine ? "questions.remove" : "questions.take_away")}
                {which}
              </button>
            </ActForm>
          )}
        </div>
      )}
    </div>
  );
}

/** Says aloud that somebody asked something. */
function Came({ count }: { count: number }) {
  const { t } = useTranslation("pitching");
  const before = useRef(count);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (count > before.current) setSaid(t("questions.came", { count: count - before.current }));
    before.current = count;
  }, [count, t]);
  return (
    <p className="away" role="status">
      {said}
    </p>
  );
}
