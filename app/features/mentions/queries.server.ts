import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Called, handlesIn } from "./rules.ts";

/**
 * The people whom texts written in a space call by their handles: its members alone. Nobody outside
 * a space is linked or told of what is said there.
 */
export async function calledIn(read: Reads, space: string, ...texts: readonly string[]): Promise<Called[]> {
  const handles = handlesIn(...texts);
  if (handles.length === 0) return [];
  return read
    .select({ id: members.id, handle: members.handle })
    .from(members)
    .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
    .where(and(inArray(members.handle, handles), isNotNull(members.email)));
}
