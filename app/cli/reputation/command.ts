import { parseArgs } from "node:util";
import { readConfig } from "../../platform/config.server.ts";
import { existingDatabase } from "../database.ts";
import { type Streams, Unusable } from "../streams.ts";
import { rebuildByHalves } from "./halves.ts";

export const reputationHelp = `  reputation rebuild                 folds the event log again into what counts for whom, and puts right what differs`;

/** Lines that are named one by one. */
const most = 20;

/**
 * `reputation rebuild`: computes every line of the ledger of reputation from the log, compares, puts right what differs
 * and says what that was. A server may be at work meanwhile. Throws `Unusable`.
 */
export async function reputationCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true, strict: true });
  if (positionals.length !== 1 || positionals[0] !== "rebuild") {
    throw new Unusable(`Say "reputation rebuild".`);
  }
  const config = readConfig(process.env);
  const db = await existingDatabase(config, stderr);
  await db.close();
  const { lines, ...found } = await rebuildByHalves(config.databaseUrl);
  const wrong = Object.entries(found).flatMap(([how, keys]) => keys.map((key) => `${how}: ${key}`));
  for (const each of wrong.slice(0, most)) stdout.write(`${each}\n`);
  if (wrong.length > most) stdout.write(`and ${wrong.length - most} more\n`);
  stdout.write(
    wrong.length === 0
      ? `${lines} lines. The ledger was what the log gives.\n`
      : `${lines} lines. ${wrong.length} were put right.\n`,
  );
}
