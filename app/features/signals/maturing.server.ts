/** The first level, from which on what somebody signals counts for others: when it is reached, and what it lets count. */
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { firstLevels } from "../../../db/schema/reputation.ts";
import { exposures, signals } from "../../../db/schema/signals.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { record } from "../../platform/events.server.ts";
import { firstLevelReached, signalMatured } from "./events.ts";
import { isFirstLevel } from "./rules.ts";

/**
 * Whether somebody has reached the first level. The first time that this is seen it is noted, for ever, and signals that he
 * or she gave before count from now on.
 */
export async function hasFirstLevel(tx: Tx, ctx: Context, actor: SignedIn): Promise<boolean> {
  const [known] = await firstLevelOf(tx, { member: actor.id });
  if (known) return true;
  if (!isFirstLevel(actor, ctx.now, await ideasReadBy(tx, actor.id))) return false;
  const noted = await tx
    .insert(firstLevels)
    .values({ member: actor.id, at: ctx.now })
    .onConflictDoNothing()
    .returning({ member: firstLevels.member });
  if (noted.length === 0) return true;
  const matured = await tx
    .update(signals)
    .set({ eligible: true })
    .where(
      and(
        eq(signals.member, actor.id),
        eq(signals.byAuthor, false),
        eq(signals.eligible, false),
        ne(signals.kind, "none"),
      ),
    )
    .returning({ idea: signals.idea, kind: signals.kind, away: signals.away });
  const spaceOf = new Map(
    (
      await tx
        .select({ id: ideas.id, space: ideas.space })
        .from(ideas)
        .where(
          inArray(
            ideas.id,
            matured.map(({ idea }) => idea),
          ),
        )
    ).map(({ id, space }) => [id, space]),
  );
  await record(tx, ctx, [
    firstLevelReached(actor.id),
    ...matured
      .toSorted((one, other) => (one.idea < other.idea ? -1 : 1))
      .flatMap(({ idea, kind, away }) => {
        const space = spaceOf.get(idea);
        if (space === undefined || kind === "none") return [];
        return [signalMatured({ id: idea, space }, actor.id, { kind, away })];
      }),
  ]);
  return true;
}

/** Whether somebody has reached the first level, noted or not. Nothing is written. */
export async function reachesFirstLevel(read: Reads, { now }: Context, actor: SignedIn): Promise<boolean> {
  const [known] = await firstLevelOf(read, { member: actor.id });
  return known !== undefined || isFirstLevel(actor, now, await ideasReadBy(read, actor.id));
}

const firstLevelOf = prepared((on) =>
  on
    .select({ at: firstLevels.at })
    .from(firstLevels)
    .where(eq(firstLevels.member, sql.placeholder("member"))),
);

/** How many ideas a member has opened, as far as the first level asks (at most ten). */
async function ideasReadBy(read: Reads, member: string): Promise<number> {
  return (await tenIdeasRead(read, { member })).length;
}

const tenIdeasRead = prepared((on) =>
  on
    .select({ idea: exposures.idea })
    .from(exposures)
    .where(eq(exposures.member, sql.placeholder("member")))
    .limit(10),
);
