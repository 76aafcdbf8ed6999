/** The people and ideas that the bench runs on: always the same number, the same words, the same crowds. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { placeIdea, renderedTexts } from "../../app/features/ideas/commands.server.ts";
import { commentPosted } from "../../app/features/discussion/events.ts";
import { ideaPath } from "../../app/features/ideas/rules.ts";
import { placeSignals, type PlacedSignal } from "../../app/features/signals/commands.server.ts";
import { createSpace, joinSpace } from "../../app/features/spaces/commands.server.ts";
import { record, useExactReaders } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { renderMarkdown } from "../../app/platform/markdown.server.ts";
import { hashOf, newSecret } from "../../app/platform/secrets.server.ts";
import { exactReaders } from "../../app/readers.ts";
import { type Database, openDatabase, type Tx } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { type CommentKind, comments } from "../../db/schema/discussion.ts";
import { type Affiliation, members, sessions } from "../../db/schema/members.ts";
import type { SignalKind } from "../../db/schema/signals.ts";

/** How much there is: the usual amount, and what a space holds that many people have used for years. */
const sizes = {
  usual: { ideas: 1_000, signals: 20_000, comments: 3_000 },
  large: { ideas: 20_000, signals: 60_000, comments: 30_000 },
} as const;

export type Size = keyof typeof sizes;

const amounts = { members: 500, signedIn: 200 } as const;

/** The idea whose page is measured is a lively one. */
const lively = { signals: 60, comments: 20 } as const;

/** Comments on the ideas before it: as many as a page shows, and many more. */
const talks = { full: 100, long: 2_000 } as const;

const minute = 60_000;
const day = 24 * 60 * minute;
const actor = "system" as const;

/** What the parts of the bench know of the data: `site.json` beside the database. */
export type Site = {
  space: { id: string; path: string };
  lively: { id: string; path: string };
  /** An idea whose talk fills a page, one with a long talk, and a comment in the middle of that. */
  talks: { full: { path: string }; long: { path: string; middle: string } };
  /** Ideas on which no signed-in member has a signal yet: each cast there is a write. */
  untouched: { id: string; path: string }[];
  /** Members with a session: their cookie, and an address that nobody else sends from. */
  members: { id: string; cookie: string; address: string }[];
};

type Person = { id: string; affiliation: Affiliation; stamp: string };
type Idea = { id: string; title: string; author: Person; at: number };

/** Fills the database of a data folder, through the commands that pages use wherever there is one. */
export async function fill(folder: string, size: Size, now = Date.now()): Promise<void> {
  const db = await openDatabase(`file:${path.join(folder, "caco.db")}`);
  await migrate(db, journal);
  useExactReaders(exactReaders);
  const dice = diceOf(20_261_101);
  const start = now - 90 * day;
  const amount = sizes[size];
  const space = await db.transaction((tx) => createSpace(tx, { actor, now: start }, spaceWords));
  const people = await writePeople(db, space.id, start);
  const ideas = await writeIdeas(db, dice, space.id, people, { start, now, amount: amount.ideas });
  await writeSignals(db, dice, space.id, people, ideas, { now, amount: amount.signals });
  const middle = await writeComments(db, dice, space.id, people, ideas, { now, amount: amount.comments });
  const site: Site = {
    space: { id: space.id, path: `/s/${space.slug}` },
    lively: placeOf(ideas, ideas.length - 1),
    talks: { full: placeOf(ideas, ideas.length - 2), long: { ...placeOf(ideas, ideas.length - 3), middle } },
    untouched: ideas.flatMap((_, index) => (isUntouched(index) ? [placeOf(ideas, index)] : [])),
    members: await writeSessions(db, people.slice(0, amounts.signedIn), now),
  };
  await writeFile(path.join(folder, "site.json"), JSON.stringify(site));
  await db.close();
}

function placeOf(ideas: readonly Idea[], index: number): { id: string; path: string } {
  const idea = at(ideas, index);
  return { id: idea.id, path: ideaPath(idea) };
}

/** Every second idea is left to the casts of the bench; the newest one is the lively one. */
function isUntouched(index: number): boolean {
  return index % 2 === 0;
}

const spaceWords = {
  name: "Everyday bikes",
  purpose: "Better bikes and better ways for everybody who rides to work, to school and home again.",
  visibility: "public",
  language: "en",
  timeZone: "Europe/Paris",
} as const;

async function writePeople(db: Database, space: string, start: number): Promise<Person[]> {
  const people = Array.from({ length: amounts.members }, (_, index) => ({
    id: newId(start + index),
    affiliation: at(["customer", "customer", "customer", "employee", "partner"] as const, index % 5),
    stamp: newSecret(),
  }));
  await inBatches(db, people, async (tx, person, index) => {
    const isFirst = index === 0;
    const name = `${at(firstNames, index % firstNames.length)} ${at(lastNames, Math.floor(index / firstNames.length))}`;
    const joined = start + index;
    await tx.insert(members).values({
      id: person.id,
      affiliation: person.affiliation,
      securityStamp: person.stamp,
      name,
      handle: `${name.toLowerCase().replaceAll(" ", "-")}-${index}`,
      email: `member-${index}@example.org`,
      emailVerifiedAt: joined,
      admin: isFirst,
      locale: "en",
      createdAt: joined,
    });
    await joinSpace(tx, { actor, now: joined }, space, person, isFirst ? { pilot: true, lead: true } : {});
  });
  return people;
}

/** Oldest first, spread over the days since the start. Their authors do not sign in. */
async function writeIdeas(
  db: Database,
  dice: Dice,
  space: string,
  people: Person[],
  { start, now, amount }: { start: number; now: number; amount: number },
) {
  const step = (now - start - day) / amount;
  const ideas: (Idea & { texts: Awaited<ReturnType<typeof renderedTexts>> })[] = [];
  for (let index = 0; index < amount; index++) {
    const at = Math.round(start + day / 2 + index * step);
    const title = sentence(dice, 4, 9);
    const texts = await renderedTexts({
      title,
      problem: `${paragraph(dice, 4)}\n\n${paragraph(dice, 2)}`,
      forWhom: paragraph(dice, 1),
      solution: `${paragraph(dice, 3)}\n\n- ${sentence(dice, 4, 8)}\n- ${sentence(dice, 4, 8)}\n- **${sentence(dice, 2, 4)}**`,
    });
    const author = dice.pick(people.slice(amounts.signedIn));
    ideas.push({ id: newId(at), title, author, at, texts });
  }
  await inBatches(db, ideas, (tx, { id, texts, author, at }) =>
    placeIdea(
      tx,
      { actor, now: at },
      {
        ...texts,
        id,
        space,
        author: author.id,
        affiliation: author.affiliation,
        language: "en",
        stage: dice.next() < 0.7 ? "new" : "open",
        moderation: "visible",
        at,
      },
    ),
  );
  return ideas;
}

/** Few ideas get many signals and many get few, as it goes. */
async function writeSignals(
  db: Database,
  dice: Dice,
  space: string,
  people: Person[],
  ideas: Idea[],
  { now, amount }: { now: number; amount: number },
) {
  const taken = new Set<string>();
  const placed: PlacedSignal[] = [];
  while (placed.length < amount) {
    const index = placed.length < lively.signals ? ideas.length - 1 : Math.floor(ideas.length * dice.next() ** 2);
    const who = dice.below(people.length);
    const pair = `${index} ${who}`;
    if (taken.has(pair) || (isUntouched(index) && who < amounts.signedIn)) continue;
    const idea = at(ideas, index);
    const { id, affiliation } = at(people, who);
    if (id === idea.author.id) continue;
    taken.add(pair);
    placed.push({
      idea: { id: idea.id, space },
      member: id,
      kind: dice.pick<SignalKind>(["support", "support", "support", "not_for_me", "pass"]),
      affiliation,
      eligible: true,
      byAuthor: false,
      at: between(dice, idea.at, now),
    });
  }
  const groups = Array.from({ length: placed.length / 50 }, (_, group) => placed.slice(group * 50, (group + 1) * 50));
  await inBatches(db, groups, (tx, group) => placeSignals(tx, { actor, now }, group));
}

/**
 * A third of the comments answer the one before on the same idea. There is no command for words of another time.
 * Gives a comment from the middle of the long talk.
 */
async function writeComments(
  db: Database,
  dice: Dice,
  space: string,
  people: Person[],
  ideas: Idea[],
  { now, amount }: { now: number; amount: number },
): Promise<string> {
  const texts: { source: string; html: string }[] = [];
  for (let index = 0; index < 200; index++) {
    const source = paragraph(dice, 1 + dice.below(3));
    texts.push({ source, html: await renderMarkdown(source) });
  }
  const last = new Map<Idea, { id: string; thread: string; createdAt: number }>();
  const usual = (index: number) => (index < lively.comments ? at(ideas, ideas.length - 1) : dice.pick(ideas));
  const [full, long] = [at(ideas, ideas.length - 2), at(ideas, ideas.length - 3)];
  const planned = [
    ...Array.from({ length: amount }, (_, index) => ({ idea: usual(index), place: null })),
    ...Array.from({ length: talks.full }, (_, place) => ({ idea: full, place })),
    ...Array.from({ length: talks.long }, (_, place) => ({ idea: long, place })),
  ];
  let middle = "";
  await inBatches(db, planned, async (tx, { idea, place }) => {
    const before = last.get(idea);
    const parent = before && dice.next() < 0.33 ? before : null;
    const createdAt = place !== null ? idea.at + 1 + place : between(dice, before?.createdAt ?? idea.at, now);
    const author = dice.pick(people);
    const id = newId(createdAt);
    if (idea === long && place === talks.long / 2) middle = id;
    const comment = {
      id,
      idea: idea.id,
      parent: parent?.id ?? null,
      thread: parent?.thread ?? id,
      author: author.id,
      affiliation: author.affiliation,
      language: "en" as const,
      kind: dice.pick<CommentKind>(["remark", "remark", "question", "build-on", "concern", "evidence"]),
      ...dice.pick(texts),
      createdAt,
    };
    last.set(idea, comment);
    await tx.insert(comments).values(comment);
    await record(tx, { actor, now: createdAt }, [commentPosted({ ...comment, space })]);
  });
  return middle;
}

async function writeSessions(db: Database, people: readonly Person[], now: number): Promise<Site["members"]> {
  const signedIn: Site["members"] = [];
  await inBatches(db, people, async (tx, person, index) => {
    const secret = newSecret();
    await tx.insert(sessions).values({
      hash: hashOf(secret),
      id: newId(now),
      member: person.id,
      securityStamp: person.stamp,
      userAgent: "bench",
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + day,
    });
    signedIn.push({ id: person.id, cookie: `session=${secret}`, address: `10.0.${index >> 8}.${index & 255}` });
  });
  return signedIn;
}

async function inBatches<Item>(
  db: Database,
  items: readonly Item[],
  write: (tx: Tx, item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += 200) {
    await db.transaction(async (tx) => {
      for (const [offset, item] of items.slice(from, from + 200).entries()) await write(tx, item, from + offset);
    });
  }
}

type Dice = { next(): number; below(limit: number): number; pick<Item>(items: readonly Item[]): Item };

/** The same throws for the same seed, even enough for words and crowds (mulberry32). */
function diceOf(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (items) => at(items, below(items.length)) };
}

/** A moment after `from`, sooner rather than later. */
function between(dice: Dice, from: number, now: number): number {
  return Math.floor(from + 1 + (now - minute - from) * 0.2 * dice.next());
}

function sentence(dice: Dice, fewest: number, most: number): string {
  const length = fewest + dice.below(most - fewest + 1);
  const said = Array.from({ length }, () => dice.pick(words)).join(" ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function paragraph(dice: Dice, sentences: number): string {
  return Array.from({ length: sentences }, () => `${sentence(dice, 8, 18)}.`).join(" ");
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}.`);
  return item;
}

const firstNames =
  "Ada Ben Chloé Dora Emil Farah Gus Hanna Inès Jonas Kim Léa Mo Nina Omar Pia Quentin Rosa Sami Tess Uma Vera Will Xenia Yann".split(
    " ",
  );
const lastNames =
  "Alder Brook Cliff Dale Elm Field Grove Hill Isle Juniper Knoll Lake Marsh North Oak Pond Quarry Reed Stone Thorn".split(
    " ",
  );
const words = (
  "the a every when while because without with for near after before bike basket light lock bell child school office rain " +
  "winter evening road lane crossing stairs platform train repair shop key battery charger trailer helmet coat wheel brake " +
  "chain pump puncture neighbour parking courtyard city village river bridge map sign price month year morning hand pocket " +
  "carries loses forgets finds shares borrows mends holds breaks waits asks shows needs opens closes keeps stays is has can " +
  "heavy slow safe dark wet narrow broken cheap small quiet loud better easier together never often twice"
).split(" ");
