import { useTranslation } from "../../../../ui/words.ts";
import { Prepared } from "../../../pitching/ui/prepared.tsx";
import { useRoomView } from "../view.tsx";
import { Done } from "./done.tsx";
import { TaskHeading } from "./heading.tsx";
import styles from "./task.module.css";

/** The question and what there is to read about it. */
export function FrameTask() {
  const { t } = useTranslation("rooms");
  const { phase } = useRoomView();
  return (
    <>
      <TaskHeading title={t("phase.title.frame")} rules={[t("phase.rules.frame")]} />
      <Matter />
      <Prepared />
      {phase?.advance === "all_ready" && <Done />}
    </>
  );
}

/** What the room is to find out, and the idea that it is about. */
export function Matter() {
  const { t } = useTranslation("rooms");
  const { room, idea } = useRoomView();
  return (
    <div className={styles.matter}>
      {room.question !== "" && <p className={styles.asked}>{room.question}</p>}
      {idea && (
        <p>
          {/* In a tab of its own: whoever reads stays in the room. */}
          <a href={idea.path} target="_blank" rel="noreferrer">
            {t("phase.idea_link", { title: idea.title })}{" "}
            <span className="small quiet">{t("phase.opens_in_new_tab")}</span>
          </a>
        </p>
      )}
    </div>
  );
}
