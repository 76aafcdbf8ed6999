import type { Reads, Tx } from "./database.ts";

type Prepared<Rows> = { execute(values: Record<string, unknown>): Promise<Rows> };

let count = 0;

/**
 * A query for the busiest ways: built once for each connection, and run with other values each time
 * (`sql.placeholder(name)` stands for them). Building it takes drizzle several times as long as
 * SQLite takes to run it. Gives what the query gives.
 */
export function prepared<Rows>(
  build: (on: Tx) => { prepare(name: string): Prepared<Rows> },
): (on: Reads, values: Record<string, unknown>) => Promise<Rows> {
  const name = `prepared_${++count}`;
  const known = new WeakMap<object, Prepared<Rows>>();
  return async (on, values) => {
    const connection = connectionOf(on);
    const query = known.get(connection) ?? build(on as Tx).prepare(name);
    known.set(connection, query);
    return query.execute(values);
  };
}

/** A transaction is an object of its own over that of its connection. */
function connectionOf(on: Reads): object {
  return "afterCommit" in on ? (Object.getPrototypeOf(on) as object) : on;
}
