import { useTranslation } from "../../../../ui/words.ts";
import { useRoomView } from "../view.tsx";
import { Done } from "./done.tsx";
import { Part, TaskHeading } from "./heading.tsx";
import { NoteForm, useShown } from "./note.tsx";
import { Notes } from "./write-task.tsx";

/** Everything that was written lies open. */
export function RevealTask() {
  const { t } = useTranslation("rooms");
  const { board, phase, takesPart } = useRoomView();
  const shown = useShown();
  const notes = Object.values(board.notes).map(shown);
  return (
    <>
      <TaskHeading
        title={t("phase.title.reveal")}
        rules={[
          t(phase?.visibility === "anonymous" ? "phase.rules.anonymous" : "phase.rules.named"),
          ...(takesPart ? [t("phase.rules.reveal")] : []),
        ]}
      />
      <Part id="phase-notes" title={t("phase.note.all_title")} count={notes.length}>
        <Notes notes={notes} empty={t(takesPart ? "phase.note.all_empty" : "phase.note.nothing")} />
      </Part>
      <NoteForm label={t("phase.note.add_another")} />
      {phase?.advance === "all_ready" && <Done />}
    </>
  );
}
