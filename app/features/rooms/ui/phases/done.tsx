import { Icon } from "../../../../ui/icon.tsx";
import { useCalled, useTranslation } from "../../../../ui/words.ts";
import { takesPart as isPart } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./task.module.css";

/** Who is done with the phase that runs, and the way to say it oneself. It tells nothing else of anybody. */
export function Done() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, here, me, phase, takesPart } = useRoomView();
  const isDone = me !== null && board.done.includes(me);
  const there = Object.entries(board.people)
    .filter(([id, role]) => isPart(role) && (here.includes(id) || id === me || board.done.includes(id)))
    .map(([id]) => id);
  const done = there.filter((id) => board.done.includes(id));
  const names = done.map((id) => called(people[id]?.name ?? ""));
  return (
    <div className={styles.done}>
      {takesPart && (
        <ActForm does="done.say">
          <button className="btn" name="isDone" value={String(!isDone)} aria-pressed={isDone}>
            {isDone && <Icon name="saved" />}
            {t("phase.done.say")}
          </button>
        </ActForm>
      )}
      <p className="small soft">
        {t("phase.done.count", { done: done.length, count: there.length })}
        {names.length > 0 && names.length <= 12 && <> · {t("phase.done.who", { names })}</>}
        {phase?.advance === "all_ready" && <> · {t("phase.done.all_ready")}</>}
      </p>
    </div>
  );
}
