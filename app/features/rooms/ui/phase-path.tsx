import { useTranslation } from "../../../ui/words.ts";
import { vars } from "../../../ui/vars.ts";
import { useServerNow } from "./use-server-now.ts";
import { useRoomView } from "./view.tsx";
import styles from "./room.module.css";

/** The phases as a ruler: each as long as its minutes, with a mark at the moment that it is. */
export function PhasePath({ offset }: { offset: number }) {
  const { t } = useTranslation("rooms");
  const { board, plan } = useRoomView();
  const now = useServerNow(offset);
  const began = board.phaseBeganAt ?? now;
  return (
    <ol className={styles.phases} aria-label={t("room.phases")}>
      {plan.map((phase, position) => {
        const isNow = position === board.phase;
        const end = board.deadline ?? now + (board.pausedLeft ?? 0);
        const done = isNow ? Math.min(1, Math.max(0, (now - began) / Math.max(1, end - began))) : 0;
        return (
          <li
            // A plan's phases have no other name than their place.
            key={`${position} ${phase.kind}`}
            data-done={position < board.phase || undefined}
            aria-current={isNow ? "step" : undefined}
            style={vars({ "--m": Math.max(1, phase.seconds / 60), "--at": `${Math.round(done * 1_000) / 10}%` })}
          >
            <span>
              {isNow
                ? t("room.phase_now", { phase: t(`kind.${phase.kind}`), count: Math.round(phase.seconds / 60) })
                : t(`kind.${phase.kind}`)}
            </span>
            {isNow && <i />}
          </li>
        );
      })}
    </ol>
  );
}
