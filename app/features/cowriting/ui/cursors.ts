/** Where the others stand in a passage, and telling them where one stands oneself. */
import type { Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import * as Y from "yjs";
import type { Passage } from "../rules.ts";
import type { Cursor, DocumentLine } from "./line.ts";
import styles from "./together.module.css";

/** The class that gives an element somebody's tint. */
export function tintClass(tint: number): string {
  return styles[`tint${tint}`] ?? "";
}

class Caret extends WidgetType {
  constructor(
    readonly name: string,
    readonly tint: number,
  ) {
    super();
  }
  override eq(other: Caret): boolean {
    return other.name === this.name && other.tint === this.tint;
  }
  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = `${styles.caret} ${tintClass(this.tint)}`;
    caret.setAttribute("aria-hidden", "true");
    const name = document.createElement("span");
    name.className = styles.name ?? "";
    name.textContent = this.name;
    caret.append(name);
    return caret;
  }
  override get estimatedHeight(): number {
    return -1;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

/** Shows the cursors of others in a passage and tells them of one's own. */
export function cursorsIn(line: DocumentLine, passage: Passage) {
  const text = line.text(passage);

  function drawn(length: number): DecorationSet {
    const ranges: Range<Decoration>[] = [];
    for (const { name, tint, at } of line.cursors()) {
      const [anchor, head] = [at && indexOf(at.anchor), at && indexOf(at.head)];
      if (anchor === null || head === null) continue;
      const [from, to] = [Math.min(anchor, head, length), Math.min(Math.max(anchor, head), length)];
      if (from < to) ranges.push(Decoration.mark({ class: `${styles.chosen} ${tintClass(tint)}` }).range(from, to));
      ranges.push(Decoration.widget({ widget: new Caret(name, tint), side: 1 }).range(Math.min(head, length)));
    }
    return Decoration.set(ranges, true);
  }

  /** The place in this passage, or null where it is in another one or not there any more. */
  function indexOf(place: Cursor["anchor"]): number | null {
    try {
      const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), line.doc);
      return found?.type === text ? found.index : null;
    } catch {
      return null;
    }
  }

  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      readonly deaf: () => void;
      constructor(view: EditorView) {
        this.decorations = drawn(view.state.doc.length);
        // What others do comes between two updates of the view, never within one.
        this.deaf = line.onCursors(() => view.dispatch({}));
      }
      update({ view, docChanged, selectionSet, focusChanged }: ViewUpdate) {
        this.decorations = drawn(view.state.doc.length);
        if (!docChanged && !selectionSet && !focusChanged) return;
        if (view.hasFocus) {
          const { anchor, head } = view.state.selection.main;
          line.standAt(passage, {
            anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
            head: Y.createRelativePositionFromTypeIndex(text, head),
          });
        } else if (focusChanged) line.standAt(passage, null);
      }
      destroy() {
        this.deaf();
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
