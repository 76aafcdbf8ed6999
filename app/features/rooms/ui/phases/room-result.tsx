import { Link } from "react-router";
import { useTranslation } from "../../../../ui/words.ts";
import { ToTranscribe } from "../../../pitching/ui/prepared.tsx";
import { minutesPath } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./doors.module.css";
import { Part } from "./heading.tsx";
import { NoteCard, useShown } from "./note.tsx";
import notes from "./note.module.css";
import task from "./task.module.css";

/** After the room has closed: where everything went, and whether the time was well spent. */
export function RoomResult() {
  const { t } = useTranslation("rooms");
  const { room, idea, board, takesPart } = useRoomView();
  const hasBegun = board.end !== "never_began";
  return (
    <>
      <header className={task.heading}>
        <h1>{t("phase.result.title")}</h1>
        <p>{t(hasBegun ? "phase.result.kept" : "phase.result.never_began")}</p>
      </header>
      <ToTranscribe />
      <p className="row">
        {hasBegun && (
          <Link className="btn first" to={minutesPath(room.id)}>
            {t("phase.result.minutes")}
          </Link>
        )}
        {idea && (
          <Link className="btn" to={idea.path}>
            {t("phase.result.idea")}
          </Link>
        )}
        {idea && board.text?.kept && (
          <Link className="btn" to={`${idea.path}/versions/${board.text.kept}`}>
            {t("phase.result.text", { version: board.text.kept })}
          </Link>
        )}
      </p>
      {takesPart && hasBegun && <Useful />}
      <Sealed />
    </>
  );
}

/** Whether the session was worth the time. */
function Useful() {
  const { t } = useTranslation("rooms");
  const { hand } = useRoomView();
  const said = hand?.wasUseful ?? null;
  return (
    <Part id="phase-useful" title={t("phase.result.useful")}>
      <p className="soft">{t("phase.result.useful_why")}</p>
      <ActForm does="useful.say" className="row">
        <button className="btn" name="wasUseful" value="true" aria-pressed={said === true}>
          {t("phase.result.yes")}
        </button>
        <button className="btn" name="wasUseful" value="false" aria-pressed={said === false}>
          {t("phase.result.no")}
        </button>
      </ActForm>
      <p className={`small quiet ${styles.said}`} role="status">
        {said !== null && t(said ? "phase.result.said_yes" : "phase.result.said_no")}
      </p>
    </Part>
  );
}

/** One's own notes on which the name is not to be read: only their author sees that, and may change it. */
function Sealed() {
  const { t } = useTranslation("rooms");
  const { board, me } = useRoomView();
  const shown = useShown();
  const sealed = Object.values(board.notes)
    .map(shown)
    .filter(({ isMine, isSealed }) => isMine && isSealed);
  if (me === null || sealed.length === 0) return null;
  return (
    <Part id="phase-sealed" title={t("phase.result.sealed")} count={sealed.length}>
      <p className="soft">{t("phase.result.sealed_why")}</p>
      <ul className={notes.notes}>
        {sealed.map((note) => (
          <NoteCard key={note.id} note={note}>
            <ActForm does="note.claim" className={notes.claim}>
              <button className="btn slim" name="note" value={note.id}>
                {t("phase.result.claim")}
              </button>
            </ActForm>
          </NoteCard>
        ))}
      </ul>
    </Part>
  );
}
