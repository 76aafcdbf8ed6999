/** Holds signals back, lets them count again, or discards them: one case of one person at a time. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { fairnessCases, fairnessFlags, fairnessSignals } from "../../../db/schema/fairness.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { signals } from "../../../db/schema/signals.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { type Config, originOf } from "../../platform/config.server.ts";
import { type Happening, record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { sourcesOf } from "../merging/lineage.server.ts";
import { recountMerged } from "../signals/commands.server.ts";
import { type Away, signalAway } from "../signals/events.ts";
import { caseChanged, caseOpened, flagged } from "./events.ts";
import { casePath, type Flag, type Suspected, thresholds } from "./rules.ts";

export type Case = typeof fairnessCases.$inferSelect;

/** The kind of the job that ends a hold on which nobody has decided. */
export const lapseJob = "fairness.lapse";

/**
 * Holds what was found of one person, with what he or she signalled on the ideas that are part of those, for 72 hours. What
 * was looked at before, or is gone meanwhile, is left alone. Gives the case; null where nothing is left to hold.
 */
export async function hold(
  { db, config }: { db: Database; config: Config },
  space: string,
  { member, ideas: found, partners, flags }: Suspected,
  now: number,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const all: string[] = [];
    for (const idea of found) all.push(idea, ...(await sourcesOf(tx, idea)));
    await lockIdea(tx, ...all);
    const id = newId(now);
    const until = now + thresholds.hold.for;
    const given = await tx
      .select({ idea: signals.idea })
      .from(signals)
      .where(
        and(
          eq(signals.member, member),
          inArray(signals.idea, all),
          inArray(signals.kind, ["support", "not_for_me", "pass"]),
          eq(signals.byAuthor, false),
          isNull(signals.away),
        ),
      );
    const row = { id, space, member, at: now, until, lapsedAt: null, state: "open" as const, decidedAt: null };
    await tx.insert(fairnessCases).values(row);
    const taken =
      given.length === 0
        ? []
        : await tx
            .insert(fairnessSignals)
            .values(given.map(({ idea }) => ({ idea, member, case: id })))
            .onConflictDoNothing()
            .returning({ idea: fairnessSignals.idea });
    if (taken.length === 0) {
      await tx.delete(fairnessCases).where(eq(fairnessCases.id, id));
      return null;
    }
    const named = flags.flatMap(({ other }) => other ?? []);
    const involved = [...new Set([member, ...partners, ...named, ...(await authorsOfCase(tx, id))])].toSorted();
    const by = { actor: "system" as const, now };
    await record(tx, by, [caseOpened(row, { signals: taken.length, until, involved })]);
    await noteFlags(tx, by, space, flags, id);
    await setAway(tx, by, row, "held");
    await enqueue(tx, { now }, { kind: lapseJob, payload: { case: id }, runAt: until });
    await writeAbout(tx, config, row, now);
    return id;
  });
}

/** Writes down what rules found, with its numbers. `of`: the case that it led to; null: notes. */
export async function noteFlags(
  tx: Tx,
  by: Recording,
  space: string,
  flags: readonly Flag[],
  of: string | null,
): Promise<void> {
  if (flags.length === 0) return;
  const rows = flags.map((flag) => ({ ...flag, id: newId(by.now), space, case: of, at: by.now }));
  for (let at = 0; at < rows.length; at += 500) {
    await tx.insert(fairnessFlags).values(rows.slice(at, at + 500));
  }
  await record(tx, by, rows.map(flagged));
}

/** Lets the signals of a case count nowhere, for a reason, or again (null): as if they had never been away. */
export async function setAway(tx: Tx, by: Recording, { id, member }: Case, away: Away): Promise<void> {
  const own = await tx.select({ idea: fairnessSignals.idea }).from(fairnessSignals).where(eq(fairnessSignals.case, id));
  const of = own.map(({ idea }) => idea).toSorted();
  await lockIdea(tx, ...of);
  const rows = await tx
    .select({ signal: signals, space: ideas.space })
    .from(signals)
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .where(and(eq(signals.member, member), inArray(signals.idea, of)))
    .orderBy(signals.idea);
  const happenings: Happening[] = [];
  for (const { signal, space } of rows) {
    const { idea, kind } = signal;
    // What was taken back while it counted is gone.
    if (kind === "none" || signal.away === away) continue;
    await tx
      .update(signals)
      .set({ away })
      .where(and(eq(signals.idea, idea), eq(signals.member, member)));
    happenings.push(signalAway({ id: idea, space }, member, { ...signal, kind }, { away, case: id }));
  }
  await record(tx, by, happenings);
  await recountMerged(tx, of);
  if (away !== "discarded") return;
  // What was taken back before is no part of the decision: given again, it is another signal, and is looked at again.
  const there = new Set(rows.flatMap(({ signal }) => (signal.kind === "none" ? [] : signal.idea)));
  const gone = of.filter((idea) => !there.has(idea));
  await tx.delete(fairnessSignals).where(and(eq(fairnessSignals.case, id), inArray(fairnessSignals.idea, gone)));
}

/** Everybody who writes an idea of a case. */
export async function authorsOfCase(read: Reads, id: string): Promise<string[]> {
  const of = read.select({ idea: fairnessSignals.idea }).from(fairnessSignals).where(eq(fairnessSignals.case, id));
  const first = await read.select({ member: ideas.author }).from(ideas).where(inArray(ideas.id, of));
  const joined = await read
    .select({ member: ideaAuthors.member })
    .from(ideaAuthors)
    .where(and(inArray(ideaAuthors.idea, of), eq(ideaAuthors.state, "accepted")));
  return [...new Set([...first, ...joined].map(({ member }) => member))];
}

/** Everybody whom a case concerns, and who therefore does not judge it. */
export async function concernedBy(read: Reads, { id, member }: Pick<Case, "id" | "member">): Promise<string[]> {
  // Of F1 that is whose ideas it was, also where he or she is no author any more; of F2 who gave the same.
  const named = await read
    .select({ member: fairnessFlags.other })
    .from(fairnessFlags)
    .where(eq(fairnessFlags.case, id));
  return [...new Set([member, ...named.flatMap((row) => row.member ?? []), ...(await authorsOfCase(read, id))])];
}

/**
 * Ends a hold on which nobody has decided: the signals count, and the case waits for whoever looks at it. Serializable:
 * merged ideas are counted anew, which others may be signalling on.
 */
export async function endHold(db: Database, id: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    const open = and(eq(fairnessCases.id, id), eq(fairnessCases.state, "open"), isNull(fairnessCases.lapsedAt));
    const [row] = await tx.update(fairnessCases).set({ lapsedAt: now }).where(open).returning();
    if (!row) return;
    const by = { actor: "system" as const, now };
    await setAway(tx, by, row, null);
    await record(tx, by, [caseChanged("fairness.lapsed", row, null)]);
  }, "serializable");
}

/**
 * Writes to whose signals they are, at once: which rules, which signals, and how to have it looked at again. `by`: who
 * discarded them, and why.
 */
export async function writeAbout(
  tx: Tx,
  config: Config,
  { id, space, member }: Case,
  now: number,
  by?: { name: string; reason: string },
): Promise<void> {
  const [person] = await tx.select().from(members).where(eq(members.id, member));
  const [place] = await tx.select({ name: spaces.name, slug: spaces.slug }).from(spaces).where(eq(spaces.id, space));
  if (!person || !place || person.email === null || person.emailVerifiedAt === null) return;
  const titles = await tx
    .select({ title: ideas.title })
    .from(fairnessSignals)
    .innerJoin(ideas, eq(ideas.id, fairnessSignals.idea))
    // What somebody may not see any more is not called by its name.
    .where(and(eq(fairnessSignals.case, id), eq(ideas.space, space), eq(ideas.moderation, "visible")))
    .orderBy(ideas.id);
  await enqueueMail(
    tx,
    { now },
    {
      to: { name: person.name, address: person.email },
      locale: person.locale,
      template: by ? "signals_discarded" : "signals_held",
      values: {
        name: person.name,
        space: place.name,
        ideas: titles.map(({ title }) => title).join("\n"),
        url: originOf(config) + (by ? "/me/decisions" : casePath(place.slug, id)),
        ...(by ? { by: by.name, reason: by.reason } : {}),
      },
    },
  );
}
