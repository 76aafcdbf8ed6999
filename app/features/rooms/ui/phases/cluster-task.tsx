import { type DragEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Icon } from "../../../../ui/icon.tsx";
import { useTranslation } from "../../../../ui/words.ts";
import { notesIn } from "../../board.ts";
import { longest } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./board.module.css";
import { Done } from "./done.tsx";
import { TaskHeading } from "./heading.tsx";
import { beginning, Menu, NoteCard, NoteForm, OwnNote, type ShownNote, useShown } from "./note.tsx";

/** Notes are put together: by dragging, or from a menu on each. */
export function ClusterTask() {
  const { t } = useTranslation("rooms");
  const { phase } = useRoomView();
  return (
    <>
      <TaskHeading
        title={t("phase.title.cluster")}
        rules={[
          t(phase?.visibility === "anonymous" ? "phase.rules.anonymous" : "phase.rules.named"),
          t("phase.rules.cluster"),
        ]}
      />
      <SortingBoard />
      <div className={styles.below}>
        <NoteForm label={t("phase.note.add_another")} />
        {phase?.advance === "all_ready" && <Done />}
      </div>
    </>
  );
}

/** The id of the form that makes a cluster: notes all over the board are ticked for it. */
const makingForm = "make-cluster";

/** The place of a cluster that is yet to be made: no id looks like it. */
const anew = "new";

/** Where a note that is dragged would land: a cluster, the loose ones (null), or a cluster that is yet to be made. */
type Landing = { to: string | null };

/** All notes in columns: the loose ones first, then each cluster. */
function SortingBoard() {
  const { t } = useTranslation("rooms");
  const { board, words, takesPart, act } = useRoomView();
  const [dragged, setDragged] = useState<string | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const making = useRef<HTMLInputElement>(null);
  const goTo = useFocusAfterMove(area);
  useFlight(area);

  const clusters = Object.values(board.clusters).map(({ id, words: name }) => ({ id, name: words[name] ?? "" }));
  const stop = () => {
    setDragged(null);
    setLanding(null);
  };
  const over = (to: Landing["to"]) => ({
    onDragOver(event: DragEvent) {
      if (dragged === null) return;
      event.preventDefault();
      if (landing?.to !== to) setLanding({ to });
    },
    onDrop(event: DragEvent) {
      if (dragged === null) return;
      event.preventDefault();
      if (to !== anew) {
        if (board.notes[dragged]?.cluster !== to) act({ do: "note.move", note: dragged, to });
      } else {
        const tick = area.current?.querySelector<HTMLInputElement>(`[data-note="${dragged}"] input[name="notes"]`);
        if (tick) tick.checked = true;
        making.current?.focus();
      }
      stop();
    },
  });
  const column = (id: string | null) => ({
    id,
    clusters,
    isLanding: landing !== null && landing.to === id && board.notes[dragged ?? ""]?.cluster !== id,
    drag: takesPart ? { begin: setDragged, stop } : null,
    goTo,
    ...over(id),
  });
  if (Object.keys(board.notes).length === 0 && clusters.length === 0) {
    return <p className="soft">{t(takesPart ? "phase.note.board_empty" : "phase.note.nothing")}</p>;
  }
  return (
    <div ref={area} className={styles.area} role="group" aria-label={t("phase.cluster.board")}>
      <div className={styles.board}>
        <Column {...column(null)} name={t("phase.cluster.loose")} />
        {clusters.map(({ id, name }) => (
          <Column key={id} {...column(id)} name={name} />
        ))}
      </div>
      {takesPart && (
        <ActForm
          does="cluster.make"
          fresh="cluster"
          id={makingForm}
          className={styles.making}
          onSent={(form) => form.reset()}
        >
          <div className="field" data-landing={landing?.to === anew || undefined} {...over(anew)}>
            <label htmlFor={`${makingForm}-name`}>{t("phase.cluster.new")}</label>
            <p className="hint" id={`${makingForm}-hint`}>
              {t(dragged === null ? "phase.cluster.make_hint" : "phase.cluster.drop_new")}
            </p>
            <div className={styles.named}>
              <input
                ref={making}
                id={`${makingForm}-name`}
                aria-describedby={`${makingForm}-hint`}
                name="name"
                placeholder={t("phase.cluster.name")}
                required
                maxLength={longest.cluster}
                autoComplete="off"
              />
              <button className="btn">{t("phase.cluster.make")}</button>
            </div>
          </div>
        </ActForm>
      )}
    </div>
  );
}

type Named = { id: string; name: string };

function Column({
  id,
  name,
  clusters,
  isLanding,
  drag,
  goTo,
  ...drop
}: {
  /** The cluster; null for the loose notes. */
  id: string | null;
  name: string;
  clusters: readonly Named[];
  isLanding: boolean;
  /** Null for whoever only looks on. */
  drag: { begin: (note: string) => void; stop: () => void } | null;
  goTo: (note: string) => void;
  onDragOver: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
}) {
  const { t } = useTranslation("rooms");
  const { board } = useRoomView();
  const shown = useShown();
  const notes = notesIn(board, id).map(shown);
  const heading = `cluster-${id ?? "loose"}`;
  return (
    <section className={styles.cluster} data-loose={id === null || undefined} aria-labelledby={heading} {...drop}>
      <header>
        <h2 id={heading}>{name}</h2>
        <span className="n">
          <span aria-hidden="true">{notes.length}</span>
          <span className="away">{t("phase.cluster.notes", { count: notes.length })}</span>
        </span>
        {id !== null && drag && <ClusterMenu cluster={{ id, name }} clusters={clusters} />}
      </header>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <BoardNote key={note.id} note={note} from={id} clusters={clusters} drag={drag} goTo={goTo} />
          ))}
        </ul>
      )}
      {isLanding && <p className={styles.drop}>{t("phase.cluster.drop")}</p>}
      {notes.length === 0 && !isLanding && (
        <p className="small quiet">{t(id === null ? "phase.cluster.all_sorted" : "phase.cluster.empty")}</p>
      )}
    </section>
  );
}

function BoardNote({
  note,
  from,
  clusters,
  drag,
  goTo,
}: {
  note: ShownNote;
  from: string | null;
  clusters: readonly Named[];
  drag: { begin: (note: string) => void; stop: () => void } | null;
  goTo: (note: string) => void;
}) {
  const { t } = useTranslation("rooms");
  const [isOpen, setOpen] = useState(false);
  if (!drag) return <NoteCard note={note} />;
  return (
    <NoteCard
      note={note}
      // What can be dragged cannot be marked: not while there is a field in it.
      draggable={!isOpen}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", note.body);
        event.dataTransfer.effectAllowed = "move";
        drag.begin(note.id);
      }}
      onDragEnd={drag.stop}
      aside={
        <label className={styles.tick}>
          <input
            type="checkbox"
            name="notes"
            value={note.id}
            form={makingForm}
            aria-label={`${t("phase.cluster.choose")}: ${beginning(note.body)}`}
          />
        </label>
      }
    >
      <Menu label={t("phase.cluster.move", { note: beginning(note.body) })} icon="move" onToggle={setOpen}>
        <MoveForms note={note} from={from} clusters={clusters} goTo={goTo} />
        {note.isMine && <OwnNote note={note} />}
      </Menu>
    </NoteCard>
  );
}

/** Where a note can go: another cluster, out of its own, or into a new one. */
function MoveForms({
  note,
  from,
  clusters,
  goTo,
}: {
  note: ShownNote;
  from: string | null;
  clusters: readonly Named[];
  goTo: (note: string) => void;
}) {
  const { t } = useTranslation("rooms");
  const others = clusters.filter(({ id }) => id !== from);
  return (
    <>
      {(others.length > 0 || from !== null) && (
        <ActForm does="note.move" className={styles.moves} onSent={() => goTo(note.id)}>
          <input type="hidden" name="note" value={note.id} />
          <p className="label">{t("phase.cluster.move_to")}</p>
          {others.map(({ id, name }) => (
            <button key={id} name="to" value={id}>
              <Icon name="right" />
              {name}
            </button>
          ))}
          {from !== null && (
            <button name="to" value="">
              <Icon name="undo" />
              {t("phase.cluster.to_loose")}
            </button>
          )}
        </ActForm>
      )}
      <ActForm does="cluster.make" fresh="cluster" className={styles.fromNote} onSent={() => goTo(note.id)}>
        <input type="hidden" name="notes" value={note.id} />
        <label className="label" htmlFor={`new-${note.id}`}>
          {t("phase.cluster.new_of")}
        </label>
        <input
          id={`new-${note.id}`}
          name="name"
          placeholder={t("phase.cluster.name")}
          required
          maxLength={longest.cluster}
          autoComplete="off"
        />
        <button className="btn slim">{t("phase.cluster.make")}</button>
      </ActForm>
    </>
  );
}

function ClusterMenu({ cluster, clusters }: { cluster: Named; clusters: readonly Named[] }) {
  const { t } = useTranslation("rooms");
  const others = clusters.filter(({ id }) => id !== cluster.id);
  return (
    <Menu label={t("phase.cluster.change", { name: cluster.name })} icon="more">
      <ActForm does="cluster.name" className={styles.fromNote}>
        <input type="hidden" name="cluster" value={cluster.id} />
        <label className="label" htmlFor={`name-${cluster.id}`}>
          {t("phase.cluster.name")}
        </label>
        <input
          id={`name-${cluster.id}`}
          name="name"
          defaultValue={cluster.name}
          required
          maxLength={longest.cluster}
          autoComplete="off"
        />
        <button className="btn slim">{t("phase.cluster.rename")}</button>
      </ActForm>
      <ActForm does="cluster.merge" className={styles.moves}>
        <input type="hidden" name="cluster" value={cluster.id} />
        {others.length > 0 && <p className="label">{t("phase.cluster.merge")}</p>}
        {others.map(({ id, name }) => (
          <button key={id} name="into" value={id}>
            <Icon name="right" />
            {name}
          </button>
        ))}
        <button name="into" value="">
          <Icon name="undo" />
          {t("phase.cluster.dissolve")}
        </button>
      </ActForm>
    </Menu>
  );
}

/** After a move the note is drawn anew elsewhere: whoever moved it by keyboard goes on from there. */
function useFocusAfterMove(area: RefObject<HTMLElement | null>): (note: string) => void {
  const { board } = useRoomView();
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    area.current?.querySelector<HTMLElement>(`[data-note="${next.current}"] summary`)?.focus();
    next.current = null;
  }, [board, area]);
  return (note) => {
    next.current = note;
  };
}

/** How long a note flies from where it was to where it is, in milliseconds. */
const flight = 180;

/** Lets a note that changes its cluster fly there, whoever moved it; not for those who want no motion. */
function useFlight(area: RefObject<HTMLElement | null>): void {
  const { board } = useRoomView();
  const before = useRef(new Map<string, { cluster: string | null; x: number; y: number }>());
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    const origin = box.getBoundingClientRect();
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now: typeof before.current = new Map();
    for (const item of box.querySelectorAll<HTMLElement>("[data-note]")) {
      const id = item.dataset.note ?? "";
      const { left, top } = item.getBoundingClientRect();
      const place = { cluster: board.notes[id]?.cluster ?? null, x: left - origin.left, y: top - origin.top };
      now.set(id, place);
      const was = before.current.get(id);
      if (isStill || !was || was.cluster === place.cluster) continue;
      const away = `${was.x - place.x}px ${was.y - place.y}px`;
      item.animate(
        [
          { translate: away, zIndex: 3 },
          { translate: "0 0", zIndex: 3 },
        ],
        {
          duration: flight,
          easing: "cubic-bezier(0.2, 0, 0, 1)",
        },
      );
    }
    before.current = now;
  }, [board.notes, board.clusters, area]);
}
