import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { moderationActs } from "../../../db/schema/moderation.ts";
import { isPilotOf } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { newId } from "../../platform/ids.ts";

type NewAct = Omit<typeof moderationActs.$inferInsert, "id" | "by" | "signsAs" | "at"> & { id?: string };

/** What is shown of a decision, whoever reads it; `members` is whoever decided. */
export const actShown = {
  id: moderationActs.id,
  act: moderationActs.act,
  subject: moderationActs.subject,
  reason: moderationActs.reason,
  words: moderationActs.words,
  at: moderationActs.at,
  until: moderationActs.until,
  readAt: moderationActs.readAt,
  liftedAt: moderationActs.liftedAt,
  by: { name: members.name, affiliation: members.affiliation },
};

/** Writes down what the actor decided, for those whom it concerns and for the space's public log; gives its id. */
export async function writeAct(tx: Tx, ctx: Context, act: NewAct): Promise<string> {
  const { actor } = signedIn(ctx);
  const signsAs = isPilotOf(actor, act.space) ? ("pilot" as const) : ("admin" as const);
  const row = { id: newId(ctx.now), ...act, by: actor.id, signsAs, at: ctx.now };
  await tx.insert(moderationActs).values(row);
  return row.id;
}
