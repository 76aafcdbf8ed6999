/** Who answers which idea: the rota, and what becomes of it when people come, go, or join in writing. */
import { and, count, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { ideas, ideaTags, tags } from "../../../db/schema/ideas.ts";
import { type Affiliation, type Locale, members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import {
  absences,
  duties,
  dutyInvolved,
  ideaPilots,
  mandates,
  noDeadline,
  pilotSettings,
} from "../../../db/schema/piloting.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { heavyWritersOf } from "../writing/shares.server.ts";
import { type Candidate, fitOf, mayHave, rotaOf } from "./rules.ts";

/** Ideas of which the facts are read at once. */
const batch = 200;

type Idea = { id: string; author: string; language: Locale; tags: string[]; authors: string[] };

export type Assignment = { pilot: string | null; standIn: string | null };

/** Everybody who pilots a space, or some of its ideas by a mandate, and may act in it at `now`, with what the rota asks. */
export async function pilotsAt(read: Reads, space: string, now: number): Promise<(Candidate & { name: string })[]> {
  const rows = await read
    .select({
      id: members.id,
      name: members.name,
      locale: members.locale,
      languages: pilotSettings.languages,
      topics: pilotSettings.topics,
    })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .leftJoin(bans, and(eq(bans.member, memberships.member), isNull(bans.liftedAt)))
    .leftJoin(
      pilotSettings,
      and(eq(pilotSettings.member, memberships.member), eq(pilotSettings.space, memberships.space)),
    )
    .where(
      and(
        eq(memberships.space, space),
        eq(memberships.pilot, true),
        isNotNull(members.emailVerifiedAt),
        isNull(members.erasesAt),
        isNull(bans.id),
      ),
    );
  const mandated = await read
    .select({
      id: members.id,
      name: members.name,
      locale: members.locale,
      languages: pilotSettings.languages,
      topics: pilotSettings.topics,
      tags: mandates.tags,
    })
    .from(mandates)
    .innerJoin(members, eq(members.id, mandates.member))
    .leftJoin(pilotSettings, and(eq(pilotSettings.member, mandates.member), eq(pilotSettings.space, mandates.space)))
    .where(
      and(
        eq(mandates.space, space),
        isNull(mandates.endedAt),
        gt(mandates.endsAt, now),
        isNotNull(members.emailVerifiedAt),
        isNull(members.erasesAt),
        notInArray(
          mandates.member,
          rows.map(({ id }) => id),
        ),
      ),
    );
  const people = [
    ...rows.map((row) => ({ ...row, mandate: null })),
    ...mandated.map(({ tags: covered, ...row }) => ({ ...row, mandate: { tags: covered } })),
  ];
  const loads = await read
    .select({ owner: duties.owner, open: count() })
    .from(duties)
    .where(and(eq(duties.space, space), isNull(duties.end), lt(duties.dueAt, noDeadline)))
    .groupBy(duties.owner);
  const away = await awayAt(read, now);
  return people.map(({ id, name, locale, languages, topics, mandate }) => ({
    id,
    name,
    mandate,
    languages: languages ?? [locale],
    topics: topics ?? [],
    open: loads.find(({ owner }) => owner === id)?.open ?? 0,
    isAway: away.includes(id),
  }));
}

/** Everybody who is away at `now`. */
export async function awayAt(read: Reads, now: number): Promise<string[]> {
  const rows = await read
    .selectDistinct({ member: absences.member })
    .from(absences)
    .where(and(gt(absences.endsAt, now), lte(absences.startsAt, now)));
  return rows.map(({ member }) => member);
}

export type Assigned = {
  pilot: Answerer | null;
  standIn: Answerer | null;
  /** Whether the pilot is away, so that the stand-in answers. */
  isAway: boolean;
  /** Why the rota chose the pilot; topics by their names. */
  reason: { language: Locale | null; topics: string[]; open: number } | null;
};

type Answerer = { id: string; name: string; handle: string; avatar: string | null; affiliation: Affiliation };

/** Who answers an idea; null while it was never given to anybody. */
export async function assignedTo(read: Reads, idea: string, now: number): Promise<Assigned | null> {
  const [row] = await read.select().from(ideaPilots).where(eq(ideaPilots.idea, idea));
  if (!row) return null;
  const [people, away, topics] = await Promise.all([
    read
      .select({
        id: members.id,
        name: members.name,
        handle: members.handle,
        avatar: members.avatar,
        affiliation: members.affiliation,
      })
      .from(members)
      .where(inArray(members.id, [row.pilot ?? "", row.standIn ?? ""])),
    awayAt(read, now),
    read
      .select({ name: tags.name })
      .from(tags)
      .where(inArray(tags.id, row.reason?.topics ?? [])),
  ]);
  const of = (id: string | null) => people.find((person) => person.id === id) ?? null;
  return {
    pilot: of(row.pilot),
    standIn: of(row.standIn),
    isAway: row.pilot !== null && away.includes(row.pilot),
    reason: row.reason && { ...row.reason, topics: topics.map(({ name }) => name) },
  };
}

/** Who answers an idea from now on: as before while that is possible, else by the rota. */
export async function assignmentOf(tx: Tx, space: string, idea: string, now: number): Promise<Assignment> {
  await assign(tx, space, [idea], now);
  const [row] = await tx
    .select({ pilot: ideaPilots.pilot, standIn: ideaPilots.standIn })
    .from(ideaPilots)
    .where(eq(ideaPilots.idea, idea));
  return row ?? { pilot: null, standIn: null };
}

/**
 * Gives each of these ideas of a space a pilot and a stand-in, and their running duties with them: who has one and can
 * answer it keeps it. `afresh`: the rota is asked again where somebody else would fit better.
 */
export async function assign(
  tx: Tx,
  space: string,
  ids: readonly string[],
  now: number,
  { afresh = false }: { afresh?: boolean } = {},
): Promise<void> {
  const candidates = await pilotsAt(tx, space, now);
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch);
    const before = await tx.select().from(ideaPilots).where(inArray(ideaPilots.idea, some));
    const rows: (typeof ideaPilots.$inferInsert)[] = [];
    for (const idea of await factsOf(tx, some)) {
      const had = before.find((row) => row.idea === idea.id);
      const order = rotaOf(
        candidates.filter((each) => mayHave(each, idea)),
        idea,
      );
      const kept = order.find(({ id }) => id === had?.pilot);
      const [best] = order;
      const mayChange = afresh && had?.reason !== null;
      const pilot = kept && best && !(mayChange && fitOf(best, idea) > fitOf(kept, idea)) ? kept : best;
      const others = order.filter((each) => each !== pilot);
      const standIn = others.find(({ id }) => id === had?.standIn) ?? others[0];
      const next = { pilot: pilot?.id ?? null, standIn: standIn?.id ?? null };
      if (had && had.pilot === next.pilot && had.standIn === next.standIn) continue;
      const reason = pilot === kept && had ? had.reason : reasonOf(pilot, idea);
      rows.push({ idea: idea.id, ...next, reason, at: now });
      if (pilot && pilot !== kept) pilot.open++;
    }
    await write(tx, rows);
  }
}

function reasonOf(pilot: Candidate | undefined, { language, tags }: Idea) {
  if (!pilot) return null;
  return {
    language: pilot.languages.includes(language) ? language : null,
    topics: tags.filter((tag) => pilot.topics.includes(tag)),
    open: pilot.open,
  };
}

/** Writes who answers some ideas. What is owed goes with each, and its clocks run on as they do. */
export async function write(tx: Tx, rows: readonly (typeof ideaPilots.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(ideaPilots)
    .values([...rows])
    .onConflictDoUpdate({
      target: ideaPilots.idea,
      set: {
        pilot: sql`excluded.pilot`,
        standIn: sql`excluded.stand_in`,
        reason: sql`excluded.reason`,
        at: sql`excluded.at`,
      },
    });
  // Somebody who goes may leave thousands: those that go to the same two people go at once.
  const pairs = new Map<string, Assignment & { of: string[] }>();
  for (const { idea, pilot = null, standIn = null } of rows) {
    const pair = pairs.get(`${pilot} ${standIn}`) ?? { pilot, standIn, of: [] };
    pairs.set(`${pilot} ${standIn}`, pair);
    pair.of.push(idea);
  }
  for (const { pilot, standIn, of } of pairs.values()) {
    await tx
      .update(duties)
      .set({ owner: pilot, standIn, unassigned: pilot === null })
      .where(and(inArray(duties.idea, of), ne(duties.kind, "judge"), isNull(duties.end)));
  }
}

async function factsOf(read: Reads, ids: readonly string[]): Promise<Idea[]> {
  const of = [...ids];
  const rows = await read
    .select({ id: ideas.id, author: ideas.author, language: ideas.language })
    .from(ideas)
    .where(inArray(ideas.id, of));
  const coAuthors = await read
    .select({ idea: ideaAuthors.idea, member: ideaAuthors.member })
    .from(ideaAuthors)
    .where(and(inArray(ideaAuthors.idea, of), eq(ideaAuthors.state, "accepted")));
  const tagged = await read.select().from(ideaTags).where(inArray(ideaTags.idea, of));
  const facts = rows.map((row) => ({
    ...row,
    tags: tagged.flatMap(({ idea, tag }) => (idea === row.id ? [tag] : [])),
    authors: [row.author, ...coAuthors.flatMap(({ idea, member }) => (idea === row.id ? [member] : []))],
  }));
  const heavy = await heavyWritersOf(read, facts);
  return facts.map((row) => ({ ...row, authors: [...row.authors, ...(heavy.get(row.id) ?? [])] }));
}

/**
 * Somebody answers nothing any more, in one space or in all: what is owed goes to others, and so does each idea of
 * which nothing is owed now, so that no page names somebody who is gone.
 */
export async function giveAway(tx: Tx, member: string, now: number, space?: string): Promise<void> {
  const rows = await tx
    .select({ idea: ideaPilots.idea, space: ideas.space })
    .from(ideaPilots)
    .innerJoin(ideas, eq(ideas.id, ideaPilots.idea))
    .where(
      and(
        or(eq(ideaPilots.pilot, member), eq(ideaPilots.standIn, member)),
        space === undefined ? undefined : eq(ideas.space, space),
      ),
    );
  const places = new Set(rows.map((row) => row.space));
  for (const place of places) {
    const there = rows.flatMap((row) => (row.space === place ? [row.idea] : []));
    await assign(tx, place, there, now);
  }
  for (const place of space === undefined ? places : [space]) await whoJudges(tx, place, now);
}

/** Somebody new can answer: what nobody could is given out, and who had no stand-in gets one. */
export async function giveOut(tx: Tx, space: string, now: number): Promise<void> {
  const rows = await tx
    .selectDistinct({ idea: duties.idea })
    .from(duties)
    .where(
      and(
        eq(duties.space, space),
        isNull(duties.end),
        ne(duties.kind, "judge"),
        or(isNull(duties.owner), isNull(duties.standIn)),
      ),
    );
  await assign(
    tx,
    space,
    rows.flatMap(({ idea }) => idea ?? []),
    now,
  );
  await whoJudges(tx, space, now);
}

/** Sets of what is to be judged in a space whether any pilot can do it. */
async function whoJudges(tx: Tx, space: string, now: number): Promise<void> {
  const rows = await tx
    .select({ id: duties.id, idea: duties.idea, before: duties.unassigned })
    .from(duties)
    .where(and(eq(duties.space, space), eq(duties.kind, "judge"), isNull(duties.end)));
  if (rows.length === 0) return;
  // Asked once for all of them: there may be many, and each answer counts what everybody has open.
  const pilots = await pilotsAt(tx, space, now);
  for (const { id, idea, before } of rows) {
    const unassigned = !(await isLeftFor(tx, { id, idea }, pilots));
    if (unassigned !== before) await tx.update(duties).set({ unassigned }).where(eq(duties.id, id));
  }
}

/** Whether a pilot of the space can judge something: one who is not involved. */
export async function canBeJudged(
  read: Reads,
  duty: { id: string; space: string; idea: string | null },
  now: number,
): Promise<boolean> {
  return isLeftFor(read, duty, await pilotsAt(read, duty.space, now));
}

async function isLeftFor(
  read: Reads,
  duty: { id: string; idea: string | null },
  pilots: readonly Candidate[],
): Promise<boolean> {
  const [idea] = duty.idea === null ? [] : await factsOf(read, [duty.idea]);
  const involved = await read
    .select({ member: dutyInvolved.member })
    .from(dutyInvolved)
    .where(eq(dutyInvolved.duty, duty.id));
  const not = [...(idea?.authors ?? []), ...involved.map(({ member }) => member)];
  // By a mandate one answers, and judges nobody.
  return pilots.some(({ id, mandate }) => mandate === null && !not.includes(id));
}
