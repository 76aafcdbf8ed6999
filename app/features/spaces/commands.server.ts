import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { type Accent, type LeanShown, type RoomsBy, memberships, spaces } from "../../../db/schema/spaces.ts";
import type { Affiliation, Locale, Roles } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { slugOf } from "../../platform/slug.ts";
import { memberJoined, spaceCreated, spaceEdited } from "./events.ts";
import type { SpaceEdit, SpaceInput } from "./inputs.ts";
import { mayEditSpace, mayOpenSpaces } from "./policy.ts";
import { type Space, spaceSeenBy } from "./queries.server.ts";
import { isSpaceSlug, limits } from "./rules.ts";

export type NewSpace = {
  name: string;
  /** Made of the name when left out. */
  slug?: string;
  purpose: string;
  visibility: "public" | "private";
  language: Locale;
  timeZone: string;
  criteria?: string;
  criteriaHtml?: string;
  accent?: Accent;
  leanShown?: LeanShown;
  roomsBy?: RoomsBy;
  holdFirst?: number;
};

/** Creates a space inside a transaction and gives its id. Throws `Invalid` when the address is taken. */
export async function createSpace(tx: Tx, by: Recording, input: NewSpace): Promise<{ id: string; slug: string }> {
  const slug = input.slug ?? slugOf(input.name, limits.slug);
  if (!isSpaceSlug(slug)) throw new Invalid({ spaceName: "space_slug_unusable" });
  const space = { ...input, slug, id: newId(by.now), createdAt: by.now };
  const written = await tx.insert(spaces).values(space).onConflictDoNothing().returning({ id: spaces.id });
  if (written.length === 0) throw new Invalid({ spaceName: "space_slug_taken" });
  await record(tx, by, [spaceCreated(space)]);
  return { id: space.id, slug };
}

/** Opens a space, with the admin who opens it as its lead. Throws `Forbidden`, `Invalid`. */
export async function openSpace(ctx: Context, input: SpaceInput): Promise<{ slug: string }> {
  const { actor } = signedIn(ctx);
  must(mayOpenSpaces(actor));
  const fields = await columnsOf(input);
  return ctx.db.transaction(async (tx) => {
    const space = await createSpace(tx, ctx, fields);
    await joinSpace(tx, ctx, space.id, actor, { pilot: true, lead: true });
    return { slug: space.slug };
  });
}

/**
 * Changes what a space is. Throws `Forbidden`, `Conflict("space_changed")` when somebody saved
 * since the form was shown, and `Invalid` when a private space would be opened to everybody
 * without saying so.
 */
export async function editSpace(ctx: Context, id: string, input: SpaceEdit): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await spaceSeenBy(ctx.db.read, actor, id);
  must(mayEditSpace(actor, id));
  const isOpening = seen.visibility === "private" && input.visibility === "public";
  if (isOpening && input.opening !== "yes") throw new Invalid({ visibility: "opening_unconfirmed" });
  const fields = await columnsOf(input);
  await ctx.db.transaction(async (tx) => {
    const before = await spaceSeenBy(tx, actor, id);
    must(mayEditSpace(actor, id));
    const changed = changedFields(before, fields);
    if (before.version === input.version && changed.length === 0) return;
    const written = await tx
      .update(spaces)
      .set({ ...fields, version: sql`${spaces.version} + 1` })
      .where(and(eq(spaces.id, id), eq(spaces.version, input.version)))
      .returning({ version: spaces.version });
    const version = written[0]?.version;
    if (version === undefined) throw new Conflict("space_changed");
    const { visibility } = fields;
    await record(tx, ctx, [spaceEdited(id, { version, changed, visibility, visibilityBefore: before.visibility })]);
  });
}

async function columnsOf({
  spaceName,
  purpose,
  criteria,
  visibility,
  language,
  timeZone,
  accent,
  leanShown,
  roomsBy,
  holdFirst,
}: SpaceInput) {
  const criteriaHtml = await renderMarkdown(criteria);
  const fields = {
    name: spaceName,
    purpose,
    criteria,
    criteriaHtml,
    visibility,
    language,
    timeZone,
    accent,
    leanShown,
  };
  return {
    ...fields,
    ...(roomsBy !== undefined && { roomsBy }),
    ...(holdFirst !== undefined && { holdFirst }),
  };
}

function changedFields(before: Space, fields: Awaited<ReturnType<typeof columnsOf>>): string[] {
  return (Object.keys(fields) as (keyof typeof fields)[]).filter(
    (name) => name !== "criteriaHtml" && fields[name] !== before[name],
  );
}

/** Makes a member belong to a space, with roles if given; nothing happens if he or she already does. */
export async function joinSpace(
  tx: Tx,
  by: Recording,
  space: string,
  member: { id: string },
  roles: Partial<Roles> = {},
): Promise<void> {
  const row = { space, member: member.id, joinedAt: by.now, ...roles };
  const joined = await tx
    .insert(memberships)
    .values(row)
    .onConflictDoNothing()
    .returning({ member: memberships.member });
  if (joined.length > 0) await record(tx, by, [memberJoined(space, await counted(tx, member.id))]);
}

/** A member with the affiliation of this moment: the one under which spaces count him or her. */
export async function counted(tx: Tx, member: string): Promise<{ id: string; affiliation: Affiliation }> {
  const [row] = await tx
    .select({ id: members.id, affiliation: members.affiliation })
    .from(members)
    .where(eq(members.id, member));
  if (!row) throw new NotFound();
  return row;
}
