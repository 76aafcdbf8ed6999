/** The ledger in the database, as events change it in their transaction. Of the rest it looks at one pair and one day. */
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, max, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { holdMember } from "../../../db/dialect/locks.ts";
import { prepared } from "../../../db/prepared.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { reputationGrounds, reputationLines } from "../../../db/schema/reputation.ts";
import { inParts } from "../../platform/in-parts.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { type Book, counts, type Ground, type Line, type Where } from "./folding.ts";
import { capped, damped, day, dayOf, type InForce, inOrder, isDamped, rulesAt, type RuleName, worth } from "./rules.ts";

const lines = reputationLines;

type Stored = typeof lines.$inferSelect;
type Signal = Stored & { rule: RuleName };
/** A day of somebody in a space, and the first thing of it that changed. */
type Day = { member: string; space: string; day: number; first: { at: number; event: string } };

/** What a line is called and worth by the rule set of its moment, as long as nothing damps it. */
export function derived(sets: readonly InForce[], line: Line): Pick<Stored, "facet" | "rules" | "damped" | "points"> {
  const { name, rules } = rulesAt(sets, line.at);
  const { facet } = rules[line.rule];
  const points = counts(line) && !isDamped(line.rule) ? worth(sets, line) : 0;
  return { facet, rules: name, damped: points, points };
}

/** The ledger of this transaction. `finish` computes what its changes are worth; nothing may be asked of it after that. */
export function storedBook(tx: Tx, sets: readonly InForce[]): Book & { finish(): Promise<void> } {
  const within = Math.max(...sets.map(({ rules }) => rules.damping.within));
  let added: Line[] = [];
  const held = new Set<string>();
  /** Pairs and days of which what they bring is to be computed anew. */
  const pairs = new Map<string, { member: string; space: string; giver: string; first: number; last: number }>();
  const days = new Map<string, Day>();

  return {
    async ideaOf(id) {
      const [idea] = await ideaById(tx, { id });
      return idea && { author: idea.author, isHidden: idea.moderation === "hidden" };
    },
    async authorOfComment(id) {
      const [comment] = await tx.select({ author: comments.author }).from(comments).where(eq(comments.id, id));
      return comment?.author;
    },
    async sourcesOf(id) {
      const [idea] = await ideaById(tx, { id });
      return idea && idea.mergedIn > 0 ? sourcesOf(tx, id) : [];
    },
    groundsOf: (event) =>
      tx.select().from(reputationGrounds).where(eq(reputationGrounds.event, event)).orderBy(reputationGrounds.member),
    splitOf: (idea) => splitOf(tx, idea),
    broughtBy: (merge) =>
      tx.select().from(reputationGrounds).where(eq(reputationGrounds.merge, merge)).orderBy(reputationGrounds.member),
    async find(where) {
      await flush();
      const { rule, idea, giver } = where;
      const rows =
        rule === "signal_received" && idea !== undefined && giver !== undefined
          ? await signalsOf(tx, { idea, giver })
          : await tx
              .select()
              .from(lines)
              .where(conditionOf(where))
              .orderBy(asc(lines.event), asc(lines.rule), asc(lines.member));
      return rows.map((row) => ({ ...row, rule: row.rule as RuleName }));
    },
    add: (line) => void added.push(line),
    hold,
    async save(line, before) {
      const { event, rule, member, ref, at, giver, reversals, reversedAt, reversedBy } = line;
      const kept = { ref, at, giver, reversals, reversedAt, reversedBy };
      const worthOf = isDamped(rule) && before.counted && counts(line) ? {} : derived(sets, line);
      await tx
        .update(lines)
        .set({ ...kept, ...worthOf })
        .where(and(eq(lines.event, event), eq(lines.rule, rule), eq(lines.member, member)));
      if (isDamped(rule) && before.counted !== counts(line)) touch(line);
    },
    async finish() {
      const signals = added.filter((line) => isDamped(line.rule) && counts(line));
      // What two people give at once to one person is added up one after the other.
      await hold([...signals, ...pairs.values()].map(({ member }) => member));
      const [only] = added;
      if (only && added.length === 1 && signals.length === 1 && pairs.size === 0) {
        const value = await appended(only);
        if (value) {
          added = [];
          await insertLine(tx, { ...only, ...derived(sets, only), ...value });
          return;
        }
      }
      await flush();
      for (const pair of pairs.values()) await dampAnew(pair);
      for (const each of days.values()) await capAnew(each);
    },
  };

  async function hold(people: readonly string[]): Promise<void> {
    for (const member of [...new Set(people)].toSorted()) {
      if (held.has(member)) continue;
      await holdMember(tx, member);
      held.add(member);
    }
  }

  async function flush(): Promise<void> {
    if (added.length === 0) return;
    const rows = added;
    added = [];
    for (const some of inParts(rows)) {
      await tx.insert(lines).values(some.map((line) => ({ ...line, ...derived(sets, line) })));
    }
    for (const line of rows) if (isDamped(line.rule) && counts(line)) touch(line);
  }

  function touch({ member, space, giver, at, event }: Line): void {
    const key = `${member} ${space} ${giver}`;
    const { first, last } = pairs.get(key) ?? { first: at, last: at };
    pairs.set(key, { member, space, giver: giver ?? "", first: Math.min(first, at), last: Math.max(last, at) });
    touchDay({ member, space, at, event });
  }

  function touchDay({ member, space, at, event }: Pick<Stored, "member" | "space" | "at" | "event">): void {
    const key = `${member} ${space} ${dayOf(at)}`;
    const known = days.get(key);
    const isFirst = !known || at < known.first.at || (at === known.first.at && event < known.first.event);
    if (isFirst) days.set(key, { member, space, day: dayOf(at), first: { at, event } });
  }

  /** What a signal is worth after which nothing stands, neither of its giver nor of its day; null where something does. */
  async function appended(line: Line): Promise<{ damped: number; points: number } | null> {
    const { member, space, giver, at } = line;
    const before = await pairSince(tx, { member, space, giver, from: at - within, to: at + within });
    const start = dayOf(at) * day;
    const [last] = await lastOfDay(tx, { member, space, from: start, to: start + day });
    if ([...before, ...(last ? [last] : [])].some((row) => row.at > at || (row.at === at && row.event > line.event))) {
      return null;
    }
    const [used] = await usedOn(tx, { member, space, from: start, to: start + day });
    const alone = damped(sets, [...before.map(asSignal), line]).at(-1) ?? 0;
    const [points = 0] = capped(sets, [{ at, damped: alone }], Number(used?.points ?? 0));
    return { damped: alone, points };
  }

  async function dampAnew(pair: { member: string; space: string; giver: string; first: number; last: number }) {
    const { member, space, giver, first, last } = pair;
    const rows = await pairSince(tx, { member, space, giver, from: first - within, to: last + within });
    const ordered = rows.map(asSignal).toSorted(byPlace);
    const values = damped(sets, ordered);
    for (const [place, row] of ordered.entries()) {
      const value = values[place] ?? 0;
      if (row.at < first || row.damped === value) continue;
      await write(row, { damped: value });
      touchDay(row);
    }
  }

  /** What is before the first change of a day stays as it is. */
  async function capAnew({ member, space, day: number, first }: Day) {
    const end = (number + 1) * day;
    const since = sql`(${lines.at}, ${lines.event}) >= (${first.at}, ${first.event})`;
    const [used] = await usedBefore(tx, { member, space, from: number * day, ...first });
    const rows = await tx
      .select()
      .from(lines)
      .where(
        and(
          eq(lines.member, member),
          eq(lines.space, space),
          eq(lines.rule, "signal_received"),
          eq(lines.reversals, 0),
          since,
          lt(lines.at, end),
        ),
      );
    const ordered = rows.map(asSignal).toSorted(byPlace);
    const values = capped(sets, ordered, Number(used?.points ?? 0));
    for (const [place, row] of ordered.entries()) {
      const points = values[place] ?? 0;
      if (row.points !== points) await write(row, { points });
    }
  }

  async function write({ event, rule, member }: Signal, value: { damped: number } | { points: number }) {
    await tx
      .update(lines)
      .set(value)
      .where(and(eq(lines.event, event), eq(lines.rule, rule), eq(lines.member, member)));
  }
}

const asSignal = (row: Stored): Signal => ({ ...row, rule: row.rule as RuleName });
const byPlace = (one: Signal, other: Signal) =>
  inOrder({ at: one.at, id: one.event }, { at: other.at, id: other.event });

function conditionOf({ rule, idea, giver, source, ref }: Where) {
  return and(
    rule === undefined ? undefined : eq(lines.rule, rule),
    idea === undefined ? undefined : eq(lines.idea, idea),
    giver === undefined ? undefined : eq(lines.giver, giver),
    source === undefined ? undefined : eq(lines.source, source),
    ref === undefined ? undefined : eq(lines.ref, ref),
  );
}

/** The grounds by which signals on an idea are divided now. */
export async function splitOf(tx: Tx, idea: string): Promise<Ground[]> {
  return lastSplit(tx, { idea });
}

const lastSplit = prepared((on) =>
  on
    .select()
    .from(reputationGrounds)
    .where(
      and(
        eq(reputationGrounds.idea, sql.placeholder("idea")),
        eq(reputationGrounds.use, "signals"),
        inArray(
          reputationGrounds.n,
          on
            .select({ n: max(reputationGrounds.n) })
            .from(reputationGrounds)
            .where(and(eq(reputationGrounds.idea, sql.placeholder("idea")), eq(reputationGrounds.use, "signals"))),
        ),
      ),
    )
    .orderBy(asc(reputationGrounds.member)),
);

const ideaById = prepared((on) =>
  on
    .select({ author: ideas.author, moderation: ideas.moderation, mergedIn: ideas.mergedIn })
    .from(ideas)
    .where(eq(ideas.id, sql.placeholder("id"))),
);

const signalsOf = prepared((on) =>
  on
    .select()
    .from(lines)
    .where(
      and(
        eq(lines.rule, "signal_received"),
        eq(lines.idea, sql.placeholder("idea")),
        eq(lines.giver, sql.placeholder("giver")),
      ),
    )
    .orderBy(asc(lines.event), asc(lines.member)),
);

const standingSignals = () =>
  and(
    eq(lines.member, sql.placeholder("member")),
    eq(lines.space, sql.placeholder("space")),
    eq(lines.rule, "signal_received"),
    eq(lines.reversals, 0),
  );

const pairSince = prepared((on) =>
  on
    .select()
    .from(lines)
    .where(
      and(
        standingSignals(),
        eq(lines.giver, sql.placeholder("giver")),
        gt(lines.at, sql.placeholder("from")),
        lte(lines.at, sql.placeholder("to")),
      ),
    )
    .orderBy(asc(lines.at), asc(lines.event)),
);

const inDay = () => and(gte(lines.at, sql.placeholder("from")), lt(lines.at, sql.placeholder("to")));

const lastOfDay = prepared((on) =>
  on
    .select({ at: lines.at, event: lines.event })
    .from(lines)
    .where(and(standingSignals(), inDay()))
    .orderBy(desc(lines.at), desc(lines.event))
    .limit(1),
);

const usedOn = prepared((on) =>
  on
    .select({ points: sql<number | null>`sum(${lines.points})` })
    .from(lines)
    .where(and(standingSignals(), inDay(), sql`${lines.points} > 0`)),
);

const usedBefore = prepared((on) =>
  on
    .select({ points: sql<number | null>`sum(${lines.points})` })
    .from(lines)
    .where(
      and(
        standingSignals(),
        gte(lines.at, sql.placeholder("from")),
        sql`(${lines.at}, ${lines.event}) < (${sql.placeholder("at")}, ${sql.placeholder("event")})`,
        sql`${lines.points} > 0`,
      ),
    ),
);

const insertLine = prepared((on) =>
  on.insert(lines).values({
    event: sql.placeholder("event"),
    rule: sql.placeholder("rule"),
    member: sql.placeholder("member"),
    space: sql.placeholder("space"),
    facet: sql.placeholder("facet"),
    rules: sql.placeholder("rules"),
    giver: sql.placeholder("giver"),
    idea: sql.placeholder("idea"),
    source: sql.placeholder("source"),
    ref: sql.placeholder("ref"),
    part: sql.placeholder("part"),
    at: sql.placeholder("at"),
    damped: sql.placeholder("damped"),
    points: sql.placeholder("points"),
    reversals: sql.placeholder("reversals"),
    reversedAt: sql.placeholder("reversedAt"),
    reversedBy: sql.placeholder("reversedBy"),
    isPrivate: sql.placeholder("isPrivate"),
  }),
);
