import sharp from "sharp";
import { messagesIn } from "../../i18n.server.ts";
import { type Locale, visitor } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { bytesOf, fileSeenBy } from "../files/queries.server.ts";
import { profileOf } from "./queries.server.ts";

/** On a card, in pixels. */
const faceSize = 176;

/**
 * What the picture of a profile shows: never more than a visitor may know, whoever asks. Throws `NotFound` where somebody
 * did not ask for one, is kept out or gone, or is known to no visitor.
 */
export async function cardOf(ctx: Context, handle: string) {
  const outside = { ...ctx, actor: visitor };
  const { person, outcomes, hasCard } = await profileOf(outside, handle, "ideas", null);
  if (!hasCard) throw new NotFound();
  const { name, affiliation, avatar } = person;
  return { name, handle, affiliation, avatar, outcomes };
}

/** Somebody's picture as a data address of a PNG; null where no visitor may see it. */
export async function faceOn(ctx: Context, avatar: string | null): Promise<string | null> {
  if (avatar === null) return null;
  try {
    await fileSeenBy({ ...ctx, actor: visitor }, avatar, "full");
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
  const bytes = await sharp(await bytesOf(ctx.db.read, avatar, "full"))
    .resize(faceSize * 2, faceSize * 2)
    .png()
    .toBuffer();
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

/** The words on a card and about it, in its language. */
export function cardWords(language: Locale) {
  return messagesIn(language);
}
