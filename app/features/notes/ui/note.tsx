import { useEffect, useEffectEvent, useState } from "react";
import { useFetcher } from "react-router";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { ShownNote } from "../queries.server.ts";
import { notesPath } from "../rules.ts";
import { NoteField } from "./note-form.tsx";
import styles from "./notes.module.css";

type Answered = Reply | { done: string };

/** One internal note: its writer changes it in place. */
export function Note({
  idea,
  note,
  isOpen: opensAtOnce = false,
  values,
  reply,
}: {
  /** The idea's id. */
  idea: string;
  note: ShownNote;
  /** Whether its form stands open when the page comes. */
  isOpen?: boolean;
  /** What was typed before. */
  values?: Readonly<Record<string, string>> | null | undefined;
  reply?: Reply | undefined;
}) {
  const { t } = useTranslation("notes");
  const [isOpen, setOpen] = useState(opensAtOnce);
  return (
    <article className={styles.note} id={`note-${note.id}`}>
      <Person
        name={note.author.name}
        affiliation={note.author.affiliation}
        avatar={note.author.avatar}
        to={personPath(note.author.handle)}
        sub={
          <>
            <Moment at={note.createdAt} /> {note.editedAt !== null && `· ${t("edited")}`}
          </>
        }
      />
      {isOpen && note.source !== null ? (
        <EditForm
          idea={idea}
          note={note}
          source={note.source}
          values={values}
          reply={reply}
          onDone={() => setOpen(false)}
        />
      ) : (
        <>
          {/* Sanitised when it was written, in `platform/markdown`. */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: note.html }} />
          {note.source !== null && (
            <p>
              <a
                className="btn bare slim"
                href={`${notesPath(idea)}?edit=${note.id}#note-${note.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  setOpen(true);
                }}
              >
                {t("edit")}
              </a>
            </p>
          )}
        </>
      )}
    </article>
  );
}

function EditForm({
  idea,
  note,
  source,
  values,
  reply,
  onDone,
}: {
  idea: string;
  note: ShownNote;
  source: string;
  values: Readonly<Record<string, string>> | null | undefined;
  reply: Reply | undefined;
  onDone: () => void;
}) {
  const { t } = useTranslation("notes");
  const fetcher = useFetcher<Answered>();
  const [from] = useState(note.editedAt);
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const isSaved = fetcher.state === "idle" && fetcher.data !== undefined && "done" in fetcher.data;
  const isOvertaken = refusal?.problem === "note_edited_meanwhile";
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (isSaved) done();
  }, [isSaved]);
  return (
    <fetcher.Form method="post" action={notesPath(idea)} className="say" noValidate>
      <ProblemBox reply={refusal}>
        {isOvertaken && (
          <>
            <p className="label">{t("now_says")}</p>
            <blockquote className={styles.now}>{source}</blockquote>
          </>
        )}
      </ProblemBox>
      <input type="hidden" name="note" value={note.id} />
      {/* Once the other words were shown, saving again is meant to replace them. */}
      <input type="hidden" name="editedAt" value={(isOvertaken ? note.editedAt : from) ?? ""} />
      <NoteField label={t("edit_title")} defaultValue={values?.body ?? source} reply={refusal} />
      <div className="row">
        <button className="btn first" name="act" value="edit">
          {t("save")}
        </button>
        <a
          className="btn"
          href={`${notesPath(idea)}#note-${note.id}`}
          onClick={(event) => {
            event.preventDefault();
            onDone();
          }}
        >
          {t("cancel")}
        </a>
        <button className="btn bare loss" name="act" value="delete" title={t("delete_what")}>
          {t("delete")}
        </button>
      </div>
    </fetcher.Form>
  );
}
