import { and, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { signals, type SignalKind } from "../../../db/schema/signals.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import { chunks } from "./batches.ts";
import type { Source } from "./source.ts";

/** Most keys looked up by one query. */
const most = 500;

export type KnownIdea = {
  id: string;
  author: string;
  /** Where it stands: it may have gone to another space since. */
  space: string;
};
export type KnownPerson = { id: string; affiliation: Affiliation };
export type KnownSignal = { kind: SignalKind | "none"; castAt: number };

/** What of a source is already there, by the source's own ids. */
export type Known = {
  space: { id: string; language: Locale } | null;
  ideas: Map<string, KnownIdea>;
  people: Map<string, KnownPerson>;
  /** Ids of the people who belong to the space. */
  belonging: Set<string>;
  /** By `pairOf(idea, member)`. */
  signals: Map<string, KnownSignal>;
};

/** Finds an imported idea again. The same source may be imported into several spaces. */
export function ideaKey(source: Source, space: string, idea: string): string {
  return `${source.format}:${source.key}:${space}:idea:${idea}`;
}

/** Finds an imported person again: the same one in every space. */
export function personKey(source: Source, person: string): string {
  return `${source.format}:${source.key}:person:${person}`;
}

export function pairOf(idea: string, member: string): string {
  return `${idea}:${member}`;
}

/** Everybody a source speaks of, with the time of his or her first act. */
export function peopleIn(source: Source): Map<string, number> {
  const people = new Map<string, number>();
  const acts = [
    ...source.ideas.map(({ author, at }) => ({ person: author, at })),
    ...source.signals.map(({ person, at }) => ({ person, at })),
  ];
  for (const { person, at } of acts) {
    people.set(person, Math.min(at, people.get(person) ?? at));
  }
  return people;
}

/** Looks up what is there. Without a database nothing is. */
export async function knownOf(read: Reads | null, source: Source, slug: string): Promise<Known> {
  const known: Known = {
    space: null,
    ideas: new Map(),
    people: new Map(),
    belonging: new Set(),
    signals: new Map(),
  };
  if (!read) return known;
  const [space] = await read
    .select({ id: spaces.id, language: spaces.language })
    .from(spaces)
    .where(eq(spaces.slug, slug));
  const people = new Map([...peopleIn(source).keys()].map((person) => [personKey(source, person), person]));
  for (const keys of chunks([...people.keys()], most)) {
    const rows = await read
      .select({ key: members.importKey, id: members.id, affiliation: members.affiliation })
      .from(members)
      .where(inArray(members.importKey, keys));
    for (const { key, ...person } of rows) known.people.set(people.get(key ?? "") ?? "", person);
  }
  if (!space) return known;
  known.space = space;

  const wanted = new Map(source.ideas.map((idea) => [ideaKey(source, space.id, idea.key), idea.key]));
  for (const keys of chunks([...wanted.keys()], most)) {
    const rows = await read
      .select({ key: ideas.importKey, id: ideas.id, author: ideas.author, space: ideas.space })
      .from(ideas)
      .where(inArray(ideas.importKey, keys));
    for (const { key, ...idea } of rows) known.ideas.set(wanted.get(key ?? "") ?? "", idea);
  }
  for (const ids of chunks(
    [...known.people.values()].map((person) => person.id),
    most,
  )) {
    const rows = await read
      .select({ member: memberships.member })
      .from(memberships)
      .where(and(eq(memberships.space, space.id), inArray(memberships.member, ids)));
    for (const row of rows) known.belonging.add(row.member);
  }
  for (const ids of chunks(
    [...known.ideas.values()].map((idea) => idea.id),
    50,
  )) {
    const rows = await read
      .select({ idea: signals.idea, member: signals.member, kind: signals.kind, castAt: signals.castAt })
      .from(signals)
      .where(inArray(signals.idea, ids));
    for (const { idea, member, ...signal } of rows) known.signals.set(pairOf(idea, member), signal);
  }
  return known;
}
