/** What may be said of a column that could be about somebody, and the words to say it in. */
import type { SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Reads } from "../../../db/database.ts";
import type { forgetMails } from "./forgetting.server.ts";
import type { Topic } from "./rules.ts";
import type { Identity } from "./identity.server.ts";

/** To which of somebody's rows the erasure is narrowed; all of them are given. */
export type Only = (read: Reads, person: Identity) => SQL | undefined;

/** A column by which a row is somebody's: an id or an address, or the way to a row that is (`through`). */
export type Whose = {
  is: "whose";
  by: "id" | "email";
  through: { table: PgTable; key: string; person: string } | null;
  /** Whether these rows are part of what the person may download. */
  given: boolean;
  /** `stays`: an id, by which nobody is known once the member's row says no more. */
  erased: "stays" | "row goes" | "pseudonym";
  only?: Only;
};

/** A column that tells something of the one whose row it is. */
export type Told = {
  is: "told";
  /** The `whose` column that it belongs to; by default the table's first. */
  of?: string;
  given: boolean;
  /** `cleared`: null where that may be, else nothing of its kind; a function gives what stands there instead. */
  erased: "stays" | "cleared" | ((person: Identity, now: number) => unknown);
  only?: Only;
  /** Whether people are called by their handles there: the handle of somebody erased is replaced in everybody's words. */
  calls?: boolean;
};

/** A column that nobody is known by. */
export type Nobodys = { is: "nobody's"; why: string };

/** A column of no person's row, in which somebody may still be named for a while. */
export type Passing = {
  is: "passing";
  forget: (tx: Parameters<typeof forgetMails>[0], person: Identity) => Promise<void>;
};

/** What is so of one column. */
export type ColumnRule = Whose | Told | Nobodys | Passing;

/** The rules of one table; `columns` by the names that the program uses. */
export type TableRules = { table: PgTable; topic: Topic; columns: Readonly<Record<string, ColumnRule>> };

/** The rules of one table, for those of its columns that need one. */
export function of<Of extends PgTable>(
  table: Of,
  topic: Topic,
  columns: Partial<Record<keyof Of["$inferSelect"] & string, ColumnRule>>,
): TableRules {
  return { table, topic, columns: columns as Readonly<Record<string, ColumnRule>> };
}

/** A column by which a row is somebody's: by default an id of a member. */
export function whose(rule: Pick<Whose, "given" | "erased"> & Partial<Whose>): Whose {
  return { is: "whose", by: "id", through: null, ...rule };
}

/** The way to the row that says whose it is: in `table`, by its column `key`, in its column `person`. */
export function through<Of extends PgTable>(
  table: Of,
  key: keyof Of["$inferSelect"] & string,
  person: keyof Of["$inferSelect"] & string,
) {
  return { table, key, person };
}

/** What the person knows or wrote, and what becomes of it. */
export function told(erased: Told["erased"], more: Partial<Pick<Told, "of" | "only" | "calls">> = {}): Told {
  return { is: "told", given: true, erased, ...more };
}

/** What is not given: secrets, and what only repeats something that is. */
export function untold(erased: Told["erased"], more: Partial<Pick<Told, "of" | "only" | "calls">> = {}): Told {
  return { is: "told", given: false, erased, ...more };
}

/** A column that nobody is known by, and why not. */
export function nobodys(why: string): Nobodys {
  return { is: "nobody's", why };
}

/** The `whose` column that a told one belongs to. Throws `Error` where the table has none. */
export function ownerOf({ columns }: TableRules, { of: owner }: Told): [string, Whose] {
  for (const [name, rule] of Object.entries(columns)) {
    if (rule.is === "whose" && (owner === undefined || owner === name)) return [name, rule];
  }
  throw new Error(`Nobody is told of by ${owner ?? "this table"}.`);
}
