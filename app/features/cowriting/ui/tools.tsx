import { type ChangeEvent, type KeyboardEvent, useRef, useState } from "react";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { accepted, inText } from "../../files/rules.ts";
import type { Passage } from "../rules.ts";
import type { PassageEditor, Shape } from "./passage-editor.ts";
import styles from "./together.module.css";

const shapes: readonly Shape[] = ["heading", "bold", "italic", "list", "quote", "link"];
const drawings: Readonly<Record<Shape, IconName>> = {
  heading: "heading",
  bold: "bold",
  italic: "italic",
  list: "list",
  quote: "quote",
  link: "link",
};

/** The buttons above a passage. `pictures`: what is known of those that are put into it, where one may add any. */
export function Tools({
  passage,
  editor,
  isLocked,
  pictures,
}: {
  passage: Passage;
  editor: PassageEditor | null;
  isLocked: boolean;
  pictures: Pictures | null;
}) {
  const { t } = useTranslation("cowriting");
  const sentence = useSentence();
  const chooser = useRef<HTMLInputElement>(null);
  const isOff = !editor || isLocked;
  // As toolbars are used by keyboard: one stop of the tab key for all, and arrows between the buttons.
  const [at, setAt] = useState(0);
  const moves = (event: KeyboardEvent<HTMLButtonElement>) => {
    const buttons = [...(event.currentTarget.parentElement?.querySelectorAll("button") ?? [])];
    const last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    buttons[to]?.focus();
  };
  const stop = (place: number) => ({ tabIndex: place === at ? 0 : -1, onFocus: () => setAt(place), onKeyDown: moves });
  const chosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    pictures?.add([...(currentTarget.files ?? [])]);
    currentTarget.value = "";
  };
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={t("tools", { passage: t(`passage.${passage}`) })}>
        {shapes.map((shape, place) => (
          <button
            key={shape}
            {...stop(place)}
            type="button"
            className={`btn slim bare ${styles.tool}`}
            title={t(`shape.${shape}`)}
            disabled={isOff}
            onClick={() => editor?.shape(shape)}
          >
            <Icon name={drawings[shape]} />
            <span>{t(`shape.${shape}`)}</span>
          </button>
        ))}
        {pictures && (
          <button
            {...stop(shapes.length)}
            type="button"
            className={`btn slim bare ${styles.tool}`}
            title={t("shape.picture")}
            disabled={isOff}
            onClick={() => chooser.current?.click()}
          >
            <Icon name="picture" />
            <span>{t("shape.picture")}</span>
          </button>
        )}
        <input ref={chooser} type="file" accept={accepted.picture} multiple hidden onChange={chosen} />
      </div>
      {pictures && (
        <p role="status" className={styles.adding}>
          {pictures.adding > 0 && t("picture.adding", { count: pictures.adding })}
          {pictures.refused !== null && t("picture.refused", { why: sentence(pictures.refused) })}
        </p>
      )}
    </>
  );
}

/** Pictures on their way into a passage. `refused`: why the last one was not taken. */
type Pictures = { adding: number; refused: string | null; add(files: readonly File[]): void };

/** Sends pictures to an idea and puts each into the text where the cursor stands. */
export function usePictures(idea: string, put: (words: string) => void): Pictures {
  const { t } = useTranslation("cowriting");
  const [adding, setAdding] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const last = useRef(Promise.resolve());
  const send = async (file: File) => {
    const outcome = await import("../../files/ui/uploading.ts").then(
      ({ sendFile }) => sendFile(idea, file, () => undefined),
      () => ({ code: "offline" }),
    );
    setAdding((count) => count - 1);
    if ("code" in outcome) return setRefused(outcome.code);
    const { id, alt, kind } = outcome.file;
    if (kind === "picture") put(inText({ id, alt: alt || t("picture.alt") }));
  };
  return {
    adding,
    refused,
    add(files) {
      setRefused(null);
      setAdding((count) => count + files.length);
      for (const file of files) last.current = last.current.then(() => send(file));
    },
  };
}
