import { and, count, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { type AuthorState, ideaAuthors } from "../../../db/schema/writing.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { must } from "../../platform/policy.ts";
import { mailAddress } from "../accounts/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { setSignalApart } from "../signals/commands.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { authorChanged } from "./events.ts";
import type { InviteInput } from "./inputs.ts";
import { mayInviteAuthors } from "./policy.ts";
import { mostAuthors, takesEdits } from "./rules.ts";

/**
 * Asks a member of the idea's space to write it together; a mail leads to the idea. `origin` is
 * that of the mail's link. Asked twice, it is one invitation. Throws `NotFound`, `Forbidden`,
 * `Refused` (`text_closed`, `too_many_authors`, `muted`), `TooMany`, or `Invalid` on `who`.
 */
export async function inviteAuthor(ctx: Context, id: string, input: InviteInput, origin: string): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await ideaSeenBy(ctx.db.read, actor, id);
  must(mayInviteAuthors(actor, seen.idea));
  // Also each miss counts: this must not become a way to ask who has an account.
  await limit("invite_member", actor.id);
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayInviteAuthors(actor, idea));
    if (!takesEdits(idea)) throw new Refused("text_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    // The mail says what the idea is called.
    if (idea.moderation === "held") throw new Refused("idea_not_visible");
    const invited = await memberCalled(tx, idea.space, input.who);
    if (idea.authors.includes(invited.id)) throw new Invalid({ who: "author_already" });
    const state = await stateOf(tx, id, invited.id);
    if (state?.state === "invited") return;
    if (state?.state === "declined") throw new Invalid({ who: "invitation_declined" });
    await mustHaveRoom(tx, id);
    const asked = { state: "invited" as const, invitedBy: actor.id, affiliation: invited.affiliation, at: ctx.now };
    // Whoever came by a merge and left is an author of an own right by this.
    const row = { ...asked, merge: null };
    await tx
      .insert(ideaAuthors)
      .values({ ...row, idea: id, member: invited.id })
      .onConflictDoUpdate({ target: [ideaAuthors.idea, ideaAuthors.member], set: row });
    await record(tx, ctx, [authorChanged("author.invited", idea, { ...row, member: invited.id })]);
    await enqueueMail(tx, ctx, {
      to: { name: invited.name, address: invited.email ?? "" },
      locale: invited.locale,
      template: "co_author",
      values: { name: invited.name, by: actor.name, idea: idea.title, url: `${origin}${ideaPath(idea)}` },
    });
  }, "serializable");
}

/** The verified member of a space behind a handle or an address. Throws `Invalid`, alike whatever is missing. */
async function memberCalled(tx: Tx, space: string, who: string) {
  const handle = who.replace(/^@/, "").toLowerCase();
  const email = mailAddress(who);
  const [found] = await tx
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      affiliation: members.affiliation,
      locale: members.locale,
    })
    .from(members)
    .innerJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
    .where(
      and(
        or(eq(members.handle, handle), email === null ? undefined : eq(members.email, email)),
        isNotNull(members.emailVerifiedAt),
      ),
    )
    .limit(1);
  if (!found) throw new Invalid({ who: "nobody_called_so" });
  return found;
}

async function mustHaveRoom(tx: Tx, idea: string): Promise<void> {
  const [row] = await tx
    .select({ people: count() })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), inArray(ideaAuthors.state, ["invited", "accepted"])));
  if ((row?.people ?? 0) + 1 >= mostAuthors) throw new Refused("too_many_authors");
}

/** Takes an invitation back that nobody has answered yet. Throws `NotFound`, `Forbidden`. */
export async function uninviteAuthor(ctx: Context, id: string, member: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, actor, id);
    must(mayInviteAuthors(actor, idea));
    const [taken] = await tx
      .delete(ideaAuthors)
      .where(and(eq(ideaAuthors.idea, id), eq(ideaAuthors.member, member), eq(ideaAuthors.state, "invited")))
      .returning();
    if (taken) await record(tx, ctx, [authorChanged("author.uninvited", idea, taken)]);
  });
}

/** Takes back every invitation to write that a member gave or was given, for one who is kept out. */
export async function withdrawAuthorInvitations(tx: Tx, by: Recording, member: string): Promise<void> {
  const taken = await tx
    .delete(ideaAuthors)
    .where(and(eq(ideaAuthors.state, "invited"), or(eq(ideaAuthors.member, member), eq(ideaAuthors.invitedBy, member))))
    .returning();
  for (const author of taken) {
    const [idea] = await tx.select({ id: ideas.id, space: ideas.space }).from(ideas).where(eq(ideas.id, author.idea));
    if (idea) await record(tx, by, [authorChanged("author.uninvited", idea, author)]);
  }
}

/**
 * The actor becomes a co-author by an own invitation: an own signal leaves the counts for good.
 * Throws `NotFound` without an invitation, `Forbidden("verify_first")`, `Refused("text_closed")`.
 * Serializable: it decides by the signal it reads.
 */
export async function acceptInvitation(ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  must(actor.verified, "verify_first");
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, actor, id);
    if (idea.authors.includes(actor.id)) return;
    if (!takesEdits(idea)) throw new Refused("text_closed");
    const author = await enter(tx, ctx, id, { from: "invited", to: "accepted" });
    await record(tx, ctx, [authorChanged("author.accepted", idea, author)]);
    await setSignalApart(tx, ctx, idea, actor.id);
  }, "serializable");
}

/** The actor says no to an own invitation. Throws `NotFound` without one. */
export async function declineInvitation(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { idea } = await ideaSeenBy(tx, signedIn(ctx).actor, id);
    const author = await enter(tx, ctx, id, { from: "invited", to: "declined" });
    await record(tx, ctx, [authorChanged("author.declined", idea, author)]);
  });
}

/**
 * The actor writes no longer with the others. What he or she wrote keeps its name, and the signal
 * stays apart: it is no way to get a vote back. Throws `NotFound` for somebody who is no co-author.
 */
export async function leaveAuthors(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const { idea } = await ideaSeenBy(tx, signedIn(ctx).actor, id);
    const author = await enter(tx, ctx, id, { from: "accepted", to: "left" });
    await record(tx, ctx, [authorChanged("author.left", idea, author)]);
  });
}

/** One statement moves the actor's row on; it is not there twice. */
async function enter(tx: Tx, ctx: Context, idea: string, { from, to }: { from: AuthorState; to: AuthorState }) {
  const { actor } = signedIn(ctx);
  const [author] = await tx
    .update(ideaAuthors)
    .set({ state: to, at: ctx.now, affiliation: actor.affiliation })
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.member, actor.id), eq(ideaAuthors.state, from)))
    .returning();
  if (!author) throw new NotFound();
  return author;
}

async function stateOf(tx: Tx, idea: string, member: string) {
  const [row] = await tx
    .select({ state: ideaAuthors.state })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.member, member)));
  return row;
}
