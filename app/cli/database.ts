import { existsSync } from "node:fs";
import type { Database } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { openUpToDate } from "../../db/up-to-date.ts";
import type { Config } from "../platform/config.server.ts";
import { useExactReaders } from "../platform/events.server.ts";
import { exactReaders } from "../readers.ts";
import { type Streams, Unusable } from "./streams.ts";

/** The database that is there, up to date, ready for commands: a new one would hold nobody. Throws `Unusable`. */
export async function existingDatabase(config: Config, stderr: Streams["stderr"]): Promise<Database> {
  const file = /^file:(.*)$/.exec(config.databaseUrl)?.[1];
  if (file !== undefined && !existsSync(file)) throw new Unusable(`There is no database at ${file}: check DATA_DIR.`);
  const db = await openUpToDate(config, { journal, say: (sentence) => void stderr.write(`${sentence}\n`) });
  useExactReaders(exactReaders);
  return db;
}
