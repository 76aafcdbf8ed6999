/** The field of one passage: Markdown, written with others. Loaded by browsers alone, when somebody writes. */
import { defaultKeymap } from "@codemirror/commands";
import { insertNewlineContinueMarkup, markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorSelection, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import * as Y from "yjs";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import type { Stretches } from "../queries.server.ts";
import { longestPassage, type Passage } from "../rules.ts";
import { cursorsIn, tintClass } from "./cursors.ts";
import type { DocumentLine } from "./line.ts";
import { livePreview } from "./live-preview.ts";
import styles from "./together.module.css";

/** What a button of the toolbar does with what is chosen. */
export type Shape = "heading" | "bold" | "italic" | "list" | "quote" | "link";

export type PassageEditor = {
  shape(shape: Shape): void;
  /** Puts a picture, as it is written in a text, on a line of its own where the cursor stands. */
  putPicture(words: string): void;
  /** Shows who wrote what; null: not any more. `people`: the writers, in their order. */
  colour(stretches: Stretches | null, people: readonly Tinted[]): void;
  /** Marks words that comments are about; they move with the text. */
  mark(anchors: readonly Anchor[]): void;
  /** The words that are chosen, and where they begin; null: none. */
  chosen(): { at: number; quote: string } | null;
  /** Chooses the words that a comment is about, and goes there. */
  show(anchor: string): void;
  lock(): void;
  close(): void;
};

/** Somebody as shown in the text: by colour, and by name to whoever points there. */
type Tinted = { name: string; tint: number };
/** Words that something is about, by its id: the ends as Yjs writes places that move with the text. */
export type Anchor = { id: string; ends: { start: unknown; end: unknown } | null };

const looks = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700", fontSize: "1.15em" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, textDecoration: "underline" },
  { tag: tags.quote, fontStyle: "italic", color: "var(--ink-soft)" },
  // The marks themselves step back: what is read is the text.
  { tag: tags.processingInstruction, color: "var(--ink-quiet)", fontWeight: "400" },
  { tag: tags.url, color: "var(--ink-quiet)" },
]);

const setColours = StateEffect.define<DecorationSet>();
const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    const moved = shown.map(transaction.changes);
    return transaction.effects.reduce((last, effect) => (effect.is(setColours) ? effect.value : last), moved);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const setMarks = StateEffect.define<DecorationSet>();
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    const moved = shown.map(transaction.changes);
    return transaction.effects.reduce((last, effect) => (effect.is(setMarks) ? effect.value : last), moved);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const lock = StateEffect.define();
const isLocked = StateField.define<boolean>({
  create: () => false,
  update: (was, transaction) => was || transaction.effects.some((effect) => effect.is(lock)),
  provide: (field) => EditorState.readOnly.from(field),
});

/**
 * Puts the field of a passage into `parent`. `label` names it, the element `note` says more of it; `onFull` is called when no more can be typed, and when there is room again, `onFiles` with
 * pictures that are dropped or pasted: it gives whether it takes them. With
 * `isRead` nothing is written in it: it shows what others write.
 */
export function passageEditor(
  parent: HTMLElement,
  line: DocumentLine,
  passage: Passage,
  words: {
    label: string;
    hint: string;
    note: string;
    isRead: boolean;
    onFull(isFull: boolean): void;
    onFiles(files: readonly File[]): boolean;
  },
): PassageEditor {
  const takes = (event: Event, data: DataTransfer | null): boolean => {
    const files = [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    // Programs for documents bring a picture of the words beside the words: these are meant.
    if (files.length === 0 || data?.types.includes("text/plain") || !words.onFiles(files)) return false;
    event.preventDefault();
    return true;
  };
  const text = line.text(passage);
  const most = longestPassage[passage];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text.toJSON(),
      extensions: [
        Prec.high(
          keymap.of([
            { key: "Enter", run: insertNewlineContinueMarkup },
            { key: "Mod-b", run: (target) => around(target, "**") },
            { key: "Mod-i", run: (target) => around(target, "*") },
          ]),
        ),
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        markdown(),
        syntaxHighlighting(looks),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? ""),
        EditorView.contentAttributes.of({
          "aria-label": words.label,
          "aria-multiline": "true",
          "aria-describedby": words.note,
          ...(words.isRead && { "aria-readonly": "true" }),
          spellcheck: "true",
          autocapitalize: "sentences",
        }),
        placeholder(words.hint),
        livePreview(),
        EditorView.domEventHandlers({
          paste: (event) => takes(event, event.clipboardData),
          drop: (event) => takes(event, event.dataTransfer),
        }),
        yCollab(text, null),
        cursorsIn(line, passage),
        colours,
        marks,
        words.isRead ? EditorState.readOnly.of(true) : isLocked,
        // What others write comes in whatever its length: they were told.
        EditorState.changeFilter.of((transaction) => {
          const isTyped = transaction.isUserEvent("input") || transaction.isUserEvent("paste");
          const isFull =
            isTyped &&
            transaction.newDoc.length > most &&
            transaction.newDoc.length > transaction.startState.doc.length;
          if (isFull) words.onFull(true);
          return !isFull;
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && state.doc.length < most) words.onFull(false);
        }),
      ],
    }),
  });
  return {
    shape(shape) {
      apply(view, shape);
      view.focus();
    },
    putPicture(written) {
      const at = view.state.selection.main.to;
      const line = view.state.doc.lineAt(at);
      const [before, after] = [at > line.from ? "\n\n" : "", "\n"];
      const insert = `${before}${written}${after}`;
      view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, userEvent: "input" });
      view.focus();
    },
    colour(stretches, people) {
      view.dispatch({
        effects: setColours.of(stretches ? painted(stretches, people, view.state.doc.length) : Decoration.none),
      });
    },
    mark(anchors) {
      view.dispatch({ effects: setMarks.of(marked(anchors, line.doc, text, view.state.doc.length)) });
    },
    chosen() {
      const { from, to } = view.state.selection.main;
      return from === to ? null : { at: from, quote: view.state.sliceDoc(from, to) };
    },
    show(anchor) {
      view.state.field(marks).between(0, view.state.doc.length, (from, to, { spec }) => {
        if ((spec as { anchor?: string }).anchor !== anchor) return;
        view.dispatch({
          selection: { anchor: from, head: to },
          effects: EditorView.scrollIntoView(from, { y: "center" }),
        });
        view.focus();
        return false;
      });
    },
    lock() {
      view.dispatch({ effects: lock.of(null) });
    },
    close() {
      view.destroy();
    },
  };
}

function painted(stretches: Stretches, people: readonly Tinted[], length: number): DecorationSet {
  let at = 0;
  const marks = stretches.flatMap(({ by, length: many }) => {
    const from = at;
    at = Math.min(length, at + many);
    const writer = people[by];
    if (!writer || at === from) return [];
    const look = { class: `${styles.written} ${tintClass(writer.tint)}`, attributes: { title: writer.name } };
    return [Decoration.mark(look).range(from, at)];
  });
  return Decoration.set(marks);
}

function marked(anchors: readonly Anchor[], doc: Y.Doc, text: Y.Text, length: number): DecorationSet {
  const indexOf = (end: unknown): number => {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc);
    return found?.type === text ? Math.min(found.index, length) : 0;
  };
  const ranges = anchors.flatMap(({ id, ends }) => {
    if (!ends) return [];
    const [from, to] = [indexOf(ends.start), indexOf(ends.end)];
    return from < to ? [Decoration.mark({ class: styles.spoken, anchor: id }).range(from, to)] : [];
  });
  return Decoration.set(ranges, true);
}

function apply(view: EditorView, shape: Shape): void {
  switch (shape) {
    case "bold":
      around(view, "**");
      return;
    case "italic":
      around(view, "*");
      return;
    case "link":
      linked(view);
      return;
    case "heading":
      before(view, "## ");
      return;
    case "list":
      before(view, "- ");
      return;
    case "quote":
      before(view, "> ");
  }
}

/** Puts marks around what is chosen, or takes them away where they stand already. */
function around(view: EditorView, mark: string): boolean {
  view.dispatch(
    view.state.changeByRange((range) => {
      const size = mark.length;
      const { doc } = view.state;
      const hasMarks =
        doc.sliceString(range.from - size, range.from) === mark && doc.sliceString(range.to, range.to + size) === mark;
      if (hasMarks) {
        return {
          changes: [
            { from: range.from - size, to: range.from },
            { from: range.to, to: range.to + size },
          ],
          range: EditorSelection.range(range.from - size, range.to - size),
        };
      }
      return {
        changes: [
          { from: range.from, insert: mark },
          { from: range.to, insert: mark },
        ],
        range: EditorSelection.range(range.from + size, range.to + size),
      };
    }),
    { userEvent: "input" },
  );
  return true;
}

/** Makes each line that is chosen begin with the mark, or takes it away where all do. */
function before(view: EditorView, mark: string): void {
  const { doc, selection } = view.state;
  const first = doc.lineAt(selection.main.from).number;
  const last = doc.lineAt(selection.main.to).number;
  const lines = Array.from({ length: last - first + 1 }, (_, place) => doc.line(first + place));
  const all = lines.every(({ text }) => text.startsWith(mark));
  view.dispatch({
    changes: lines.map(({ from }) => (all ? { from, to: from + mark.length } : { from, insert: mark })),
    userEvent: "input",
  });
}

/** Makes a link of what is chosen; the address is then to be typed. */
function linked(view: EditorView): void {
  const { from, to } = view.state.selection.main;
  const words = view.state.sliceDoc(from, to);
  const address = "https://";
  const start = from + words.length + 3;
  view.dispatch({
    changes: { from, to, insert: `[${words}](${address})` },
    selection: words ? { anchor: start, head: start + address.length } : { anchor: from + 1 },
    userEvent: "input",
  });
}
