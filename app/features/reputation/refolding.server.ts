/**
 * Folds the whole log again, in memory, and compares what it gives with the ledger that is kept beside the commands. While
 * a server is at work, what differs in a first look is looked at again in one transaction, together with what happened
 * meanwhile; of everything else nothing is held.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { eventsLate, eventsUpTo, type LogMoment, logMoment } from "../../../db/dialect/log.ts";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { reputationGrounds, reputationLines } from "../../../db/schema/reputation.ts";
import { grouped } from "../../platform/grouped.ts";
import { inParts } from "../../platform/in-parts.ts";
import {
  apply,
  type Book,
  counts,
  type Ground,
  type Happened,
  kindsRead,
  type Line,
  sharesStand,
  type Where,
} from "./folding.ts";
import { eachValued, type InForce, isDamped, rulesAt } from "./rules.ts";

export type StoredLine = typeof reputationLines.$inferSelect;

type Key = Pick<StoredLine, "event" | "rule" | "member">;

const keyOf = (line: Key) => `${line.event} ${line.rule} ${line.member}`;

/** The order of the ledger's key. */
function byKey(one: Key, other: Key): number {
  if (one.event !== other.event) return one.event < other.event ? -1 : 1;
  if (one.rule !== other.rule) return one.rule < other.rule ? -1 : 1;
  return one.member < other.member ? -1 : one.member > other.member ? 1 : 0;
}

/** A line in memory: with the place that it belongs to, what it is worth, and by what else it is found. */
type Kept = Line & { id: string; place: Place; damped: number; points: number; refWas: string | null };

/** All lines of somebody in a space: none of what they are worth depends on lines elsewhere. */
type Place = { member: string; space: string; lines: Kept[]; isValued: boolean };

/** All lines about an idea, and those of signals by their givers, from when that is asked first. */
type OfIdea = { lines: Kept[]; byGiver: Map<string | null, Kept[]> | null };

/**
 * A half of all members, by the last letter of their ids, which is as likely in the one as in the other: two threads fold
 * the log side by side, each for one of them.
 */
export type Half = "first" | "second";

/** The first letter of the second half: of the 32 that ids are written with, 16 come before it. */
const middle = "g";

function isIn(half: Half | null, member: string): boolean {
  return half === null || member.slice(-1) < middle === (half === "first");
}

/** The same by the database. */
const lastLetter = sql`substr(${reputationLines.member}, length(${reputationLines.member}))`;
const inHalf = { first: sql`${lastLetter} < ${middle}`, second: sql`${lastLetter} >= ${middle}` } as const;

/**
 * The ledger in memory while the log is folded; with `half`, what signals brought the members of that half, and what
 * anything else brought anybody: that a stage was paid for decides for all whether it is paid for again, while a signal
 * brings each of its receivers something whatever it brings others.
 */
export class Refolding {
  readonly #sets: readonly InForce[];
  readonly #half: Half | null;
  /** Subjects of ideas of which somebody in this half ever had a share, and of those that took others in. */
  readonly #shared = new Set<string>();
  readonly #ideas = new Map<string, { author: string; isHidden: boolean }>();
  readonly #comments = new Map<string, string>();
  readonly #parts = new Map<string, Set<string>>();
  readonly #grounds = new Map<string, Ground[]>();
  readonly #brought = new Map<string, Ground[]>();
  readonly #splits = new Map<string, Ground[]>();
  readonly #lines: Kept[] = [];
  readonly #places = new Map<string, Map<string, Place>>();
  readonly #byIdea = new Map<string, OfIdea>();
  readonly #bySource = new Map<string, Kept[]>();
  readonly #byRef = new Map<string, Set<Kept>>();
  /** Each id once: a million lines name the same members and ideas. */
  readonly #ids = new Map<string, string>();
  /** Where something was added or changed since this was emptied last. */
  readonly touched = new Set<Place>();
  /** Ids of events that were applied and may be met again. */
  readonly late = new Set<string>();
  readonly #book: Book;

  constructor(sets: readonly InForce[], half: Half | null = null) {
    this.#sets = sets;
    this.#half = half;
    this.#book = {
      ideaOf: (id) => this.#ideas.get(id),
      authorOfComment: (id) => this.#comments.get(id),
      sourcesOf: (id) => this.#sourcesOf(id),
      groundsOf: (event) => this.#grounds.get(event) ?? [],
      splitOf: (idea) => this.#splits.get(idea) ?? [],
      broughtBy: (merge) => this.#brought.get(merge) ?? [],
      find: (where) => this.#find(where),
      add: (line) => this.#add(line),
      hold: () => undefined,
      // It was added here, and so is one of those that are kept.
      save: (line) => this.#save(line as Kept),
    };
  }

  /** How many lines of members of this half there are. */
  get size(): number {
    return this.#lines.length;
  }

  /** Grounds must be known before the event that they belong to. */
  ground(rows: readonly Ground[]): void {
    for (const [event, of] of grouped(rows, (row) => row.event)) {
      const known = this.#grounds.get(event) ?? [];
      const people = new Set(known.map(({ member }) => member));
      const fresh = of.filter(({ member }) => !people.has(member));
      const all = [...known, ...fresh].toSorted((one, other) => (one.member < other.member ? -1 : 1));
      this.#grounds.set(event, all);
      for (const row of fresh) if (row.merge !== null) put(this.#brought, row.merge, row);
      for (const { idea, member } of fresh) if (isIn(this.#half, member)) this.#shared.add(`idea:${idea}`);
    }
  }

  /** Nothing is to be waited for where nothing is given. */
  apply(event: Happened): Promise<void> | undefined {
    if (!event.kind.startsWith("signal.")) this.#learn(event);
    // Before its payload is read, which takes longest: what it brings is nobody's in this half.
    else if (!this.#shared.has(event.subject)) return undefined;
    return apply(this.#book, event);
  }

  #learn({ id: event, kind, payload, subject }: Happened): void {
    const id = subject.slice(subject.indexOf(":") + 1);
    const grounds = this.#grounds.get(event);
    if (grounds?.[0]?.use === "signals") this.#splits.set(id, grounds);
    switch (kind) {
      case "idea.submitted":
        this.#ideas.set(id, { author: String(payload.author), isHidden: payload.moderation === "hidden" });
        if (isIn(this.#half, String(payload.author))) this.#shared.add(subject);
        break;
      case "idea.hidden":
      case "idea.restored": {
        const idea = this.#ideas.get(id);
        if (idea) idea.isHidden = kind === "idea.hidden";
        break;
      }
      case "comment.posted":
        this.#comments.set(id, String(payload.author));
        break;
      case "idea.merged": {
        const target = String(payload.target);
        this.#parts.set(target, (this.#parts.get(target) ?? new Set()).add(id));
        this.#shared.add(`idea:${target}`);
        break;
      }
      case "idea.unmerged":
        this.#parts.get(String(payload.target))?.delete(id);
        break;
    }
  }

  /** All lines of members of this half with what they are worth, in the order of the ledger's key. */
  inOrder(): readonly Kept[] {
    for (const here of this.#places.values()) for (const place of here.values()) this.#value(place);
    return this.#lines.toSorted(byKey);
  }

  /** Where somebody's lines in a space are. */
  placeOf({ member, space }: Pick<StoredLine, "member" | "space">): Place {
    const spaces = this.#places.get(member) ?? new Map<string, Place>();
    if (spaces.size === 0) this.#places.set(member, spaces);
    const known = spaces.get(space);
    if (known) return known;
    const place = { member, space, lines: [], isValued: true };
    spaces.set(space, place);
    return place;
  }

  /** The lines of a place by their keys, as they are to be stored. */
  linesAt(place: Place): Map<string, StoredLine> {
    this.#value(place);
    return new Map(
      place.lines.map((kept) => {
        const { id: _id, place: _place, refWas: _refWas, ...line } = kept;
        return [keyOf(line), { ...line, ...namedBy(this.#sets, kept) }];
      }),
    );
  }

  /** All of a line in one text: two are the same when these are. */
  printOf(line: Kept): string {
    return printOf(line, namedBy(this.#sets, line));
  }

  /** The keys of stored lines that differ from what was folded, and of those that are missing. */
  differences(stored: readonly StoredLine[]): string[] {
    const due = new Map(this.inOrder().map((line) => [keyOf(line), line]));
    const wrong: string[] = [];
    for (const row of stored) {
      const key = keyOf(row);
      const line = due.get(key);
      due.delete(key);
      if (!line || printOf(row, row) !== this.printOf(line)) wrong.push(key);
    }
    return [...wrong, ...due.keys()];
  }

  /** Computes what the lines of a place are worth, where that is not known. */
  #value(place: Place): void {
    if (place.isValued) return;
    place.isValued = true;
    const standing: Kept[] = [];
    for (const line of place.lines) {
      line.damped = 0;
      line.points = 0;
      if (counts(line)) standing.push(line);
    }
    eachValued(this.#sets, standing, (line, damped, points) => {
      line.damped = damped;
      line.points = points;
    });
  }

  #sourcesOf(idea: string): string[] {
    const found: string[] = [];
    if (!this.#parts.has(idea)) return found;
    for (let level = [idea]; level.length > 0;) {
      level = level.flatMap((each) => [...(this.#parts.get(each) ?? [])]);
      found.push(...level);
    }
    return found;
  }

  #find({ rule, idea, giver, source, ref }: Where): Kept[] {
    const among =
      ref !== undefined
        ? [...(this.#byRef.get(ref) ?? [])]
        : source !== undefined
          ? this.#bySource.get(source)
          : giver === undefined
            ? this.#byIdea.get(idea ?? "")?.lines
            : this.#signalsOf(idea ?? "", giver);
    return (among ?? []).filter(
      (line) =>
        (rule === undefined || line.rule === rule) &&
        (idea === undefined || line.idea === idea) &&
        (giver === undefined || line.giver === giver) &&
        (source === undefined || line.source === source),
    );
  }

  #signalsOf(idea: string, giver: string): Kept[] | undefined {
    const about = this.#byIdea.get(idea);
    if (!about) return undefined;
    about.byGiver ??= grouped(
      about.lines.filter(({ rule }) => rule === "signal_received"),
      (line) => line.giver,
    );
    return about.byGiver.get(giver);
  }

  #own(id: string): string {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    this.#ids.set(id, id);
    return id;
  }

  #ownOrNull(id: string | null): string | null {
    return id === null ? null : this.#own(id);
  }

  #add(line: Line): void {
    const isOurs = isIn(this.#half, line.member);
    if (!isOurs && isDamped(line.rule)) return;
    const member = this.#own(line.member);
    const space = this.#own(line.space);
    const idea = this.#ownOrNull(line.idea);
    const place = this.placeOf({ member, space });
    // Field by field: spreading takes several times as long, and there may be a million.
    const kept: Kept = {
      id: line.event,
      event: line.event,
      rule: line.rule,
      member,
      space,
      giver: this.#ownOrNull(line.giver),
      idea,
      source: line.source === line.idea && idea !== null ? idea : line.source,
      ref: this.#ownOrNull(line.ref),
      part: line.part,
      at: line.at,
      reversals: line.reversals,
      reversedAt: line.reversedAt,
      reversedBy: line.reversedBy,
      isPrivate: line.isPrivate,
      place,
      damped: 0,
      points: 0,
      refWas: null,
    };
    place.lines.push(kept);
    if (isOurs) this.#lines.push(kept);
    if (idea !== null) {
      const about = this.#byIdea.get(idea);
      if (about) about.lines.push(kept);
      else this.#byIdea.set(idea, { lines: [kept], byGiver: null });
      if (about?.byGiver && kept.rule === "signal_received") put(about.byGiver, kept.giver, kept);
    }
    if (kept.rule !== "signal_received") put(this.#bySource, kept.source, kept);
    this.#save(kept);
  }

  #save(line: Kept): void {
    if (isIn(this.#half, line.member)) {
      this.touched.add(line.place);
      line.place.isValued = false;
    }
    if (line.ref === line.refWas) return;
    if (line.refWas !== null) this.#byRef.get(line.refWas)?.delete(line);
    line.refWas = line.ref;
    if (line.ref === null) return;
    const same = this.#byRef.get(line.ref);
    if (same) same.add(line);
    else this.#byRef.set(line.ref, new Set([line]));
  }
}

/** What a line is called by the rule set of its moment. */
function namedBy(sets: readonly InForce[], { rule, at }: Line): Pick<StoredLine, "facet" | "rules"> {
  const { name, rules } = rulesAt(sets, at);
  return { facet: rules[rule].facet, rules: name };
}

function put<Key, Value>(into: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = into.get(key);
  if (known) known.push(value);
  else into.set(key, [value]);
}

/** What was found: how many lines the log gives, and the keys of lines that were missing, too many, or others. */
export type Rebuilt = { lines: number; missing: string[]; surplus: string[]; different: string[] };

const batch = 5_000;

/** The columns of a line by which two are compared. */
const columns = [
  "event",
  "rule",
  "member",
  "space",
  "facet",
  "rules",
  "giver",
  "idea",
  "source",
  "ref",
  "part",
  "at",
  "damped",
  "points",
  "reversals",
  "reversedAt",
  "reversedBy",
  "isPrivate",
] as const satisfies (keyof StoredLine)[];

/** Two lines are the same when these texts are: `columns` in their order, each written as the database writes it. */
function printOf(
  line: Omit<StoredLine, "facet" | "rules">,
  { facet, rules }: Pick<StoredLine, "facet" | "rules">,
): string {
  const { event, rule, member, space, giver, idea, source, ref, part, at, damped, points } = line;
  const { reversals, reversedAt, reversedBy, isPrivate } = line;
  const whose = `${event} ${rule} ${member} ${space} ${facet} ${rules} ${giver ?? ""} ${idea ?? ""} ${source} ${ref ?? ""}`;
  const worth = `${part} ${at} ${damped} ${points} ${reversals} ${reversedAt ?? ""} ${reversedBy ?? ""} ${isPrivate ? 1 : 0}`;
  return `${whose} ${worth}`;
}

/** The same by the database: reading one text takes it a third of what eighteen columns take. */
const print = sql<string>`concat_ws(' ', ${sql.join(
  columns.map((column) => {
    if (column === "isPrivate") return sql`case when ${reputationLines.isPrivate} then 1 else 0 end`;
    const value = sql`${reputationLines[column]}`;
    if (reputationLines[column].notNull) return value;
    return sql`coalesce(${column === "reversedAt" ? sql`cast(${value} as text)` : value}, '')`;
  }),
  sql`, `,
)})`;

async function foldAll(read: Reads, folding: Refolding, moment: LogMoment): Promise<void> {
  for (let after = 0; ;) {
    const events = await eventsUpTo(read, moment, { kinds: kindsRead, after, limit: batch });
    await foldSome(read, folding, events, moment);
    const last = events.at(-1);
    if (!last) return;
    after = last.seq;
    await nextTurn();
  }
}

/** Applies events that were not applied yet. */
async function foldSome(
  read: Reads,
  folding: Refolding,
  events: readonly Happened[],
  moment: LogMoment,
): Promise<void> {
  const due = folding.late.size === 0 ? events : events.filter(({ id }) => !folding.late.has(id));
  const withGrounds = due.filter(({ kind }) => mayHaveGrounds.has(kind)).map(({ id }) => id);
  for (const ids of inParts(withGrounds)) {
    folding.ground(await read.select().from(reputationGrounds).where(inArray(reputationGrounds.event, ids)));
  }
  for (const event of due) {
    const applied = folding.apply(event);
    if (applied) await applied;
    if (event.seq > moment.head || (event.transaction ?? -1) >= moment.over) folding.late.add(event.id);
  }
}

const mayHaveGrounds = new Set([
  ...sharesStand,
  "idea.edited",
  "author.accepted",
  "author.left",
  "idea.took_in",
  "idea.gave_back",
  "idea.moved",
  "idea.note_adopted",
  "forecast.resolved",
]);

/**
 * Folds the log again, says in which lines the ledger differs from it, and puts the ledger right; with `half`, for its
 * members alone. It may run beside a server: only what differs, or changed meanwhile, is held for a moment, after `turn`.
 */
export async function rebuildReputation(
  db: Database,
  sets: readonly InForce[],
  { half = null, turn }: { half?: Half | null; turn?: () => Promise<void> } = {},
): Promise<Rebuilt> {
  const folding = new Refolding(sets, half);
  const moment = await logMoment(db.read);
  await foldAll(db.read, folding, moment);
  const suspect = await differing(db.read, folding, half);
  folding.touched.clear();
  await turn?.();
  const rebuilt = await db.transaction(async (tx) => {
    await foldSome(tx, folding, await eventsLate(tx, moment, kindsRead), moment);
    const found: Omit<Rebuilt, "lines"> = { missing: [], surplus: [], different: [] };
    for (const at of new Set([...suspect, ...folding.touched])) await putRight(tx, folding, at, found);
    return found;
  }, "serializable");
  return { lines: folding.size, ...rebuilt };
}

/**
 * The places in which the ledger is not, at this look, what the log gives. Both are walked in the order of the ledger's
 * key, and of the ledger no more is held than one batch.
 */
async function differing(read: Reads, folding: Refolding, half: Half | null): Promise<Set<Place>> {
  const suspect = new Set<Place>();
  const due = folding.inOrder();
  let next = 0;
  for (let last: Key = { event: "", rule: "", member: "" }; ;) {
    const rows = await printsAfter(read, last, half);
    for (const row of rows) {
      const line = due[next];
      if (line && row.print === folding.printOf(line)) {
        next++;
        continue;
      }
      const stored = placed(row.print);
      suspect.add(folding.placeOf(stored));
      // What comes before it is missing; what has its key differs.
      for (let missing = line; missing && byKey(missing, stored) <= 0; missing = due[next]) {
        suspect.add(missing.place);
        next++;
      }
    }
    const end = rows.at(-1);
    if (!end) break;
    last = placed(end.print);
    await nextTurn();
  }
  for (const missing of due.slice(next)) suspect.add(missing.place);
  return suspect;
}

function placed(text: string): Pick<StoredLine, "event" | "rule" | "member" | "space"> {
  const [event = "", rule = "", member = "", space = ""] = text.split(" ", 4);
  return { event, rule, member, space };
}

async function printsAfter(read: Reads, { event, rule, member }: Key, half: Half | null): Promise<{ print: string }[]> {
  const key = [reputationLines.event, reputationLines.rule, reputationLines.member] as const;
  return read
    .select({ print })
    .from(reputationLines)
    .where(
      and(sql`(${key[0]}, ${key[1]}, ${key[2]}) > (${event}, ${rule}, ${member})`, half ? inHalf[half] : undefined),
    )
    .orderBy(...key.map((column) => asc(column)))
    .limit(batch);
}

async function putRight(tx: Tx, folding: Refolding, place: Place, found: Omit<Rebuilt, "lines">): Promise<void> {
  const { member, space } = place;
  const due = folding.linesAt(place);
  const here = and(eq(reputationLines.member, member), eq(reputationLines.space, space));
  for (const row of await tx.select().from(reputationLines).where(here)) {
    const key = keyOf(row);
    const line = due.get(key);
    due.delete(key);
    if (line && printOf(row, row) === printOf(line, line)) continue;
    const { event, rule } = row;
    const itself = and(eq(reputationLines.event, event), eq(reputationLines.rule, rule), here);
    if (line) await tx.update(reputationLines).set(line).where(itself);
    else await tx.delete(reputationLines).where(itself);
    (line ? found.different : found.surplus).push(key);
  }
  for (const some of inParts([...due.values()])) await tx.insert(reputationLines).values(some);
  found.missing.push(...due.keys());
}
