import { useState } from "react";
import { Link } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownNotes } from "../queries.server.ts";
import { notesPath } from "../rules.ts";
import { NoteForm } from "./note-form.tsx";
import { Note } from "./note.tsx";
import styles from "./notes.module.css";

/** The internal notes on an idea, for those who steer its space: shut, it says how many there are. */
export function NotesDrawer({
  idea,
  internal,
  firstId,
}: {
  /** The idea's id. */
  idea: string;
  internal: ShownNotes;
  /** The id of the first note written here. */
  firstId: string;
}) {
  const { t } = useTranslation("notes");
  const [isOpen, setOpen] = useState(false);
  const { count, notes } = internal;
  return (
    <details className={styles.drawer} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="draft" />
        {count === 0 ? t("heading") : t("count", { count })}
      </summary>
      <div className={styles.inside}>
        <p className="small soft">{t("who_reads")}</p>
        <ul className={styles.list}>
          {notes.map((note) => (
            <li key={note.id}>
              <Note idea={idea} note={note} />
            </li>
          ))}
        </ul>
        {count > notes.length && (
          <p>
            <Link className="btn slim" to={notesPath(idea)}>
              {t("all")}
            </Link>
          </p>
        )}
        <NoteForm idea={idea} firstId={firstId} />
      </div>
    </details>
  );
}
