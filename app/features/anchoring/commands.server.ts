import { commentAnchors } from "../../../db/schema/discussion.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { mustOpen } from "../cowriting/rights.server.ts";
import { seed } from "../cowriting/seeding.server.ts";
import { storedDocument } from "../cowriting/storage.server.ts";
import { placeOf } from "../cowriting/places.server.ts";
import { postComment } from "../discussion/commands.server.ts";
import type { AnchoredInput } from "./inputs.ts";

/**
 * Comments on words of an idea's living text: a comment of its talk like any other, which holds on to these words. Of
 * several such places the one is meant that is nearest to where they were seen. Gives the comment's id. Throws what
 * `postComment` throws, `Refused("text_closed")`, and `Invalid` where the text does not say so.
 */
export async function commentOnWords(ctx: Context, idea: string, input: AnchoredInput): Promise<string> {
  const { passage, quote, at = 0, ...comment } = input;
  await mustOpen(ctx.db.read, ctx, signedIn(ctx).actor, idea);
  await seed(ctx.db, ctx.now, idea);
  return postComment(ctx, idea, comment, async (tx, id) => {
    const living = await storedDocument(tx, idea);
    if (!living) throw new NotFound();
    const from = nearest(living.doc.getText(passage).toJSON(), quote, at);
    if (from === null) throw new Invalid({ quote: "quote_not_there" });
    const { start, end } = placeOf(living.doc, passage, { from, to: from + quote.length });
    await tx
      .insert(commentAnchors)
      .values({ comment: id, passage, start: Buffer.from(start), end: Buffer.from(end), quote });
  });
}

/** The beginning of the words in a text that is nearest to a place. */
function nearest(text: string, words: string, at: number): number | null {
  let best: number | null = null;
  for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + 1)) {
    if (best === null || Math.abs(from - at) < Math.abs(best - at)) best = from;
  }
  return best;
}
