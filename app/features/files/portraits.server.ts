/** The picture of a member and the logo of a space: one each, drawn small. */
import { eq } from "drizzle-orm";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { record } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { must } from "../../platform/policy.ts";
import { mayEditSpace } from "../spaces/policy.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { type Sent, store, wipe } from "./commands.server.ts";
import { type Cut, prepared } from "./contents.server.ts";
import { avatarChanged, logoChanged } from "./events.ts";
import { mayHaveAvatar } from "./policy.ts";
import { sides } from "./rules.ts";

// No paper shines through a face: the initials lie behind it.
const face: Cut = { ...sides.avatar, fit: "cover", isOpaque: true };
const logo: Cut = { ...sides.logo, fit: "inside" };

/**
 * Gives the actor a picture instead of the one there was; null takes it away. Throws
 * `Forbidden("verify_first")`, `TooMany`, and `Invalid` on `file`.
 */
export async function setAvatar(ctx: Context, sent: Sent | null): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayHaveAvatar(actor), "verify_first");
  const file = sent && (await drawn(ctx, sent, face));
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select({ avatar: members.avatar }).from(members).where(eq(members.id, actor.id));
    const before = row?.avatar ?? null;
    if (before === null && file === null) return;
    const avatar = file && (await store(tx, ctx, file, { ofMember: actor.id, name: "" }));
    await tx.update(members).set({ avatar }).where(eq(members.id, actor.id));
    if (before !== null) await wipe(tx, ctx, before);
    await record(tx, ctx, [avatarChanged(actor.id, avatar)]);
  }, "serializable");
}

/** Gives a space a logo instead of the one there was; null takes it away. Throws `NotFound`, `Forbidden`, `TooMany`, `Invalid`. */
export async function setLogo(ctx: Context, space: string, sent: Sent | null): Promise<void> {
  const { actor } = signedIn(ctx);
  await spaceSeenBy(ctx.db.read, actor, space);
  must(mayEditSpace(actor, space));
  const file = sent && (await drawn(ctx, sent, logo));
  await ctx.db.transaction(async (tx) => {
    const { logo: before } = await spaceSeenBy(tx, actor, space);
    must(mayEditSpace(actor, space));
    if (before === null && file === null) return;
    const after = file && (await store(tx, ctx, file, { ofSpace: space, name: "" }));
    await tx.update(spaces).set({ logo: after }).where(eq(spaces.id, space));
    if (before !== null) await wipe(tx, ctx, before);
    await record(tx, ctx, [logoChanged(space, after)]);
  }, "serializable");
}

async function drawn(ctx: Context, sent: Sent, cut: Cut) {
  await limit("upload_member", signedIn(ctx).actor.id);
  return prepared(sent.bytes, { cut, documents: false });
}
