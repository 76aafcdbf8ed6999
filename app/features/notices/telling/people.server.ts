/** Who is told of something. */
import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { ideas } from "../../../../db/schema/ideas.ts";
import { members } from "../../../../db/schema/members.ts";
import { noticeEvents, notices } from "../../../../db/schema/notices.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { authorsOf } from "../../ideas/queries.server.ts";
import { pilotsOf } from "../../spaces/queries.server.ts";

/** Those who lead the space, else the admins; never somebody whose own idea it is. */
export async function leadersOf(read: Reads, space: string, idea: string | null): Promise<string[]> {
  const authors = idea === null ? [] : (await authorsIn(read, idea)).authors;
  const isFree = (id: string) => !authors.includes(id);
  const leads = (await pilotsOf(read, space)).flatMap(({ id, lead }) => (lead && isFree(id) ? [id] : []));
  return leads.length > 0 ? leads : (await admins(read)).filter(isFree);
}

/** The pilots of a space who are not involved in something; admins where none is left. */
export async function judgesIn(read: Reads, space: string, involved: readonly string[]): Promise<string[]> {
  const pilots = (await pilotsOf(read, space)).map(({ id }) => id).filter((id) => !involved.includes(id));
  return pilots.length > 0 ? pilots : (await admins(read)).filter((id) => !involved.includes(id));
}

/** The ids of the pilots of a space. */
export async function pilotIds(read: Reads, space: string): Promise<string[]> {
  return (await pilotsOf(read, space)).map(({ id }) => id);
}

/** Who has read a notice about an item. What this same event took back at an earlier try still counts. */
export async function readersOf(read: Reads, item: string, event: LoggedEvent): Promise<string[]> {
  const stands = or(isNull(noticeEvents.withdrawnBy), eq(noticeEvents.withdrawnBy, event.id));
  const rows = await read
    .select({ member: noticeEvents.member })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .where(and(eq(noticeEvents.item, item), stands, isNotNull(notices.readAt)));
  return rows.map(({ member }) => member);
}

/** The ids of those who write an idea (`authors`); nobody where it is gone. */
export async function authorsIn(read: Reads, id: string) {
  const [idea] = await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, id));
  return idea ? authorsOf(read, idea) : { authors: [] };
}

async function admins(read: Reads): Promise<string[]> {
  const rows = await read.select({ id: members.id }).from(members).where(eq(members.admin, true));
  return rows.map(({ id }) => id);
}
