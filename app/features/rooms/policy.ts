import { type Actor, isAdmin, isMemberOf, isVerified, type SignedIn, steers } from "../../platform/actor.ts";
import { leads, takesPart } from "./rules.ts";
import type { RoomAudience, RoomRole } from "../../../db/schema/rooms.ts";
import type { RoomsBy } from "../../../db/schema/spaces.ts";
import { hasTool } from "../reputation/policy.ts";
import type { Level } from "../reputation/rules.ts";

/** Whether somebody opens rooms by a role: pilots and product people do, and so does an admin. */
export function opensRoomsByRole(actor: Actor, space: string): boolean {
  return isVerified(actor) && (steers(actor, space) || isAdmin(actor));
}

/** Beside them, members whose level in the space brings it, where the space lets them. `level`: the actor's there. */
export function mayOpenRoom(actor: Actor, space: { id: string; roomsBy: RoomsBy }, level: Level): boolean {
  if (opensRoomsByRole(actor, space.id)) return true;
  return isVerified(actor) && space.roomsBy === "known" && isMemberOf(actor, space.id) && hasTool(level, "open_room");
}

/** What somebody is in a room: null for whoever was neither invited nor there. */
export type Standing = { role: RoomRole; isBlocked: boolean } | null;

/** A room by invitation does not exist for those who were not invited; whoever was sent out is out. */
export function maySeeRoom(actor: Actor, room: { audience: RoomAudience }, own: Standing): boolean {
  if (own?.isBlocked) return false;
  return room.audience === "space" || (isVerified(actor) && own !== null);
}

/** Coming in takes a confirmed address. */
export function mayEnter(actor: Actor): actor is SignedIn {
  return isVerified(actor);
}

/** Writing, sorting and voting are for those who take part. */
export function mayTakePart(own: Standing): boolean {
  return own !== null && !own.isBlocked && takesPart(own.role);
}

/** The clock, the plan and the people are the host's and co-hosts' matter. */
export function mayLead(own: Standing): boolean {
  return own !== null && !own.isBlocked && leads(own.role);
}
