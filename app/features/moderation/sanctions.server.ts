import { and, desc, eq, exists, gt, isNull, or } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { moderationActs } from "../../../db/schema/moderation.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { type Space, spaceBySlug, spaceSeenBy } from "../spaces/queries.server.ts";
import { actShown, writeAct } from "./acts.server.ts";
import { memberSanctioned, warningRead } from "./events.ts";
import type { MuteInput, WarnInput } from "./inputs.ts";
import { muteOf } from "./muting.server.ts";
import { maySanction, maySeeCard } from "./policy.ts";
import { mostListed, mutedUntil, nextStep } from "./rules.ts";

/**
 * Tells somebody of a space that something must not happen again. Sent twice, it is one warning.
 * Throws `NotFound`, `Forbidden`.
 */
export async function warnMember(ctx: Context, spaceId: string, handle: string, input: WarnInput): Promise<void> {
  await sanction(ctx, spaceId, handle, async (tx, person) => {
    const { reason, words, id } = input;
    const row = { id, reason, words, space: spaceId, member: person.id, subject: `member:${person.id}` };
    if (await isThere(tx, ctx, row)) return;
    await writeAct(tx, ctx, { ...row, act: "warned" });
    await record(tx, ctx, [memberSanctioned("member.warned", { ...row, until: null })]);
  });
}

/**
 * Keeps somebody from writing in a space for some days. Throws as `warnMember`, and
 * `Refused("muted_already")` while another such time runs.
 */
export async function muteMember(ctx: Context, spaceId: string, handle: string, input: MuteInput): Promise<void> {
  await sanction(ctx, spaceId, handle, async (tx, person) => {
    const { reason, words, id, days } = input;
    const row = { id, reason, words, space: spaceId, member: person.id, subject: `member:${person.id}` };
    if (await isThere(tx, ctx, row)) return;
    if (await muteOf(tx, spaceId, person.id, ctx.now)) throw new Refused("muted_already");
    const until = mutedUntil(ctx.now, days);
    await writeAct(tx, ctx, { ...row, act: "muted", until });
    await record(tx, ctx, [memberSanctioned("member.muted", { ...row, until })]);
  });
}

/** Lets somebody write again before the time is over, and says why. Nothing happens when it is. Throws as `warnMember`. */
export async function unmuteMember(ctx: Context, spaceId: string, handle: string, words: string): Promise<void> {
  await sanction(ctx, spaceId, handle, (tx, person) => unmute(tx, ctx, { space: spaceId, member: person.id, words }));
}

/** The same within another command. */
export async function unmute(
  tx: Tx,
  ctx: Context,
  of: { space: string; member: string; words: string },
): Promise<void> {
  const lifted = await tx
    .update(moderationActs)
    .set({ liftedAt: ctx.now })
    .where(
      and(
        eq(moderationActs.member, of.member),
        eq(moderationActs.space, of.space),
        eq(moderationActs.act, "muted"),
        gt(moderationActs.until, ctx.now),
        isNull(moderationActs.liftedAt),
      ),
    )
    .returning({ id: moderationActs.id });
  if (lifted.length === 0) return;
  const id = await writeAct(tx, ctx, { ...of, act: "unmuted", reason: null, subject: `member:${of.member}` });
  await record(tx, ctx, [memberSanctioned("member.unmuted", { ...of, id, until: null })]);
}

/** Says that one has read a warning about oneself. Said twice, it is said once. Throws `NotFound` for any other. */
export async function readWarning(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const mine = and(eq(moderationActs.id, id), eq(moderationActs.member, actor.id), eq(moderationActs.act, "warned"));
    const [act] = await tx.select().from(moderationActs).where(mine);
    if (!act) throw new NotFound();
    if (act.readAt !== null) return;
    await tx.update(moderationActs).set({ readAt: ctx.now }).where(mine);
    await record(tx, ctx, [warningRead(act)]);
  });
}

/** A form sent twice acts once. Throws `Conflict` for an id that is another act's. */
async function isThere(tx: Tx, ctx: Context, { id, member }: { id: string; member: string }): Promise<boolean> {
  const [existing] = await tx.select().from(moderationActs).where(eq(moderationActs.id, id));
  if (existing && (existing.by !== signedIn(ctx).actor.id || existing.member !== member)) {
    throw new Conflict("changed_meanwhile");
  }
  return existing !== undefined;
}

/** Runs an act on somebody of a space. Serializable: it reads who stands where and what runs, and then decides. */
async function sanction(
  ctx: Context,
  spaceId: string,
  handle: string,
  act: (tx: Tx, person: Person) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    if (!maySeeCard(actor, spaceId)) throw new NotFound();
    const person = await personIn(tx, spaceId, handle);
    must(maySanction(actor, spaceId, person));
    await act(tx, person);
  }, "serializable");
}

type Person = Awaited<ReturnType<typeof personIn>>;

/** Somebody who belongs to a space, or wrote there before leaving it. Throws `NotFound` for everybody else. */
async function personIn(read: Reads, space: string, handle: string) {
  const inSpace = and(eq(memberships.member, members.id), eq(memberships.space, space));
  const ofSpace = read.select({ id: ideas.id }).from(ideas);
  const [row] = await read
    .select({
      id: members.id,
      name: members.name,
      handle: members.handle,
      avatar: members.avatar,
      affiliation: members.affiliation,
      admin: members.admin,
      pilot: memberships.pilot,
      lead: memberships.lead,
    })
    .from(members)
    .leftJoin(memberships, inSpace)
    .where(
      and(
        eq(members.handle, handle),
        or(
          eq(memberships.space, space),
          exists(ofSpace.where(and(eq(ideas.author, members.id), eq(ideas.space, space)))),
          exists(
            read
              .select({ id: comments.id })
              .from(comments)
              .innerJoin(ideas, eq(ideas.id, comments.idea))
              .where(and(eq(comments.author, members.id), eq(ideas.space, space))),
          ),
        ),
      ),
    );
  if (!row) throw new NotFound();
  return { ...row, pilot: row.pilot ?? false, lead: row.lead ?? false };
}

/** What pilots see of somebody in their space: what was decided there, and the usual next step. Throws `NotFound`. */
export async function cardPage(ctx: Context, slug: string, handle: string) {
  const { actor } = signedIn(ctx);
  const { read } = ctx.db;
  const space: Space = await spaceBySlug(ctx, slug);
  if (!maySeeCard(actor, space.id)) throw new NotFound();
  const person = await personIn(read, space.id, handle);
  const acts = await read
    .select(actShown)
    .from(moderationActs)
    .innerJoin(members, eq(members.id, moderationActs.by))
    .where(and(eq(moderationActs.member, person.id), eq(moderationActs.space, space.id)))
    .orderBy(desc(moderationActs.at), desc(moderationActs.id))
    .limit(mostListed);
  const { id, name, slug: address, accent } = space;
  const { admin: _, ...shown } = person;
  // Who pilots a space does not read there what was reported of his or her own words.
  const isOwn = actor.id === person.id;
  return {
    space: { name, slug: address, accent },
    person: shown,
    acts: isOwn ? acts.filter(({ act }) => act !== "dismissed") : acts,
    mute: await muteOf(read, id, person.id, ctx.now),
    next: nextStep(acts),
    may: maySanction(actor, id, person),
    isOwn,
    mayBan: actor.admin && !isOwn,
  };
}
