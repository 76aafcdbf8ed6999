/** Signals of an idea and of those merged into it, as one: of each person the latest counts. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { signalCounts, signals } from "../../../db/schema/signals.ts";
import type { Affiliation } from "../../platform/actor.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { type SignalKind, standsApart } from "./rules.ts";

/** The signal of a person that counts for an idea, wherever it was cast. */
export type United = {
  member: string;
  kind: SignalKind;
  affiliation: Affiliation;
  /** Whether it is shown apart: its giver writes the idea, or wrote the one it was cast on. */
  byAuthor: boolean;
  castAt: number;
  away: "held" | "discarded" | null;
  /** The idea it was cast on. */
  idea: string;
};

type Idea = { id: string; authors: readonly string[]; formerAuthors: readonly string[] };

/**
 * The signals that count for an idea with its merged ones, of everybody; or that of one member, also if it is held or was
 * discarded.
 */
export async function unitedSignals(read: Reads, idea: Idea, member?: string): Promise<United[]> {
  return unitedOn(read, [idea.id, ...(await sourcesOf(read, idea.id))], idea, member);
}

/** The same for ideas as if they were one, which `written` wrote; of two signals at one moment that on the idea named first counts. */
export async function unitedOn(
  read: Reads,
  order: readonly string[],
  written: Omit<Idea, "id">,
  member?: string,
): Promise<United[]> {
  const rows = await read
    .select({
      idea: signals.idea,
      member: signals.member,
      kind: signals.kind,
      affiliation: signals.affiliation,
      byAuthor: signals.byAuthor,
      castAt: signals.castAt,
      away: signals.away,
    })
    .from(signals)
    .where(
      and(inArray(signals.idea, [...order]), member === undefined ? isNull(signals.away) : eq(signals.member, member)),
    );
  const latest = new Map<string, (typeof rows)[number]>();
  // The nearest idea first, so that of two at one moment its own stays.
  for (const row of rows.toSorted((a, b) => order.indexOf(a.idea) - order.indexOf(b.idea))) {
    const known = latest.get(row.member);
    if (!known || known.castAt < row.castAt) latest.set(row.member, row);
  }
  return [...latest.values()].flatMap(({ kind, ...row }) =>
    kind === "none" ? [] : [{ ...row, kind, byAuthor: row.byAuthor || standsApart(written, row.member) }],
  );
}

/** Counts an idea's signals anew from the rows of all that is part of it now. */
export async function recountSignals(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, id));
  if (!row) return;
  const counted = (await unitedSignals(tx, { id, ...(await authorsOf(tx, row)) })).filter(({ byAuthor }) => !byAuthor);
  const counts = new Map<string, typeof signalCounts.$inferInsert>();
  for (const { affiliation, kind } of counted) {
    const key = `${affiliation} ${kind}`;
    counts.set(key, { idea: id, affiliation, kind, people: (counts.get(key)?.people ?? 0) + 1 });
  }
  await tx.delete(signalCounts).where(eq(signalCounts.idea, id));
  if (counts.size > 0) await tx.insert(signalCounts).values([...counts.values()]);
  await tx.update(ideas).set({ participants: counted.length }).where(eq(ideas.id, id));
}
