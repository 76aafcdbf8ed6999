import type { ReactNode } from "react";
import { useTranslation } from "../../../../ui/words.ts";
import { useRoomView } from "../view.tsx";
import styles from "./task.module.css";

/** What is to be done in the phase that runs, and by which rules: in the template's words where it has some. */
export function TaskHeading({ title, rules }: { title: string; rules: readonly string[] }) {
  const { i18n } = useTranslation("rooms");
  const { phase, room, takesPart } = useRoomView();
  const { t } = useTranslation("rooms");
  const say = (key: string) => (i18n.has("rooms", key) ? i18n.say("rooms", key) : null);
  const prompt = phase?.prompt ?? null;
  const ask = prompt === null ? null : say(`phase.ask.${prompt}`);
  return (
    <header className={styles.heading}>
      <h1>{(prompt === null ? null : say(`prompt.${prompt}`)) ?? title}</h1>
      {ask !== null && <p className={styles.ask}>{ask}</p>}
      <p>{rules.join(" ")}</p>
      {!takesPart && <p className="quiet">{t("phase.looking_on")}</p>}
      {phase?.words && (
        <p className={styles.words}>
          <b>{t("phase.host_says")}</b> {phase.words}
        </p>
      )}
      {phase?.kind !== "frame" && room.question !== "" && <p className={styles.question}>{room.question}</p>}
    </header>
  );
}

/** A part of a task, under a heading of its own. */
export function Part({
  title,
  id,
  count,
  children,
}: {
  title: string;
  /** The heading's id, unique in the page. */
  id: string;
  count?: number;
  children: ReactNode;
}) {
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {count !== undefined && count > 0 && <span className="n">{count}</span>}
      </h2>
      {children}
    </section>
  );
}
