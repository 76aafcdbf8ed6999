/**
 * Asking to come into a private space. Threat: a page at the space's own address would tell
 * outsiders that it exists. So there is a link of its own, which members pass on: it is signed,
 * shows no more than name and purpose, and a pilot can make it worthless.
 */
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { joinRequests, spaces } from "../../../db/schema/spaces.ts";
import { isMemberOf, isVerified } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { must } from "../../platform/policy.ts";
import { sign, unsign } from "../../platform/signing.server.ts";
import { joinSpace } from "./commands.server.ts";
import { knockRenewed, membershipAsked, membershipDecided } from "./events.ts";
import type { DecisionInput, RequestInput } from "./inputs.ts";
import { mayManageMembers } from "./policy.ts";
import { type Space, spaceSeenBy } from "./queries.server.ts";

/** The last part of the address at which people ask to come in; to be shown to members only. */
export function knockKey(ctx: Context, space: Pick<Space, "id" | "knockTurn">): string {
  return sign(ctx.config, "knock", `${space.id}.${space.knockTurn}`);
}

/** The space behind such a link. Throws `NotFound` for a forged one and for one that was renewed. */
export async function spaceByKnock(ctx: Context, key: string): Promise<Space> {
  const [id = "", turn = ""] = (unsign(ctx.config, "knock", key) ?? "").split(".");
  const [space] = await ctx.db.read
    .select()
    .from(spaces)
    .where(and(eq(spaces.id, id), eq(spaces.knockTurn, Number(turn) || 0)));
  if (!space) throw new NotFound();
  return space;
}

/** What became of the actor's own request, or null when there is none. */
export async function myRequest(ctx: Context, space: string) {
  if (ctx.actor.kind !== "member") return null;
  const [request] = await ctx.db.read
    .select({ state: joinRequests.state, reason: joinRequests.reason, message: joinRequests.message })
    .from(joinRequests)
    .where(and(eq(joinRequests.space, space), eq(joinRequests.member, ctx.actor.id)));
  return request ?? null;
}

/** Asks to come in; asked twice, it waits once. Throws `NotFound`, `Forbidden("verify_first")`. */
export async function askToJoin(ctx: Context, key: string, { message }: RequestInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const space = await spaceByKnock(ctx, key);
  must(isVerified(actor), "verify_first");
  if (isMemberOf(actor, space.id)) return;
  await ctx.db.transaction(async (tx) => {
    const row = {
      message,
      state: "waiting" as const,
      askedAt: ctx.now,
      decidedBy: null,
      decidedAt: null,
      reason: null,
    };
    const asked = await tx
      .insert(joinRequests)
      .values({ ...row, space: space.id, member: actor.id })
      .onConflictDoUpdate({
        target: [joinRequests.space, joinRequests.member],
        set: row,
        setWhere: sql`${joinRequests.state} <> 'waiting'`,
      })
      .returning({ member: joinRequests.member });
    if (asked.length > 0) await record(tx, ctx, [membershipAsked(space.id, actor.id)]);
  });
}

/**
 * Lets somebody in who asked, or declines with a reason; the mail tells. Of two pilots the first
 * decides. Throws `Forbidden`, `Invalid` without a reason, `Refused("request_decided")`.
 */
export async function decideRequest(
  ctx: Context,
  spaceId: string,
  decision: "approve" | "decline",
  { member, reason }: DecisionInput,
  origin: string,
): Promise<void> {
  const { actor } = signedIn(ctx);
  const isApproved = decision === "approve";
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    must(mayManageMembers(actor, spaceId));
    if (!isApproved && reason === "") throw new Invalid({ reason: "reason_missing" });
    const decided = await tx
      .update(joinRequests)
      .set({
        state: isApproved ? "approved" : "declined",
        decidedBy: actor.id,
        decidedAt: ctx.now,
        reason: isApproved ? null : reason,
      })
      .where(and(eq(joinRequests.space, spaceId), eq(joinRequests.member, member), eq(joinRequests.state, "waiting")))
      .returning({ member: joinRequests.member });
    if (decided.length === 0) throw new Refused("request_decided");
    await record(tx, ctx, [membershipDecided(spaceId, member, isApproved)]);
    if (isApproved) await joinSpace(tx, ctx, spaceId, { id: member });
    await tellAsker(tx, ctx, { space, member, isApproved, reason, by: actor.name, origin });
  });
}

async function tellAsker(
  tx: Tx,
  ctx: Context,
  told: { space: Space; member: string; isApproved: boolean; reason: string; by: string; origin: string },
): Promise<void> {
  const { space, isApproved, reason, by, origin } = told;
  const [asker] = await tx.select().from(members).where(eq(members.id, told.member));
  if (!asker?.email) return;
  await enqueueMail(tx, ctx, {
    to: { name: asker.name, address: asker.email },
    locale: asker.locale,
    template: isApproved ? "request_approved" : "request_declined",
    values: { name: asker.name, space: space.name, by, reason, url: isApproved ? `${origin}/s/${space.slug}` : "" },
  });
}

/** Makes every earlier link to ask for admission worthless. Throws `Forbidden`. */
export async function renewKnock(ctx: Context, spaceId: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    must(mayManageMembers(actor, spaceId));
    const [renewed] = await tx
      .update(spaces)
      .set({ knockTurn: sql`${spaces.knockTurn} + 1` })
      .where(eq(spaces.id, spaceId))
      .returning({ turn: spaces.knockTurn });
    if (renewed) await record(tx, ctx, [knockRenewed(spaceId, renewed.turn)]);
  });
}
