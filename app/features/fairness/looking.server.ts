/** Looks at the signals of spaces, each night and when an idea is shortlisted, and holds what two rules together find. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockReader } from "../../../db/dialect/locks.ts";
import { fairnessFlags, fairnessSignals } from "../../../db/schema/fairness.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { jobs } from "../../../db/schema/log.ts";
import { members } from "../../../db/schema/members.ts";
import { merges } from "../../../db/schema/merging.ts";
import { signals } from "../../../db/schema/signals.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import type { Config } from "../../platform/config.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { hold, noteFlags } from "./holding.server.ts";
import { type Flag, type Given, lookAt } from "./rules.ts";

/** The kind of the job that looks at every space each night, and of the one that looks at one. */
export const nightlyJob = "fairness.look";
export const spaceJob = "fairness.look_at_space";

const day = 86_400_000;

/**
 * The signals of support of a space that a rule may look at: those that stand, one for each person and idea with what is
 * part of it. What is held or was discarded is not among them, nor what belongs to any case: it is looked at once.
 */
export async function givenIn(read: Reads, space: string): Promise<Given[]> {
  const ofSpace = and(eq(ideas.space, space), eq(ideas.moderation, "visible"), isNotNull(ideas.submittedAt));
  const written = await read
    .select({ id: ideas.id, author: ideas.author, submittedAt: ideas.submittedAt })
    .from(ideas)
    .where(ofSpace);
  const joined = await read
    .select({ idea: ideaAuthors.idea, member: ideaAuthors.member })
    .from(ideaAuthors)
    .innerJoin(ideas, eq(ideas.id, ideaAuthors.idea))
    .where(and(ofSpace, eq(ideaAuthors.state, "accepted")));
  const parts = await read
    .select({ source: merges.source, target: merges.target })
    .from(merges)
    .innerJoin(ideas, eq(ideas.id, merges.source))
    .where(and(eq(ideas.space, space), isNull(merges.undoneAt)));
  const partOf = new Map(parts.map(({ source, target }) => [source, target]));
  const wholeOf = (idea: string): string => {
    const target = partOf.get(idea);
    return target === undefined ? idea : wholeOf(target);
  };
  const about = new Map(
    written.map(({ id, author, submittedAt }) => [id, { authors: [author], since: submittedAt ?? 0 }]),
  );
  for (const { idea, member } of joined) about.get(idea)?.authors.push(member);
  const rows = await read
    .select({
      idea: signals.idea,
      member: signals.member,
      kind: signals.kind,
      byAuthor: signals.byAuthor,
      castAt: signals.castAt,
      since: members.createdAt,
      case: fairnessSignals.case,
    })
    .from(signals)
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .innerJoin(members, eq(members.id, signals.member))
    .leftJoin(fairnessSignals, and(eq(fairnessSignals.idea, signals.idea), eq(fairnessSignals.member, signals.member)))
    .where(ofSpace);
  const latest = new Map<string, (typeof rows)[number]>();
  const seen = new Set<string>();
  for (const row of rows) {
    const key = `${wholeOf(row.idea)} ${row.member}`;
    if (row.case !== null) seen.add(key);
    const known = latest.get(key);
    const isLater = !known || known.castAt < row.castAt || (known.castAt === row.castAt && !partOf.has(row.idea));
    if (isLater) latest.set(key, row);
  }
  return [...latest].flatMap(([key, row]): Given[] => {
    const idea = wholeOf(row.idea);
    const whole = about.get(idea);
    if (!whole || row.kind !== "support" || row.byAuthor || seen.has(key)) return [];
    if (whole.authors.includes(row.member)) return [];
    const { authors, since: ideaSince } = whole;
    return [{ idea, giver: row.member, giverSince: row.since, authors, ideaSince, at: row.castAt }];
  });
}

const nameOf = ({ rule, member, other, idea }: Pick<Flag, "rule" | "member" | "other" | "idea">) =>
  `${rule} ${member ?? ""} ${other ?? ""} ${idea ?? ""}`;

/** Looks at one space: writes down what was not noted before, and holds what is to be held. Gives the cases. */
export async function lookAtSpace(
  { db, config }: { db: Database; config: Config },
  space: string,
  now: number,
): Promise<string[]> {
  const { notes, suspected } = lookAt(await givenIn(db.read, space), now);
  if (notes.length > 0) {
    await db.transaction(async (tx) => {
      await lockReader(tx, `fairness ${space}`);
      const known = await tx
        .select()
        .from(fairnessFlags)
        .where(and(eq(fairnessFlags.space, space), isNull(fairnessFlags.case)));
      const names = new Set(known.map(nameOf));
      await noteFlags(
        tx,
        { actor: "system", now },
        space,
        notes.filter((flag) => !names.has(nameOf(flag))),
        null,
      );
    });
  }
  const cases: string[] = [];
  for (const each of suspected) {
    const id = await hold({ db, config }, space, each, now);
    if (id !== null) cases.push(id);
  }
  return cases;
}

/** Looks at every space, one after the other, and plans itself for the next night. */
export async function lookEverywhere(of: { db: Database; config: Config }, now: number): Promise<void> {
  for (const { id } of await of.db.read.select({ id: spaces.id }).from(spaces).orderBy(spaces.id)) {
    await lookAtSpace(of, id, now);
    await nextTurn();
  }
  await of.db.transaction((tx) => planOne(tx, now, (Math.floor(now / day) + 1) * day, ["waiting"]));
}

/** Makes sure that the nightly job waits. */
export async function planLooking(db: Database, now: number): Promise<void> {
  await db.transaction((tx) => planOne(tx, now, now, ["waiting", "running"]));
}

async function planOne(tx: Tx, now: number, runAt: number, states: ("waiting" | "running")[]): Promise<void> {
  await lockReader(tx, "fairness");
  const open = and(eq(jobs.kind, nightlyJob), inArray(jobs.state, states));
  const found = await tx.select({ id: jobs.id }).from(jobs).where(open).limit(1);
  if (found.length === 0) await enqueue(tx, { now }, { kind: nightlyJob, payload: {}, runAt });
}
