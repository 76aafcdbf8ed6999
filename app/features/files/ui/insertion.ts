import { useEffect, useRef } from "react";

export type Insert = (words: string, into?: HTMLTextAreaElement) => void;

/**
 * Puts a picture's words into a text: where the cursor stands in the field that was used last, or at
 * the end of the page's last one. The description in it is selected, to be typed over.
 */
export function useInsertion(): Insert {
  const last = useRef<HTMLTextAreaElement | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLTextAreaElement) last.current = target;
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  return (words, into) => {
    const used = last.current?.isConnected ? last.current : null;
    const field = into ?? used ?? [...document.querySelectorAll("textarea")].at(-1);
    if (!field) return;
    const at = field.selectionEnd;
    const before = field.value.slice(0, at);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    field.setRangeText(`${gap}${words}\n`, at, at, "end");
    const start = at + gap.length + "![".length;
    field.focus();
    field.setSelectionRange(start, start + words.indexOf("](") - "![".length);
    // What saves a draft listens for this.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
