import type { PhaseKind } from "../../../../../db/schema/rooms.ts";
import { SlidesTask } from "../../../pitching/ui/slides-task.tsx";
import { takesNotes } from "../../rules.ts";
import { useRoomView } from "../view.tsx";
import { ClusterTask } from "./cluster-task.tsx";
import { CowriteTask } from "./cowrite-task.tsx";
import { DecideTask } from "./decide-task.tsx";
import { DiscussTask } from "./discuss-task.tsx";
import { DotsTask } from "./dots-task.tsx";
import { DuelsTask } from "./duels-task.tsx";
import { FrameTask } from "./frame-task.tsx";
import { Unfinished } from "./kept.tsx";
import { RevealTask } from "./reveal-task.tsx";
import { RoomLobby } from "./room-lobby.tsx";
import { RoomResult } from "./room-result.tsx";
import styles from "./task.module.css";
import { WriteTask } from "./write-task.tsx";

/** The one thing to do in a room now: that of the phase that runs, or what stands before the first and after the last. */
export function PhaseTask() {
  const { board, phase, takesPart } = useRoomView();
  return (
    <div className={styles.task}>
      {board.state === "closed" && <RoomResult />}
      {board.state === "lobby" && <RoomLobby />}
      {phase && <Task kind={phase.kind} />}
      {phase && takesPart && !takesNotes(phase.kind) && <Unfinished />}
    </div>
  );
}

function Task({ kind }: { kind: PhaseKind }) {
  switch (kind) {
    case "frame":
      return <FrameTask />;
    case "write":
      return <WriteTask />;
    case "reveal":
      return <RevealTask />;
    case "cluster":
      return <ClusterTask />;
    case "dots":
      return <DotsTask />;
    case "discuss":
      return <DiscussTask />;
    case "cowrite":
      return <CowriteTask />;
    case "decide":
      return <DecideTask />;
    case "duels":
      return <DuelsTask />;
    case "slides":
      return <SlidesTask />;
  }
}
