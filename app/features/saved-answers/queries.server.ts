import { asc, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { savedAnswers } from "../../../db/schema/piloting.ts";
import type { Locale } from "../../platform/actor.ts";
import { filled, type Placeholder, wordsIn } from "./rules.ts";

/** The answers a space keeps ready, by name. */
export async function answersSavedIn(read: Reads, space: string) {
  return read
    .select({
      id: savedAnswers.id,
      name: savedAnswers.name,
      en: savedAnswers.en,
      fr: savedAnswers.fr,
      updatedAt: savedAnswers.updatedAt,
    })
    .from(savedAnswers)
    .where(eq(savedAnswers.space, space))
    .orderBy(asc(savedAnswers.name), asc(savedAnswers.id));
}

/** An answer that is ready for one idea: its words in the idea's language, with nothing left to fill in. */
export type ReadyAnswer = { id: string; name: string; text: string };

/** The answers of a space, made ready for an idea in `language`. */
export async function answersReadyFor(
  read: Reads,
  {
    space,
    language,
    ...values
  }: { language: Locale; space: { id: string; name: string } } & Record<Exclude<Placeholder, "space">, string>,
): Promise<ReadyAnswer[]> {
  const saved = await answersSavedIn(read, space.id);
  return saved.map(({ id, name, ...words }) => ({
    id,
    name,
    text: filled(wordsIn(words, language), { ...values, space: space.name }),
  }));
}
