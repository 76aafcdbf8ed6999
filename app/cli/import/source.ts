import type { Fact } from "../../../db/schema/ideas.ts";
import type { SignalKind } from "../../../db/schema/signals.ts";
import type { Locale } from "../../platform/actor.ts";
import type { Progress } from "../progress.ts";

/** Where something stands in the files that are read: a file's name and its line, from 1. */
export type Place = { file: string; line: number };

/** A row that cannot be imported, or a remark on one that was. */
export type Remark = Place & { kind: "left out" | "note"; reason: string };

export type SourceIdea = {
  /** The source's own id of it. */
  key: string;
  /** The source's own id of the person. */
  author: string;
  title: string;
  problem: string;
  /** Whether the source's moderators turned it down. */
  isRejected: boolean;
  tags: string[];
  facts: Fact[];
  /** Milliseconds since 1970 UTC. */
  at: number;
  place: Place;
};

/** How one person stands to one idea in the end. */
export type SourceSignal = { idea: string; person: string; kind: SignalKind; at: number };

/** What every format is read into. */
export type Source = {
  format: "polis" | "pabulib";
  /** Tells this source from others of its format: the same words each time it is read. */
  key: string;
  name: string;
  purpose: Record<Locale, string>;
  /** The language of its texts, when the source lets one know. */
  language: Locale | null;
  ideas: SourceIdea[];
  /** One per person and idea, oldest first. */
  signals: SourceSignal[];
  /** Votes that a later vote of the same person on the same idea replaced. */
  replaced: number;
  /** What a person of the source is called. */
  nameOf: (person: string, language: Locale) => string;
};

/** A row as the mappers see it: its cells by column name. */
export type Row = Record<string, string>;

/** A mapped row, or why it cannot be imported. */
export type Mapped<Value> = { value: Value } | { reason: string };

/** Characters that tell a file that is no UTF-8 text; databases refuse the first. */
const unreadable = /[\0\uFFFD]/;

/** The cells of a row by column name, or why the row cannot be read. */
export function rowOf(cells: readonly string[] | null, columns: readonly string[]): Mapped<Row> {
  if (!cells) return { reason: "the row cannot be read (a quote that is not closed, or a line far too long)" };
  if (cells.length !== columns.length) return { reason: `the row has ${cells.length} cells, not ${columns.length}` };
  if (cells.some((cell) => unreadable.test(cell))) return { reason: "the row is not UTF-8 text" };
  return { value: Object.fromEntries(columns.map((column, index) => [column, cells[index]?.trim() ?? ""])) };
}

/** What a placeholder is called: the source knows people by number only. */
export function numberedName(person: string, language: Locale): string {
  return `${language === "fr" ? "Personne" : "Participant"} ${person}`;
}

/** Ids that sources use: short, without spaces or signs that mean something elsewhere. */
const sourceId = /^[\p{L}\p{N}._-]{1,64}$/u;

/** Whether a cell can be an id of the source. */
export function isSourceId(cell: string): boolean {
  return sourceId.test(cell);
}

/** What a reader of a format is given beside its file. */
export type Reading = {
  /** The space it goes to: names the source when nothing else does. */
  space: string;
  /** Milliseconds since 1970 UTC. */
  now: number;
  remark: (remark: Remark) => void;
  progress: Progress;
};
