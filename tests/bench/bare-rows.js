/** The yardsticks of everything that is written: the databases themselves. */
import SqliteDriver from "better-sqlite3";
import pg from "pg";

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

/**
 * The same on PostgreSQL, on one connection, each row a transaction of its own.
 * @param {string} url
 */
export async function barePostgresRows(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query("create table if not exists bare_rows (id bigserial primary key, at bigint, words text)");
  const insert = { name: "bare", text: "insert into bare_rows (at, words) values ($1, 'a signal')" };
  return {
    async perSecond() {
      const began = performance.now();
      let count = 0;
      while (performance.now() - began < 1000) {
        await client.query({ ...insert, values: [Date.now()] });
        count++;
      }
      return (count / (performance.now() - began)) * 1000;
    },
    close: () => client.end(),
  };
}
