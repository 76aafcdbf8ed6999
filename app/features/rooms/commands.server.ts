import { createHash } from "node:crypto";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { roomPeople, roomPhases, rooms } from "../../../db/schema/rooms.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import type { Phase } from "./board.ts";
import { roomOpened } from "./events.ts";
import type { RoomInput } from "./inputs.ts";
import { whyNoRoom } from "./opening.server.ts";
import { mayLead, opensRoomsByRole } from "./policy.ts";
import { proceed, proceedIn, type Proceeding } from "./proceeding.server.ts";
import { type Room, roomSeenBy } from "./queries.server.ts";
import { remindBefore } from "./reminding.server.ts";
import { giveToNext, lookAfterHost } from "./rota.server.ts";
import { idleAfter, mostPhases } from "./rules.ts";
import { templates } from "./templates.ts";

/**
 * Opens a room on an idea, or on a question of a space, and gives its id; it begins when its host says so. Sent twice,
 * it is one room. Throws `NotFound`, `Forbidden`, `Refused("muted")` and `Invalid`.
 */
export async function openRoom(ctx: Context, spaceId: string, input: RoomInput): Promise<string> {
  const { actor } = signedIn(ctx);
  return ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    const why = await whyNoRoom(tx, actor, space, ctx.now);
    must(why === null, why ?? undefined);
    // Who is in turn is a matter of those who steer.
    if (input.byRota) must(opensRoomsByRole(actor, space.id), "rooms_by_pilots");
    const idea = input.idea === null ? null : (await ideaSeenBy(tx, actor, input.idea)).idea;
    if (idea && idea.space !== space.id) throw new Invalid({ idea: "missing" });
    await mustNotBeMuted(tx, ctx, space.id);
    if (input.startsAt !== null && input.startsAt <= ctx.now) throw new Invalid({ startsAt: "in_the_past" });
    const { id, title, question, template, audience, most, startsAt } = input;
    const invited = await peopleBehind(tx, space.id, input.invited);
    const room = {
      id,
      title,
      question,
      template,
      audience,
      most,
      startsAt,
      space: space.id,
      idea: idea?.id ?? null,
      createdBy: actor.id,
      host: actor.id,
      state: "lobby" as const,
      createdAt: ctx.now,
      lastAt: ctx.now,
      dueAt: Math.max(ctx.now, startsAt ?? 0) + idleAfter,
    };
    // One statement decides: the same form may come twice at the same moment.
    const opened = await tx.insert(rooms).values(room).onConflictDoNothing().returning({ id: rooms.id });
    if (opened.length === 0) return sameRoom(tx, room);
    await writePlan(tx, id, templates[template]);
    const others = invited.filter((person) => person.id !== actor.id);
    await tx.insert(roomPeople).values([
      { room: id, member: actor.id, affiliation: actor.affiliation, role: "host", invitedAt: ctx.now },
      ...others.map(({ id: member, affiliation }) => ({
        room: id,
        member,
        affiliation,
        role: "member" as const,
        invitedAt: ctx.now,
      })),
    ]);
    await remindBefore(tx, ctx, { id, startsAt });
    await record(tx, ctx, [
      roomOpened(
        { id, space: space.id, idea: idea?.id ?? null },
        { host: actor.id, template, audience, startsAt, invited: others.map((person) => person.id) },
      ),
    ]);
    if (input.byRota) {
      await proceedIn(tx, id, ctx.now, async (room) => {
        await giveToNext(room, ctx, { actor: actor.id, isAway: false, except: [] });
      });
    }
    await lookAfterHost(tx, ctx, room);
    return id;
  });
}

/** The id of a room that was opened before by the same form. Throws `Conflict` where it is another one. */
async function sameRoom(tx: Tx, { id, createdBy, space }: { id: string; createdBy: string; space: string }) {
  const mine = and(eq(rooms.id, id), eq(rooms.createdBy, createdBy), eq(rooms.space, space));
  if ((await tx.$count(rooms, mine)) === 0) throw new Conflict("changed_meanwhile");
  return id;
}

/** What says whether a room and its plan are still as somebody saw them. */
export function markOf(room: Pick<Room, "title" | "question" | "startsAt">, plan: readonly Phase[]): string {
  const { title, question, startsAt } = room;
  return createHash("sha256")
    .update(JSON.stringify([title, question, startsAt, plan]))
    .digest("hex");
}

/**
 * Does something as one who leads a room; whether one still does is asked once nobody else changes the room. Throws
 * `NotFound`, `Forbidden`, and what `work` throws.
 */
export async function leading(ctx: Context, id: string, work: (room: Proceeding) => Promise<void>): Promise<void> {
  const { actor } = signedIn(ctx);
  // Whoever may not know of the room waits for no lock of it.
  await roomSeenBy(ctx.db.read, actor, id);
  await proceed(ctx.db, id, ctx.now, async (room) => {
    const { own } = await roomSeenBy(room.tx, actor, id);
    must(mayLead(own), "host_only");
    await work(room);
  });
}

/**
 * Replaces the plan of a room that has not begun; `was` is the mark of what somebody saw, null for whoever made it. Throws
 * `NotFound`, `Forbidden`, `Refused` (`room_begun`, `muted`), `Invalid`, and `Conflict` where somebody else was first.
 */
export async function changePlan(
  ctx: Context,
  id: string,
  plan: readonly Phase[],
  was: string | null = null,
): Promise<void> {
  if (plan.length === 0) throw new Invalid({ plan: "plan_empty" });
  if (plan.length > mostPhases) throw new Invalid({ plan: "plan_too_long" });
  if (plan.filter(({ kind }) => kind === "slides").length > 1) throw new Invalid({ plan: "plan_one_pitch" });
  await leading(ctx, id, async ({ tx, room, board, plan: before }) => {
    if (board.state !== "lobby") throw new Refused("room_begun");
    if (was !== null && was !== markOf(room, before)) throw new Conflict("changed_meanwhile");
    await mustNotBeMuted(tx, ctx, room.space);
    await tx.delete(roomPhases).where(eq(roomPhases.room, id));
    await writePlan(tx, id, plan);
  });
}

async function writePlan(tx: Tx, room: string, plan: readonly Phase[]): Promise<void> {
  await tx.insert(roomPhases).values(plan.map((phase, position) => ({ ...phase, room, position })));
}

/** The people of a space behind these handles. Throws `Invalid` where one is not in it. */
export async function peopleBehind(tx: Tx, space: string, handles: readonly string[]) {
  const wanted = [...new Set(handles)];
  if (wanted.length === 0) return [];
  const found = await tx
    .select({ id: members.id, affiliation: members.affiliation })
    .from(members)
    .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
    .where(and(inArray(members.handle, wanted), isNotNull(members.email)));
  if (found.length < wanted.length) throw new Invalid({ invited: "invited_unknown" });
  return found;
}
