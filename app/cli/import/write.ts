import { eq, inArray } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { placeIdea, renderedTexts } from "../../features/ideas/commands.server.ts";
import { placeSignals } from "../../features/signals/commands.server.ts";
import { createSpace, joinSpace } from "../../features/spaces/commands.server.ts";
import { setTags } from "../../features/tags/commands.server.ts";
import type { Locale } from "../../platform/actor.ts";
import { Problem } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { slugOf } from "../../platform/slug.ts";
import type { Progress } from "../progress.ts";
import { chunks, inBatches } from "./batches.ts";
import { ideaKey, type Known, knownOf, pairOf, peopleIn, personKey } from "./known.ts";
import type { Remark, Source, SourceIdea, SourceSignal } from "./source.ts";

export type Writing = {
  slug: string;
  /** The language of the ideas, or null: as the source says, else that of the space. */
  language: Locale | null;
  /** Whether the signals may move reputation. */
  isEligible: boolean;
  isDryRun: boolean;
  /** Milliseconds since 1970 UTC. */
  now: number;
  progress: Progress;
  remark: (remark: Remark) => void;
};

/** What an import wrote (a dry run: would write), and what was there before. */
export type Tally = {
  space: "created" | "there";
  ideas: { added: number; unchanged: number; hidden: number };
  members: { added: number; unchanged: number };
  signals: { added: number; changed: number; unchanged: number; own: number };
};

/** What is the same for everything an import writes: it is nobody's act. */
const actor = "system" as const;

type Texts = Awaited<ReturnType<typeof renderedTexts>>;
type Renderings = Map<SourceIdea, Texts>;

/**
 * Brings a source into a space, in short transactions. What is already there stays as it is, so
 * that it can be run again, also after it was cut off. `db` may be null in a dry run: then nothing
 * is there yet.
 */
export async function writeSource(db: Database | null, source: Source, writing: Writing): Promise<Tally> {
  const known = await knownOf(db?.read ?? null, source, writing.slug);
  const language = writing.language ?? source.language ?? known.space?.language ?? "en";
  const newIdeas = source.ideas.filter((idea) => !known.ideas.has(idea.key));
  const renderings = await rendered(newIdeas, writing);
  const importable = withoutUnrendered(source, newIdeas, renderings);
  const tally = tallyOf(importable, known);
  writing.progress.stop();
  if (db && !writing.isDryRun) {
    await write(db, importable, { ...writing, language }, known, renderings);
    writing.progress.stop();
  }
  return tally;
}

/** Renders the texts of new ideas; one that cannot be is left out. */
async function rendered(ideas: readonly SourceIdea[], writing: Writing): Promise<Renderings> {
  const texts: Renderings = new Map();
  writing.progress.start("rendering texts", ideas.length, "ideas");
  for (const [index, idea] of ideas.entries()) {
    try {
      texts.set(idea, await renderedTexts({ title: idea.title, problem: idea.problem, forWhom: "", solution: "" }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const reason = `the text cannot be shown (${error.code}): the idea and its votes are left out`;
      writing.remark({ ...idea.place, kind: "left out", reason });
    }
    writing.progress.reach(index + 1);
  }
  return texts;
}

function withoutUnrendered(source: Source, newIdeas: readonly SourceIdea[], renderings: Renderings): Source {
  const lost = new Set(newIdeas.filter((idea) => !renderings.has(idea)).map((idea) => idea.key));
  if (lost.size === 0) return source;
  return {
    ...source,
    ideas: source.ideas.filter((idea) => !lost.has(idea.key)),
    signals: source.signals.filter((signal) => !lost.has(signal.idea)),
  };
}

function tallyOf(source: Source, known: Known): Tally {
  const people = [...peopleIn(source).keys()];
  const authors = new Map(source.ideas.map((idea) => [idea.key, idea.author]));
  const changes = source.signals.map((signal) => changeOf(signal, known));
  const knownIdeas = source.ideas.filter((idea) => known.ideas.has(idea.key)).length;
  const knownPeople = people.filter((person) => known.people.has(person)).length;
  const count = (change: Change) => changes.filter((each) => each === change).length;
  return {
    space: known.space ? "there" : "created",
    ideas: {
      added: source.ideas.length - knownIdeas,
      unchanged: knownIdeas,
      hidden: source.ideas.filter((idea) => idea.isRejected).length,
    },
    members: { added: people.length - knownPeople, unchanged: knownPeople },
    signals: {
      added: count("added"),
      changed: count("changed"),
      unchanged: count("unchanged"),
      own: source.signals.filter((signal) => signal.person === authors.get(signal.idea)).length,
    },
  };
}

type Change = "added" | "changed" | "unchanged";

function changeOf(signal: SourceSignal, known: Known): Change {
  const idea = known.ideas.get(signal.idea);
  const person = known.people.get(signal.person);
  const standing = idea && person ? known.signals.get(pairOf(idea.id, person.id)) : undefined;
  if (!standing) return "added";
  return standing.kind === signal.kind || standing.castAt >= signal.at ? "unchanged" : "changed";
}

async function write(
  db: Database,
  source: Source,
  writing: Writing & { language: Locale },
  known: Known,
  renderings: Renderings,
): Promise<void> {
  const space = known.space?.id ?? (await newSpace(db, source, writing));
  await writePeople(db, source, writing, known, space);
  await writeIdeas(db, source, writing, known, space, renderings);
  await writeSignals(db, source, writing, known);
}

async function newSpace(db: Database, source: Source, writing: Writing & { language: Locale }): Promise<string> {
  const { slug, language, now } = writing;
  const making = db.transaction((tx) =>
    createSpace(
      tx,
      { actor, now },
      {
        slug,
        language,
        name: source.name,
        purpose: source.purpose[language],
        visibility: "public",
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    ),
  );
  const made = await making.catch(async (error: unknown) => {
    // Another import may have made it since this one looked.
    const [there] = await db.read.select({ id: spaces.id }).from(spaces).where(eq(spaces.slug, slug));
    if (!there) throw error;
    return there;
  });
  return made.id;
}

/** Everybody becomes a placeholder without e-mail, and a member of the space from the first act on. */
async function writePeople(
  db: Database,
  source: Source,
  { language, progress }: Writing & { language: Locale },
  known: Known,
  space: string,
): Promise<void> {
  const missing = [...peopleIn(source)].filter(([person]) => {
    const there = known.people.get(person);
    return !there || !known.belonging.has(there.id);
  });
  progress.start("members", missing.length, "people");
  const write = async (tx: Tx, [person, at]: [string, number]) => {
    const there = known.people.get(person);
    const member = there ?? (await placeholder(tx, source, person, language, at));
    await joinSpace(tx, { actor, now: at }, space, member);
    tx.afterCommit(() => known.people.set(person, member));
  };
  await inBatches(db, missing, write, progress.reach);
}

async function placeholder(tx: Tx, source: Source, person: string, language: Locale, at: number) {
  const importKey = personKey(source, person);
  const known = { id: members.id, affiliation: members.affiliation };
  const added = await tx
    .insert(members)
    .values({
      id: newId(at),
      affiliation: "customer",
      name: source.nameOf(person, language),
      handle: await freeHandle(tx, slugOf(`${source.format} ${source.key} ${person}`)),
      locale: language,
      securityStamp: newSecret(),
      importKey,
      createdAt: at,
    })
    .onConflictDoNothing()
    .returning(known);
  // Another import of the same source may have been first.
  const [member] =
    added.length > 0 ? added : await tx.select(known).from(members).where(eq(members.importKey, importKey));
  if (!member) throw new Error(`The handle of "${person}" was taken at the same moment: run the import again.`);
  return member;
}

/** A handle nobody has. Somebody may have taken an import's on purpose, or two ids read alike. */
async function freeHandle(tx: Tx, wanted: string): Promise<string> {
  const other = `${wanted.slice(0, 40)}-${newId(0).slice(-7)}`;
  const taken = await tx
    .select({ handle: members.handle })
    .from(members)
    .where(inArray(members.handle, [wanted]));
  return taken.length === 0 ? wanted : other;
}

async function writeIdeas(
  db: Database,
  source: Source,
  { language, progress }: Writing & { language: Locale },
  known: Known,
  space: string,
  renderings: Renderings,
): Promise<void> {
  const missing = source.ideas.filter((idea) => !known.ideas.has(idea.key));
  progress.start("ideas", missing.length, "ideas");
  const write = async (tx: Tx, idea: SourceIdea) => {
    const author = known.people.get(idea.author);
    const texts = renderings.get(idea);
    if (!author || !texts) throw new Error(`Idea "${idea.key}" has no author or no text.`);
    const id = newId(idea.at);
    const importKey = ideaKey(source, space, idea.key);
    const isPlaced = await placeIdea(
      tx,
      { actor, now: idea.at },
      {
        ...texts,
        id,
        space,
        author: author.id,
        affiliation: author.affiliation,
        language,
        stage: "open",
        ...(idea.isRejected
          ? { moderation: "hidden" as const, moderationReason: "source_rejected" }
          : { moderation: "visible" as const }),
        facts: idea.facts,
        importKey,
        at: idea.at,
      },
    );
    if (!isPlaced) {
      // Another import of the same source was first.
      const placed = { id: ideas.id, author: ideas.author, space: ideas.space };
      const [other] = await tx.select(placed).from(ideas).where(eq(ideas.importKey, importKey));
      if (other) tx.afterCommit(() => known.ideas.set(idea.key, other));
      return;
    }
    await setTags(tx, { actor, now: idea.at }, { id, space }, idea.tags);
    tx.afterCommit(() => known.ideas.set(idea.key, { id, author: author.id, space }));
  };
  await inBatches(db, missing, write, progress.reach);
}

async function writeSignals(
  db: Database,
  source: Source,
  { isEligible, now, progress }: Writing,
  known: Known,
): Promise<void> {
  const missing = source.signals.filter((signal) => changeOf(signal, known) !== "unchanged");
  progress.start("signals", missing.length, "signals");
  const placed = ({ idea: key, person, kind, at }: SourceSignal) => {
    const idea = known.ideas.get(key);
    const member = known.people.get(person);
    if (!idea || !member) throw new Error(`The signal of "${person}" on "${key}" has no idea or no member.`);
    const byAuthor = member.id === idea.author;
    return {
      idea: { id: idea.id, space: idea.space },
      member: member.id,
      kind,
      affiliation: member.affiliation,
      eligible: isEligible && !byAuthor,
      byAuthor,
      at,
    };
  };
  const write = (tx: Tx, group: SourceSignal[]) => placeSignals(tx, { actor, now }, group.map(placed));
  await inBatches(db, chunks(missing, atOnce), write, (groups) =>
    progress.reach(Math.min(groups * atOnce, missing.length)),
  );
}

/** Signals written by one statement. */
const atOnce = 50;
