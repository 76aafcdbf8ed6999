import { useTranslation } from "../../../../ui/words.ts";
import { notesIn, subjectsOf } from "../../board.ts";
import { costOf, isWithinBudget, mostDotsEach } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import { Done } from "./done.tsx";
import styles from "./dots.module.css";
import { TaskHeading } from "./heading.tsx";
import { By, type ShownNote, useShown } from "./note.tsx";

/** Dots or credits are placed, each person for him- or herself. */
export function DotsTask() {
  const { t } = useTranslation("rooms");
  const { phase } = useRoomView();
  const isQuadratic = phase?.ballot === "quadratic";
  const rules = useVotingRules();
  return (
    <>
      <TaskHeading title={t(isQuadratic ? "phase.title.credits" : "phase.title.dots")} rules={[rules]} />
      <Voting />
      <Done />
    </>
  );
}

/** How one may vote in the phase that runs, as a sentence. */
export function useVotingRules(): string {
  const { t } = useTranslation("rooms");
  const { phase } = useRoomView();
  const count = phase?.votes ?? 0;
  if (phase?.ballot === "quadratic") return t("phase.rules.credits", { count });
  return t("phase.rules.dots", { count, most: mostDotsEach });
}

/** Everything that can be voted for, with one's own votes on it. */
export function Voting() {
  const { t } = useTranslation("rooms");
  const { board, phase, hand, takesPart, words } = useRoomView();
  const shown = useShown();
  if (!phase) return null;
  const subjects = subjectsOf(board).map((id): Subject => {
    const cluster = board.clusters[id];
    if (cluster) return { id, name: words[cluster.words] ?? "", notes: notesIn(board, id).map(shown), by: null };
    const note = board.notes[id];
    return { id, name: note ? (words[note.words] ?? "") : "", notes: [], by: note ? shown(note) : null };
  });
  if (subjects.length === 0) return <p className="soft">{t("phase.dots.nothing")}</p>;
  const votes = hand?.votes ?? {};
  const list = (
    <ul className={styles.subjects} aria-label={t("phase.dots.list")}>
      {subjects.map((subject) => (
        <SubjectRow key={subject.id} subject={subject} votes={votes} />
      ))}
    </ul>
  );
  if (!takesPart) return list;
  return (
    <ActForm does="votes.place">
      {/* The whole spread goes with each press; the button's own number comes after it and counts. */}
      {Object.entries(votes).map(([id, count]) => (
        <input key={id} type="hidden" name={`votes.${id}`} value={count} />
      ))}
      <Left votes={votes} />
      {list}
    </ActForm>
  );
}

/** Something to vote for: a cluster with its notes, or a loose note, whose author `by` may name. */
type Subject = { id: string; name: string; notes: readonly ShownNote[]; by: ShownNote | null };

function Left({ votes }: { votes: Readonly<Record<string, number>> }) {
  const { t } = useTranslation("rooms");
  const { phase } = useRoomView();
  if (!phase) return null;
  const left = phase.votes - costOf(votes, phase.ballot);
  const isQuadratic = phase.ballot === "quadratic";
  return (
    <p className={styles.left}>
      {!isQuadratic && phase.votes <= 20 && <Marks given={left} of={phase.votes} />}
      <span role="status">
        {isQuadratic
          ? t("phase.dots.credits", { count: left, of: phase.votes })
          : t("phase.dots.left", { count: left })}
      </span>
    </p>
  );
}

function Marks({ given, of }: { given: number; of: number }) {
  return (
    <span className={styles.marks} aria-hidden="true">
      {Array.from({ length: of }, (_, at) => (
        <i key={at} data-on={at < given || undefined} />
      ))}
    </span>
  );
}

function SubjectRow({ subject, votes }: { subject: Subject; votes: Readonly<Record<string, number>> }) {
  const { t } = useTranslation("rooms");
  const { phase, takesPart } = useRoomView();
  if (!phase) return null;
  const { id, name, notes, by } = subject;
  const count = votes[id] ?? 0;
  const isQuadratic = phase.ballot === "quadratic";
  const mayMore = isWithinBudget({ ...votes, [id]: count + 1 }, phase);
  const given = t(isQuadratic ? "phase.dots.votes" : "phase.dots.given", { count });
  return (
    <li className={styles.subject} data-given={count > 0 || undefined}>
      <div>
        {by ? <p className={styles.loose}>{name}</p> : <h2>{name}</h2>}
        {by && <By note={by} />}
        {notes.length > 0 && (
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={note.id}>{note.body}</li>
            ))}
          </ul>
        )}
      </div>
      {takesPart && (
        <div className={styles.give}>
          <Step sign="−" label={t("phase.dots.less", { subject: name })} id={id} to={count > 0 ? count - 1 : null} />
          <span className={styles.count}>
            {isQuadratic ? <b>{count}</b> : <Marks given={count} of={Math.min(mostDotsEach, phase.votes)} />}
            <span className={isQuadratic ? "small quiet" : "away"}>
              {given}
              {isQuadratic && count > 0 && <> · {t("phase.dots.cost", { count: count * count })}</>}
            </span>
          </span>
          <Step sign="+" label={t("phase.dots.more", { subject: name })} id={id} to={mayMore ? count + 1 : null} />
        </div>
      )}
    </li>
  );
}

/** One more or one less. Where that cannot be (`to` null), the button stays, so that nobody loses the place. */
function Step({ sign, label, id, to }: { sign: string; label: string; id: string; to: number | null }) {
  return (
    <button
      className="btn square"
      type={to === null ? "button" : "submit"}
      name={to === null ? undefined : `votes.${id}`}
      value={to ?? undefined}
      aria-disabled={to === null || undefined}
      aria-label={label}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
