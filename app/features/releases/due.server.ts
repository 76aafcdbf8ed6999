/** Publishes what was scheduled when its moment comes, in the name of whoever said so. */
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { lockRelease } from "../../../db/dialect/locks.ts";
import { type Hindrance, releases } from "../../../db/schema/releases.ts";
import type { Config } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import { Invalid, type Problem, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { logger } from "../../platform/log.server.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { openBan } from "../accounts/queries.server.ts";
import { actorById } from "../accounts/session.server.ts";
import { type Due, publishRelease } from "./commands.server.ts";
import { releaseHindered } from "./events.ts";

/**
 * Publishes a release at its moment (`now` in milliseconds since 1970 UTC), once, however many servers try. What keeps it
 * from that is kept with it: it is a draft again, and its team is told.
 */
export async function publishWhenDue(
  { db, config }: { db: Database; config: Config },
  due: Due,
  now: number,
): Promise<void> {
  const [release] = await db.read.select().from(releases).where(eq(releases.id, due.release));
  if (!release || release.state !== "scheduled" || release.publishAt !== due.at) return;
  try {
    const actor = release.publishedBy === null ? null : await actorById(db.read, release.publishedBy);
    // Whoever may not sign in any more does nothing here either.
    if (!actor || (await openBan(db.read, actor.id))) throw new Refused("release_nobody");
    const ctx: Context = {
      actor,
      now,
      locale: actor.locale,
      db,
      config,
      log: logger(config.logLevel),
      request: `release:${release.id}`,
      address: "release",
    };
    await publishRelease(ctx, release.space, release.id, { due: due.at });
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || problem.status >= 500) throw error;
    await hinder(db, due, problem, now);
  }
}

async function hinder(db: Database, due: Due, problem: Problem, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await lockRelease(tx, due.release);
    const hindered = hindrancesIn(problem);
    const [release] = await tx
      .update(releases)
      .set({ state: "draft", publishAt: null, hindered, version: sql`${releases.version} + 1` })
      .where(and(eq(releases.id, due.release), eq(releases.state, "scheduled"), eq(releases.publishAt, due.at)))
      .returning();
    if (!release) return;
    await record(tx, { actor: "system", now }, [releaseHindered(release, hindered.length)]);
  });
}

/** What keeps ideas of a release from being shipped; with no idea's id where it is none of theirs. */
function hindrancesIn(problem: Problem): Hindrance[] {
  if (!(problem instanceof Invalid)) return [{ idea: "", code: problem.code }];
  return Object.entries(problem.fields).map(([field, code]) => ({ idea: field.slice("idea.".length), code }));
}
