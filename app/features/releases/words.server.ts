/** The words of a release outside of pages: on its picture, and under the moves that come with it. */
import type { Locale } from "../../platform/actor.ts";
import { type MessageTree, type Sentences, sentencesIn } from "../../platform/sentences.ts";
import releasesEn from "./messages/en.json";
import releasesFr from "./messages/fr.json";

const files: Record<Locale, MessageTree> = { en: releasesEn, fr: releasesFr };

function allIn(locale: Locale): Sentences {
  const sentences = sentencesIn(locale);
  sentences.add("releases", files[locale]);
  return sentences;
}

const words: Record<Locale, Sentences> = { en: allIn("en"), fr: allIn("fr") };

export function releaseWords(locale: Locale): Sentences {
  return words[locale];
}
