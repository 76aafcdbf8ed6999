import { type ComponentPropsWithoutRef, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useTranslation } from "../../../../ui/words.ts";
import { keepLocalDraft, localDraft } from "../../../ideas/ui/local-draft.ts";
import { longest } from "../../rules.ts";
import { useRoomView } from "../view.tsx";
import styles from "./task.module.css";

/**
 * What is being typed in a room and not sent yet: kept in this browser, so that a phase that ends or a page that is
 * loaded anew takes no half sentence with it. It goes with its owner, as drafts of ideas do.
 */
function useStore() {
  const { room, me } = useRoomView();
  const owner = me ?? "visitor";
  return {
    read: (field: string): string => localDraft(owner, room.id)?.fields[field] ?? "",
    write(field: string, words: string) {
      const { [field]: _before, ...fields } = localDraft(owner, room.id)?.fields ?? {};
      const next = words === "" ? fields : { ...fields, [field]: words };
      keepLocalDraft(owner, room.id, { id: room.id, at: Date.now(), fields: next });
    },
  };
}

/**
 * A field for words whose half sentences are kept under `keep`. Ctrl + Enter sends its form; `emptied` makes it empty.
 */
export function KeptField({
  label,
  keep,
  isLabelHidden = false,
  ...field
}: { label: string; keep: string; isLabelHidden?: boolean } & ComponentPropsWithoutRef<"textarea">) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const store = useStore();
  const bringBack = useEffectEvent(() => {
    if (box.current && box.current.value === "") box.current.value = store.read(keep);
  });
  useEffect(() => bringBack(), [keep]);
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? "away" : undefined}>
        {label}
      </label>
      <textarea
        {...field}
        id={id}
        ref={box}
        data-kept={keep}
        onInput={(event) => store.write(keep, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
    </div>
  );
}

/** What empties the kept fields of a form that was sent, and goes on in the first of them. */
export function useEmptied(): (form: HTMLFormElement) => void {
  const store = useStore();
  return (form) => {
    const fields = [...form.querySelectorAll<HTMLTextAreaElement>("[data-kept]")];
    for (const field of fields) {
      field.value = "";
      store.write(field.dataset.kept ?? "", "");
    }
    fields[0]?.focus();
  };
}

/** Where the half sentence of a note is kept. */
export const keptNote = "note";

/** A note that was begun and cannot be written in this phase: said, so that nobody thinks it is gone. */
export function Unfinished() {
  const { t } = useTranslation("rooms");
  const { board } = useRoomView();
  const store = useStore();
  const [note, setNote] = useState("");
  const look = useEffectEvent(() => setNote(store.read(keptNote).trim().slice(0, longest.note)));
  useEffect(() => look(), [board.phase]);
  if (note === "") return null;
  return (
    <div className={`strip ${styles.unfinished}`}>
      <p>
        {t("phase.note.unfinished", { note })} {t("phase.note.unfinished_kept")}
      </p>
      <button
        className="btn slim"
        type="button"
        onClick={() => {
          store.write(keptNote, "");
          setNote("");
        }}
      >
        {t("phase.note.let_go")}
      </button>
    </div>
  );
}
