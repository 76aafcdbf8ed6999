import { useStageWord, type Stage } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { type Gate, isMet } from "../rules.ts";
import styles from "./gates.module.css";

/** What an idea needs before it may go on to its next stage, and how much of that is there, for everybody. */
export function GatesAhead({ space, stage, gates }: { space: string; stage: Stage; gates: readonly Gate[] }) {
  const { t } = useTranslation("stages");
  const word = useStageWord();
  return (
    <section aria-labelledby="gates-ahead">
      <h2 id="gates-ahead">{t("ahead", { stage: word(space, stage) })}</h2>
      <GateList gates={gates} />
    </section>
  );
}

/** Each thing that is asked for, and whether it is there. */
export function GateList({ gates }: { gates: readonly Gate[] }) {
  const { t } = useTranslation("stages");
  return (
    <ul className={styles.gates}>
      {gates.map((gate) => (
        <li key={gate.kind} data-met={isMet(gate) || undefined}>
          <span>
            {gate.kind === "answered"
              ? t(isMet(gate) ? "have.answered_met" : "have.answered_open")
              : t(`have.${gate.kind}`, { have: gate.have, least: gate.least })}
          </span>
          {gate.least > 1 && <progress max={gate.least} value={Math.min(gate.have, gate.least)} aria-hidden="true" />}
          <span className="small quiet">{t(isMet(gate) ? "there" : "missing")}</span>
        </li>
      ))}
    </ul>
  );
}
