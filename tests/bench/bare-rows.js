/** The yardstick of everything that is written: SQLite itself. */
import SqliteDriver from "better-sqlite3";

/**
 * One row a transaction, for a second at a time, on the same disk with the same promise of keeping it.
 * @param {string} file
 */
export function bareRows(file) {
  const db = new SqliteDriver(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("create table rows (id integer primary key, at integer, words text)");
  const insert = db.prepare("insert into rows (at, words) values (?, 'a signal')");
  return {
    perSecond() {
      const began = performance.now();
      let count = 0;
      while (performance.now() - began < 1000) {
        insert.run(Date.now());
        count++;
      }
      return (count / (performance.now() - began)) * 1000;
    },
    close: () => db.close(),
  };
}
