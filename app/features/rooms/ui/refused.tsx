import { useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { useRoomView } from "./view.tsx";
import styles from "./room.module.css";

/** What was done here and could not be kept, with its words, until whoever wrote them lets go. */
export function Refused() {
  const { t } = useTranslation("rooms");
  const sentence = useSentence();
  const { refused, drop } = useRoomView();
  if (refused.length === 0) return null;
  return (
    // What speaks up is the box: the list stays a list.
    <div role="alert">
      <ul className={styles.refused} aria-label={t("room.refused")}>
        {refused.map(({ id, what, code }) => {
          const words = "body" in what ? what.body : "name" in what ? what.name : "reason" in what ? what.reason : "";
          return (
            <li key={id} className="strip loss">
              <p>{sentence(code)}</p>
              {words && <textarea readOnly rows={2} value={words} aria-label={t("room.your_words")} />}
              <div className="row">
                <button type="button" className="btn slim" onClick={() => drop(id)}>
                  {t("room.let_go")}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
