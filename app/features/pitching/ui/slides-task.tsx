import { useEffect } from "react";
import { vars } from "../../../ui/vars.ts";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { filePath } from "../../files/rules.ts";
import { roomPath } from "../../rooms/rules.ts";
import { TaskHeading } from "../../rooms/ui/phases/heading.tsx";
import { useServerNow } from "../../rooms/ui/use-server-now.ts";
import { ActForm, useRoomView } from "../../rooms/ui/view.tsx";
import { mayGoOn, slideAt, slideSeconds, titleOf } from "../rules.ts";
import { AskedQuestions } from "./questions.tsx";
import { SlideFrame } from "./slide.tsx";
import styles from "./slides-task.module.css";

/** Somebody shows slides that go on by themselves: the clock says which one, for everybody the same. */
export function SlidesTask() {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const { t: rooms } = useTranslation("rooms");
  const { board, people, words, me, room, offset, phase, takesPart } = useRoomView();
  const now = useServerNow(offset);
  const { deck } = board;
  const shown = slideAt(board, now);
  const next = deck && shown ? deck.slides[shown.slide + 1] : undefined;
  usePicture(next?.picture ?? null);
  const slide = deck && shown ? deck.slides[shown.slide] : undefined;
  if (!deck || !shown || !slide) return <TaskHeading title={t("slides.title")} rules={[t("task.rules")]} />;
  const presenter = people[deck.presenter];
  const isOwn = me === deck.presenter;
  const of = { slide: shown.slide + 1, count: deck.slides.length };
  const isOver = shown.slide === of.count - 1 && shown.left === 0;
  const left = Math.ceil(shown.left / 1_000);
  const title = (each: typeof slide) => titleOf({ words: words[each.id] ?? "", picture: each.picture });
  return (
    <>
      {board.hold !== null && <Lost />}
      <section className={styles.show} aria-labelledby="pitch-slide" data-held={board.pausedLeft !== null || undefined}>
        <div className={styles.bar}>
          <h1>{isOwn ? t("task.you_present") : t("task.presents", { name: called(presenter?.name ?? "") })}</h1>
          <h2 id="pitch-slide">{t("task.slide", of)}</h2>
          <p className={styles.left} aria-hidden="true">
            {t("task.left", { count: left })}
          </p>
        </div>
        <ol className={styles.ruler} aria-hidden="true">
          {deck.slides.map(({ id }, place) => (
            <li
              key={id}
              data-done={place < shown.slide || undefined}
              data-now={place === shown.slide || undefined}
              style={vars({ "--at": `${Math.round(100 - (shown.left / (slideSeconds * 1_000)) * 100)}%` })}
            />
          ))}
        </ol>
        <SlideFrame key={slide.id} words={words[slide.id] ?? ""} picture={slide.picture} />
        <p className={styles.after}>
          {board.pausedLeft !== null && board.hold === null && <span className="due">{t("task.paused")}</span>}
          {isOver && <span className="soft">{t("task.over")}</span>}
          {isOwn && next && <span className="soft">{t("task.next", { title: title(next) })}</span>}
        </p>
        <p className="soft">
          {t("task.rules")} {!takesPart && rooms("phase.looking_on")}
        </p>
        {phase?.words && (
          <p className="soft">
            <b>{rooms("phase.host_says")}</b> {phase.words}
          </p>
        )}
        <noscript>
          <p>
            <a href={roomPath(room.id)}>{t("task.without_script")}</a>
          </p>
        </noscript>
        <p className="away" role="status">
          {t("task.said", { ...of, title: title(slide) })}
        </p>
      </section>
      {phase && <AskedQuestions />}
    </>
  );
}

/** Has the next picture at hand, so that it stands there in its moment. */
function usePicture(file: string | null): void {
  useEffect(() => {
    if (file !== null) new Image().src = filePath(file);
  }, [file]);
}

/** Whoever presents is away: what happens now, and what can be done. */
function Lost() {
  const { t } = useTranslation("pitching");
  const called = useCalled();
  const { board, people, here, me, leads, offset } = useRoomView();
  const now = useServerNow(offset);
  const presenter = board.deck?.presenter ?? "";
  const isHere = here.includes(presenter);
  const name = called(people[presenter]?.name ?? "");
  const waits = Math.ceil(((board.hold ?? now) - now) / 1_000);
  const isFree = mayGoOn(board, now, isHere);
  return (
    <div className={`strip await ${styles.lost}`}>
      <p role="status">
        <b>{isHere ? t("lost.back", { name }) : t("lost.title", { name })}</b> {!isHere && isFree && t("lost.over")}
      </p>
      {/* Not said aloud second by second. */}
      {!isHere && !isFree && <p>{t("lost.waits", { count: waits })}</p>}
      {(leads || me === presenter) && (
        <div className="row">
          <ActForm does="clock.resume">
            <button className="btn" disabled={!isFree}>
              {t("lost.go_on")}
            </button>
          </ActForm>
          {leads && (
            <ActForm does="phase.next">
              <button className="btn">{t("lost.end")}</button>
            </ActForm>
          )}
        </div>
      )}
    </div>
  );
}
