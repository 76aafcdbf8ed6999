import { and, asc, desc, eq, gte, inArray, isNull, ne, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas, ideaStages, type Moderation, type Stage } from "../../../db/schema/ideas.ts";
import { events } from "../../../db/schema/log.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { type ReasonKind, type SignsAs, stageMoves } from "../../../db/schema/piloting.ts";
import { products } from "../../../db/schema/products.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Affiliation, covers, isAdmin, isVerified, steersIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { authorsOf, ideaSeenBy } from "../ideas/queries.server.ts";
import { headingOf } from "../ideas/rules.ts";
import { mayEditSpace } from "../spaces/policy.ts";
import type { Space } from "../spaces/queries.server.ts";
import { tagsFor } from "../tags/queries.server.ts";
import { heavyWritersOf } from "../writing/shares.server.ts";
import { mandatesIn } from "./mandates.server.ts";
import { gatesOf, stepsIn } from "../stages/queries.server.ts";
import { type Gate, isMet, isOnward, standText, type Step, stepOf } from "../stages/rules.ts";
import { type Decided, deciderOf, isInvolved, mayUndoMove, type Part } from "./policy.ts";
import { dayIn, decidersAt, type Standing, stagesOpenTo, undoMilliseconds, whyNoUndo } from "./rules.ts";

export type StageMove = typeof stageMoves.$inferSelect;

type Written = { id: string; space: string; author: string };

/** What the policies ask of an idea before somebody decides on it; `beside` names others who are involved. */
export async function decided(read: Reads, idea: Written, beside: readonly string[] = []): Promise<Decided> {
  const named = (await authorsOf(read, idea)).authors;
  const heavy = (await heavyWritersOf(read, [{ id: idea.id, authors: named }])).get(idea.id) ?? [];
  const authors = [...named, ...heavy, ...beside];
  const steering = await read
    .select({
      member: memberships.member,
      pilot: memberships.pilot,
      product: memberships.product,
      ban: bans.id,
      verifiedAt: members.emailVerifiedAt,
      erasesAt: members.erasesAt,
    })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .leftJoin(bans, and(eq(bans.member, memberships.member), isNull(bans.liftedAt)))
    .where(and(eq(memberships.space, idea.space), or(eq(memberships.pilot, true), eq(memberships.product, true))));
  const free = steering.filter(
    ({ member, ban, verifiedAt, erasesAt }) =>
      ban === null && verifiedAt !== null && erasesAt === null && !authors.includes(member),
  );
  const tags = await tagsFor(read, idea.id);
  const byMandate = (await mandatesIn(read, idea.space)).some(
    (mandate) => covers(mandate, tags) && !authors.includes(mandate.member),
  );
  const unassigned: Part[] = [];
  if (!free.some(({ pilot }) => pilot)) unassigned.push(...(byMandate ? [] : ["pilot" as const]), "judge");
  if (!free.some(({ product }) => product)) unassigned.push("product");
  return { space: idea.space, authors, tags: [tags], unassigned };
}

/** Where an idea stands now, with its path. */
export async function standingOf(read: Reads, idea: string): Promise<Standing> {
  const [row] = await read
    .select({ stage: ideas.stage, stageSince: ideas.stageSince })
    .from(ideas)
    .where(eq(ideas.id, idea));
  if (!row) throw new NotFound();
  const steps = await read
    .select({ stage: ideaStages.stage })
    .from(ideaStages)
    .where(eq(ideaStages.idea, idea))
    .orderBy(asc(ideaStages.position));
  return { ...row, path: steps.map((step) => step.stage) };
}

/** The newest move of an idea that was not taken back. */
export async function latestMove(read: Reads, idea: string): Promise<StageMove | null> {
  const [move] = await read
    .select()
    .from(stageMoves)
    .where(and(eq(stageMoves.idea, idea), isNull(stageMoves.undoneAt)))
    .orderBy(desc(stageMoves.at), desc(stageMoves.id))
    .limit(1);
  return move ?? null;
}

/** The newest event of these kinds about a subject such as `idea:<id>`. */
export async function latestEvent(
  read: Reads,
  subject: string,
  kinds: readonly string[],
): Promise<{ id: string; at: number } | null> {
  const [latest] = await read
    .select({ id: events.id, at: events.at })
    .from(events)
    .where(and(eq(events.subject, subject), inArray(events.kind, [...kinds])))
    .orderBy(desc(events.seq))
    .limit(1);
  return latest ?? null;
}

/** Two ideas became one, or two again. */
const mergings = ["idea.merged", "idea.unmerged", "idea.took_in", "idea.gave_back"];

/** Whether somebody but the mover has signalled or commented on the idea since the move, or moved it. */
export async function othersActedSince(read: Reads, move: StageMove): Promise<boolean> {
  const acted = await read
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(
        eq(events.subject, `idea:${move.idea}`),
        or(
          and(
            inArray(events.kind, ["signal.cast", "signal.undone", "idea.moved", "idea.move_undone"]),
            ne(events.actor, move.by),
          ),
          // What was hidden or came back meanwhile has other clocks now, whoever did it.
          // So would an argument for an idea that is not declined any more wait for nothing, and an appeal against its shares.
          inArray(events.kind, [
            "idea.hidden",
            "idea.restored",
            "revival.asked",
            "credit.appealed",
            // An objection that the move let fall would be lost.
            "credit.appeal_overtaken",
            "idea.transferred",
            ...mergings,
          ]),
        ),
        gte(events.at, move.at),
      ),
    )
    .limit(1);
  if (acted.length > 0) return true;
  const said = await read
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.idea, move.idea), gte(comments.createdAt, move.at), ne(comments.author, move.by)))
    .limit(1);
  return said.length > 0;
}

/** The answer that came with a move, as people read it. */
export type Answer = {
  id: string;
  from: Stage;
  to: Stage;
  /** The step of the space's own within `to`. */
  toExtra: string | null;
  html: string;
  /** Why the lead passed over what was missing. */
  override: string | null;
  reasonKind: ReasonKind | null;
  reviewOn: string | null;
  at: number;
  by: { id: string; name: string; avatar: string | null; affiliation: Affiliation };
  signsAs: SignsAs;
  /** The name of the product whose tracker reported the move; null where a person made it. */
  tracker: string | null;
};

/** The answers an idea has received, newest first; those taken back are not among them. */
export async function answersOf(ctx: Context, idea: string): Promise<Answer[]> {
  const rows = await ctx.db.read
    .select({ move: stageMoves, name: members.name, avatar: members.avatar, tracker: products.name })
    .from(stageMoves)
    .leftJoin(products, eq(products.id, stageMoves.tracker))
    .innerJoin(members, eq(members.id, stageMoves.by))
    .where(and(eq(stageMoves.idea, idea), isNull(stageMoves.undoneAt)))
    .orderBy(desc(stageMoves.at), desc(stageMoves.id))
    .limit(100);
  return rows.map(({ move, name, avatar, tracker }) => ({
    id: move.id,
    tracker,
    from: move.from,
    to: move.to,
    toExtra: move.toExtra,
    override: move.override,
    html: move.html,
    reasonKind: move.reasonKind,
    reviewOn: move.reviewOn,
    at: move.at,
    by: { id: move.by, name, avatar, affiliation: move.affiliation },
    signsAs: move.signsAs,
  }));
}

/** What somebody who steers may do with an idea; null for everybody else. */
export type Steering = {
  /** Stages it may be moved to by this person now. */
  stages: Stage[];
  /** The same with the space's own steps, as `standText` writes them, in the order in which they are offered. */
  places: string[];
  /** What is still missing before each of these stages. */
  missing: { stage: Stage; gates: readonly Gate[] }[];
  /** Whether this person may pass over that. */
  mayOverride: boolean;
  /** Why there are none. */
  closed: "own_idea" | "not_visible" | "nothing_open" | null;
  /** The first day of the space's calendar on which a review can be promised. */
  earliestReview: string;
  /** This person's last move, while it can still be taken back: until then, in ms since 1970 UTC. */
  undo: { move: string; to: Stage; toExtra: string | null; until: number } | null;
};

/** What the page of an idea offers to those who steer its space. */
export async function steeringOf(
  ctx: Context,
  idea: Written & { stage: Stage; extra: string | null; moderation: Moderation },
  space: Pick<Space, "timeZone">,
): Promise<Steering | null> {
  const { actor, now } = ctx;
  if (!isVerified(actor) || !(steersIn(actor, idea.space) || isAdmin(actor))) return null;
  const { read } = ctx.db;
  const [about, standing, move, steps, gates] = await Promise.all([
    decided(read, idea),
    standingOf(read, idea.id),
    latestMove(read, idea.id),
    stepsIn(read, idea.space),
    gatesOf(read, idea),
  ]);
  const as = deciderOf(actor, about);
  const isOwn = isInvolved(actor, about);
  // An admin who is not needed here steers nothing.
  if (as.length === 0 && !(isOwn && steersIn(actor, idea.space))) return null;
  const stages = idea.moderation === "visible" ? stagesOpenTo(as, standing, now) : [];
  const canUndo =
    move !== null &&
    mayUndoMove(actor, move, about) &&
    whyNoUndo(move, { isLatest: true, othersActed: false }, now) === null &&
    !(await othersActedSince(read, move));
  const isOpen = idea.moderation === "visible" && decidersAt(idea.stage).some((decider) => as.includes(decider));
  const places = [...(isOpen ? placesWithin(idea, steps) : []), ...stages.flatMap((stage) => placesAt(stage, steps))];
  return {
    stages,
    places: [...new Set(places)],
    missing: stages
      .filter((stage) => isOnward(idea.stage, stage))
      .map((stage) => ({ stage, gates: (gates.get(stage) ?? []).filter((gate) => !isMet(gate)) }))
      .filter(({ gates: left }) => left.length > 0),
    mayOverride: mayEditSpace(actor, idea.space),
    closed:
      places.length > 0 ? null : isOwn ? "own_idea" : idea.moderation === "visible" ? "nothing_open" : "not_visible",
    earliestReview: dayIn(space.timeZone, now + 86_400_000),
    undo: canUndo ? { move: move.id, to: move.to, toExtra: move.toExtra, until: move.at + undoMilliseconds } : null,
  };
}

function placesAt(stage: Stage, steps: readonly Step[]): string[] {
  return [
    standText(stage, null),
    ...steps.filter(({ parent }) => parent === stage).map(({ id }) => standText(stage, id)),
  ];
}

/** Where an idea may go within its stage: to the other steps of it, and back to the stage itself. */
function placesWithin(idea: { stage: Stage; extra: string | null }, steps: readonly Step[]): string[] {
  const here = standText(idea.stage, stepOf(idea, steps));
  return placesAt(idea.stage, steps).filter((place) => place !== here);
}

/** What the page that moves an idea shows. Throws `NotFound` for whoever steers nothing here. */
export async function movingPage(ctx: Context, id: string) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const steering = await steeringOf(ctx, idea, space);
  if (!steering) throw new NotFound();
  const [author] = await ctx.db.read.select({ name: members.name }).from(members).where(eq(members.id, idea.author));
  return {
    space: { slug: space.slug, name: space.name },
    idea: headingOf(idea),
    author: { name: author?.name ?? "" },
    steering,
  };
}
