/** Lists in pages, each a link: a page begins after a row, so that nothing is counted and nothing skipped. */
import { idPattern } from "./ids.ts";

/** Where a page begins: after the row with this value of the order (a moment, a count) and this id. */
export type PageKey = { at: number; id: string };

/** The key in `?after=<at>.<id>`; null, which is the first page, for anything else. */
export function pageKeyIn(query: URLSearchParams): PageKey | null {
  const [at = "", id = ""] = (query.get("after") ?? "").split(".");
  return /^\d{1,15}$/.test(at) && idPattern.test(id) ? { at: Number(at), id } : null;
}

/** A key as it stands in an address. */
export function pageKeyText({ at, id }: PageKey): string {
  return `${at}.${id}`;
}

/** Of rows of which one more was read than a page shows: those of the page, and its last one where more follow. */
export function pageOf<Row>(rows: readonly Row[], size: number): { page: Row[]; last: Row | undefined } {
  const page = rows.slice(0, size);
  return { page, last: rows.length > size ? page.at(-1) : undefined };
}
