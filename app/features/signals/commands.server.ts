import { and, desc, eq, gt, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { prepared } from "../../../db/prepared.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { exposures, signals } from "../../../db/schema/signals.ts";
import { isMemberOf, isSignedIn, type SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { type Happening, record, type Recording } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { sourcesOf, targetsOf } from "../merging/lineage.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { type Away, type Cast, signalChanged } from "./events.ts";
import type { SignalInput } from "./inputs.ts";
import { hasFirstLevel } from "./maturing.server.ts";
import { maySignal } from "./policy.ts";
import { type SignalKind, standsApart, takesSignals } from "./rules.ts";
import { recountSignals, unitedSignals } from "./united.server.ts";

/**
 * Casts, changes or takes back the actor's signal on an idea: one per person, the last one wins.
 * Throws `NotFound`, `Forbidden("verify_first")`, `Refused("signals_closed")` by the stage, and `Refused` (`signal_held`,
 * `signal_discarded`) where the one that was given is looked at by a pilot, or was discarded.
 * The counts move by what was read before the write, so the idea is held meanwhile.
 */
export async function castSignal(ctx: Context, input: SignalInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, input.idea);
    const { idea } = await ideaSeenBy(tx, actor, input.idea);
    must(maySignal(actor), "verify_first");
    if (!takesSignals(idea.stage) || idea.moderation !== "visible") throw new Refused("signals_closed");
    const previous =
      idea.mergedIn > 0 ? await unitedSignalOf(tx, idea, actor.id) : await signalOf(tx, idea.id, actor.id);
    const away = await awayOn(tx, idea, actor.id);
    if (away) throw new Refused(away === "held" ? "signal_held" : "signal_discarded");
    // By a clock that went back, the last one would not be the latest.
    const castAt = Math.max(ctx.now, previous?.castAt ?? 0);
    if (input.kind === "none") {
      if (!previous) return;
      const { affiliation, byAuthor } = previous;
      const none = { kind: "none", affiliation, byAuthor, eligible: false, castAt };
      if (previous.isElsewhere) await putSignal(tx, { ...none, idea: idea.id, member: actor.id });
      else await takeSignal(tx, { idea: idea.id, member: actor.id });
      await record(tx, ctx, [signalChanged(idea, actor.id, null, previous)]);
      return;
    }
    if (previous?.kind === input.kind) return;
    if (!isMemberOf(actor, idea.space)) await joinSpace(tx, ctx, idea.space, actor);
    const byAuthor = standsApart(idea, actor.id);
    const cast = {
      kind: input.kind,
      affiliation: actor.affiliation,
      byAuthor,
      eligible: !byAuthor && (await hasFirstLevel(tx, ctx, actor)),
    };
    await putSignal(tx, { ...cast, castAt, idea: idea.id, member: actor.id });
    await record(tx, ctx, [signalChanged(idea, actor.id, cast, previous)]);
  });
}

type Standing = Cast & { castAt: number; away: Away; isElsewhere?: boolean };

/** Why what somebody signalled on an idea, or on what is part of it, counts nowhere; null where nothing is held back. */
async function awayOn(tx: Tx, idea: { id: string; mergedIn: number }, member: string): Promise<Away> {
  if (idea.mergedIn === 0) return (await signalOf(tx, idea.id, member))?.away ?? null;
  const all = [idea.id, ...(await sourcesOf(tx, idea.id))];
  const [row] = await tx
    .select({ away: signals.away })
    .from(signals)
    .where(and(eq(signals.member, member), inArray(signals.idea, all), isNotNull(signals.away)))
    .orderBy(desc(signals.away))
    .limit(1);
  return row?.away ?? null;
}

/** What counts of somebody on an idea with merged ones; `isElsewhere`: one of those has a signal of that person. */
async function unitedSignalOf(
  tx: Tx,
  idea: { id: string; authors: readonly string[]; formerAuthors: readonly string[] },
  member: string,
): Promise<Standing | null> {
  const [united] = await unitedSignals(tx, idea, member);
  if (!united) return null;
  const sources = await sourcesOf(tx, idea.id);
  const elsewhere = await tx
    .select({ idea: signals.idea })
    .from(signals)
    .where(and(eq(signals.member, member), inArray(signals.idea, sources)))
    .limit(1);
  return { ...united, isElsewhere: elsewhere.length > 0 };
}

/**
 * Takes the signal of somebody who now writes the idea out of its counts; it stays, shown apart.
 * The caller has checked the right to it.
 */
export async function setSignalApart(
  tx: Tx,
  by: Recording,
  idea: { id: string; space: string; mergedIn: number },
  member: string,
): Promise<void> {
  const previous = await signalOf(tx, idea.id, member);
  if (previous && !previous.byAuthor) {
    const apart = { byAuthor: true, eligible: false };
    await tx
      .update(signals)
      .set(apart)
      .where(and(eq(signals.idea, idea.id), eq(signals.member, member)));
    await record(tx, by, [
      { ...signalChanged(idea, member, { ...previous, ...apart }, previous), kind: "signal.set_apart" },
    ]);
  }
  // What counted may have been cast on a merged idea, where it stays as it is.
  if (idea.mergedIn > 0) await recountSignals(tx, idea.id);
}

async function signalOf(tx: Tx, idea: string, member: string): Promise<Standing | null> {
  const [row] = await signalRow(tx, { idea, member });
  return row ? standingRow(row) : null;
}

function standingRow({ kind, ...row }: Omit<Standing, "kind"> & { kind: SignalKind | "none" }): Standing | null {
  return kind === "none" ? null : { ...row, kind };
}

const isTheSignal = and(eq(signals.idea, sql.placeholder("idea")), eq(signals.member, sql.placeholder("member")));

const signalRow = prepared((on) =>
  on
    .select({
      kind: signals.kind,
      affiliation: signals.affiliation,
      byAuthor: signals.byAuthor,
      castAt: signals.castAt,
      away: signals.away,
    })
    .from(signals)
    .where(isTheSignal),
);

const takeSignal = prepared((on) => on.delete(signals).where(isTheSignal));

const putSignal = prepared((on) =>
  on
    .insert(signals)
    .values({
      idea: sql.placeholder("idea"),
      member: sql.placeholder("member"),
      kind: sql.placeholder("kind"),
      affiliation: sql.placeholder("affiliation"),
      byAuthor: sql.placeholder("byAuthor"),
      eligible: sql.placeholder("eligible"),
      castAt: sql.placeholder("castAt"),
    })
    .onConflictDoUpdate({
      target: [signals.idea, signals.member],
      set: {
        kind: sql`excluded.kind`,
        affiliation: sql`excluded.affiliation`,
        byAuthor: sql`excluded.by_author`,
        eligible: sql`excluded.eligible`,
        castAt: sql`excluded.cast_at`,
      },
    }),
);

/**
 * Writes that a signed-in member opened an idea; only the first time counts. Nobody waits for it: an
 * idea can be read while nothing can be written.
 */
export function noteExposure(ctx: Context, idea: string): void {
  const { actor } = ctx;
  if (!isSignedIn(actor)) return;
  void writeExposure(ctx, actor, idea).catch((error: unknown) => {
    ctx.log.warn({ err: error, request: ctx.request }, "an opened idea could not be noted");
  });
}

async function writeExposure(ctx: Context, actor: SignedIn, idea: string): Promise<void> {
  const seen = await ctx.db.read
    .select({ idea: exposures.idea })
    .from(exposures)
    .where(and(eq(exposures.member, actor.id), eq(exposures.idea, idea)));
  if (seen.length > 0) return;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(exposures).values({ member: actor.id, idea, firstAt: ctx.now }).onConflictDoNothing();
    await hasFirstLevel(tx, ctx, actor);
  });
}

export type PlacedSignal = Cast & {
  idea: { id: string; space: string };
  member: string;
  eligible: boolean;
  /** When it was cast, in milliseconds since 1970 UTC. */
  at: number;
};

/**
 * Writes signals that were cast elsewhere, each at its own time, one per person and idea; where a
 * later one of the same person stands, or an equal one, that one stays. The caller has checked the
 * right to it.
 */
export async function placeSignals(tx: Tx, by: Recording, placed: readonly PlacedSignal[]): Promise<void> {
  if (placed.length === 0) return;
  await lockIdea(tx, ...new Set(placed.map(({ idea }) => idea.id)));
  const rows = placed.map(({ idea, at, ...cast }) => ({ ...cast, idea: idea.id, castAt: at }));
  const added = await tx
    .insert(signals)
    .values(rows)
    .onConflictDoNothing()
    .returning({ idea: signals.idea, member: signals.member });
  const isAdded = new Set(added.map(({ idea, member }) => `${idea} ${member}`));
  const happenings: Happening[] = [];
  for (const { idea, member, at, ...cast } of placed) {
    const [row] = isAdded.has(`${idea.id} ${member}`) ? [] : await signalRow(tx, { idea: idea.id, member });
    if (row && (row.kind === cast.kind || row.castAt >= at || row.away !== null)) continue;
    if (row) {
      await tx
        .update(signals)
        .set({ ...cast, castAt: at })
        .where(and(eq(signals.idea, idea.id), eq(signals.member, member)));
    }
    happenings.push({ ...signalChanged(idea, member, cast, row ? standingRow(row) : null), at });
  }
  await record(tx, by, happenings);
  await recountMerged(
    tx,
    placed.map(({ idea }) => idea.id),
  );
}

/** What a merged idea is told counts where it is part of, and there by person. */
export async function recountMerged(tx: Tx, placed: readonly string[]): Promise<void> {
  const touched = await tx
    .select({ id: ideas.id, stage: ideas.stage })
    .from(ideas)
    .where(and(inArray(ideas.id, [...new Set(placed)]), or(gt(ideas.mergedIn, 0), eq(ideas.stage, "merged"))));
  for (const { id } of touched) {
    for (const each of [id, ...(await targetsOf(tx, id))]) await recountSignals(tx, each);
  }
}
