import { useEffect, useRef } from "react";
import { useTranslation } from "../../../../ui/words.ts";
import { duelsForRank, nextPair } from "../../duels.ts";
import { ActForm, useRoomView } from "../view.tsx";
import { Done } from "./done.tsx";
import styles from "./duels.module.css";
import { TaskHeading } from "./heading.tsx";
import { useShown } from "./note.tsx";
import { Notes } from "./write-task.tsx";

/** Notes are compared two by two, each person for him- or herself. */
export function DuelsTask() {
  const { t } = useTranslation("rooms");
  const { board, hand, takesPart } = useRoomView();
  const shown = useShown();
  const notes = Object.values(board.notes);
  const pairs = (notes.length * (notes.length - 1)) / 2;
  return (
    <>
      <TaskHeading title={t("phase.title.duels")} rules={[t("phase.rules.duels")]} />
      {notes.length < 2 && <p className="soft">{t("phase.duels.few")}</p>}
      {notes.length >= 2 && takesPart && (
        <>
          <Pair />
          <p className="small quiet" role="status">
            {t("phase.duels.progress", { done: hand?.judged.length ?? 0, pairs })}{" "}
            {t("phase.duels.rank", { least: duelsForRank })}
          </p>
        </>
      )}
      {notes.length >= 2 && !takesPart && (
        <section aria-label={t("phase.duels.notes")}>
          <Notes notes={notes.map(shown)} empty={t("phase.note.nothing")} />
        </section>
      )}
      <Done />
    </>
  );
}

/** The next two notes, and the choice between them. */
function Pair() {
  const { t } = useTranslation("rooms");
  const { board, words, hand, me } = useRoomView();
  const form = useRef<HTMLDivElement>(null);
  const judged = hand?.judged ?? [];

  // The same pair on the server and in the browser, and another course for each person.
  const seed = `${me} ${board.phase}`;
  const notes = Object.keys(board.notes).toSorted((a, b) => hashOf(`${seed} ${a}`) - hashOf(`${seed} ${b}`));
  const own = judged.map((pair) => {
    const [one = "", other = ""] = pair.split(" ");
    return { one, other, winner: null };
  });
  const chance = chances(hashOf(`${seed} ${judged.length}`));
  const pair = nextPair(notes, own, new Set(judged), chance);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
      const isElsewhere =
        event.target instanceof Element && event.target.closest("input, textarea, select, summary, [role='menu']");
      const isChord = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (at === undefined || isElsewhere || isChord || event.repeat) return;
      event.preventDefault();
      form.current?.querySelectorAll<HTMLButtonElement>("button[data-side]").item(at).click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  if (!pair) return <p className="strip">{t("phase.duels.over")}</p>;
  const [left, right] = pair;
  // Without names: whose it is must not decide.
  const side = (id: string, key: string) => {
    const note = board.notes[id];
    return (
      <div className={styles.side}>
        <p className={styles.body}>{note && words[note.words]}</p>
        <button className="btn" data-side name="winner" value={id} aria-describedby={`duel-${id}`}>
          {t("phase.duels.this")} <span className={styles.key}>{key}</span>
        </button>
        <span id={`duel-${id}`} className="away">
          {note && words[note.words]}
        </span>
      </div>
    );
  };
  return (
    <div ref={form}>
      <ActForm does="duel.judge" className={styles.pair} label={t("phase.duels.pair")}>
        <input type="hidden" name="one" value={left} />
        <input type="hidden" name="other" value={right} />
        {side(left, t("phase.duels.left_key"))}
        {side(right, t("phase.duels.right_key"))}
        <button className={`btn bare ${styles.skip}`} name="winner" value="">
          {t("phase.duels.skip")}
        </button>
      </ActForm>
    </div>
  );
}

/** A number from a text, always the same (FNV-1a, 32 bits). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Numbers from 0 to below 1 that follow from a seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
