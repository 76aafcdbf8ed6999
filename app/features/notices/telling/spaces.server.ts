import { eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { spaces } from "../../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { pilotsOf } from "../../spaces/queries.server.ts";
import type { Consequence, Consequences } from "./consequences.server.ts";
import { lateOf, memberIn, spaceIn } from "./event.server.ts";

/** Who belongs to a space, and who is called there. */
export const ofSpaces: Readonly<Record<string, Consequences>> = {
  async "call.made"(_read, event) {
    return { tell: [{ ...aboutCall(event), kind: "called", to: [memberIn(event)] }] };
  },
  "call.accepted": tellCaller,
  "call.declined": tellCaller,
  async "membership.requested"(read, event) {
    const pilots = await pilotsOf(read, spaceIn(event));
    return { tell: [{ ...aboutRequest(event), kind: "request", to: pilots.map(({ id }) => id) }] };
  },
  async "membership.approved"(_read, event) {
    return {
      tell: [{ ...aboutMembership(event), kind: "request_approved", to: [memberIn(event)] }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }, lateOf(aboutRequest(event).item)],
    };
  },
  async "membership.declined"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return {
      tell: [{ ...aboutMembership(event), kind: "request_declined", to: [memberIn(event)], named }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }, lateOf(aboutRequest(event).item)],
    };
  },
  async "membership.role_given"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_given", to: [memberIn(event)] }] };
  },
  async "membership.role_taken"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_taken", to: [memberIn(event)] }] };
  },
  async "membership.removed"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return { tell: [{ ...aboutMembership(event), kind: "removed", to: [memberIn(event)], named }] };
  },
};

/** The name of a space, for those who may see it no more. */
export async function nameOf(read: Reads, space: string): Promise<string | null> {
  const [row] = await read.select({ name: spaces.name }).from(spaces).where(eq(spaces.id, space));
  return row?.name ?? null;
}

/** What somebody who was found is asked to: it is about the space, as the room or the idea has its own page. */
function aboutCall(event: LoggedEvent) {
  return { about: event.subject, item: event.subject, space: spaceIn(event), idea: null };
}

async function tellCaller(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = aboutCall(event);
  const kind = event.kind === "call.accepted" ? ("call_accepted" as const) : ("call_declined" as const);
  return {
    tell: [{ ...told, item: `answered:${told.item}`, kind, to: [String(event.payload.by)] }],
    withdraw: [{ item: told.item, kinds: ["called"] }],
  };
}

/** That somebody belongs to a space. */
export function aboutMembership(event: LoggedEvent) {
  const space = spaceIn(event);
  return { about: `space:${space}`, space, idea: null, item: `membership:${space}:${memberIn(event)}` };
}

function aboutRequest(event: LoggedEvent) {
  return { ...aboutMembership(event), item: `request:${spaceIn(event)}:${memberIn(event)}` };
}

/** Each role is a line of its own. */
function aboutRole(event: LoggedEvent) {
  const role = String(event.payload.role);
  return { ...aboutMembership(event), about: `space:${spaceIn(event)}:${role}`, code: role };
}
