import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useCalled, useTranslation } from "../../../../ui/words.ts";
import { Together } from "../../../cowriting/ui/together.tsx";
import { longest } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./cowrite.module.css";
import { Done } from "./done.tsx";
import { TaskHeading } from "./heading.tsx";

/** How long typing rests before it is saved, and how long it may go on unsaved, in milliseconds. */
const rest = 1_000;
const longestUnsaved = 3_000;

/** One text for all: the living text of the idea, or one of the room's own that is proposed to the idea afterwards. */
export function CowriteTask() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, phase, takesPart, idea, me } = useRoomView();
  const isLiving = idea !== null && board.text?.phase === board.phase;
  const names = isLiving ? [] : board.drafters.map((id) => called(people[id]?.name ?? ""));
  return (
    <>
      <TaskHeading
        title={t("phase.title.cowrite")}
        rules={[t(isLiving ? "phase.rules.cowrite_living" : "phase.rules.cowrite")]}
      />
      {isLiving && (
        <noscript>
          <p className="strip">{t("phase.cowrite.no_script")}</p>
        </noscript>
      )}
      {isLiving && me !== null ? (
        <Together
          key={idea.id}
          idea={idea.id}
          member={me}
          texts={idea.texts}
          takesPictures={idea.mayChange}
          isRead={!takesPart}
        />
      ) : takesPart ? (
        <SharedText />
      ) : (
        <WrittenText />
      )}
      {names.length > 0 && <p className="small quiet">{t("phase.cowrite.by", { names })}</p>}
      {phase?.advance === "all_ready" && <Done />}
    </>
  );
}

/** The text that counts now: what was saved last, or what the idea says; null while its words are on their way. */
function useText(): string | null {
  const { board, words, idea } = useRoomView();
  return board.draft === null ? (idea?.texts.solution ?? "") : (words[board.draft] ?? null);
}

function WrittenText() {
  const { t } = useTranslation("rooms");
  const text = useText() ?? "";
  return text === "" ? <p className="soft">{t("phase.cowrite.nothing")}</p> : <p className={styles.written}>{text}</p>;
}

/**
 * Another text than the one in the field: somebody else's that came while one typed; what was there before; or what one's
 * own has just written over.
 */
type Other = { kind: "theirs" | "before" | "over"; text: string };

/**
 * The field in which all write. What is typed is saved after a rest. What somebody else saves meanwhile comes into the
 * field where nothing unsaved stands there; otherwise it is shown beside, and nothing is saved until one has chosen.
 */
function SharedText() {
  const { t } = useTranslation("rooms");
  const { act } = useRoomView();
  const text = useText();
  /** With what the page came: what is in the field later is put there by hand. */
  const [first] = useState(text ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  /** What stands in the field, also when the field itself is gone already. */
  const typedText = useRef(lines(text ?? ""));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const typingSince = useRef<number | null>(null);
  /** What the room had when the field was last the same as it, and what was sent from here since. */
  const settled = useRef(lines(text ?? ""));
  const sent = useRef<string[]>([]);
  const [other, setOther] = useState<Other | null>(null);
  const isChoosing = other?.kind === "theirs";

  const stopTimer = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    typingSince.current = null;
  };
  const save = useEffectEvent(() => {
    stopTimer();
    const now = typedText.current;
    if (now === (sent.current.at(-1) ?? settled.current)) return;
    sent.current.push(now);
    act({ do: "draft.write", body: now });
  });
  const put = (words: string) => {
    typedText.current = words;
    const box = field.current;
    if (!box) return;
    const { selectionStart, selectionEnd } = box;
    box.value = words;
    if (document.activeElement === box) box.setSelectionRange(selectionStart, selectionEnd);
  };

  const hear = useEffectEvent((theirs: string) => {
    const own = sent.current.indexOf(theirs);
    const before = settled.current;
    const now = typedText.current;
    settled.current = theirs;
    // What was sent from here came back: what was sent before it is past too.
    if (own >= 0) {
      sent.current.splice(0, own + 1);
      setOther((shown) => (shown?.kind === "theirs" ? { ...shown, kind: "over" } : shown));
      if (now !== theirs) timer.current ??= setTimeout(() => save(), rest);
      return;
    }
    if (now === theirs) return;
    const isUntouched = now === before && sent.current.length === 0;
    if (!isUntouched) {
      stopTimer();
      return setOther({ kind: "theirs", text: theirs });
    }
    put(theirs);
    setOther({ kind: "before", text: before });
  });
  useEffect(() => {
    if (text !== null) hear(lines(text));
  }, [text]);

  // A phase that ends and a page that is closed take nothing along: what comes too late comes back to whoever typed.
  useEffect(() => {
    const leave = () => save();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  const typed = (words: string) => {
    typedText.current = lines(words);
    if (isChoosing) return;
    const since = (typingSince.current ??= Date.now());
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => save(), Math.max(0, Math.min(rest, since + longestUnsaved - Date.now())));
  };
  const take = (words: string) => {
    setOther({ kind: "before", text: typedText.current });
    stopTimer();
    put(words);
    sent.current = [];
  };
  const insist = (words: string) => {
    put(words);
    sent.current = [];
    setOther(null);
    save();
    field.current?.focus();
  };

  return (
    <div className={styles.shared} data-beside={other ? "" : undefined}>
      <ActForm
        does="draft.write"
        onSent={() => {
          stopTimer();
          sent.current.push(typedText.current);
          if (isChoosing) setOther(null);
        }}
      >
        <div className="field">
          <label htmlFor="shared-text">{t("phase.cowrite.label")}</label>
          {text === "" && <p className="hint">{t("phase.cowrite.empty")}</p>}
          <textarea
            ref={field}
            id="shared-text"
            name="body"
            className={styles.text}
            defaultValue={first}
            maxLength={longest.draft}
            rows={12}
            onInput={(event) => typed(event.currentTarget.value)}
          />
        </div>
        <p className={styles.saving}>
          <button className="btn">{t("phase.cowrite.save")}</button>
          <span className={`small quiet ${styles.scripted}`}>{t("phase.cowrite.saved")}</span>
        </p>
      </ActForm>
      <div role="status">
        {other?.kind === "theirs" && (
          <section className={styles.other} aria-label={t("phase.cowrite.theirs")}>
            <h2>{t("phase.cowrite.theirs")}</h2>
            <p className="small">{t("phase.cowrite.theirs_what")}</p>
            <blockquote className={styles.written}>{other.text}</blockquote>
            <div className="row">
              <button className="btn" type="button" onClick={() => take(other.text)}>
                {t("phase.cowrite.take")}
              </button>
              <button className="btn" type="button" onClick={() => insist(typedText.current)}>
                {t("phase.cowrite.keep")}
              </button>
            </div>
          </section>
        )}
        {other && other.kind !== "theirs" && other.text !== "" && (
          <section className={styles.other} aria-label={t(`phase.cowrite.${other.kind}`)}>
            <h2>{t(`phase.cowrite.${other.kind}`)}</h2>
            <details>
              <summary>{t(`phase.cowrite.${other.kind}_show`)}</summary>
              <blockquote className={styles.written}>{other.text}</blockquote>
            </details>
            <div className="row">
              <button className="btn slim" type="button" onClick={() => insist(other.text)}>
                {t("phase.cowrite.bring_back")}
              </button>
              <button className="btn slim bare" type="button" onClick={() => setOther(null)}>
                {t("phase.cowrite.fine")}
              </button>
            </div>
          </section>
        )}
      </div>
    </div>
  );
}

/** Forms send line ends as two characters; here each is one. */
function lines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
