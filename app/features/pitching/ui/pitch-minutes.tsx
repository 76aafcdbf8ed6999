import { Form, Link } from "react-router";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { MinutesPitch } from "../../minutes/queries.server.ts";
import type { Board } from "../../rooms/board.ts";
import { minutesPath } from "../../rooms/rules.ts";
import { transcriptPath } from "../rules.ts";
import styles from "./pitch-minutes.module.css";
import { SlideFrame } from "./slide.tsx";

/** In the place of minutes that wait for what was said: to those who write it down, and to everybody else. */
export function Awaited({ room, isOwn }: { room: { id: string; title: string }; isOwn: boolean }) {
  const { t } = useTranslation("pitching");
  return (
    <div className={styles.awaited}>
      <p className="label">{t("transcript.title")}</p>
      <h1>{room.title}</h1>
      <p className="lede">{t(isOwn ? "transcript.awaited_yours" : "transcript.awaited")}</p>
      {isOwn && (
        <p className="row">
          <Link className="btn first" to={transcriptPath(room.id)}>
            {t("transcript.write")}
          </Link>
        </p>
      )}
    </div>
  );
}

/** What was shown and said in a pitch, and what the audience asked. */
export function Pitch({
  room,
  pitch,
  isSaved,
  actId,
}: {
  room: string;
  pitch: MinutesPitch;
  isSaved: boolean;
  actId: string;
}) {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const { presenter, slides, transcript, questions, canWrite } = pitch;
  return (
    <>
      <section className={styles.part} aria-labelledby="pitch-heading">
        <h2 id="pitch-heading">{t("minutes.pitch")}</h2>
        {isSaved && (
          <p className="due kept" role="status">
            {t("transcript.saved")}
          </p>
        )}
        {presenter && <p className="soft">{t("minutes.presented", { name: called(presenter.name) })}</p>}
        <h3>{t("minutes.transcript")}</h3>
        <p className={styles.said}>{transcript}</p>
        {canWrite && (
          <p className="small">
            <Link to={transcriptPath(room)}>{t("minutes.transcript_change")}</Link>
          </p>
        )}
        <details className={styles.slides} open>
          <summary>{t("minutes.slides", { count: slides.length })}</summary>
          <ol>
            {slides.map(({ id, html, picture, alt }) => (
              <li key={id}>
                <SlideFrame words={picture === null ? html : alt} picture={picture} isSmall />
              </li>
            ))}
          </ol>
        </details>
      </section>
      {questions.length > 0 && (
        <section className={styles.part} aria-labelledby="asked-heading">
          <h2 id="asked-heading">{t("minutes.questions")}</h2>
          <ol className={styles.questions}>
            {questions.map(({ id, body, by, isSealed, isMine, votes, isAnswered }) => (
              <li key={id} id={`note-${id}`}>
                <p>{body}</p>
                <p className="small quiet">
                  {by
                    ? called(by.name)
                    : t(isSealed ? (isMine ? "minutes.yours" : "minutes.sealed") : "minutes.without_name")}
                  {votes > 0 && ` · ${t("questions.wanted", { count: votes })}`}
                  {" · "}
                  {t(isAnswered ? "minutes.answered" : "minutes.open")}
                </p>
                {isMine && isSealed && (
                  <Form method="post" action={minutesPath(room)}>
                    <input type="hidden" name="act" value={actId} />
                    <button className="btn slim" name="question" value={id}>
                      {t("minutes.claim")}
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** In a replay: the slides that showed from one event to the next. */
export function ShownSlides({
  board,
  shown: { first, last },
  said,
}: {
  board: Pick<Board, "deck">;
  shown: { first: number; last: number };
  said: (words: string) => string;
}) {
  const { t } = useTranslation("pitching");
  const slides = board.deck?.slides.slice(first, last + 1) ?? [];
  const places = { first: first + 1, last: last + 1 };
  return (
    <div className={styles.slides}>
      <p className="small quiet">{t(first === last ? "minutes.shown_single" : "minutes.shown", places)}</p>
      <ol start={first + 1}>
        {slides.map(({ id, picture }) => (
          <li key={id}>
            <SlideFrame words={said(id)} picture={picture} isSmall />
          </li>
        ))}
      </ol>
    </div>
  );
}
