/** Who may open a room: by a role, or where the space lets members by the level that they have there now. */
import type { Reads } from "../../../db/database.ts";
import type { RoomsBy } from "../../../db/schema/spaces.ts";
import { type Actor, isVerified } from "../../platform/actor.ts";
import { levelInSpace } from "../reputation/queries.server.ts";
import { mayOpenRoom } from "./policy.ts";

/**
 * Why somebody may open no room in a space at `now` (ms since 1970 UTC), as a code for people; null where he or she may.
 * The level is asked each time: once something is taken back it may be lost, and the tool with it.
 */
export async function whyNoRoom(
  read: Reads,
  actor: Actor,
  space: { id: string; roomsBy: RoomsBy },
  now: number,
): Promise<"rooms_by_pilots" | "rooms_by_level" | null> {
  if (mayOpenRoom(actor, space, 0)) return null;
  if (space.roomsBy === "steering") return "rooms_by_pilots";
  const level = isVerified(actor) ? await levelInSpace(read, actor.id, space.id, now) : 0;
  return mayOpenRoom(actor, space, level) ? null : "rooms_by_level";
}
