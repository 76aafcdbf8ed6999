import { and, asc, eq, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { duties } from "../../../db/schema/piloting.ts";
import { type Actor, isSignedIn, pilotsIdea } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { newId } from "../../platform/ids.ts";
import { ideaPage } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { notesOn } from "../notes/queries.server.ts";
import { maySaveAnswers } from "../saved-answers/policy.ts";
import { answersReadyFor } from "../saved-answers/queries.server.ts";
import { rankIn } from "../spaces/policy.ts";
import { askingOf } from "../talks/queries.server.ts";
import { type Assigned, assignedTo } from "./assigning.server.ts";
import type { OwedClock } from "./desk.server.ts";
import { handoverOf } from "./handing-over.server.ts";
import { pausingOf } from "./pausing.server.ts";
import { steeringOf } from "./queries.server.ts";
import { dayIn } from "./rules.ts";

/** The idea that is open on the desk, with what the actor may do with it. Throws `NotFound`. */
export async function openOnDesk(ctx: Context, id: string) {
  const { idea, space, author } = await ideaPage(ctx, id);
  const [steering, owed, answers, asking, internal, assigned, handover, pausing] = await Promise.all([
    steeringOf(ctx, idea, space),
    owedTo(ctx.db.read, id),
    // Any idea can be opened here that is seen; the words kept ready are for those who answer in its space.
    maySaveAnswers(ctx.actor, space.id) || pilotsIdea(ctx.actor, idea)
      ? answersReadyFor(ctx.db.read, {
          space,
          language: idea.language,
          name: author.name,
          title: idea.title,
          me: signedIn(ctx).actor.name,
        })
      : [],
    askingOf(ctx, idea),
    notesOn(ctx, idea),
    assignedTo(ctx.db.read, id, ctx.now),
    handoverOf(ctx, idea),
    pausingOf(ctx, idea, space.timeZone),
  ]);
  return {
    id,
    path: ideaPath(idea),
    title: idea.title,
    stage: idea.stage,
    extra: idea.extra,
    language: idea.language,
    excerpt: idea.excerpt,
    submittedAt: idea.submittedAt ?? idea.createdAt,
    participants: idea.participants,
    comments: idea.commentCount,
    author: { ...author, affiliation: idea.affiliation },
    space: { id: space.id, name: space.name, slug: space.slug },
    steering,
    owed,
    /** The answers its space keeps ready, filled in. */
    answers,
    asking,
    askId: newId(ctx.now),
    tomorrow: dayIn(space.timeZone, ctx.now + 86_400_000),
    internal,
    noteId: newId(ctx.now),
    assigned: assigned && shown(assigned, ctx.actor, idea.space),
    handover,
    handoverId: newId(ctx.now),
    promiseId: newId(ctx.now),
    pausing,
  };
}

/** How much somebody has open is for that person and the lead. */
function shown({ reason, ...assigned }: Assigned, actor: Actor, space: string) {
  const seesLoad = rankIn(actor, space) >= 2 || (isSignedIn(actor) && assigned.pilot?.id === actor.id);
  return { ...assigned, reason: reason && { ...reason, open: seesLoad ? reason.open : null } };
}

/** What is owed to an idea at this moment, what is due first at the top. */
export async function owedTo(read: Reads, idea: string): Promise<{ kind: OwedClock; dueAt: number }[]> {
  const rows = await read
    .select({ kind: duties.kind, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), isNull(duties.end)))
    .orderBy(asc(duties.dueAt));
  // That something was reported is nobody's matter who reads the idea, and what has no deadline is awaited by no day.
  return rows.flatMap(({ kind, dueAt }) => (kind === "judge" || kind === "stale" ? [] : [{ kind, dueAt }]));
}
