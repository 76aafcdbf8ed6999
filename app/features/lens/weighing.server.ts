import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mayUseLens } from "./policy.ts";

/** An idea, held, for the product people of its space; for everybody else there is nothing here. */
export async function weighed(tx: Tx, ctx: Context, ideaId: string) {
  await lockIdea(tx, ideaId);
  const { idea } = await ideaSeenBy(tx, ctx.actor, ideaId);
  if (!mayUseLens(ctx.actor, idea.space)) throw new NotFound();
  return idea;
}
