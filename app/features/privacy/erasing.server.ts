/**
 * Erasing somebody: the identity goes, what was published stays as that of a former member, and every total stays. The
 * id remains as a pseudonym. What becomes of each column stands in `personal-data.server.ts`.
 *
 * Threats: an erasure that a restored backup undoes (the list of `erasures.server.ts`), and one that leaves the place
 * without anybody who governs it.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, eq, getTableColumns, inArray, isNull, ne, or, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { hasInAnyCase } from "../../../db/dialect/any-case.ts";
import { leaveNoTrace } from "../../../db/dialect/traces.ts";
import { members, sessions } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { tables } from "../../../db/tables.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { forgetInOutbox, outboxOf } from "../../platform/outbox.server.ts";
import { sessionEnded } from "../accounts/events.ts";
import { counted } from "../spaces/commands.server.ts";
import { memberLeft } from "../spaces/events.ts";
import { notedErasures, noteErasure } from "./erasures.server.ts";
import { accountChanged } from "./events.ts";
import { uncalled } from "./forgetting.server.ts";
import { type Identity, identityOf } from "./identity.server.ts";
import { ownerOf, type TableRules, type Whose } from "./data-rules.server.ts";
import { personalData } from "./personal-data.server.ts";

/**
 * Erases a member now, for good, and gives whether that was still to be done. The sessions end, live connections are
 * cut. Throws `NotFound`, and `Refused("last_admin")` for the only one who governs this place.
 */
export async function eraseMember(db: Database, dataDir: string, member: string, now: number): Promise<boolean> {
  const [row] = await db.read.select().from(members).where(eq(members.id, member));
  if (!row) throw new NotFound();
  if (row.erasedAt !== null) return false;
  await mustNotBeLastAdmin(db.read, row);
  await noteErasure(dataDir, member, now);
  return erase(db, dataDir, member, now);
}

/**
 * Erases again whoever is on the list in `dataDir` and not erased in this database: after a crash, and after a backup was
 * restored. The exact readers of the log must be in use. Gives how many were erased; called again, none.
 */
export async function replayErasures(db: Database, dataDir: string, now: number): Promise<number> {
  let erased = 0;
  for (const member of await notedErasures(dataDir)) if (await erase(db, dataDir, member, now)) erased++;
  return erased;
}

/** Throws `Refused("last_admin")` when nobody else governs this place, or everybody else is about to leave it too. */
export async function mustNotBeLastAdmin(read: Reads, { id, admin }: { id: string; admin: boolean }): Promise<void> {
  if (!admin) return;
  const others = await read
    .select({ id: members.id })
    .from(members)
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(and(eq(members.admin, true), ne(members.id, id), isNull(members.erasesAt), isNull(bans.id)))
    .limit(1);
  if (others.length === 0) throw new Refused("last_admin");
}

/** Gives whether there was somebody of this id who is not erased yet. Each step may be done twice. */
async function erase(db: Database, dataDir: string, member: string, now: number): Promise<boolean> {
  const [open] = await db.read.select({ erasedAt: members.erasedAt }).from(members).where(eq(members.id, member));
  const known = await identityOf(db.read, member);
  if (!open || open.erasedAt !== null || !known) return false;
  // First, as it is found by the names that are gone afterwards.
  await forgetInOutbox(outboxOf({ dataDir }), wordsFor(known));
  const isErased = await db.transaction(async (tx) => {
    const person = await identityOf(tx, member);
    const left = and(eq(members.id, member), isNull(members.erasedAt));
    const marked = await tx.update(members).set({ erasedAt: now }).where(left).returning({ id: members.id });
    if (!person || marked.length === 0) return false;
    await leaveEverything(tx, member, now);
    // Children first: a row goes before the one that it refers to.
    const order = tables.map(({ name }) => name).toReversed();
    const rules = personalData.toSorted((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)));
    for (const each of rules) await uncall(tx, each, person);
    for (const each of rules) await eraseIn(tx, each, person, now);
    await record(tx, { actor: "system", now }, [accountChanged("member.erased", member)]);
    return true;
  }, "serializable");
  if (isErased) await leaveNoTrace(db);
  return isErased;
}

function wordsFor({ name, emails, handles }: Identity): string[] {
  return [name, ...emails, ...handles.map((handle) => `@${handle}`)];
}

function nameOf({ table }: TableRules): string {
  return tables.find((each) => each.table === table)?.name ?? "";
}

/** Says what the counts and the live connections must hear of; the rows go by their rules. */
async function leaveEverything(tx: Tx, member: string, now: number): Promise<void> {
  const open = await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.member, member));
  const inside = await tx.select({ space: memberships.space }).from(memberships).where(eq(memberships.member, member));
  const who = await counted(tx, member);
  await record(tx, { actor: "system", now }, [
    ...open.map(({ id }) => sessionEnded(id, member)),
    ...inside.map(({ space }) => memberLeft(space, who)),
  ]);
}

/** What the rules of one table say of this person's rows. */
async function eraseIn(tx: Tx, rules: TableRules, person: Identity, now: number): Promise<void> {
  const columns = columnsOf(rules.table);
  const changes = new Map<string, { where: SQL | undefined; set: Record<string, unknown> }>();
  for (const [name, rule] of Object.entries(rules.columns)) {
    if (rule.is === "passing") await rule.forget(tx, person);
    if (rule.is !== "told" || rule.erased === "stays") continue;
    const [ownerName, owner] = ownerOf(rules, rule);
    if (owner.erased === "row goes" && !owner.only) continue;
    const where = and(rowsOf(tx, rules.table, ownerName, owner, person), rule.only?.(tx, person));
    // What belongs to the same rows is written at once: the last column may be the one that the others go by.
    const key = `${ownerName} ${String(rule.only)}`;
    const change = changes.get(key) ?? { where, set: {} };
    changes.set(key, change);
    change.set[name] = typeof rule.erased === "function" ? rule.erased(person, now) : nothingIn(columns[name]);
  }
  for (const { where, set } of changes.values()) await tx.update(rules.table).set(set).where(where);
  for (const [name, rule] of Object.entries(rules.columns)) {
    if (rule.is !== "whose" || rule.erased === "stays") continue;
    const where = rowsOf(tx, rules.table, name, rule, person);
    if (rule.erased === "row goes") await tx.delete(rules.table).where(and(where, rule.only?.(tx, person)));
    else
      await tx
        .update(rules.table)
        .set({ [name]: person.pseudonym })
        .where(where);
  }
}

/** The condition that a row is this person's by one of its columns. */
export function rowsOf(read: Reads, table: PgTable, name: string, rule: Whose, person: Identity): SQL | undefined {
  const column = columnOf(table, name);
  if (rule.by === "email") return inArray(column, [...person.proven]);
  if (rule.through === null) return eq(column, person.id);
  const { table: parent, key, person: parentsPerson } = rule.through;
  const theirs = read
    .select({ key: columnOf(parent, key) })
    .from(parent)
    .where(eq(columnOf(parent, parentsPerson), person.id));
  return inArray(column, theirs);
}

/** A column by the name that the program uses. Throws `Error` when the table has none. */
export function columnOf(table: PgTable, name: string): PgColumn {
  const column = columnsOf(table)[name];
  if (!column) throw new Error(`There is no column ${name}.`);
  return column;
}

function columnsOf(table: PgTable): Record<string, PgColumn> {
  return getTableColumns(table);
}

/** What stands in a column of which nothing is left. */
function nothingIn(column: PgColumn | undefined): unknown {
  if (!column?.notNull) return null;
  if (column.dataType === "boolean") return false;
  if (column.dataType === "number") return 0;
  return "";
}

/** The columns of a table's primary key. */
export function keyOf(table: PgTable): string[] {
  const facts = tables.find((each) => each.table === table);
  return facts?.columns.filter(({ name }) => facts.primaryKey.includes(name)).map(({ key }) => key) ?? [];
}

/** Takes the person's handles out of everybody's words, so that they call nobody, also once somebody else has them. */
async function uncall(tx: Tx, { table, columns }: TableRules, person: Identity): Promise<void> {
  const calling = Object.entries(columns).flatMap(([name, rule]) => (rule.is === "told" && rule.calls ? [name] : []));
  if (calling.length === 0) return;
  const keys = keyOf(table);
  const selected = Object.fromEntries([...keys, ...calling].map((name) => [name, columnOf(table, name)]));
  const says = calling.flatMap((name) =>
    person.handles.flatMap((handle) =>
      [`@${handle}`, `/people/${handle}`].map((part) => hasInAnyCase(columnOf(table, name), part)),
    ),
  );
  // All texts of a table are read: requests find their turn between two tables.
  await nextTurn();
  const rows: Record<string, unknown>[] = await tx
    .select(selected)
    .from(table)
    .where(or(...says));
  for (const row of rows) {
    const set = Object.fromEntries(calling.map((name) => [name, uncalled(String(row[name]), person)]));
    const where = and(...keys.map((name) => eq(columnOf(table, name), row[name])));
    await tx.update(table).set(set).where(where);
  }
}
