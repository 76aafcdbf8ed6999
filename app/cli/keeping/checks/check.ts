/** What a check is, and the ways to make one. */
import { quoted, type Snapshot } from "../../../../db/dialect/whole.ts";

export type Looking = {
  snapshot: Snapshot;
  /** In milliseconds since 1970 UTC. */
  now: number;
  /** Whether a server is at work on this database: only then must waiting work be done by now. */
  isServed: boolean;
};

export type Check = {
  name: string;
  /** What must be. */
  sentence: string;
  /** What breaks it, by ids or what stands for them; nothing when all is well. */
  broken(looking: Looking): Promise<string[]>;
  /** Statements that compute it anew from what is certain, and the tables that may not change meanwhile. */
  mend?: { statements: readonly string[]; tables: readonly string[] };
  /** Or work of the program's own. */
  mendedBy?: "sealing" | "folding";
};

/** Broken rows of which nobody needs to know more than that they are many. */
export const most = 10_000;

/** A check of which the broken rows are found by one query with a column `id`; `?` stands for nothing here. */
export function found(name: string, sentence: string, sql: string, mend?: Check["mend"]): Check {
  const broken = async ({ snapshot }: Looking) => {
    const rows = await snapshot.all<{ id: unknown }>(`select id from (${sql}) as broken limit ${most}`);
    return rows.map(({ id }) => String(id));
  };
  return { name, sentence, broken, ...(mend ? { mend } : {}) };
}

/** The ids that several queries find; each group is asked at once. */
export async function together(snapshot: Snapshot, groups: readonly (readonly string[])[]): Promise<string[]> {
  const ids: string[] = [];
  for (const queries of groups.filter((group) => group.length > 0)) {
    const asked = queries.map((sql, at) => `select id from (${sql}) as part${at}`).join(" union all ");
    for (const { id } of await snapshot.all<{ id: unknown }>(asked)) ids.push(String(id));
  }
  return ids;
}

/** A stored count that differs from the number of rows: `rows` is a subquery that counts for one `table` row. */
export function counted(
  name: string,
  sentence: string,
  { table, column, rows, of }: { table: string; column: string; rows: string; of: string },
): Check {
  return found(name, sentence, `select id from ${table} where ${column} <> (${rows})`, {
    statements: [`update ${table} set ${column} = (${rows}) where ${column} <> (${rows})`],
    tables: [table, of],
  });
}

/** A table of counts that is to be the counts of other rows: `sql` gives what it must hold. */
export function tallied(
  name: string,
  sentence: string,
  { table, keys, sql, of }: { table: string; keys: readonly string[]; sql: string; of: readonly string[] },
): Check {
  const key = keys.join(", ");
  const all = `select ${key}, people from ${table} union all select ${key}, -people from (${sql}) as rows_counted`;
  const id = keys.join(" || ' ' || ");
  const off = `select ${id} as id from (${all}) as both_sides group by ${key} having sum(people) <> 0`;
  return found(name, sentence, off, {
    statements: [`delete from ${table}`, `insert into ${table} (${key}, people) ${sql}`],
    tables: [table, ...of],
  });
}

/** Rows that are counted from 1 without gaps by a column, for each value of `per`. */
export function gapless(table: string, per: string, column: string, sentence: string): Check {
  const counting = `min(${column}) <> 1 or max(${column}) <> count(*)`;
  return found(`${table}: numbers`, sentence, `select ${per} as id from ${table} group by ${per} having ${counting}`);
}

/** A column that names a row of another table without a reference that the database keeps. */
export function named(table: string, column: string, target: string, key = "id"): Check {
  return found(
    `${table}: ${column}`,
    `Each ${column} of ${table} names a row of ${target}.`,
    `select ${quoted(column)} as id from ${table} where ${quoted(column)} is not null and not exists (select 1 from ${target} as t where t.${key} = ${table}.${quoted(column)})`,
  );
}

/** Subjects such as `idea:<id>` in a table, of one type. Some kinds of events are about rows that are gone for good. */
export function subjects(table: string, type: string, target: string, unless = ""): Check {
  return found(
    `${table}: ${type}s`,
    `Each ${type} that ${table} are about is there.`,
    `select distinct subject as id from ${table} where subject like '${type}:%' ${unless} and not exists (select 1 from ${target} as t where t.id = substr(${table}.subject, ${type.length + 2}))`,
  );
}
