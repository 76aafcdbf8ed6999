import { openDatabase } from "../../../db/database.ts";
import { journal } from "../../../db/journal.ts";
import { bringUpToDate, tryUpToDate } from "../../../db/up-to-date.ts";
import { readConfig } from "../../platform/config.server.ts";
import { type Streams, Unusable } from "../streams.ts";

export const migrateHelp = `  migrate                            brings the database to this version's schema, as a start does
      --dry-run                      says what that would be, and tries it without changing anything`;

/** `migrate [--dry-run]`. Throws `Unusable`, `SchemaMismatch`, `MigrationFailed`, `DatabaseUnavailable`. */
export async function migrateCommand(args: string[], { stdout }: Streams): Promise<void> {
  const [option, ...rest] = args;
  if ((option !== undefined && option !== "--dry-run") || rest.length > 0) {
    throw new Unusable(`"${args.join(" ")}" is not understood: "migrate" or "migrate --dry-run".`);
  }
  const config = readConfig(process.env);
  if (option === "--dry-run") {
    const tried = await tryUpToDate(config, journal);
    stdout.write(`${sentenceOf(tried)}\n`);
    return;
  }
  const db = await openDatabase(config.databaseUrl);
  try {
    const say = (sentence: string) => void stdout.write(`${sentence}\n`);
    const done = await bringUpToDate(db, config, { journal, say });
    if (done.length === 0) say("The database is up to date.");
  } finally {
    await db.close();
  }
}

function sentenceOf(tried: string[] | null): string {
  if (tried === null)
    return `There is no database yet. A start would make it: ${journal.map(({ tag }) => tag).join(", ")}.`;
  if (tried.length === 0) return "The database is up to date: a start would change nothing.";
  return `A start would apply: ${tried.join(", ")}. It was tried, and it can be done. Nothing was changed.`;
}
