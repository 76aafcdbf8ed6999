/**
 * What somebody's reputation is and what it is made of, as a reader may know it: of spaces that the reader may see, and of
 * what only the person may know nothing, so that nobody finds it out from a figure.
 */
import { and, count, eq, getTableColumns, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { forecastAnswers, forecastOutcomes, type Outcome } from "../../../db/schema/forecasts.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { merges } from "../../../db/schema/merging.ts";
import { firstLevels, reputationLines } from "../../../db/schema/reputation.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { exposures } from "../../../db/schema/signals.ts";
import { type RoomsBy, spaces } from "../../../db/schema/spaces.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { grouped } from "../../platform/grouped.ts";
import { creditsPath } from "../crediting/rules.ts";
import { commentPath } from "../discussion/rules.ts";
import { duplicatesPath } from "../duplicates/rules.ts";
import { forecastsPath } from "../forecasts/rules.ts";
import { ideaPath, unlistedStages } from "../ideas/rules.ts";
import { minutesPath } from "../rooms/rules.ts";
import { fewestInABar, shortlistedStages } from "../signals/rules.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import {
  type Change,
  changesBetween,
  chartFrom,
  type Entry,
  entriesOf,
  overTime,
  pastOf,
  type Silent,
  sum,
  takenBack,
  type Valued,
} from "./explaining.ts";
import { counts } from "./folding.ts";
import { type Asked, spanOf } from "./inputs.ts";
import {
  currentOf,
  day,
  dayOf,
  type Facet,
  facets,
  type InForce,
  isDamped,
  type Level,
  levelOf,
  type RuleName,
  rulesAt,
  ruleSets,
  valued,
} from "./rules.ts";

/** Two readings of one facet, in milli-points: all that it brought, and what of it is left by age. */
export type Reading = { facet: Facet; lifetime: number; current: number };

/** The facets of somebody in one space, those with nothing left out. */
export type InSpace = { slug: string; name: string; facets: Reading[] };

const isMine = ({ actor }: Context, member: string) => isSignedIn(actor) && actor.id === member;

/**
 * Those of some ideas of which signals may be in a figure: not before everybody may see which way people lean on them, and
 * enough gave one, else the figure would tell it. Of an idea that is part of another one, that one is asked.
 */
async function openAmong(read: Reads, some: ReadonlySet<string | null>): Promise<Set<string | null>> {
  const ids = [...some].flatMap((id) => id ?? []);
  const rows = await read
    .select({ id: ideas.id })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .leftJoin(merges, and(eq(merges.source, ideas.id), isNull(merges.undoneAt), eq(ideas.stage, "merged")))
    .where(
      and(
        inArray(ideas.id, ids),
        sql`exists (
          select 1 from ideas as asked
          where asked.id = coalesce(${merges.target}, ${ideas.id}) and asked.participants >= ${fewestInABar} and (
            ${spaces.leanShown} = 'always' or ${inArray(sql`asked.stage`, [...shortlistedStages])} or (
              asked.stage in ('later', 'declined') and exists (
                select 1 from idea_stages as step where step.idea = asked.id and step.stage = 'evaluating'
              )
            )
          )
        )`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** The lines of somebody that this reader may know of but for signals, as far as they are in spaces that he or she sees. */
function knownLines(ctx: Context, member: string) {
  return and(
    eq(reputationLines.member, member),
    isMine(ctx, member) ? undefined : eq(reputationLines.isPrivate, false),
  );
}

type Place = { id: string; slug: string; name: string; roomsBy: RoomsBy };

type SeenLine = Valued & { facet: Facet; place: Place };

/** The lines of somebody with these conditions that the reader may know of, each with its space. */
async function linesWhere(ctx: Context, member: string, ...conditions: (SQL | undefined)[]): Promise<SeenLine[]> {
  const { member: _member, ...columns } = getTableColumns(reputationLines);
  const rows = await ctx.db.read
    .select(columns)
    .from(reputationLines)
    .where(and(knownLines(ctx, member), ...conditions));
  const seen = await placesAmong(ctx, new Set(rows.map(({ space }) => space)));
  const signalled = rows.filter(({ rule }) => rule === "signal_received").map(({ idea }) => idea);
  const open = await openAmong(ctx.db.read, new Set(signalled));
  return rows.flatMap((row): SeenLine | [] => {
    const place = seen.get(row.space);
    if (!place || (row.rule === "signal_received" && !open.has(row.idea))) return [];
    // Not spread: some people have many thousands.
    return Object.assign(row, { rule: row.rule as RuleName, member, place });
  });
}

/** Those of some spaces that the reader may see. */
async function placesAmong(ctx: Context, ids: ReadonlySet<string>): Promise<Map<string, Place>> {
  const rows = await ctx.db.read
    .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, roomsBy: spaces.roomsBy })
    .from(spaces)
    .where(and(inArray(spaces.id, [...ids]), spacesSeenBy(ctx.actor)));
  return new Map(rows.map((place) => [place.id, place]));
}

const bringing = (ctx: Context, member: string) => linesWhere(ctx, member, sql`${reputationLines.points} > 0`);

/** Somebody's facets in each space that the reader may see, by the names of the spaces. */
export async function reputationOf(ctx: Context, member: string): Promise<InSpace[]> {
  return everywhereOf(await bringing(ctx, member), ctx.now);
}

function everywhereOf(lines: readonly SeenLine[], now: number): InSpace[] {
  return placesOf(lines).map(({ id, slug, name }) => ({
    slug,
    name,
    facets: readings(
      lines.filter(({ space }) => space === id),
      now,
    ),
  }));
}

/** The spaces of some lines, by their names. */
function placesOf(lines: readonly SeenLine[]): Place[] {
  return [...new Map(lines.map(({ place }) => [place.id, place])).values()].toSorted(
    (one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1),
  );
}

/** What a rule set that is announced would make of what somebody has, in milli-points; `from`: when it begins to hold. */
export type Announced = {
  name: string;
  from: number;
  spaces: { slug: string; name: string; facets: { facet: Facet; before: number; after: number }[] }[];
};

/**
 * For the person who asks: what each figure is, and what it would be if the next rule set had held from the beginning.
 * Null where nobody is signed in, or none is announced. What somebody has is never valued anew in truth.
 */
export async function ownUnderNext(ctx: Context, sets: readonly InForce[]): Promise<Announced | null> {
  const next = sets.find(({ from }) => from > ctx.now);
  if (!next || !isSignedIn(ctx.actor)) return null;
  const all = [{ from: 0, rules: next.rules }];
  const lines = await linesWhere(ctx, ctx.actor.id, eq(reputationLines.reversals, 0));
  const spaceOf = (space: string) => {
    const here = lines.filter((line) => line.space === space);
    const things = here.map(({ event: id, rule, at, giver, part }) => ({ id, rule, at, giver, part }));
    const then = [...valued(all, things)];
    return facets.flatMap((facet) => {
      const before = sum(here.filter((line) => line.facet === facet).map(({ points }) => points));
      const after = sum(
        then.filter(([{ rule }]) => next.rules.rules[rule].facet === facet).map(([, { points }]) => points),
      );
      return before === 0 && after === 0 ? [] : [{ facet, before, after }];
    });
  };
  const found = placesOf(lines).map(({ id, slug, name }) => ({ slug, name, facets: spaceOf(id) }));
  return { name: next.rules.name, from: next.from, spaces: found.filter((space) => space.facets.length > 0) };
}

function readings(lines: readonly { facet: Facet; points: number; at: number }[], now: number): Reading[] {
  const set = rulesAt(ruleSets, now);
  return facets.flatMap((facet) => {
    const own = lines.filter((line) => line.facet === facet);
    if (own.length === 0) return [];
    return [
      {
        facet,
        lifetime: sum(own.map(({ points }) => points)),
        current: sum(own.map(({ points, at }) => currentOf(points, at, now, set))),
      },
    ];
  });
}

/** What an entry is about, with the way there; null where it cannot be read any more, or not by this reader. */
export type About = {
  title: string | null;
  path: string | null;
  credits: string | null;
  /** Of a forecast, for the person alone: how likely it was said to be, in whole per cent, and what happened. */
  forecast: { probability: number; happened: Outcome } | null;
};
type Inside = "idea" | "source" | "ref";
export type ShownEntry = Omit<Entry, Inside> & About;
export type ShownChange = Omit<Change, Inside> & About;

/** Entries on one page; those before and after it are told as sums that lead to theirs. */
const mostShown = 50;

/** The newest of what counts no more that are named; of the others it is said how many they are. */
const mostGone = 25;

/**
 * What the page about somebody's reputation shows: where he or she has any, and of one space and one facet all that it is
 * made of. `person` has been seen by the reader. Null in `shown` where there is nothing.
 */
export async function reputationPage(ctx: Context, person: string, asked: Asked) {
  const standing = await bringing(ctx, person);
  const reversed = await linesWhere(ctx, person, sql`${reputationLines.reversals} <> 0`);
  const everywhere = everywhereOf(standing, ctx.now);
  const places = placesOf([...standing, ...reversed]);
  const place = places.find(({ slug }) => slug === asked.space) ?? places[0];
  if (!place) return { everywhere, places, shown: null };
  const loud = [...standing, ...reversed].filter(({ space }) => space === place.id);
  const span = spanOf(asked, ctx.now);
  const since = Math.min(Date.parse(span.from), chartFrom(ctx.now));
  const lines = [...loud, ...(await touchedIn(ctx, person, place, { loud, since }))];
  const here = everywhere.find(({ slug }) => slug === place.slug)?.facets ?? [];
  const facet = asked.facet ?? here[0]?.facet ?? "ideas";
  const ofFacet = lines.filter((line) => line.facet === facet);
  const until = Math.min(Date.parse(span.to) + day, ctx.now + 1);
  const mine = isMine(ctx, person);
  const past = pastOf(ofFacet);
  const moved = changesBetween(ruleSets, past, Date.parse(span.from), until);
  const changes = pageOf(mine ? moved.changes : moved.changes.map(discreet), asked.changes);
  const entries = pageOf(entriesOf(ofFacet, await silentIn(ctx, person, place.id, facet)), asked.page);
  const allGone = takenBack(ofFacet).filter(({ why }) => mine || !isDiscreet(why));
  const gone = allGone.slice(0, mostGone);
  const about = await aboutFor(ctx, person, [...entries.shown, ...gone, ...changes.shown]);
  const shownOf = <Each extends Entry>(entry: Each): Omit<Each, Inside> & About => {
    const { idea: _idea, source: _source, ref: _ref, ...said } = entry;
    return { ...said, ...about(entry) };
  };
  return {
    everywhere,
    places,
    shown: {
      place,
      facet,
      readings: here,
      total: sum(ofFacet.map(({ points }) => points)),
      entries: entries.shown.map(shownOf),
      pages: entries.pages,
      gone: gone.map(shownOf),
      /** How many there are, those that are shown among them. */
      goneCount: allGone.length,
      span,
      moved: {
        before: moved.before,
        after: moved.after,
        changes: changes.shown.map(shownOf),
        pages: changes.pages,
      },
      weeks: overTime(ruleSets, past, ctx.now),
      level: await levelIn(ctx, person, lines),
    },
  };
}

/** Literally as the index says, so that a database sees that it may use it. */
const isSilent = sql`${reputationLines.rule} = 'signal_received' and ${reputationLines.reversals} = 0 and ${reputationLines.points} = 0`;

/**
 * Signals in a space that stand and bring nothing, as far as something touched them that was taken back after `since` (ms
 * since 1970 UTC): without those, figures cannot be told of the moments since then. All others are only counted: there may
 * be very many. `loud` are all lines of the place that bring something or were taken back.
 *
 * What is taken back can have damped what its giver gave besides, and so have used up the cap of the days of that. On
 * another day, or where the cap is not used up, or where damping alone leaves nothing, a signal of somebody else
 * brought nothing at any moment.
 */
async function touchedIn(
  ctx: Context,
  member: string,
  place: Place,
  { loud, since }: { loud: readonly SeenLine[]; since: number },
): Promise<SeenLine[]> {
  const signals = loud.filter(({ rule }) => isDamped(rule));
  const took = signals.filter(({ at, reversedAt }) => reversedAt !== null && at < reversedAt && reversedAt >= since);
  const takers = new Set(took.map(({ giver }) => giver));
  if (takers.size === 0) return [];
  const given = await silentWhere(
    ctx,
    member,
    place,
    inArray(
      reputationLines.giver,
      [...takers].flatMap((giver) => giver ?? []),
    ),
  );
  const days = new Set([...signals.filter(({ giver }) => takers.has(giver)), ...given].map(({ at }) => dayOf(at)));
  const full = [...grouped(signals.filter(counts), ({ at }) => dayOf(at))].flatMap(([number, same]) => {
    const { dailyCap } = rulesAt(ruleSets, number * day);
    return days.has(number) && sum(same.map(({ points }) => points)) >= dailyCap ? [number] : [];
  });
  if (full.length === 0) return given;
  const capped = await silentWhere(
    ctx,
    member,
    place,
    gt(reputationLines.damped, 0),
    inArray(sql`${reputationLines.at} / 86400000`, full),
  );
  return [...given, ...capped.filter(({ giver }) => !takers.has(giver))];
}

/** The signals of a space with this condition that stand and bring nothing, and that the reader may know of. */
async function silentWhere(ctx: Context, member: string, place: Place, ...conditions: SQL[]): Promise<SeenLine[]> {
  const rows = await ctx.db.read
    .select({
      event: reputationLines.event,
      giver: reputationLines.giver,
      idea: reputationLines.idea,
      rules: reputationLines.rules,
      facet: reputationLines.facet,
      part: reputationLines.part,
      at: reputationLines.at,
      damped: reputationLines.damped,
      isPrivate: reputationLines.isPrivate,
    })
    .from(reputationLines)
    .where(and(knownLines(ctx, member), eq(reputationLines.space, place.id), isSilent, ...conditions));
  const open = await openAmong(ctx.db.read, new Set(rows.map(({ idea }) => idea)));
  const silent = { rule: "signal_received", points: 0, reversals: 0, reversedAt: null, reversedBy: null } as const;
  return (
    rows
      .filter(({ idea }) => open.has(idea))
      // Not spread: some people have many thousands.
      .map((row) => Object.assign(row, silent, { source: row.idea ?? "", ref: null, member, space: place.id, place }))
  );
}

/** How many signals stand in a space that the reader sees and bring nothing, by idea and week. */
async function silentIn(ctx: Context, member: string, space: string, facet: Facet): Promise<Silent[]> {
  // 1970 began on a Thursday, four days before a Monday; a week has 604,800,000 milliseconds.
  const week = sql<number>`(${reputationLines.at} - 345600000) / 604800000`;
  const rows = await ctx.db.read
    .select({ idea: reputationLines.idea, rules: reputationLines.rules, week, count: count() })
    .from(reputationLines)
    .where(and(knownLines(ctx, member), eq(reputationLines.space, space), eq(reputationLines.facet, facet), isSilent))
    .groupBy(reputationLines.idea, reputationLines.rules, week);
  const open = await openAmong(ctx.db.read, new Set(rows.map(({ idea }) => idea)));
  return rows.filter(({ idea }) => open.has(idea)).map((row) => ({ ...row, week: (Number(row.week) * 7 + 4) * day }));
}

/** How many entries stand on other pages, and what they bring together in milli-points. */
type Rest = { count: number; points: number };

/** Which page is shown, and what stands on those before and after it. */
export type Pages = { page: number; newer: Rest; older: Rest };

/** A page of entries, the last one where there are not so many, and what stands on the pages before and after it. */
function pageOf<Each extends Entry>(entries: readonly Each[], asked = 1): { shown: Each[]; pages: Pages } {
  const page = Math.min(asked, Math.max(1, Math.ceil(entries.length / mostShown)));
  const from = (page - 1) * mostShown;
  const restOf = (some: readonly Each[]) => ({ count: some.length, points: sum(some.map(({ points }) => points)) });
  return {
    shown: entries.slice(from, from + mostShown),
    pages: { page, newer: restOf(entries.slice(0, from)), older: restOf(entries.slice(from + mostShown)) },
  };
}

/**
 * A change as others read it: that something was hidden or deleted, or that signals are held or were discarded, or when,
 * is told to the person alone.
 */
function discreet(change: Change): Change {
  return isDiscreet(change.why) ? { ...change, why: null, at: change.since } : change;
}

const isDiscreet = (why: Change["why"]) => why !== null && ["hidden", "deleted", "held", "discarded"].includes(why);

/** The level of somebody in a space, by what everybody may know. */
async function levelIn(ctx: Context, member: string, lines: readonly Valued[]) {
  const {
    db: { read },
    now,
  } = ctx;
  const [person] = await read.select().from(members).where(eq(members.id, member));
  const [first] = await read.select().from(firstLevels).where(eq(firstLevels.member, member));
  const [opened] = await read.select({ ideas: count() }).from(exposures).where(eq(exposures.member, member));
  const newness = {
    isFirst: first !== undefined,
    daysHere: person ? Math.floor((now - person.createdAt) / day) : 0,
    ideasRead: opened?.ideas ?? 0,
  };
  const open = lines.filter((line) => counts(line) && !line.isPrivate);
  const { level, next } = levelOf(ruleSets, newness, open, now);
  // What somebody new has read, also elsewhere, is nobody else's matter.
  return { level, next: level === 0 && !isMine(ctx, member) ? [] : next };
}

/** How somebody stands in a space: the level, and the facets with something in them. */
export type Standing = { level: Level; facets: Reading[] };

/** How many people one statement asks for: a database takes some ten thousands of values in one. */
const peopleAtOnce = 500;

/**
 * How these people stand in a space by what everybody there may know: what decides which tools they have. People of whom
 * nothing counts there are among them.
 */
export async function standingsIn(
  read: Reads,
  people: readonly string[],
  space: string,
  now: number,
): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  for (let first = 0; first < people.length; first += peopleAtOnce) {
    const some = await standingsOf(read, people.slice(first, first + peopleAtOnce), space, now);
    for (const [member, standing] of some) found.set(member, standing);
  }
  return found;
}

async function standingsOf(
  read: Reads,
  people: readonly string[],
  space: string,
  now: number,
): Promise<[string, Standing][]> {
  // One after the other: this is asked inside transactions too.
  const rows = await read
    .select({
      member: reputationLines.member,
      facet: reputationLines.facet,
      points: reputationLines.points,
      at: reputationLines.at,
      giver: reputationLines.giver,
      rule: reputationLines.rule,
      idea: reputationLines.idea,
    })
    .from(reputationLines)
    .where(
      and(
        inArray(reputationLines.member, [...people]),
        eq(reputationLines.space, space),
        gt(reputationLines.points, 0),
        eq(reputationLines.isPrivate, false),
      ),
    );
  const firsts = await read
    .select({ member: firstLevels.member })
    .from(firstLevels)
    .where(inArray(firstLevels.member, [...people]));
  const signalled = rows.filter(({ rule }) => rule === "signal_received").map(({ idea }) => idea);
  const open = await openAmong(read, new Set(signalled));
  const shown = rows.filter(({ rule, idea }) => rule !== "signal_received" || open.has(idea));
  const known = new Set(firsts.map(({ member }) => member));
  const linesOf = grouped(shown, ({ member }) => member);
  return people.map((member) => {
    const lines = linesOf.get(member) ?? [];
    // How near somebody is to the first level is not asked here.
    const newness = { isFirst: known.has(member), daysHere: 0, ideasRead: 0 };
    return [member, { level: levelOf(ruleSets, newness, lines, now).level, facets: readings(lines, now) }];
  });
}

/** The level of somebody in a space. */
export async function levelInSpace(read: Reads, member: string, space: string, now: number): Promise<Level> {
  return (await standingsIn(read, [member], space, now)).get(member)?.level ?? 0;
}

/** Rules of which the source is a comment. */
const ofComments: ReadonlySet<RuleName> = new Set(["comment_adopted", "evidence_accepted", "welcome"]);

/** Looks up what entries are about, all at once. */
async function aboutFor(ctx: Context, person: string, entries: readonly Entry[]): Promise<(entry: Entry) => About> {
  const {
    db: { read },
    actor,
  } = ctx;
  const said = await read
    .select({ id: comments.id, idea: comments.idea })
    .from(comments)
    .where(
      and(
        inArray(comments.id, [
          ...new Set(entries.flatMap(({ rule, source }) => (ofComments.has(rule) ? [source] : []))),
        ]),
        isNull(comments.deletedAt),
        isNull(comments.hiddenAt),
      ),
    );
  const ideaOf = new Map(said.map(({ id, idea }) => [id, idea]));
  const ids = [...new Set([...entries.flatMap(({ idea }) => idea ?? []), ...ideaOf.values()])];
  const found = await read
    .select({ id: ideas.id, title: ideas.title, stage: ideas.stage, moderation: ideas.moderation })
    .from(ideas)
    // It may have gone to another space since.
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(and(inArray(ideas.id, ids), spacesSeenBy(actor)));
  const open = new Map(
    found
      .filter(({ stage, moderation }) => moderation === "visible" && !unlistedStages.includes(stage))
      .map((idea) => [idea.id, idea]),
  );
  const merged = new Map(found.map((idea) => [idea.id, idea]));
  const held = await read
    .select({ id: rooms.id, title: rooms.title })
    .from(rooms)
    .innerJoin(spaces, eq(spaces.id, rooms.space))
    .where(
      and(
        inArray(
          rooms.id,
          entries.flatMap(({ rule, source }) => (rule === "session_run" ? [source] : [])),
        ),
        spacesSeenBy(actor),
      ),
    );
  const roomOf = new Map(held.map((room) => [room.id, room]));
  const forecastOf = await ownForecasts(ctx, person, entries);
  const nothing = { title: null, path: null, credits: null, forecast: null };

  return ({ rule, source, ref, idea: on }) => {
    // Who reported something is told nobody, and what was hidden is not to be read.
    if (rule === "report_upheld") return nothing;
    if (rule === "session_run") {
      const room = roomOf.get(source);
      return room ? { ...nothing, title: room.title, path: minutesPath(room.id) } : nothing;
    }
    const id = ofComments.has(rule) ? ideaOf.get(source) : on;
    const idea = open.get(id ?? "") ?? (merged.get(id ?? "")?.stage === "merged" ? merged.get(id ?? "") : undefined);
    if (!idea || idea.moderation !== "visible") return nothing;
    const path = ideaPath(idea);
    if (ofComments.has(rule)) return { ...nothing, title: idea.title, path: commentPath(path, source) };
    if (rule === "note_adopted" && ref !== null) {
      return { ...nothing, title: idea.title, path: `${minutesPath(ref)}#note-${source}` };
    }
    if (rule === "forecast") {
      const forecast = forecastOf.get(`${source} ${ref}`) ?? null;
      return { ...nothing, title: idea.title, path: forecastsPath(path, source), forecast };
    }
    if (rule === "duplicate_confirmed") return { ...nothing, title: idea.title, path: duplicatesPath(path) };
    const isShared = rule !== "signal_received" && rule !== "suggestion_accepted";
    return { ...nothing, title: idea.title, path, credits: isShared ? creditsPath(path) : null };
  };
}

/** What whoever asks said of what these entries are about, and what became of it, by question and outcome. */
async function ownForecasts(ctx: Context, person: string, entries: readonly Entry[]) {
  const found = new Map<string, { probability: number; happened: Outcome }>();
  const asked = [...new Set(entries.flatMap(({ rule, source }) => (rule === "forecast" ? [source] : [])))];
  if (asked.length === 0 || !isMine(ctx, person)) return found;
  const rows = await ctx.db.read
    .select({
      forecast: forecastOutcomes.forecast,
      outcome: forecastOutcomes.id,
      happened: forecastOutcomes.outcome,
      probability: forecastAnswers.probability,
    })
    .from(forecastOutcomes)
    .innerJoin(
      forecastAnswers,
      and(eq(forecastAnswers.forecast, forecastOutcomes.forecast), eq(forecastAnswers.member, person)),
    )
    .where(inArray(forecastOutcomes.forecast, asked));
  for (const { forecast, outcome, ...said } of rows) found.set(`${forecast} ${outcome}`, said);
  return found;
}
