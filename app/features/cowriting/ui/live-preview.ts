/**
 * Markdown as it will read: its marks are out of sight but on the lines where one writes, pictures show. So who does not
 * know the marks need not learn them, and who does writes them as ever.
 */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Range } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { isFilePath } from "../../files/rules.ts";
import styles from "./together.module.css";

const hidden = Decoration.replace({});

class Bullet extends WidgetType {
  override toDOM(): HTMLElement {
    const bullet = document.createElement("span");
    bullet.className = styles.bullet ?? "";
    bullet.textContent = "•";
    return bullet;
  }
  override eq(): boolean {
    return true;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}
const bullet = Decoration.replace({ widget: new Bullet() });

class Picture extends WidgetType {
  readonly #alt: string;
  readonly #source: string;
  constructor(alt: string, source: string) {
    super();
    this.#alt = alt;
    this.#source = source;
  }
  override toDOM(): HTMLElement {
    const picture = document.createElement("img");
    picture.className = styles.picture ?? "";
    picture.alt = this.#alt;
    picture.src = this.#source;
    return picture;
  }
  override eq(other: Picture): boolean {
    return other.#alt === this.#alt && other.#source === this.#source;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

const quoted = Decoration.line({ class: styles.quoted ?? "" });

/** Hides the marks on every line but those where the cursor is, and shows what they make of the words. */
export function livePreview() {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = drawn(view);
      }
      update(update: ViewUpdate) {
        const isParsed = syntaxTree(update.state) !== syntaxTree(update.startState);
        if (update.docChanged || update.selectionSet || update.focusChanged || update.viewportChanged || isParsed)
          this.decorations = drawn(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function drawn(view: EditorView): DecorationSet {
  const { state } = view;
  const ranges: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter: (node) => {
        if (node.name === "QuoteMark") ranges.push(quoted.range(state.doc.lineAt(node.from).from));
        if (view.hasFocus && isWrittenAt(state, node.from, node.to)) return;
        switch (node.name) {
          case "HeaderMark":
          case "QuoteMark":
            return hide(state, ranges, node.from, node.to + 1);
          case "EmphasisMark":
          case "CodeMark":
            return hide(state, ranges, node.from, node.to);
          case "ListMark":
            if (state.sliceDoc(node.from, node.to).match(/^[-*+]$/)) ranges.push(bullet.range(node.from, node.to));
            return;
          case "Image":
            return picture(state, ranges, node.from, node.to) ? false : undefined;
          case "Link": {
            const [words] = /^\[[^\]]+/.exec(state.sliceDoc(node.from, node.to)) ?? [];
            const address = node.node.getChild("URL");
            if (!words || !address) return;
            hide(state, ranges, node.from, node.from + 1);
            hide(state, ranges, node.from + words.length, node.to);
          }
        }
      },
    });
  }
  return Decoration.set(ranges, true);
}

/** Whether the cursor, or what is chosen, is on one of the lines of a stretch. */
function isWrittenAt({ doc, selection }: EditorState, from: number, to: number): boolean {
  const [first, last] = [doc.lineAt(from).from, doc.lineAt(to).to];
  return selection.ranges.some((range) => range.from <= last && range.to >= first);
}

/** Hides a stretch within its line. */
function hide(state: EditorState, ranges: Range<Decoration>[], from: number, to: number): void {
  const end = Math.min(to, state.doc.lineAt(from).to);
  if (end > from) ranges.push(hidden.range(from, end));
}

/** Shows a picture of this place; what comes from elsewhere stays the words it is. */
function picture(state: EditorState, ranges: Range<Decoration>[], from: number, to: number): boolean {
  const [, alt = "", source = ""] = /^!\[([^\]]*)\]\(([^)\s]+)\)$/.exec(state.sliceDoc(from, to)) ?? [];
  if (!isFilePath(source)) return false;
  ranges.push(Decoration.replace({ widget: new Picture(alt, source) }).range(from, to));
  return true;
}
