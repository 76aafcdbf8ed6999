/** Which words of a text somebody would change, and where those words stand in the text as it is by now. */
import { differences } from "../writing/differences.server.ts";

/** The words that stand from `from` on, and those that would replace them. */
export type Span = { from: number; replaced: string; words: string };

/**
 * The smallest piece that differs between a text as it was seen and as it is wished, by words; null where nothing does.
 * It replaces something wherever there is something: what is only added takes the word beside it along, by which its
 * place is known again.
 */
export function spanBetween(seen: string, wished: string): Span | null {
  if (seen === wished) return null;
  const pieces = differences(seen, wished);
  const head = pieces[0]?.kind === "same" ? pieces[0].text : "";
  const tail = pieces.length > 1 && pieces.at(-1)?.kind === "same" ? (pieces.at(-1)?.text ?? "") : "";
  const [from, to] = [head.length, seen.length - tail.length];
  if (from < to) return span(from, to);
  const [before] = /\S+\s*$/u.exec(head) ?? [""];
  if (before) return span(from - before.length, to);
  const [after] = /^\s*\S+/u.exec(tail) ?? [""];
  return after ? span(from, to + after.length) : span(0, seen.length);

  function span(first: number, end: number): Span {
    return {
      from: first,
      replaced: seen.slice(first, end),
      words: wished.slice(first, wished.length - (seen.length - end)),
    };
  }
}

/** Where the words of a span stand in the text as it is `now`; null where they were changed or are gone. */
export function placeIn({ from, replaced }: Span, seen: string, now: string): number | null {
  if (replaced === "") return now === "" ? 0 : null;
  let [there, here] = [0, 0];
  for (const { kind, text } of differences(seen, now)) {
    if (kind === "same" && there <= from && from + replaced.length <= there + text.length) return here + from - there;
    if (kind !== "added") there += text.length;
    if (kind !== "removed") here += text.length;
  }
  return null;
}
