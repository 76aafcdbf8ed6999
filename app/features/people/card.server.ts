import sharp from "sharp";
import { type Locale, visitor } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { type MessageTree, type Sentences, sentencesIn } from "../../platform/sentences.ts";
import uiEn from "../../ui/messages/en.json";
import uiFr from "../../ui/messages/fr.json";
import { bytesOf, fileSeenBy } from "../files/queries.server.ts";
import peopleEn from "./messages/en.json";
import peopleFr from "./messages/fr.json";
import { profileOf } from "./queries.server.ts";

const files: Record<Locale, Record<string, MessageTree>> = {
  en: { people: peopleEn, ui: uiEn },
  fr: { people: peopleFr, ui: uiFr },
};

function allIn(locale: Locale): Sentences {
  const sentences = sentencesIn(locale);
  for (const [namespace, messages] of Object.entries(files[locale])) sentences.add(namespace, messages);
  return sentences;
}

const words: Record<Locale, Sentences> = { en: allIn("en"), fr: allIn("fr") };

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
export function cardWords(language: Locale): Sentences {
  return words[language];
}
