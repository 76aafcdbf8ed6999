import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { prepared } from "../../../db/prepared.ts";
import { exposures, signals } from "../../../db/schema/signals.ts";
import { isMemberOf, isSignedIn, type SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { type Happening, record, type Recording } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { joinSpace } from "../spaces/commands.server.ts";
import { type Cast, signalChanged } from "./events.ts";
import type { SignalInput } from "./inputs.ts";
import { maySignal } from "./policy.ts";
import { isFirstLevel, standsApart, takesSignals } from "./rules.ts";

/**
 * Casts, changes or takes back the actor's signal on an idea: one per person, the last one wins.
 * Throws `NotFound`, `Forbidden("verify_first")`, or `Refused("signals_closed")` by the stage.
 * The counts move by what was read before the write, so the idea is held meanwhile.
 */
export async function castSignal(ctx: Context, input: SignalInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, input.idea);
    const { idea } = await ideaSeenBy(tx, actor, input.idea);
    must(maySignal(actor), "verify_first");
    if (!takesSignals(idea.stage) || idea.moderation !== "visible") throw new Refused("signals_closed");
    const previous = await signalOf(tx, idea.id, actor.id);
    if (input.kind === "none") {
      if (!previous) return;
      await takeSignal(tx, { idea: idea.id, member: actor.id });
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
      eligible: !byAuthor && isFirstLevel(actor, ctx.now, await ideasReadBy(tx, actor.id)),
    };
    await putSignal(tx, { ...cast, castAt: ctx.now, idea: idea.id, member: actor.id });
    await record(tx, ctx, [signalChanged(idea, actor.id, cast, previous)]);
  });
}

/**
 * Takes the signal of somebody who now writes the idea out of its counts; it stays, shown apart.
 * The caller has checked the right to it.
 */
export async function setSignalApart(
  tx: Tx,
  by: Recording,
  idea: { id: string; space: string },
  member: string,
): Promise<void> {
  const previous = await signalOf(tx, idea.id, member);
  if (!previous || previous.byAuthor) return;
  const apart = { byAuthor: true, eligible: false };
  await tx
    .update(signals)
    .set(apart)
    .where(and(eq(signals.idea, idea.id), eq(signals.member, member)));
  await record(tx, by, [
    { ...signalChanged(idea, member, { ...previous, ...apart }, previous), kind: "signal.set_apart" },
  ]);
}

async function signalOf(tx: Tx, idea: string, member: string) {
  const [row] = await signalRow(tx, { idea, member });
  return row ?? null;
}

const isTheSignal = and(eq(signals.idea, sql.placeholder("idea")), eq(signals.member, sql.placeholder("member")));

const signalRow = prepared((on) =>
  on
    .select({
      kind: signals.kind,
      affiliation: signals.affiliation,
      byAuthor: signals.byAuthor,
      castAt: signals.castAt,
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

/** How many ideas a member has opened, as far as the first level asks (at most ten). */
async function ideasReadBy(tx: Tx, member: string): Promise<number> {
  return (await tenIdeasRead(tx, { member })).length;
}

const tenIdeasRead = prepared((on) =>
  on
    .select({ idea: exposures.idea })
    .from(exposures)
    .where(eq(exposures.member, sql.placeholder("member")))
    .limit(10),
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
    const previous = isAdded.has(`${idea.id} ${member}`) ? null : await signalOf(tx, idea.id, member);
    if (previous && (previous.kind === cast.kind || previous.castAt >= at)) continue;
    if (previous) {
      await tx
        .update(signals)
        .set({ ...cast, castAt: at })
        .where(and(eq(signals.idea, idea.id), eq(signals.member, member)));
    }
    happenings.push({ ...signalChanged(idea, member, cast, previous), at });
  }
  await record(tx, by, happenings);
}
