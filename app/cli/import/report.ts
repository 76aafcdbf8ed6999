import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { Remark } from "./source.ts";

/** Remarks on the rows of an import, kept in a file. */
export type Report = {
  add: (remark: Remark) => void;
  leftOut: () => number;
  notes: () => number;
  /** The first rows left out. */
  first: () => readonly Remark[];
  /** Ends it and gives the file, or null when there was nothing to write. */
  close: () => string | null;
};

const firstShown = 5;

/**
 * A report in `folder`, made with its first remark; with `folder` null it counts and writes
 * nothing. `now` (milliseconds since 1970 UTC) names the file.
 */
export function openReport(folder: string | null, now: number): Report {
  const counts = { "left out": 0, note: 0 };
  const first: Remark[] = [];
  let open: { file: string; handle?: number } | undefined;
  return {
    add(remark) {
      counts[remark.kind]++;
      if (remark.kind === "left out" && first.length < firstShown) first.push(remark);
      if (folder === null) return;
      open ??= begin(folder, now);
      if (open.handle === undefined) throw new Error("The report is closed.");
      writeSync(open.handle, csvLine([remark.file, String(remark.line), remark.kind, remark.reason]));
    },
    leftOut: () => counts["left out"],
    notes: () => counts.note,
    first: () => first,
    close() {
      if (open?.handle !== undefined) closeSync(open.handle);
      if (open) open = { file: open.file };
      return open?.file ?? null;
    },
  };
}

/** The first rows that were left out, a line each, and how many more there are. */
export function complaintsOf(report: Report): string {
  const shown = report.first().map(({ file, line, reason }) => `${file}, line ${line}: ${reason}\n`);
  const more = report.leftOut() - shown.length;
  return shown.join("") + (more > 0 ? `… and ${more} more rows\n` : "");
}

function begin(folder: string, now: number): { file: string; handle: number } {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `caco-import-report-${new Date(now).toISOString().replace(/[:.]/g, "-")}.csv`);
  const handle = openSync(file, "w", 0o600);
  writeSync(handle, csvLine(["file", "line", "what", "reason"]));
  return { file, handle };
}

/** A line of RFC 4180. A cell that a spreadsheet would run as a formula begins with a quote mark. */
function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  });
  return `${written.join(",")}\r\n`;
}
