import { useTranslation } from "../../../ui/words.ts";
import { useServerNow } from "./use-server-now.ts";
import { useRoomView } from "./view.tsx";
import styles from "./room.module.css";

/** Minutes and seconds that are left, as `6:42`. `left` in milliseconds; below nothing it stays at `0:00`. */
export function shownLeft(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long the phase still runs, by the server's clock. */
export function RoomClock({ offset }: { offset: number }) {
  const { t } = useTranslation("rooms");
  const { board, phase } = useRoomView();
  const now = useServerNow(offset);
  if (!phase) return null;
  const { deadline, pausedLeft } = board;
  const left = pausedLeft ?? (deadline === null ? 0 : deadline - now);
  const isOver = pausedLeft === null && left <= 0;
  const what =
    pausedLeft !== null
      ? t("clock.paused")
      : isOver
        ? t(phase.advance === "host" ? "clock.waits" : "clock.ends")
        : t("clock.left");
  return (
    <p className={styles.clock} role="timer" data-over={isOver || undefined}>
      {shownLeft(left)}
      <small>{what}</small>
    </p>
  );
}
