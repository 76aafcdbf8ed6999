import { type Actor, isSignedIn, isVerified } from "../../platform/actor.ts";
import { mayLead, type Standing } from "../rooms/policy.ts";

type Presented = { presenter: string | null; createdBy: string };

/** Who shows the slides of a room: whoever was named, else whoever opened it. */
export function presenterOf({ presenter, createdBy }: Presented): string {
  return presenter ?? createdBy;
}

/** The slides are their presenter's matter: until they are shown nobody else reads them. */
export function maySeeSlides(actor: Actor, room: Presented): boolean {
  return isSignedIn(actor) && actor.id === presenterOf(room);
}

/** Preparing slides takes a confirmed address, like everything that others will read. */
export function mayPrepare(actor: Actor, room: Presented): boolean {
  return isVerified(actor) && maySeeSlides(actor, room);
}

/** What was said in a pitch is written down by whoever said it, or by those who led the room. */
export function mayTranscribe(actor: Actor, own: Standing, presenter: string): boolean {
  return isVerified(actor) && !own?.isBlocked && (actor.id === presenter || mayLead(own));
}
