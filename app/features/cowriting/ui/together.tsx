import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from "react";
import { asked, connection } from "../../../live/client.ts";
import { useSentence } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Writers } from "../queries.server.ts";
import { type Passage, passages } from "../rules.ts";
import { keptIn } from "./kept.ts";
import { type DocumentLine, documentLine, type Kept, type LineSeen } from "./line.ts";
import type { Anchor, PassageEditor } from "./passage-editor.ts";
import styles from "./together.module.css";
import { Tools, usePictures } from "./tools.tsx";
import { WriterBars } from "./writer-bars.tsx";

/** How long to wait after something was stored before asking who wrote what, in milliseconds. */
const rest = 1_500;

/** Whoever only reads has nothing to keep. */
const nothingKept: Kept = { read: () => [], write: () => true, drop: () => undefined };

const noAnchors: readonly never[] = [];

const opening: LineSeen = { saving: "opening", refusal: null, others: [], isKept: true, leftOver: "", stored: null };

/**
 * The living text of an idea, as it is written together. Without script there stands what was loaded, to read:
 * whoever writes without uses the form. With `isRead` one reads along what others write.
 */
export function Together({
  idea,
  member,
  texts,
  takesPictures,
  isRead = false,
  anchors = noAnchors,
  renderUnder,
}: {
  idea: string;
  member: string;
  texts: Readonly<Record<Passage, string>>;
  /** Whether this person may add files to the idea. */
  takesPictures: boolean;
  isRead?: boolean;
  /** Words that are marked, by their passage. */
  anchors?: readonly (Anchor & { passage: Passage })[];
  /** What stands under each passage; without an editor as long as the text is not there. */
  renderUnder?: (passage: Passage, editor: PassageEditor | null) => ReactNode;
}) {
  const { t } = useTranslation("cowriting");
  const [line, setLine] = useState<DocumentLine | null>(null);
  useEffect(() => {
    let isGone = false;
    let leave = () => {
      isGone = true;
    };
    const made = documentLine(idea, isRead ? nothingKept : keptIn(idea, member), member);
    setLine(made);
    void connection().then((socket) => {
      if (!isGone) leave = made.open(socket);
    });
    return () => {
      leave();
      made.doc.destroy();
    };
  }, [idea, member, isRead]);
  const seen = useSyncExternalStore(
    (hear) => line?.subscribe(hear) ?? (() => undefined),
    () => line?.seen() ?? opening,
    () => opening,
  );
  const isThere = line !== null && seen.stored !== null;
  const [editors, setEditors] = useState<Partial<Record<Passage, PassageEditor | null>>>({});
  const [isColoured, setColoured] = useState(false);
  const writers = useWriters(idea, isThere ? seen : null);
  return (
    <div className={styles.together}>
      <Standing seen={seen} isRead={isRead} />
      {seen.saving === "refused" && line && !isRead && <Refused line={line} code={seen.refusal ?? ""} />}
      {seen.leftOver !== "" && line && <LeftOver line={line} words={seen.leftOver} />}
      {passages.map((passage) => (
        <section key={passage} className={styles.passage}>
          <h2>{t(`passage.${passage}`)}</h2>
          {isThere ? (
            <PassageField
              idea={idea}
              takesPictures={takesPictures}
              line={line}
              passage={passage}
              isRead={isRead}
              isLocked={seen.saving === "refused"}
              writers={isColoured ? writers : null}
              isExact={seen.saving === "saved" && writers?.seq === seen.stored}
              anchors={anchors}
              onEditor={(editor) => setEditors((before) => ({ ...before, [passage]: editor }))}
            />
          ) : (
            <p className={styles.read}>{texts[passage]}</p>
          )}
          {renderUnder?.(passage, editors[passage] ?? null)}
        </section>
      ))}
      {writers && line && (
        <WriterBars writers={writers.writers} tintOf={line.tintOf} isColoured={isColoured} onColour={setColoured} />
      )}
    </div>
  );
}

/** Who wrote what, asked anew a moment after something was stored. */
function useWriters(idea: string, seen: LineSeen | null): Writers | null {
  const [writers, setWriters] = useState<Writers | null>(null);
  const stored = seen?.saving === "saved" || seen?.saving === "saving" ? seen.stored : null;
  // Not all who look ask in the same moment.
  const pause = useEffectEvent(() => (writers === null ? 0 : rest * (1 + 2 * Math.random())));
  useEffect(() => {
    if (stored === null) return;
    const timer = setTimeout(() => {
      void connection()
        .then((socket) => asked(socket, "document.writers", { idea }))
        .then((reply) => {
          if (!reply?.ok || reply.standing?.kind !== "writers") return;
          const found = reply.standing;
          setWriters((before) => (before && before.seq > found.seq ? before : found));
        });
    }, pause());
    return () => clearTimeout(timer);
  }, [idea, stored]);
  return writers;
}

/** Whether what was typed is stored, and who else is there. */
function Standing({ seen, isRead }: { seen: LineSeen; isRead: boolean }) {
  const { t } = useTranslation("cowriting");
  const names = [...new Set(seen.others.map(({ name }) => name))];
  const kept = seen.saving === "offline" && !seen.isKept ? "unkept" : seen.saving;
  return (
    <div className={styles.standing}>
      <p role="status" className={styles.saving} data-saving={seen.saving}>
        {t(isRead ? `reading.${seen.saving === "saving" ? "saved" : seen.saving}` : `saving.${kept}`)}
      </p>
      {names.length > 0 && <p className="small soft">{t("others", { names, count: names.length })}</p>}
    </div>
  );
}

/** Words that had no room any more, to be taken along. */
function LeftOver({ line, words }: { line: DocumentLine; words: string }) {
  const { t } = useTranslation("cowriting");
  return (
    <div className="strip" role="alert">
      <label className="field">
        <span>{t("left_over.words")}</span>
        <textarea readOnly rows={4} value={words} />
      </label>
      <button type="button" className="btn slim" onClick={() => line.forgetLeftOver()}>
        {t("left_over.done")}
      </button>
    </div>
  );
}

/** Nothing more can be stored: why, and the words as they stand here, to be taken along. */
function Refused({ line, code }: { line: DocumentLine; code: string }) {
  const { t } = useTranslation("cowriting");
  const sentence = useSentence();
  const text = [...passages.map((passage) => line.text(passage).toJSON()), line.unplaced()].join("\n\n").trimEnd();
  return (
    <div className="error" role="alert">
      <h2>{t("refused.title")}</h2>
      <p>{sentence(code)}</p>
      <label className="field">
        <span>{t("refused.words")}</span>
        <textarea readOnly rows={8} value={text} />
      </label>
      <button
        type="button"
        className="btn"
        onClick={() => {
          line.letGo();
          window.location.reload();
        }}
      >
        {t("refused.again")}
      </button>
    </div>
  );
}

function PassageField({
  idea,
  takesPictures,
  line,
  passage,
  isRead,
  isLocked,
  writers,
  isExact,
  anchors,
  onEditor,
}: {
  idea: string;
  takesPictures: boolean;
  line: DocumentLine;
  passage: Passage;
  isRead: boolean;
  isLocked: boolean;
  /** By whom it is coloured; null: by nobody. */
  writers: Writers | null;
  /** Whether that is of the text just as it stands here. */
  isExact: boolean;
  anchors: readonly (Anchor & { passage: Passage })[];
  onEditor(editor: PassageEditor | null): void;
}) {
  const { t } = useTranslation("cowriting");
  const field = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<PassageEditor | null>(null);
  const [isFull, setFull] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const full = useId();
  const pictures = usePictures(idea, (written) => editor?.putPicture(written));
  const begin = useEffectEvent((make: typeof import("./passage-editor.ts").passageEditor, parent: HTMLElement) =>
    make(parent, line, passage, {
      label: t(`passage.${passage}`),
      hint: isRead ? "" : t(`hint.${passage}`),
      isRead,
      note: full,
      onFull: setFull,
      onFiles(files) {
        if (takesPictures) pictures.add(files);
        return takesPictures;
      },
    }),
  );
  useEffect(() => {
    let made: PassageEditor | null = null;
    let isGone = false;
    void import("./passage-editor.ts").then(
      ({ passageEditor }) => {
        if (isGone || !field.current) return;
        made = begin(passageEditor, field.current);
        setEditor(made);
      },
      () => setMissing(true),
    );
    return () => {
      isGone = true;
      made?.close();
      setEditor(null);
    };
  }, [line, passage]);
  const told = useEffectEvent(onEditor);
  useEffect(() => told(editor), [editor]);
  useEffect(() => {
    editor?.mark(anchors.filter((anchor) => anchor.passage === passage));
  }, [editor, anchors, passage]);
  useEffect(() => {
    if (isLocked && !isRead) editor?.lock();
  }, [editor, isLocked, isRead]);
  useEffect(() => {
    if (!writers) editor?.colour(null, []);
    // The places are those of one state of the text: until the two are the same, the colours move with the words.
    else if (isExact) {
      const people = writers.writers.map(({ id, name }) => ({ name, tint: line.tintOf(id) }));
      editor?.colour(writers.stretches[passage], people);
    }
  }, [editor, writers, isExact, passage, line]);
  return (
    <div className={styles.field}>
      {!isRead && (
        <Tools passage={passage} editor={editor} isLocked={isLocked} pictures={takesPictures ? pictures : null} />
      )}
      <div ref={field} className={styles.paper} data-passage={passage} />
      {isMissing && (
        <p role="alert">
          {t("missing")}{" "}
          <button type="button" className="btn slim" onClick={() => window.location.reload()}>
            {t("load_again")}
          </button>
        </p>
      )}
      <p id={full} role="status" className={`small ${styles.adding}`}>
        {isFull && t("full")}
      </p>
    </div>
  );
}
