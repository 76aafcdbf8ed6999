/**
 * A process that migrates and kills itself before a given statement, for good and without a word:
 *
 *     node migrate-and-die.js <file> <number of the statement, from 0>
 *
 * Ends with 0 when it was done before. `tests/platform/migrate.test.ts` builds it.
 */
import { openDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { interrupted, rebuilding } from "./migrations.ts";

const [file = "", statement = ""] = process.argv.slice(2);
const db = await openDatabase(`file:${file}`);
const dying = interrupted(db, (count) => {
  if (count === Number(statement)) process.kill(process.pid, "SIGKILL");
});
await migrate(dying, rebuilding);
await db.close();
