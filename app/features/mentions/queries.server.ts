import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, notExists } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { fold } from "../../platform/fold.ts";
import { type Called, handlesIn, mostOffered } from "./rules.ts";

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

/** Those of a space's people whose handle begins as `typed` does, by handle; at most `mostOffered`, nobody who is banned. */
export async function offeredFor(read: Reads, space: string, typed: string) {
  const from = fold(typed).replaceAll(" ", "-");
  if (!/^[a-z0-9-]+$/.test(from)) return [];
  return (
    read
      .select({ handle: members.handle, name: members.name, affiliation: members.affiliation })
      .from(members)
      .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
      // A range, so that the index of handles answers; `{` comes after every sign of a handle.
      .where(
        and(
          gte(members.handle, from),
          lt(members.handle, `${from}{`),
          isNotNull(members.email),
          notExists(
            read
              .select({ id: bans.id })
              .from(bans)
              .where(and(eq(bans.member, members.id), isNull(bans.liftedAt))),
          ),
        ),
      )
      .orderBy(asc(members.handle))
      .limit(mostOffered)
  );
}
