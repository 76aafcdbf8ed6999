import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { Unusable } from "../streams.ts";
import { conversationOf, latestVotes, statementColumns, statementOf, voteColumns, voteOf } from "./polis.ts";
import { csvRecords } from "./records.ts";
import { numberedName, type Place, type Reading, type Row, rowOf, type Source, type SourceIdea } from "./source.ts";

const longestName = 80;

/**
 * Reads a folder with a Polis export: comments.csv, votes.csv and, if there, summary.csv. Throws
 * `Unusable` when it is none.
 */
export async function readPolis(folder: string, reading: Reading): Promise<Source> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Unusable(`There is no folder ${folder}.`);
  for (const file of ["comments.csv", "votes.csv"]) {
    if (!existsSync(path.join(folder, file))) throw new Unusable(`${folder} has no ${file}: it is no Polis export.`);
  }
  const summary = await summaryOf(path.join(folder, "summary.csv"));
  const url = summary.get("url") ?? "";
  const statements = await statementsIn(folder, reading);
  const votes = latestVotes();
  const keys = new Set(statements.keys());
  await eachRow(folder, "votes.csv", voteColumns, reading, (row, place) => {
    const vote = voteOf(row, keys, reading.now);
    if ("value" in vote) votes.add(vote.value);
    else reading.remark({ ...place, kind: "left out", reason: vote.reason });
  });
  const latest = votes.result();
  compareTotals(statements, latest.signals, reading);
  const from = url === "" ? "" : ` (${url})`;
  return {
    format: "polis",
    key: conversationOf(url) ?? reading.space,
    name: (summary.get("topic") ?? "").trim().slice(0, longestName) || reading.space,
    purpose: {
      en: `Statements and votes of a Polis conversation${from}.`,
      fr: `Propositions et votes d’une conversation Polis${from}.`,
    },
    language: null,
    ideas: [...statements.values()].map((statement) => statement.idea),
    ...latest,
    nameOf: numberedName,
  };
}

type Statement = { idea: SourceIdea; agrees: string; disagrees: string };

async function statementsIn(folder: string, reading: Reading): Promise<Map<string, Statement>> {
  const statements = new Map<string, Statement>();
  await eachRow(folder, "comments.csv", statementColumns, reading, (row, place) => {
    const mapped = statementOf(row, place, reading.now);
    const reason =
      "reason" in mapped
        ? mapped.reason
        : statements.has(mapped.value.key)
          ? `comment-id "${mapped.value.key}" is there twice`
          : null;
    if ("value" in mapped && reason === null) {
      statements.set(mapped.value.key, {
        idea: mapped.value,
        agrees: row.agrees ?? "",
        disagrees: row.disagrees ?? "",
      });
    } else {
      reading.remark({ ...place, kind: "left out", reason: reason ?? "" });
    }
  });
  return statements;
}

/** The votes decide; where the totals printed beside a statement say otherwise, the report says so. */
function compareTotals(statements: ReadonlyMap<string, Statement>, signals: Source["signals"], reading: Reading): void {
  const counts = new Map<string, { agrees: number; disagrees: number }>();
  for (const { idea, kind } of signals) {
    const count = counts.get(idea) ?? { agrees: 0, disagrees: 0 };
    if (kind === "support") count.agrees++;
    if (kind === "not_for_me") count.disagrees++;
    counts.set(idea, count);
  }
  for (const [key, { idea, agrees, disagrees }] of statements) {
    const count = counts.get(key) ?? { agrees: 0, disagrees: 0 };
    if (agrees === "" || disagrees === "") continue;
    if (agrees === String(count.agrees) && disagrees === String(count.disagrees)) continue;
    reading.remark({
      ...idea.place,
      kind: "note",
      reason: `the file says ${agrees} agrees and ${disagrees} disagrees, its votes are ${count.agrees} and ${count.disagrees}: the votes count`,
    });
  }
}

async function eachRow(
  folder: string,
  name: string,
  needed: readonly string[],
  reading: Reading,
  take: (row: Row, place: Place) => void,
): Promise<void> {
  const file = path.join(folder, name);
  reading.progress.start(`reading ${name}`, Math.ceil(statSync(file).size / 1024), "KB");
  let columns: string[] | undefined;
  const records = csvRecords(file, {
    delimiter: ",",
    width: () => columns?.length ?? 0,
    onBytes: (bytes) => reading.progress.reach(Math.ceil(bytes / 1024)),
  });
  for await (const { line, cells } of records) {
    if (!columns) {
      columns = cells?.map((cell) => cell.trim()) ?? [];
      const missing = needed.find((column) => !columns?.includes(column));
      if (missing) throw new Unusable(`${file} has no column "${missing}": it is no Polis export.`);
      continue;
    }
    const place = { file: name, line };
    const row = rowOf(cells, columns);
    if ("value" in row) take(row.value, place);
    else reading.remark({ ...place, kind: "left out", reason: row.reason });
  }
  if (!columns) throw new Unusable(`${file} is empty: it is no Polis export.`);
}

/** The lines of summary.csv by their name; nothing when there is no such file. */
async function summaryOf(file: string): Promise<Map<string, string>> {
  const summary = new Map<string, string>();
  if (!existsSync(file)) return summary;
  for await (const { cells } of csvRecords(file, { delimiter: ",", width: () => 2 })) {
    const [name, ...value] = cells ?? [];
    if (name) summary.set(name.trim(), value.join(",").trim());
  }
  return summary;
}
