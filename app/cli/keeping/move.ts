import path from "node:path";
import { dialectOf } from "../../../db/columns.ts";
import { openSnapshot } from "../../../db/dialect/whole.ts";
import { journal } from "../../../db/journal.ts";
import { readConfig } from "../../platform/config.server.ts";
import { progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { writeDump } from "./dump.ts";
import { makeWhole } from "./folder.ts";
import { loadDump, mustBeWhole } from "./load.ts";

export const exportHelp = `  export DIR                         writes everything as JSON lines and files into a new folder`;
export const importWholeHelp = `  import caco DIR                    brings such a folder into an empty database, of either kind`;

/** `export DIR`: the whole instance as text, of one moment. The server may run meanwhile. Throws `Unusable`. */
export async function exportCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const folder = folderIn(args, "export");
  const { databaseUrl } = readConfig(process.env);
  const progress = progressOn(stderr);
  const snapshot = await openSnapshot(databaseUrl);
  try {
    const expected = journal.map(({ tag }) => tag);
    const manifest = await makeWhole(folder, async (draft) => {
      const written = await writeDump(snapshot, draft, { expected, progress, now: Date.now() });
      await mustBeWhole(draft, written, progress);
      return written;
    });
    stdout.write(`Exported to ${folder}: ${countsOf(manifest.tables)}.\n`);
  } finally {
    progress.stop();
    await snapshot.close();
  }
}

/** `import caco DIR`: brings an export into an empty database. No server may run on it. Throws `Unusable`. */
export async function importWhole(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const folder = folderIn(args, "import caco");
  const { databaseUrl } = readConfig(process.env);
  const progress = progressOn(stderr);
  try {
    const manifest = await loadDump(folder, databaseUrl, { journal, progress });
    const kind = dialectOf(databaseUrl) === "postgres" ? "PostgreSQL" : "SQLite";
    stdout.write(`Brought into ${kind}: ${countsOf(manifest.tables)}.\n`);
  } finally {
    progress.stop();
  }
}

/** The folder that a command was given. Throws `Unusable` when there is none, or more than that. */
export function folderIn(args: readonly string[], command: string): string {
  const [folder, ...rest] = args;
  if (folder === undefined || folder.startsWith("-")) throw new Unusable(`Say which folder: "${command} DIR".`);
  if (rest.length > 0) throw new Unusable(`"${rest.join(" ")}" is too much: "${command} DIR".`);
  return path.resolve(folder);
}

/** How much there is, in the words that an operator looks for. */
export function countsOf(tables: readonly { name: string; rows: number }[]): string {
  const rows = new Map(tables.map((table) => [table.name, table.rows]));
  const total = tables.reduce((sum, table) => sum + table.rows, 0);
  const named = ["members", "spaces", "ideas", "comments", "signals", "files", "events"];
  return `${named.map((name) => `${rows.get(name) ?? 0} ${name}`).join(", ")}; ${total} rows in all`;
}
