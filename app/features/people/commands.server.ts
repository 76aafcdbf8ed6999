import { and, eq, ne } from "drizzle-orm";
import { wasTaken } from "../../../db/dialect/taken.ts";
import type { Tx } from "../../../db/database.ts";
import { formerHandles, members } from "../../../db/schema/members.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { handleStays, isReservedHandle } from "../accounts/rules.ts";
import { profileChanged } from "./events.ts";
import type { FoundInput, ProfileInput } from "./inputs.ts";

/**
 * Changes what others read about the one who asks. A handle that is given up leads to the new one and stays his or
 * hers. Throws `Invalid` for a handle that is reserved, somebody else's, or changed too soon after the last one.
 */
export async function changeProfile(ctx: Context, input: ProfileInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const bioHtml = await renderMarkdown(input.bio, actor.id);
  try {
    await ctx.db.transaction(async (tx) => {
      const [before] = await tx.select().from(members).where(eq(members.id, actor.id));
      if (!before) throw new NotFound();
      const changed = (["name", "handle", "bio"] as const).filter((field) => before[field] !== input[field]);
      if (changed.length === 0) return;
      const { handle } = input;
      const isRenamed = changed.includes("handle");
      if (isRenamed) await mustBeFree(tx, ctx, before, handle);
      await tx
        .update(members)
        .set({ ...input, bioHtml, ...(isRenamed && { handleChangedAt: ctx.now }) })
        .where(eq(members.id, actor.id));
      if (isRenamed) {
        await tx.delete(formerHandles).where(eq(formerHandles.handle, handle));
        await tx.insert(formerHandles).values({ handle: before.handle, member: actor.id, leftAt: ctx.now });
      }
      await record(tx, ctx, [profileChanged(actor.id, changed)]);
    });
  } catch (error) {
    if (wasTaken(error)) throw new Invalid({ handle: "handle_taken" });
    throw error;
  }
}

/**
 * Says whether teams find the one who asks by what he or she contributed, and whether there is a picture of the profile.
 * Both hold at once. Throws `Unauthorized`.
 */
export async function chooseFound(ctx: Context, chosen: FoundInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(members).where(eq(members.id, actor.id));
    if (!before) throw new NotFound();
    const changed = (["mayBeFound", "showsCard"] as const).filter((field) => before[field] !== chosen[field]);
    if (changed.length === 0) return;
    await tx.update(members).set(chosen).where(eq(members.id, actor.id));
    await record(tx, ctx, [profileChanged(actor.id, changed)]);
  });
}

async function mustBeFree(
  tx: Tx,
  { now }: { now: number },
  member: { id: string; handleChangedAt: number | null },
  handle: string,
): Promise<void> {
  if (member.handleChangedAt !== null && now - member.handleChangedAt < handleStays) {
    throw new Invalid({ handle: "handle_too_soon" });
  }
  if (isReservedHandle(handle)) throw new Invalid({ handle: "handle_reserved" });
  const held = await tx.select({ id: members.id }).from(members).where(eq(members.handle, handle));
  const left = await tx
    .select({ member: formerHandles.member })
    .from(formerHandles)
    .where(and(eq(formerHandles.handle, handle), ne(formerHandles.member, member.id)));
  if (held.length + left.length > 0) throw new Invalid({ handle: "handle_taken" });
}
