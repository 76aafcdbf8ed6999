import { existsSync } from "node:fs";
import { type Database, openDatabase } from "../../../db/database.ts";
import { journal } from "../../../db/journal.ts";
import { openUpToDate } from "../../../db/up-to-date.ts";
import type { Config } from "../../platform/config.server.ts";
import { useExactReaders } from "../../platform/events.server.ts";
import { exactReaders } from "../../readers.ts";
import type { Streams } from "../streams.ts";

/** The database, up to date. A dry run makes no file: where there is none, nothing is known yet. */
export async function databaseFor(
  order: { isDryRun: boolean },
  config: Config,
  stderr: Streams["stderr"],
): Promise<Database | null> {
  const file = /^file:(.*)$/.exec(config.databaseUrl)?.[1];
  if (order.isDryRun && file !== undefined && !existsSync(file)) return null;
  if (order.isDryRun) return openDatabase(config.databaseUrl);
  const db = await openUpToDate(config, { journal, say: (sentence) => void stderr.write(`${sentence}\n`) });
  useExactReaders(exactReaders);
  return db;
}
