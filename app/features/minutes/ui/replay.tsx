import { useEffect } from "react";
import { Form, Link, useNavigate, useSubmit } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { timeOfDay } from "../../../ui/dates.ts";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { notesIn, type Note, type Phase } from "../../rooms/board.ts";
import { ShownSlides } from "../../pitching/ui/pitch-minutes.tsx";
import { minutesPath } from "../../rooms/rules.ts";
import type { Replay } from "../queries.server.ts";
import { stepPath } from "../rules.ts";
import { sentenceOf } from "./happening.ts";
import styles from "./replay.module.css";

/** A room's board at one moment of its log, what happened then, and the ways to other moments. */
export function ReplayView({
  room,
  replay,
  plan,
}: {
  room: { id: string; title: string };
  replay: Replay;
  plan: readonly Pick<Phase, "kind">[];
}) {
  const { t, i18n } = useTranslation("minutes");
  const { t: rooms } = useTranslation("rooms");
  const { timeZone } = useClock();
  const calledBy = useCalled();
  const { step, steps, event, at, board, words, people } = replay;
  useArrowKeys(room.id, step, steps);
  const called = (id: string | null) => {
    const person = id === null ? undefined : people[id];
    return person ? calledBy(person.name) : t("somebody");
  };
  const said = (id: string | null | undefined) => (id ? (words[id] ?? "") : "");
  const phase = plan[board.phase];
  return (
    <section className={styles.replay} aria-labelledby="replay-heading">
      <h1 id="replay-heading">{t("replaying.title", { title: room.title })}</h1>
      <p>
        <Link to={minutesPath(room.id)}>{t("replaying.back_to")}</Link>
      </p>
      <Steps room={room.id} step={step} steps={steps} />
      <div role="status" className={styles.now}>
        <p className="small quiet">
          {t("replaying.of", { step, steps })}
          {at !== null && ` · ${timeOfDay(at, { locale: i18n.language, timeZone })}`}
          {" · "}
          {board.state === "closed"
            ? t("replaying.closed")
            : phase
              ? t("replaying.phase", { kind: rooms(`kind.${phase.kind}`) })
              : t("replaying.lobby")}
        </p>
        <p className={styles.happening}>
          {event ? sentenceOf(event, { t, rooms, called, said, plan, board }) : t("replaying.start")}
        </p>
      </div>
      {replay.slides && <ShownSlides board={board} shown={replay.slides} said={said} />}
      <div className={styles.board}>
        {Object.keys(board.notes).length === 0 && !board.deck && <p className="soft">{t("replaying.empty")}</p>}
        {Object.values(board.clusters).map(({ id, words: name }) => (
          <Pile key={id} name={said(name)} notes={notesIn(board, id)} said={said} called={called} />
        ))}
        <Pile name={t("loose")} notes={notesIn(board, null)} said={said} called={called} />
      </div>
    </section>
  );
}

function Steps({ room, step, steps }: { room: string; step: number; steps: number }) {
  const { t } = useTranslation("minutes");
  const submit = useSubmit();
  const way = (to: number, label: string, isPossible: boolean) =>
    isPossible ? (
      <Link className="btn slim" to={stepPath(room, to)} preventScrollReset replace>
        {label}
      </Link>
    ) : (
      <span className="btn slim" aria-disabled="true">
        {label}
      </span>
    );
  return (
    <div className={styles.steps}>
      <nav className="row" aria-label={t("replay")}>
        {way(0, t("replaying.first"), step > 0)}
        {way(step - 1, t("replaying.back"), step > 0)}
        {way(step + 1, t("replaying.next"), step < steps)}
        {way(steps, t("replaying.last"), step < steps)}
      </nav>
      <Form action={minutesPath(room)} className={styles.slider}>
        <label htmlFor="replay-step" className="small">
          {t("replaying.slider")}
        </label>
        <input
          key={step}
          id="replay-step"
          type="range"
          name="step"
          min={0}
          max={steps}
          defaultValue={step}
          onChange={(event) => void submit(event.currentTarget.form, { replace: true, preventScrollReset: true })}
        />
        <noscript>
          <button className="btn slim">{t("replaying.show")}</button>
        </noscript>
      </Form>
      <p className="small quiet">{t("replaying.keys")}</p>
    </div>
  );
}

/** Arrow keys go back and on, wherever they are not needed for something else. */
function useArrowKeys(room: string, step: number, steps: number): void {
  const navigate = useNavigate();
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const isElsewhere = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (isElsewhere || (event.target instanceof Element && event.target.closest("input, textarea, select"))) return;
      const to = event.key === "ArrowRight" ? step + 1 : event.key === "ArrowLeft" ? step - 1 : -1;
      if (to < 0 || to > steps) return;
      event.preventDefault();
      void navigate(stepPath(room, to), { replace: true, preventScrollReset: true });
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [navigate, room, step, steps]);
}

function Pile({
  name,
  notes,
  said,
  called,
}: {
  name: string;
  notes: readonly Note[];
  said: (words: string) => string;
  called: (id: string) => string;
}) {
  const { t } = useTranslation("minutes");
  if (notes.length === 0) return null;
  return (
    <section className={styles.pile}>
      <h2>
        {name} <span className="n">{notes.length}</span>
      </h2>
      <ul>
        {notes.map((note) => (
          <li key={note.id} className={styles.note}>
            {said(note.words) ? <p>{said(note.words)}</p> : <p className="soft">{t("replaying.taken_back")}</p>}
            {note.by !== null && <p className="small quiet">{called(note.by)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
