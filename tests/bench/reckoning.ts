/**
 * A ledger of reputation of any size with the log that it is the fold of: as rows, since by the commands it would take a
 * day, and what is measured is folding and reading. Of what the log tells, the tables have no more than the ledger and its
 * pages ask for.
 */
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { commentAdopted } from "../../app/features/adopting/events.ts";
import { commentPosted, evidenceAccepted } from "../../app/features/discussion/events.ts";
import { ideaSubmitted } from "../../app/features/ideas/events.ts";
import { merged } from "../../app/features/merging/events.ts";
import { itemHidden, itemReported, reportsDismissed } from "../../app/features/moderation/events.ts";
import { ideaMoved } from "../../app/features/piloting/events.ts";
import type { Ground } from "../../app/features/reputation/folding.ts";
import { Refolding } from "../../app/features/reputation/refolding.server.ts";
import { ruleSets, wholeShare } from "../../app/features/reputation/rules.ts";
import { signalChanged } from "../../app/features/signals/events.ts";
import { authorChanged } from "../../app/features/writing/events.ts";
import type { Happening, LoggedEvent } from "../../app/platform/events.server.ts";
import { newId, uuidv7 } from "../../app/platform/ids.ts";
import { firstHash, sealOf } from "../../app/platform/seals.server.ts";
import { newSecret } from "../../app/platform/secrets.server.ts";
import { catchingUpReaders } from "../../app/readers.ts";
import { openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import type { Stage } from "../../db/schema/ideas.ts";
import type { SignalKind } from "../../db/schema/signals.ts";
import { tables } from "../../db/tables.ts";
import { diceOf } from "../support/dice.ts";

const day = 86_400_000;
const span = 730 * day;

/** The one whose page is the longest. */
const heaviest = { lines: 11_000, takenBack: 500, ideas: 60 } as const;

/** Of a thousand acts: what is left over are comments, reports, and what is done with ideas. */
const often = { signals: 960, comments: 34 } as const;

/** Of all lines there is one in so many for a member, and for an idea. */
const [linesOfMember, linesOfIdea] = [200, 125];

/** How much was written. */
export type Reckoned = { lines: number; events: number };

type Idea = {
  id: string;
  space: string;
  /** Counted from the first. */
  number: number;
  authors: string[];
  stage: Stage;
  /** Merged into it. */
  sources: Idea[];
  at: number;
  participants: number;
  comments: { id: string; author: string }[];
  /** How often shares were set down. */
  grounds: number;
};

type Share = { member: string; share: number; textShare?: number; merge?: string | null };

/**
 * Fills a new database in `folder` with so many lines: of a million, mostly signals to 8,000 ideas of 5,000 members, a
 * twentieth of them taken back; comments that others adopted, ideas of several authors, merges, stages, reports. Two of
 * the same size differ in their ids alone.
 */
export async function fillLedger(folder: string, lines: string): Promise<Reckoned> {
  const size = Number(lines);
  const file = path.join(folder, "caco.db");
  const opened = await openDatabase(`file:${file}`);
  await migrate(opened, journal);
  const readers = catchingUpReaders(opened).map(({ name }) => name);
  await opened.close();
  const db = new SqliteDriver(file);
  // It is made anew each time.
  db.pragma("journal_mode = OFF");
  db.pragma("cache_size = -500000");
  db.exec("begin");
  // Ideas are written when it is known what became of them.
  db.pragma("defer_foreign_keys = ON");

  const dice = diceOf(20_261_124);
  const below = (limit: number) => Math.floor(dice() * limit);
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError("There is nothing to choose from.");
    return item;
  };
  const now = Date.now();
  const start = now - span;
  const space = newId(start);
  const people = Array.from({ length: Math.max(500, Math.round(size / linesOfMember)) }, (_, at) => newId(start + at));
  const [first = "", pilot = "", product = ""] = people;
  writePlace();

  const writeEvent = into("events");
  const writeSeal = into("seals");
  const writeGround = into("reputation_grounds");
  const writeComment = into("comments");
  const writeMerge = into("merges");
  const folding = new Refolding(ruleSets);
  const placeOfFirst = folding.placeOf({ member: first, space });
  const ideas: Idea[] = [];
  const ofFirst: Idea[] = [];
  /** What people say now, by idea and person; and each of it to choose from. */
  const said = new Map<string, SignalKind>();
  const given: { idea: Idea; giver: string }[] = [];
  const givenToFirst: typeof given = [];
  const takenBack = { all: 0, first: 0 };
  const most = Math.max(4 * heaviest.ideas, Math.round(size / linesOfIdea));
  let [at, events, hash] = [start, 0, firstHash];

  while (folding.size < size) {
    const done = folding.size / size;
    at = Math.max(at + 1, Math.floor(start + done * (span - day)));
    if (ideas.length <= done * most) await submit();
    else {
      const act = below(1_000);
      if (act < often.signals) await signal(done);
      else if (act < often.signals + often.comments) await comment();
      else await one([join, merge, move, move, report])();
    }
  }
  writeIdeas();
  writeLedger();
  db.exec("commit");
  db.close();
  return { lines: folding.size, events };

  async function submit(): Promise<void> {
    const number = ideas.length;
    const isFirst = number % Math.floor(most / heaviest.ideas) === 0 && ofFirst.length < heaviest.ideas;
    const author = isFirst ? first : (people[3 + Math.floor((people.length - 3) * dice() ** 2)] ?? "");
    const idea: Idea = {
      id: newId(at),
      space,
      number,
      authors: [author],
      stage: "new",
      sources: [],
      at,
      participants: 0,
      comments: [],
      grounds: 0,
    };
    ideas.push(idea);
    if (isFirst) ofFirst.push(idea);
    const { stage } = idea;
    await tell(author, ideaSubmitted({ ...idea, author, affiliation: "customer", stage, moderation: "visible" }));
  }

  /** On one of the newer ideas, by anybody. */
  async function signal(done: number): Promise<void> {
    const toFirst = placeOfFirst.lines.length;
    const isForFirst = toFirst < done * heaviest.lines;
    const part = heaviest.takenBack / heaviest.lines;
    if (givenToFirst.length > 50 && takenBack.first < toFirst * part) return takeBack(givenToFirst, "first");
    if (given.length > 50 && takenBack.all < given.length * part) return takeBack(given, "all");
    const idea = isForFirst ? one(ofFirst) : ideas[ideas.length - 1 - Math.floor(ideas.length * dice() ** 3)];
    const giver = one(people);
    if (!idea || idea.stage === "merged" || idea.authors.includes(giver) || said.has(`${idea.id} ${giver}`)) return;
    const kind = one(["support", "support", "support", "support", "support", "support", "not_for_me", "pass"] as const);
    const before = idea.sources.map((source) => said.get(`${source.id} ${giver}`)).find(Boolean);
    idea.participants++;
    said.set(`${idea.id} ${giver}`, kind);
    (idea.authors[0] === first ? givenToFirst : given).push({ idea, giver });
    const mine = { affiliation: "customer", byAuthor: false } as const;
    const previous = before ? { ...mine, kind: before, away: null } : null;
    await tell(giver, signalChanged(idea, giver, { ...mine, kind, eligible: below(20) > 0 }, previous));
  }

  async function takeBack(among: { idea: Idea; giver: string }[], whose: keyof typeof takenBack): Promise<void> {
    const chosen = below(among.length);
    const last = among.pop();
    if (!last) return;
    const { idea, giver } = among[chosen] ?? last;
    if (chosen < among.length) among[chosen] = last;
    const key = `${idea.id} ${giver}`;
    const kind = said.get(key);
    if (!kind || idea.stage === "merged") return;
    said.delete(key);
    idea.participants--;
    if (kind === "support") takenBack[whose]++;
    const was = { kind, affiliation: "customer", byAuthor: false, away: null } as const;
    await tell(giver, signalChanged(idea, giver, null, was));
  }

  /** Half of what is said is adopted, some is evidence, and some is reported. */
  async function comment(): Promise<void> {
    const idea = one(ideas);
    const author = one(people);
    const kind = one(["remark", "evidence"] as const);
    const [id, words] = [newId(at), "It would hold in the rain."];
    const placed = { id, idea: idea.id, space, author, parent: null, kind, affiliation: "customer" as const };
    idea.comments.push(placed);
    writeComment({ ...placed, thread: id, language: "en", source: words, html: `<p>${words}</p>`, createdAt: at });
    await tell(author, commentPosted(placed));
    const after = below(8);
    if (after < 4) await tell(pilot, commentAdopted("comment.adopted", placed, 1));
    if (after === 4 && kind === "evidence") await tell(pilot, evidenceAccepted("comment.evidence_accepted", placed));
  }

  async function report(): Promise<void> {
    const idea = one(ideas);
    const [spoken] = idea.comments;
    const item = { idea: idea.id, comment: spoken?.id ?? null, space, author: spoken?.author ?? idea.authors[0] ?? "" };
    await tell(one(people), itemReported(item, { id: newId(at), reason: "spam" }));
    if (item.comment === null || below(2) === 0) return tell(pilot, reportsDismissed(item, newId(at)));
    return tell(pilot, itemHidden(item, { id: newId(at), reason: "spam", counted: true }));
  }

  async function join(): Promise<void> {
    const idea = one(ideas);
    const member = one(people);
    const [author = ""] = idea.authors;
    if (author === first || idea.authors.length > 2 || said.has(`${idea.id} ${member}`)) return;
    idea.authors = [...new Set([...idea.authors, member])];
    const joined = { member, affiliation: "customer", invitedBy: author } as const;
    await tell(member, authorChanged("author.accepted", idea, joined), {
      of: idea,
      use: "signals",
      shares: split(idea),
    });
  }

  /** The other authors come along. */
  async function merge(): Promise<void> {
    const [source, target] = [one(ideas), one(ideas)];
    const isOpen = source !== target && source.stage === "new" && target.stage === "new";
    if (!isOpen || source.sources.length > 0 || source.authors[0] === first) return;
    const id = newId(at);
    const brought = source.authors.filter((member) => !target.authors.includes(member));
    target.authors.push(...brought);
    target.sources.push(source);
    source.stage = "merged";
    const words = { words: "They are one.", html: "<p>They are one.</p>", sourceElements: "", targetElements: "" };
    const signed = { by: pilot, affiliation: "employee", signsAs: "pilot", at };
    const pair = { id, source: source.id, target: target.id, fromStage: "new", fromSince: source.at };
    writeMerge({ ...pair, ...words, ...signed });
    const [gone, came] = merged(source, target, { id, fromStage: "new", signsAs: "pilot" }, brought.length);
    await tell(pilot, gone);
    const shares = split(target).map((share) => ({ ...share, merge: brought.includes(share.member) ? id : null }));
    await tell(pilot, came, { of: target, use: "signals", shares });
  }

  async function move(): Promise<void> {
    const idea = one(ideas);
    const onwards: Partial<Record<Stage, Stage>> = { new: "evaluating", evaluating: "adopted", adopted: "shipped" };
    const to = onwards[idea.stage];
    if (!to) return;
    const said = { toExtra: null, reasonKind: null, reviewOn: null, tracker: null };
    const move = { id: newId(at), from: idea.stage, to, signsAs: "product" as const, ...said };
    idea.stage = to;
    const shares = split(idea).map((each) => ({ ...each, textShare: each.share }));
    await tell(product, ideaMoved(idea, move), { of: idea, use: "stage", shares });
  }

  /** All authors have as much. */
  function split({ authors }: Idea): Share[] {
    return authors.map((member) => ({ member, share: Math.floor(wholeShare / authors.length) }));
  }

  /** Writes into the log what somebody did, with what it rests on, and applies it. */
  async function tell(
    actor: string,
    happening: Happening,
    ground?: { of: Idea; use: Ground["use"]; shares: Share[] },
  ): Promise<void> {
    const id = uuidv7(at);
    const event: LoggedEvent = {
      ...happening,
      id,
      at,
      actor,
      seq: ++events,
      cause: id,
      rules: "R1",
      transaction: null,
    };
    writeEvent(event);
    hash = sealOf(hash, event);
    writeSeal({ n: events, eventId: id, hash });
    if (ground) {
      const n = ++ground.of.grounds;
      const rows = ground.shares.map(({ member, share, textShare = 0, merge = null }): Ground => ({
        event: id,
        member,
        idea: ground.of.id,
        use: ground.use,
        n,
        at,
        share,
        textShare,
        merge,
        isPrivate: false,
      }));
      for (const row of rows) writeGround(row);
      folding.ground(rows);
    }
    await folding.apply(event);
  }

  /** The space and its people. */
  function writePlace(): void {
    into("spaces")({
      id: space,
      slug: "bikes",
      name: "Bikes",
      purpose: "To ride.",
      visibility: "public",
      language: "en",
      criteria: "",
      criteriaHtml: "",
      accent: "teal",
      leanShown: "always",
      roomsBy: "steering",
      holdFirst: 0,
      acknowledgeDays: 3,
      decideDays: 21,
      judgeDays: 2,
      staleDays: 60,
      workingDays: [1, 2, 3, 4, 5],
      holidays: [],
      charterVersion: 0,
      knockTurn: 1,
      version: 1,
      timeZone: "Europe/Paris",
      createdAt: start,
    });
    const [member, membership, level] = [into("members"), into("memberships"), into("first_levels")];
    const stamp = newSecret();
    for (const [number, id] of people.entries()) {
      member({
        id,
        name: `Person ${number}`,
        handle: `person-${number}`,
        affiliation: "customer",
        locale: "en",
        email: `person-${number}@example.org`,
        emailVerifiedAt: start,
        admin: number === 1,
        bio: "",
        bioHtml: "",
        securityStamp: stamp,
        mayBeFound: true,
        showsCard: false,
        createdAt: start,
      });
      membership({ space, member: id, pilot: number === 1, product: number === 2, lead: false, joinedAt: start });
      level({ member: id, at: start });
    }
    into("space_people")({ space, affiliation: "customer", people: people.length });
  }

  function writeIdeas(): void {
    const write = into("ideas");
    for (const { id, number, authors, stage, sources, at: submittedAt, participants, comments } of ideas) {
      const words = { problem: "It is dark.", forWhom: "Whoever rides at night.", solution: "A lamp that stays on." };
      const html = { problemHtml: "<p></p>", forWhomHtml: "<p></p>", solutionHtml: "<p></p>" };
      const [title, titleKey] = [`A lamp for bicycle ${number}`, `a lamp for bicycle ${number}`];
      write({
        id,
        space,
        author: authors[0],
        affiliation: "customer",
        title,
        titleKey,
        ...words,
        ...html,
        excerpt: words.problem,
        language: "en",
        stage,
        stageSince: submittedAt,
        moderation: "visible",
        facts: [],
        createdAt: submittedAt,
        updatedAt: submittedAt,
        submittedAt,
        version: 1,
        participants,
        commentCount: comments.length,
        mergedIn: sources.length,
      });
    }
  }

  /** In the order of the events, as the commands write it. Whoever follows the log has read all of it. */
  function writeLedger(): void {
    const write = into("reputation_lines");
    const all = [...folding.touched].flatMap((place) => [...folding.linesAt(place).values()]);
    for (const line of all.toSorted((one, other) => (one.event < other.event ? -1 : 1))) write(line);
    const cursor = into("reader_cursors");
    for (const reader of readers) cursor({ reader, transaction: 0, seq: events });
  }

  /** Writes rows of a table, with null for what they do not say. */
  function into(name: string): (row: Readonly<Record<string, unknown>>) => void {
    const columns = tables.find((table) => table.name === name)?.columns ?? [];
    const names = columns.map((column) => `"${column.name}"`).join(", ");
    const insert = db.prepare(`insert into ${name} (${names}) values (${columns.map(() => "?").join(", ")})`);
    return (row) => insert.run(columns.map(({ key }) => stored(row[key])));
  }
}

function stored(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);
}
