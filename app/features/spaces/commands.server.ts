import type { Tx } from "../../../db/database.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { Affiliation, Locale, Roles } from "../../platform/actor.ts";
import { Invalid } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { memberJoined, spaceCreated } from "./events.ts";
import { isSpaceSlug, slugOf } from "./rules.ts";

export type NewSpace = {
  name: string;
  /** Made of the name when left out. */
  slug?: string;
  purpose: string;
  visibility: "public" | "private";
  language: Locale;
  timeZone: string;
};

/** Creates a space inside a transaction and gives its id. Throws `Invalid` when the address is taken. */
export async function createSpace(tx: Tx, by: Recording, input: NewSpace): Promise<{ id: string; slug: string }> {
  const slug = input.slug ?? slugOf(input.name);
  if (!isSpaceSlug(slug)) throw new Invalid({ spaceName: "space_slug_unusable" });
  const space = { ...input, slug, id: newId(by.now), createdAt: by.now };
  const written = await tx.insert(spaces).values(space).onConflictDoNothing().returning({ id: spaces.id });
  if (written.length === 0) throw new Invalid({ spaceName: "space_slug_taken" });
  await record(tx, by, [spaceCreated(space)]);
  return { id: space.id, slug };
}

/** Makes a member belong to a space, with roles if given; nothing happens if he or she already does. */
export async function joinSpace(
  tx: Tx,
  by: Recording,
  space: string,
  member: { id: string; affiliation: Affiliation },
  roles: Partial<Roles> = {},
): Promise<void> {
  const row = { space, member: member.id, joinedAt: by.now, ...roles };
  const joined = await tx
    .insert(memberships)
    .values(row)
    .onConflictDoNothing()
    .returning({ member: memberships.member });
  if (joined.length > 0) await record(tx, by, [memberJoined(space, member)]);
}
