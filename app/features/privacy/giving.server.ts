/** What somebody is given who asks for his or her data: what `personal-data.server.ts` says, row by row. */
import { and, eq, getTableColumns, inArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { tables } from "../../../db/tables.ts";
import { NotFound } from "../../platform/errors.ts";
import { actorFrom, rolesOf } from "../accounts/session.server.ts";
import { ideasSeenBy } from "../ideas/queries.server.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { rowsOf } from "./erasing.server.ts";
import { type Identity, identityOf } from "./identity.server.ts";
import { ownerOf, type TableRules, type Whose } from "./data-rules.server.ts";
import { personalData } from "./personal-data.server.ts";
import type { Topic } from "./rules.ts";

/** One row as it is given: moments are written as ISO 8601 in UTC. */
export type GivenRow = Record<string, unknown>;

/** The rows of one table that are somebody's by one of its columns. */
export type GivenTable = { table: string; by: string; topic: Topic; rows: GivenRow[] };

/** Columns that hold a moment. */
const moment = /(At|Since)$|^at$/;

/**
 * Everything that a member is given, and in which language he or she reads. Files are named, their bytes are fetched one by
 * one. Throws `NotFound`.
 */
export async function dataOf(read: Reads, member: string, now: number) {
  const [row] = await read.select().from(members).where(eq(members.id, member));
  const person = await identityOf(read, member);
  if (!row || !person) throw new NotFound();
  const given: GivenTable[] = [];
  for (const rules of personalData) given.push(...(await givenOf(read, rules, person)));
  const actor = actorFrom(row, "", await rolesOf(read, member, now));
  await nameThings(read, actor, given);
  return { person, locale: row.locale, given: given.filter(({ rows }) => rows.length > 0) };
}

async function givenOf(read: Reads, rules: TableRules, person: Identity): Promise<GivenTable[]> {
  const columns = getTableColumns(rules.table);
  const given: GivenTable[] = [];
  for (const { table, by, rule, names } of givenColumns(rules)) {
    const selected = Object.fromEntries(names.flatMap((key) => (columns[key] ? [[key, columns[key]]] : [])));
    const rows = await read
      .select(selected)
      .from(rules.table)
      .where(rowsOf(read, rules.table, by, rule, person));
    given.push({ table, by, topic: rules.topic, rows: rows.map(written) });
  }
  return given;
}

/** By which columns of a table its rows are given, and which of their columns are: what is told, and what names nobody. */
export function givenColumns(rules: TableRules): { table: string; by: string; rule: Whose; names: string[] }[] {
  const facts = tables.find(({ table }) => table === rules.table);
  const keys = facts?.columns.map(({ key }) => key) ?? [];
  return Object.entries(rules.columns).flatMap(([by, rule]) =>
    rule.is === "whose" && rule.given
      ? [{ table: facts?.name ?? "", by, rule, names: keys.filter((key) => key === by || isGiven(rules, key, by)) }]
      : [],
  );
}

function isGiven(rules: TableRules, key: string, by: string): boolean {
  const rule = rules.columns[key];
  if (rule === undefined) return true;
  return rule.is === "told" && rule.given && ownerOf(rules, rule)[0] === by;
}

function written(row: Record<string, unknown>): GivenRow {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === "number" && moment.test(key) ? new Date(value).toISOString() : value,
    ]),
  );
}

/** Says beside the ids of ideas and spaces what they are called, where everybody there sees them or they are one's own. */
async function nameThings(
  read: Reads,
  actor: ReturnType<typeof actorFrom>,
  given: readonly GivenTable[],
): Promise<void> {
  const rows = given.flatMap((each) => each.rows);
  const ids = (key: string) => [...new Set(rows.map((row) => row[key]).filter((id) => typeof id === "string"))];
  const titles = new Map<unknown, string>();
  const names = new Map<unknown, string>();
  for (const some of inHundreds(ids("idea"))) {
    const seen = await read
      .select({ id: ideas.id, title: ideas.title })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(
        and(
          inArray(ideas.id, some),
          ideasSeenBy(read, actor),
          // What somebody else wrote and not all may read is not for an archive, whatever its owner judges.
          or(eq(ideas.moderation, "visible"), eq(ideas.author, actor.id)),
        ),
      );
    for (const { id, title } of seen) titles.set(id, title);
  }
  for (const some of inHundreds(ids("space"))) {
    const seen = await read
      .select({ id: spaces.id, name: spaces.name })
      .from(spaces)
      .where(and(inArray(spaces.id, some), spacesSeenBy(actor)));
    for (const { id, name } of seen) names.set(id, name);
  }
  for (const row of rows) {
    if (titles.has(row.idea)) row.ideaTitle = titles.get(row.idea);
    if (names.has(row.space)) row.spaceName = names.get(row.space);
  }
}

function* inHundreds(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += 100) yield ids.slice(from, from + 100);
}
