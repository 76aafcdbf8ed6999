/** What is done with a room before it begins, and who is asked to come. */
import { eq } from "drizzle-orm";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { momentAt } from "../piloting/calendar.server.ts";
import type { Phase } from "../rooms/board.ts";
import { closeRoom } from "../rooms/closing.server.ts";
import { changePlan, leading, markOf, openRoom, peopleBehind } from "../rooms/commands.server.ts";
import { idleAfter } from "../rooms/rules.ts";
import { remindBefore } from "../rooms/reminding.server.ts";
import { giveToNext, lookAfterHost } from "../rooms/rota.server.ts";
import { roomChanged, roomInvited } from "./events.ts";
import type { OpenInput, RoomEdit, WhenInput } from "./inputs.ts";

/** Opens a room as its form says, and gives its id. Throws what `openRoom` throws. */
export async function openPlanned(ctx: Context, space: string, form: OpenInput): Promise<string> {
  const { id, idea, title, question, template, audience, most, invited } = form;
  const startsAt = startOf(form);
  if (startsAt !== null && startsAt <= ctx.now) throw new Invalid({ day: "in_the_past" });
  const byRota = form.host === "rota";
  return openRoom(ctx, space, { id, idea, title, question, template, audience, most, invited, startsAt, byRota });
}

/** When a room begins by its form, in milliseconds since 1970 UTC; null: as soon as its host says so. */
function startOf({ when, day, time, zone }: WhenInput): number | null {
  return when === "now" ? null : momentAt(day, time, zone);
}

/**
 * Changes what a room is called, what it asks and when it begins. Throws `NotFound`, `Forbidden`, `Invalid`,
 * `Refused` (`room_begun`, `muted`), and `Conflict` where somebody else was first.
 */
export async function changeRoom(ctx: Context, id: string, edit: RoomEdit): Promise<void> {
  const { title, question } = edit;
  const startsAt = startOf(edit);
  await leading(ctx, id, async ({ tx, room, board, plan }) => {
    if (board.state !== "lobby") throw new Refused("room_begun");
    if (title === room.title && question === room.question && startsAt === room.startsAt) return;
    if (title !== room.title || question !== room.question) await mustNotBeMuted(tx, ctx, room.space);
    if (edit.was !== markOf(room, plan)) throw new Conflict("changed_meanwhile");
    if (startsAt !== null && startsAt !== room.startsAt && startsAt <= ctx.now) {
      throw new Invalid({ day: "in_the_past" });
    }
    // Nothing happened that the board shows: the clock alone has to look at another time.
    const dueAt = Math.max(ctx.now, startsAt ?? 0) + idleAfter;
    await tx.update(rooms).set({ title, question, startsAt, lastAt: ctx.now, dueAt }).where(eq(rooms.id, id));
    if (startsAt !== room.startsAt) {
      await remindBefore(tx, ctx, { id, startsAt });
      await lookAfterHost(tx, ctx, { id, startsAt });
    }
    await record(tx, ctx, [roomChanged(room, { startsAt, before: room.startsAt })]);
  });
}

/** Replaces the plan that somebody saw. Throws what `changePlan` throws, and `Conflict` where somebody else was first. */
export async function replacePlan(ctx: Context, id: string, was: string, plan: readonly Phase[]): Promise<void> {
  await changePlan(ctx, id, plan, was);
}

/**
 * Lets the next in turn lead a room that has not begun. Throws `NotFound`, `Forbidden`, `Refused` (`room_begun`,
 * `nobody_in_turn`).
 */
export async function passOn(ctx: Context, id: string, from: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await leading(ctx, id, async (room) => {
    const { host, state } = room.board;
    if (state !== "lobby") throw new Refused("room_begun");
    // The form was sent before: somebody else leads it already.
    if (host !== from) return;
    const isGiven = await giveToNext(room, ctx, { actor: actor.id, isAway: false, except: [host] });
    if (!isGiven) throw new Refused("nobody_in_turn");
  });
}

/** Ends a room that has not begun. Throws `NotFound`, `Forbidden`, `Refused("room_not_planned")`. */
export async function cancelRoom(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await leading(ctx, id, async (room) => {
    if (room.board.end === "cancelled") return;
    if (room.board.state !== "lobby") throw new Refused("room_not_planned");
    await closeRoom(room, "cancelled", actor.id);
  });
}

/**
 * Invites more people of the space, by their handles; who is invited already stays so. Throws `NotFound`, `Forbidden`,
 * `Refused("room_closed")`, and `Invalid` where somebody is not in the space.
 */
export async function inviteToRoom(ctx: Context, id: string, handles: readonly string[]): Promise<void> {
  await leading(ctx, id, async ({ tx, room, board }) => {
    if (board.state === "closed") throw new Refused("room_closed");
    const people = await peopleBehind(tx, room.space, handles);
    const rows = people.map(({ id: member, affiliation }) => ({
      room: id,
      member,
      affiliation,
      role: "member" as const,
      invitedAt: ctx.now,
    }));
    const invited = await tx
      .insert(roomPeople)
      .values(rows)
      .onConflictDoNothing()
      .returning({ member: roomPeople.member });
    if (invited.length > 0)
      await record(tx, ctx, [roomInvited(room, { invited: invited.map(({ member }) => member) })]);
  });
}
