import { useEffect, useRef, useState } from "react";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { useRoomView } from "./view.tsx";

/** Says aloud what changes for everybody: phases, what was shown, results, who leads. Seen by nobody. */
export function Announcements() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, plan, people } = useRoomView();
  const before = useRef(board);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const was = before.current;
    before.current = board;
    const parts: string[] = [];
    const phase = plan[board.phase];
    if (board.state === "closed" && was.state !== "closed") parts.push(t("said.closed"));
    else if (board.phase !== was.phase && phase) {
      parts.push(t("said.phase", { phase: t(`kind.${phase.kind}`), count: Math.round(phase.seconds / 60) }));
    }
    const shown = Object.keys(board.notes).length - Object.keys(was.notes).length;
    if (shown > 1) parts.push(t("said.shown", { count: shown }));
    if (board.counts.length > was.counts.length) parts.push(t("said.counted"));
    if (board.rankings.length > was.rankings.length) parts.push(t("said.ranked"));
    if (board.host !== was.host) parts.push(t("said.host", { name: called(people[board.host]?.name ?? "") }));
    if (board.pausedLeft !== null && was.pausedLeft === null) parts.push(t("said.paused"));
    if (board.pausedLeft === null && was.pausedLeft !== null && board.phase === was.phase)
      parts.push(t("said.resumed"));
    if (parts.length > 0) setSaid(parts.join(" "));
  }, [board, plan, people, t, called]);
  return (
    <p className="away" role="status" aria-live="polite">
      {said}
    </p>
  );
}
