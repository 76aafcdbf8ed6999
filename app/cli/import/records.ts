/**
 * Rows of a CSV file, one after another, whatever its size. A row that cannot be read costs that
 * row: a quote that is never closed must not swallow the rest of the file.
 */
import { createReadStream } from "node:fs";
import { parse } from "csv-parse/sync";

/** A row as written, or null cells when it cannot be read. Lines count from 1. */
export type CsvRecord = { line: number; cells: string[] | null };

export type CsvOptions = {
  delimiter: string;
  /** How many cells a row should have now; tells a quoted line break from a quote left open. */
  width: () => number;
  /** Called with the number of bytes read so far. */
  onBytes?: (bytes: number) => void;
};

type Line = { line: number; text: string | null; quotes: number };

/** Longest line taken, in characters; a longer one is not read. */
const longestLine = 1_000_000;
/** Most lines one row may span. */
const mostLines = 200;

/** The rows of a file, empty lines left out. Throws what the file system throws. */
export async function* csvRecords(file: string, options: CsvOptions): AsyncGenerator<CsvRecord> {
  const ahead: Line[] = [];
  for await (const line of linesOf(file, options.onBytes)) {
    ahead.push(line);
    yield* complete(ahead, options, false);
  }
  yield* complete(ahead, options, true);
}

/** Takes from the lines read ahead every row that is complete. */
function* complete(ahead: Line[], options: CsvOptions, isEnd: boolean): Generator<CsvRecord> {
  for (let first = ahead[0]; first; first = ahead[0]) {
    const span = first.text === null ? 1 : linesOfFirst(ahead);
    if (span === 0 && !isEnd && ahead.length < mostLines) return;
    const many = span > 1 ? cellsOf(ahead.slice(0, span), options.delimiter) : null;
    if (many?.length === options.width()) {
      ahead.splice(0, span);
      yield { line: first.line, cells: many };
      continue;
    }
    ahead.shift();
    if (first.text !== "") yield { line: first.line, cells: cellsOf([first], options.delimiter) };
  }
}

/** How many lines the first row spans: up to where its quotes are even. 0 when that is not seen yet. */
function linesOfFirst(ahead: readonly Line[]): number {
  let quotes = 0;
  for (const [index, line] of ahead.entries()) {
    quotes += line.quotes;
    if (quotes % 2 === 0) return index + 1;
  }
  return 0;
}

function cellsOf(lines: readonly Line[], delimiter: string): string[] | null {
  if (lines.some((line) => line.text === null)) return null;
  const text = lines.map((line) => line.text).join("\n");
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const records: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true });
    return records.length === 1 ? (records[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** The lines of a UTF-8 file; only \n and \r\n end one (readline would also cut at U+2028). */
async function* linesOf(file: string, onBytes: CsvOptions["onBytes"]): AsyncGenerator<Line> {
  const stream = createReadStream(file);
  const decoder = new TextDecoder("utf-8");
  let line = 0;
  let rest = "";
  let isTooLong = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      yield take(part);
    }
    if (rest.length > longestLine) {
      isTooLong = true;
      rest = "";
    }
    onBytes?.(stream.bytesRead);
  }
  rest += decoder.decode();
  if (rest !== "" || isTooLong) yield take(rest);

  function take(part: string): Line {
    line++;
    const text = isTooLong || part.length > longestLine ? null : part.replace(/\r$/, "");
    isTooLong = false;
    return { line, text, quotes: text === null ? 0 : text.split('"').length - 1 };
  }
}
