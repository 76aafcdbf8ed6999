import { type Actor, isMemberOf } from "../../platform/actor.ts";

/** A private space does not exist for those outside it. */
export function maySeeSpace(actor: Actor, space: { id: string; visibility: "public" | "private" }): boolean {
  return space.visibility === "public" || isMemberOf(actor, space.id);
}
