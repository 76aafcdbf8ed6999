import type { Locale } from "./actor.ts";
import { once } from "./once.server.ts";

/** Characters that are looked at: the language of a text shows in its beginning. */
const looked = 2_000;

/**
 * The language a text is written in, or `otherwise` where it says too little to tell. Decided here,
 * by the letters that stand together; nothing is asked of anybody.
 */
export async function languageOf(text: string, otherwise: Locale): Promise<Locale> {
  const detector = await once("language detector", startedDetector);
  const found = detector.detect(text.slice(0, looked));
  return found.isReliable() && isLocale(found.language) ? found.language : otherwise;
}

/** Loaded with the first text, not with the server: it is a megabyte of letters. */
async function startedDetector() {
  const { eld } = await import("eld/extrasmall");
  eld.setLanguageSubset(["en", "fr"]);
  return eld;
}

function isLocale(language: string): language is Locale {
  return language === "en" || language === "fr";
}
