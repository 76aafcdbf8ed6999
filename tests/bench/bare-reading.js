/** The yardstick of a rebuild: reads the log and the ledger as they are in the file, in their order, and does nothing else. */
import SqliteDriver from "better-sqlite3";

const db = new SqliteDriver(String(process.argv[2]), { readonly: true });
const events = db.prepare("select * from events where seq > ? order by seq limit 5000").raw();
for (let after = 0; ;) {
  const last = /** @type {number[] | undefined} */ (events.all(after).at(-1));
  if (!last) break;
  after = last[0] ?? 0;
}
const lines = db.prepare(
  "select * from reputation_lines where (event, rule, member) > (?, ?, ?) order by event, rule, member limit 5000",
);
for (let after = ["", "", ""]; ;) {
  const last = /** @type {string[] | undefined} */ (lines.raw().all(after).at(-1));
  if (!last) break;
  after = last.slice(0, 3);
}
