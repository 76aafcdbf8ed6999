import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequences, Withdrawal } from "./consequences.server.ts";
import { aboutIdea, ideaIn, lateOf, memberIn, spaceIn } from "./event.server.ts";
import { authorsIn, judgesIn } from "./people.server.ts";

/** New arguments for declined ideas. */
export const ofReviving: Readonly<Record<string, Consequences>> = {
  async "revival.asked"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    const to = await judgesIn(read, spaceIn(event), [...authors, memberIn(event)]);
    return { tell: [{ ...aboutRevival(event), kind: "revival_asked", to }] };
  },
  async "revival.accepted"(_read, event) {
    // It goes with the move that it led to.
    const told = { ...aboutRevival(event), item: `move:${String(event.payload.move)}` };
    return { tell: [{ ...told, kind: "revival_accepted", to: [memberIn(event)] }], withdraw: revivalSettled(event) };
  },
  async "revival.declined"(_read, event) {
    const told = { ...aboutRevival(event), kind: "revival_declined" as const };
    return {
      tell: [{ ...told, item: `decided:${told.item}`, to: [memberIn(event)] }],
      withdraw: revivalSettled(event),
    };
  },
  async "revival.overtaken"(_read, event) {
    return { withdraw: revivalSettled(event) };
  },
};

function aboutRevival(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: revivalIn(event) };
}

function revivalIn({ payload }: LoggedEvent): string {
  return `revival:${String(payload.revival)}`;
}

/** Nobody needs to decide any more. */
function revivalSettled(event: LoggedEvent): Withdrawal[] {
  return [{ item: revivalIn(event), kinds: ["revival_asked"] }, lateOf(revivalIn(event))];
}
