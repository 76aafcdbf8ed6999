import { type ReactNode, useEffect, useRef, useState } from "react";
import { Icon } from "../../../../ui/icon.tsx";
import { Person } from "../../../../ui/person.tsx";
import { useTranslation } from "../../../../ui/words.ts";
import type { Note } from "../../board.ts";
import { hidesNames, longest } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import { KeptField, keptNote, useEmptied } from "./kept.tsx";
import styles from "./note.module.css";

/** A note as a task shows it: from the board, or from one's own hand. */
export type ShownNote = { id: string; body: string; by: string | null; isMine: boolean; isSealed: boolean };

/** The notes of a room's board as tasks show them. */
export function useShown(): (note: Note) => ShownNote {
  const { words, hand } = useRoomView();
  return (note) => ({
    id: note.id,
    body: words[note.words] ?? "",
    by: note.by,
    isMine: hand?.mine.includes(note.id) ?? false,
    isSealed: note.isSealed,
  });
}

/** One note. `children` are what can be done with it; `aside` stands before its words. */
export function NoteCard({
  note,
  aside,
  children,
  ...item
}: {
  note: ShownNote;
  aside?: ReactNode;
  children?: ReactNode;
  draggable?: boolean;
  onDragStart?: (event: React.DragEvent) => void;
  onDragEnd?: () => void;
}) {
  return (
    <li
      className={styles.note}
      data-mine={note.isMine || undefined}
      data-note={note.id}
      data-picked={aside ? "" : undefined}
      {...item}
    >
      {aside}
      <div>
        <p className={styles.body}>{note.body}</p>
        <By note={note} />
      </div>
      {children}
    </li>
  );
}

/** Whose note it is, as far as it may be said. */
export function By({ note }: { note: ShownNote }) {
  const { t } = useTranslation("rooms");
  const { people } = useRoomView();
  if (note.isMine) {
    return <p className={styles.by}>{t(note.isSealed ? "phase.note.mine_sealed" : "phase.note.mine")}</p>;
  }
  const person = note.by === null ? undefined : people[note.by];
  if (!person) return null;
  return (
    <p className={styles.by}>
      <Person name={person.name} affiliation={person.affiliation} avatar={person.avatar} size="s" />
    </p>
  );
}

/** The beginning of a note, to name what belongs to it. */
export function beginning(body: string): string {
  return body.length > 60 ? `${body.slice(0, 57).trimEnd()}…` : body;
}

/**
 * What can be done with something, behind one button. Works without script; with it, what is inside is drawn when it is
 * opened, and goes when somebody presses Escape or turns elsewhere.
 */
export function Menu({
  label,
  icon,
  children,
  onToggle,
}: {
  label: string;
  icon: "move" | "more";
  children: ReactNode;
  onToggle?: (isOpen: boolean) => void;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState<boolean | null>(null);
  useEffect(() => setOpen(box.current?.open ?? false), []);
  useEffect(() => {
    if (!isOpen) return;
    const close = () => {
      if (box.current) box.current.open = false;
    };
    const leave = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      close();
      box.current?.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", escape);
    };
  }, [isOpen]);
  return (
    <details
      ref={box}
      className={styles.menu}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        onToggle?.(event.currentTarget.open);
      }}
    >
      <summary aria-label={label}>
        <Icon name={icon} />
      </summary>
      {/* Every note of a big board has a menu as long as there are clusters: closed ones need not be there. */}
      {isOpen !== false && <div className={styles.inside}>{children}</div>}
    </details>
  );
}

/** Closes the menu in which a form stands. */
function closeMenu(form: HTMLFormElement): void {
  const menu = form.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

/** Changes or removes one's own note. */
export function OwnNote({ note }: { note: ShownNote }) {
  const { t } = useTranslation("rooms");
  return (
    <div className={styles.own}>
      <ActForm does="note.edit" className={styles.edit} onSent={closeMenu}>
        <input type="hidden" name="note" value={note.id} />
        <textarea
          name="body"
          aria-label={t("phase.note.change", { note: beginning(note.body) })}
          defaultValue={note.body}
          required
          maxLength={longest.note}
          rows={3}
        />
        <button className="btn slim">{t("phase.note.save")}</button>
      </ActForm>
      <ActForm does="note.remove">
        <input type="hidden" name="note" value={note.id} />
        <button className="btn slim bare loss">{t("phase.note.remove")}</button>
      </ActForm>
    </div>
  );
}

/** A menu with nothing but what one may do with one's own note; nothing for a note of somebody else. */
export function OwnMenu({ note }: { note: ShownNote }) {
  const { t } = useTranslation("rooms");
  const { takesPart } = useRoomView();
  if (!note.isMine || !takesPart) return null;
  return (
    <Menu label={t("phase.note.change", { note: beginning(note.body) })} icon="more">
      <OwnNote note={note} />
    </Menu>
  );
}

/**
 * Writes a note. Where notes stand without names, its author chooses what becomes of the name. `keep`: where a half
 * sentence is kept.
 */
export function NoteForm({
  label,
  send,
  keep = keptNote,
  isFirst = false,
}: {
  label?: string;
  send?: string;
  keep?: string;
  /** Whether it is the first thing to do in this phase. */
  isFirst?: boolean;
}) {
  const { t } = useTranslation("rooms");
  const { plan, board, takesPart } = useRoomView();
  const emptied = useEmptied();
  if (!takesPart) return null;
  return (
    <ActForm does="note.write" fresh="note" className={styles.write} onSent={emptied}>
      <KeptField
        keep={keep}
        name="body"
        label={label ?? t("phase.note.label")}
        required
        maxLength={longest.note}
        rows={2}
      />
      {hidesNames(plan, board.phase) && (
        <label className={styles.seal}>
          <input type="checkbox" name="isSealed" />
          {t("phase.note.seal")}
        </label>
      )}
      <div className="row">
        <button className={isFirst ? "btn first" : "btn"}>{send ?? t("phase.note.add")}</button>
        {isFirst && <span className={`small quiet ${styles.keys}`}>{t("phase.note.keys")}</span>}
      </div>
    </ActForm>
  );
}
