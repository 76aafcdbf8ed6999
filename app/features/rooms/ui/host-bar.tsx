import { useTranslation } from "../../../ui/words.ts";
import { ActForm, useRoomView } from "./view.tsx";
import styles from "./room.module.css";

/** What makes the clock run: for the host and whoever stands beside. */
export function HostBar() {
  const { t } = useTranslation("rooms");
  const { board, plan, phase, leads } = useRoomView();
  if (!leads || board.state === "closed") return null;
  const next = plan[board.phase + 1];
  const isTimed = board.deadline !== null || board.pausedLeft !== null;
  return (
    <section className={styles.host} aria-label={t("host.bar")}>
      <ActForm does="phase.next">
        <button className="btn first">
          {board.state === "lobby"
            ? t("host.start")
            : next
              ? t("host.next", { phase: t(`kind.${next.kind}`) })
              : t("host.finish")}
        </button>
      </ActForm>
      {/* What can be done while whoever presents is away stands beside the slide. */}
      {isTimed && board.hold === null && (
        <>
          <ActForm does={board.pausedLeft === null ? "clock.pause" : "clock.resume"}>
            <button className="btn">{t(board.pausedLeft === null ? "host.pause" : "host.resume")}</button>
          </ActForm>
          {(phase?.kind === "slides" ? [] : [1, 5]).map((minutes) => (
            <ActForm key={minutes} does="clock.extend">
              <button className="btn" name="minutes" value={minutes}>
                {t("host.more", { count: minutes })}
              </button>
            </ActForm>
          ))}
        </>
      )}
      {board.state === "running" && next && (
        <details className={styles.closing}>
          <summary className="btn bare">{t("host.close")}</summary>
          <ActForm does="room.close">
            <p className="small soft">{t("host.close_what")}</p>
            <button className="btn loss">{t("host.close_now")}</button>
          </ActForm>
        </details>
      )}
    </section>
  );
}
