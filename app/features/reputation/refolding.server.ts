/**
 * Folds the whole log again, in memory, and compares what it gives with the ledger that is kept beside the commands. While
 * a server is at work, what differs in a first look is looked at again in one transaction, together with what happened
 * meanwhile; of everything else nothing is held.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { eventsLate, eventsUpTo, type LogMoment, logMoment } from "../../../db/dialect/log.ts";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { reputationGrounds, reputationLines } from "../../../db/schema/reputation.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { grouped } from "../../platform/grouped.ts";
import { inParts } from "../../platform/in-parts.ts";
import { apply, type Book, counts, type Ground, kindsRead, type Line, sharesStand, type Where } from "./folding.ts";
import { type Counted, type InForce, rulesAt, valued } from "./rules.ts";

export type StoredLine = typeof reputationLines.$inferSelect;

const nothing = { damped: 0, points: 0 };

const keyOf = (line: Pick<StoredLine, "event" | "rule" | "member">) => `${line.event} ${line.rule} ${line.member}`;
const placeOf = (line: Pick<StoredLine, "member" | "space">) => `${line.member} ${line.space}`;

/** The ledger in memory while the log is folded. */
export class Refolding {
  readonly #sets: readonly InForce[];
  readonly #ideas = new Map<string, { author: string; isHidden: boolean }>();
  readonly #comments = new Map<string, string>();
  readonly #parts = new Map<string, Set<string>>();
  readonly #grounds = new Map<string, Ground[]>();
  readonly #brought = new Map<string, Ground[]>();
  readonly #splits = new Map<string, Ground[]>();
  readonly #places = new Map<string, Line[]>();
  readonly #byIdea = new Map<string, Line[]>();
  readonly #bySignal = new Map<string, Line[]>();
  readonly #bySource = new Map<string, Line[]>();
  readonly #byRef = new Map<string, Set<Line>>();
  readonly #refs = new Map<Line, string>();
  /** Where something was added or changed since this was emptied last. */
  readonly touched = new Set<string>();
  /** How many lines there are. */
  size = 0;
  /** Ids of events that were applied and may be met again. */
  readonly late = new Set<string>();
  readonly #book: Book;

  constructor(sets: readonly InForce[]) {
    this.#sets = sets;
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
      save: (line) => this.#save(line),
    };
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
    }
  }

  async apply(event: LoggedEvent): Promise<void> {
    const { kind, payload, subject } = event;
    const id = subject.slice(subject.indexOf(":") + 1);
    const grounds = this.#grounds.get(event.id);
    if (grounds?.[0]?.use === "signals") this.#splits.set(id, grounds);
    switch (kind) {
      case "idea.submitted":
        this.#ideas.set(id, { author: String(payload.author), isHidden: payload.moderation === "hidden" });
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
        break;
      }
      case "idea.unmerged":
        this.#parts.get(String(payload.target))?.delete(id);
        break;
    }
    await apply(this.#book, event);
  }

  /**
   * The places (member and space) that have lines, in groups of some `lines` lines: those of the members up to `last`,
   * in the order of their ids; of the last group, of all who are left.
   */
  groups(lines: number): { last: string | null; places: string[] }[] {
    const groups: { last: string | null; places: string[] }[] = [];
    let places: string[] = [];
    let count = 0;
    let before = "";
    for (const place of [...this.#places.keys()].toSorted()) {
      const [member = ""] = place.split(" ");
      if (count >= lines && member !== before) {
        groups.push({ last: before, places });
        places = [];
        count = 0;
      }
      places.push(place);
      count += this.#places.get(place)?.length ?? 0;
      before = member;
    }
    return [...groups, { last: null, places }];
  }

  /** The lines of a place by their keys, with what they are worth. */
  linesAt(place: string): Map<string, StoredLine> {
    const all = this.#places.get(place) ?? [];
    const standing: (Counted & { of: Line })[] = [];
    for (const of of all) {
      const { event: id, rule, at, giver, part } = of;
      if (counts(of)) standing.push({ id, rule, at, giver, part, of });
    }
    const worth = new Map<Line, { damped: number; points: number }>();
    for (const [{ of }, value] of valued(this.#sets, standing)) worth.set(of, value);
    const found = new Map<string, StoredLine>();
    for (const line of all) {
      const { name, rules } = rulesAt(this.#sets, line.at);
      const { damped, points } = worth.get(line) ?? nothing;
      // Field by field: spreading takes several times as long, and there may be a million.
      found.set(keyOf(line), {
        event: line.event,
        rule: line.rule,
        member: line.member,
        space: line.space,
        facet: rules[line.rule].facet,
        rules: name,
        giver: line.giver,
        idea: line.idea,
        source: line.source,
        ref: line.ref,
        part: line.part,
        at: line.at,
        damped,
        points,
        reversals: line.reversals,
        reversedAt: line.reversedAt,
        reversedBy: line.reversedBy,
        isPrivate: line.isPrivate,
      });
    }
    return found;
  }

  /** The keys of stored lines that differ from what was folded, and of those that are missing. */
  differences(stored: readonly StoredLine[]): string[] {
    const due = new Map([...this.#places.keys()].flatMap((place) => [...this.linesAt(place)]));
    const wrong: string[] = [];
    for (const row of stored) {
      const line = due.get(keyOf(row));
      due.delete(keyOf(row));
      if (!line || printOf(row) !== printOf(line)) wrong.push(keyOf(row));
    }
    return [...wrong, ...due.keys()];
  }

  #sourcesOf(idea: string): string[] {
    const found: string[] = [];
    for (let level = [idea]; level.length > 0;) {
      level = level.flatMap((each) => [...(this.#parts.get(each) ?? [])]);
      found.push(...level);
    }
    return found;
  }

  #find({ rule, idea, giver, source, ref }: Where): Line[] {
    const among =
      ref !== undefined
        ? [...(this.#byRef.get(ref) ?? [])]
        : source !== undefined
          ? this.#bySource.get(source)
          : giver === undefined
            ? this.#byIdea.get(idea ?? "")
            : this.#bySignal.get(`${idea} ${giver}`);
    return (among ?? []).filter(
      (line) =>
        (rule === undefined || line.rule === rule) &&
        (idea === undefined || line.idea === idea) &&
        (giver === undefined || line.giver === giver) &&
        (source === undefined || line.source === source),
    );
  }

  #add(line: Line): void {
    this.size++;
    const place = placeOf(line);
    this.touched.add(place);
    put(this.#places, place, line);
    if (line.idea !== null) put(this.#byIdea, line.idea, line);
    if (line.rule === "signal_received") put(this.#bySignal, `${line.idea} ${line.giver}`, line);
    else put(this.#bySource, line.source, line);
    this.#index(line);
  }

  #save(line: Line): void {
    this.touched.add(placeOf(line));
    this.#index(line);
  }

  #index(line: Line): void {
    const before = this.#refs.get(line);
    if (before === (line.ref ?? undefined)) return;
    if (before !== undefined) this.#byRef.get(before)?.delete(line);
    this.#refs.delete(line);
    if (line.ref === null) return;
    this.#refs.set(line, line.ref);
    const same = this.#byRef.get(line.ref);
    if (same) same.add(line);
    else this.#byRef.set(line.ref, new Set([line]));
  }
}

function put<Value>(into: Map<string, Value[]>, key: string, value: Value): void {
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

/** All of a line in one text: two are the same when these are. */
function printOf(line: StoredLine): string {
  return columns.map((column) => written(line[column])).join(" ");
}

const written = (value: string | number | boolean | null) =>
  typeof value === "boolean" ? Number(value) : (value ?? "");

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
  events: readonly LoggedEvent[],
  moment: LogMoment,
): Promise<void> {
  const due = events.filter(({ id }) => !folding.late.has(id));
  const withGrounds = due.filter(({ kind }) => mayHaveGrounds.has(kind)).map(({ id }) => id);
  for (const ids of inParts(withGrounds)) {
    folding.ground(await read.select().from(reputationGrounds).where(inArray(reputationGrounds.event, ids)));
  }
  for (const event of due) {
    await folding.apply(event);
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
 * Folds the log again, says in which lines the ledger differs from it, and puts the ledger right. It may run beside a
 * server: only what differs, or changed meanwhile, is held for a moment.
 */
export async function rebuildReputation(db: Database, sets: readonly InForce[]): Promise<Rebuilt> {
  const folding = new Refolding(sets);
  const moment = await logMoment(db.read);
  await foldAll(db.read, folding, moment);
  const suspect = await differing(db.read, folding);
  folding.touched.clear();
  const rebuilt = await db.transaction(async (tx) => {
    await foldSome(tx, folding, await eventsLate(tx, moment, kindsRead), moment);
    const found: Omit<Rebuilt, "lines"> = { missing: [], surplus: [], different: [] };
    for (const at of new Set([...suspect, ...folding.touched])) await putRight(tx, folding, at, found);
    return found;
  }, "serializable");
  return { lines: folding.size, ...rebuilt };
}

/** The places in which the ledger is not, at this look, what the log gives: some members after the other. */
async function differing(read: Reads, folding: Refolding): Promise<Set<string>> {
  const suspect = new Set<string>();
  let after = "";
  for (const { last, places } of folding.groups(batch)) {
    const due = new Set(places.flatMap((place) => [...folding.linesAt(place).values()].map(printOf)));
    const upTo = last === null ? undefined : lte(reputationLines.member, last);
    const rows = await read
      .select({ print })
      .from(reputationLines)
      .where(and(gt(reputationLines.member, after), upTo));
    const surplus = rows.filter((row) => !due.delete(row.print)).map((row) => row.print);
    for (const line of [...surplus, ...due]) {
      const [_event, _rule, member = "", space = ""] = line.split(" ");
      suspect.add(placeOf({ member, space }));
    }
    after = last ?? after;
    await nextTurn();
  }
  return suspect;
}

async function putRight(tx: Tx, folding: Refolding, place: string, found: Omit<Rebuilt, "lines">): Promise<void> {
  const [member = "", space = ""] = place.split(" ");
  const due = folding.linesAt(place);
  const here = and(eq(reputationLines.member, member), eq(reputationLines.space, space));
  for (const row of await tx.select().from(reputationLines).where(here)) {
    const key = keyOf(row);
    const line = due.get(key);
    due.delete(key);
    if (line && printOf(row) === printOf(line)) continue;
    const { event, rule } = row;
    const itself = and(eq(reputationLines.event, event), eq(reputationLines.rule, rule), here);
    if (line) await tx.update(reputationLines).set(line).where(itself);
    else await tx.delete(reputationLines).where(itself);
    (line ? found.different : found.surplus).push(key);
  }
  for (const some of inParts([...due.values()])) await tx.insert(reputationLines).values(some);
  found.missing.push(...due.keys());
}
