import { desc, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { revivals, type RevivalState } from "../../../db/schema/reviving.ts";
import { type Affiliation, isAdmin, isSignedIn, isVerified, steers } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { decided } from "../piloting/queries.server.ts";
import { mayJudgeRevival } from "./policy.ts";
import { whyNoRevival } from "./rules.ts";

/** An argument as people read it. */
export type Argument = {
  id: string;
  by: { name: string; avatar: string | null; affiliation: Affiliation };
  isMine: boolean;
  html: string;
  at: number;
  state: RevivalState;
  /** The move by which it reopened the idea. */
  move: string | null;
  /** Who decided, and for a declined one the words. */
  decidedBy: string | null;
  decidedAt: number | null;
  reasonsHtml: string | null;
};

/** The arguments for an idea, the last first, and what this reader may do. */
export type Reviving = {
  /** The idea is declined, and in sight. */
  isDeclined: boolean;
  brought: Argument[];
  /** Whether there is a form for another one. A visitor has it too, and signs in on the way. */
  mayBring: boolean;
  /** Why there is none, for whoever it might be for. */
  closed: "revival_waiting" | "revival_too_soon" | null;
  /** The argument that this reader may decide on. */
  judges: string | null;
};

type Seen = Awaited<ReturnType<typeof ideaSeenBy>>["idea"];

/** What belongs to new arguments on the page of an idea that this reader sees. */
export async function revivingOf(ctx: Context, idea: Seen): Promise<Reviving> {
  const { actor, now } = ctx;
  const rows = await broughtFor(ctx.db.read, idea.id);
  const why = whyNoRevival(
    idea,
    rows.map(({ revival }) => revival),
    isSignedIn(actor) ? actor.id : "",
    now,
  );
  const open = rows.find(({ revival }) => revival.state === "open")?.revival;
  const mayJudge =
    open !== undefined &&
    isVerified(actor) &&
    (steers(actor, idea.space) || isAdmin(actor)) &&
    mayJudgeRevival(actor, await decided(ctx.db.read, idea, [open.by]));
  return {
    isDeclined: why !== "revival_not_declined",
    brought: rows.map(({ revival, name, avatar, judge }) => ({
      id: revival.id,
      by: { name, avatar, affiliation: revival.affiliation },
      isMine: isSignedIn(actor) && revival.by === actor.id,
      html: revival.html,
      at: revival.at,
      state: revival.state,
      move: revival.move,
      decidedBy: judge,
      decidedAt: revival.decidedAt,
      reasonsHtml: revival.reasonsHtml,
    })),
    mayBring: why === null && (!isSignedIn(actor) || isVerified(actor)),
    closed: why === "revival_not_declined" ? null : why,
    judges: mayJudge ? open.id : null,
  };
}

async function broughtFor(read: Reads, idea: string) {
  const rows = await read
    .select({ revival: revivals, name: members.name, avatar: members.avatar })
    .from(revivals)
    .innerJoin(members, eq(members.id, revivals.by))
    .where(eq(revivals.idea, idea))
    .orderBy(desc(revivals.at), desc(revivals.id))
    .limit(100);
  const judges = rows.flatMap(({ revival }) => revival.decidedBy ?? []);
  const named =
    judges.length === 0
      ? []
      : await read.select({ id: members.id, name: members.name }).from(members).where(inArray(members.id, judges));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, judge: names.get(row.revival.decidedBy ?? "") ?? null }));
}
