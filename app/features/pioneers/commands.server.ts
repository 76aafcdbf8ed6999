/** Asking somebody who was found to a room or an idea, and what he or she says to it. */
import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { calls } from "../../../db/schema/pioneers.ts";
import { roomPeople } from "../../../db/schema/rooms.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { takesComments } from "../ideas/rules.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { mayLead } from "../rooms/policy.ts";
import { proceedIn } from "../rooms/proceeding.server.ts";
import { roomSeenBy } from "../rooms/queries.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { callHappened } from "./events.ts";
import type { CallInput } from "./inputs.ts";
import { mayFindPioneers } from "./policy.ts";
import { isFindable, pioneerBy } from "./queries.server.ts";
import type { Target } from "./rules.ts";

/**
 * Asks somebody, by the handle, to a room that the actor leads or to an idea of a space. Sent twice, it is one call; for
 * one thing somebody is asked once. Throws `NotFound` (also for whoever does not want to be found), `Forbidden`, `Invalid`
 * and `Refused` (`muted`, `room_closed`, `called_before`).
 */
export async function callPioneer(ctx: Context, spaceId: string, handle: string, input: CallInput): Promise<void> {
  const { actor } = signedIn(ctx);
  const asked = await spaceSeenBy(ctx.db.read, actor, spaceId);
  must(mayFindPioneers(actor, asked.id), "pioneers_by_pilots");
  // Who contributed nothing here is nobody's find, and cannot be asked by a guessed handle either.
  await pioneerBy(ctx, asked, handle);
  await ctx.db.transaction(async (tx) => {
    const space = await spaceSeenBy(tx, actor, spaceId);
    must(mayFindPioneers(actor, space.id), "pioneers_by_pilots");
    await mustNotBeMuted(tx, ctx, space.id);
    const [person] = await tx
      .select()
      .from(members)
      .where(and(eq(members.handle, handle), isFindable(tx, space)));
    if (!person || person.id === actor.id) throw new NotFound();
    const { kind } = input.target;
    await mustStandOpen(tx, ctx, space.id, input.target);
    const call = {
      id: input.id,
      space: space.id,
      member: person.id,
      by: actor.id,
      room: kind === "room" ? input.target.id : null,
      idea: kind === "idea" ? input.target.id : null,
    };
    const { message } = input;
    const made = await tx
      .insert(calls)
      .values({ ...call, message, state: "open", at: ctx.now })
      .onConflictDoNothing()
      .returning({ id: calls.id });
    if (made.length === 0) {
      const same = and(eq(calls.id, input.id), eq(calls.by, actor.id), eq(calls.member, person.id));
      if ((await tx.$count(calls, same)) === 0) throw new Refused("called_before");
      return;
    }
    await record(tx, ctx, [callHappened("call.made", call)]);
  });
}

/** Throws where nobody can be asked to a target by this actor. */
async function mustStandOpen(tx: Tx, { actor }: Context, space: string, target: Target): Promise<void> {
  if (target.kind === "room") {
    const { room, own } = await roomSeenBy(tx, actor, target.id);
    if (room.space !== space) throw new Invalid({ target: "call_target_missing" });
    must(mayLead(own), "host_only");
    if (room.state === "closed") throw new Refused("room_closed");
    return;
  }
  const { idea } = await ideaSeenBy(tx, actor, target.id);
  if (idea.space !== space || idea.stage === "draft" || !takesComments(idea)) {
    throw new Invalid({ target: "call_target_missing" });
  }
}

/**
 * Says yes or no to a call: a yes to a room is being invited into it, one to an idea is following it. What was answered
 * stays so. Throws `NotFound` and `Refused` (`room_closed`, `call_answered`).
 */
export async function answerCall(ctx: Context, id: string, answer: "accepted" | "declined"): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const mine = and(eq(calls.id, id), eq(calls.member, actor.id));
    const [call] = await tx.select().from(calls).where(mine);
    if (!call) throw new NotFound();
    await spaceSeenBy(tx, actor, call.space);
    // One statement decides: of two answers at once the first stands.
    const answered = await tx
      .update(calls)
      .set({ state: answer, answeredAt: ctx.now })
      .where(and(mine, eq(calls.state, "open")))
      .returning({ id: calls.id });
    if (answered.length === 0) {
      const [now] = await tx.select({ state: calls.state }).from(calls).where(mine);
      if (now?.state === answer) return;
      throw new Refused("call_answered");
    }
    if (answer === "accepted" && call.room !== null) {
      await proceedIn(tx, call.room, ctx.now, async ({ board }) => {
        if (board.state === "closed") throw new Refused("room_closed");
        const invited = { room: call.room ?? "", member: actor.id, affiliation: actor.affiliation };
        await tx
          .insert(roomPeople)
          .values({ ...invited, role: "member", invitedAt: ctx.now })
          .onConflictDoNothing();
      });
    }
    if (answer === "accepted" && call.idea !== null) await ideaSeenBy(tx, actor, call.idea);
    await record(tx, ctx, [callHappened(`call.${answer}`, call)]);
  });
}
