import Negotiator from "negotiator";
import { namespaceOf } from "./i18n.ts";
import type { Locale } from "./platform/actor.ts";
import { type MessageTree, type Sentences, sentencesIn } from "./platform/sentences.ts";

const files: Record<string, MessageTree> = import.meta.glob("./{features/*,platform,ui}/messages/*.json", {
  import: "default",
  eager: true,
});

function allIn(locale: Locale): Sentences {
  const sentences = sentencesIn(locale);
  for (const [file, messages] of Object.entries(files)) {
    if (file.endsWith(`/${locale}.json`)) sentences.add(namespaceOf(file), messages);
  }
  return sentences;
}

const all: Record<Locale, Sentences> = { en: allIn("en"), fr: allIn("fr") };

/** All messages in a language, for pages and mails. Shared by all requests and never changed. */
export function messagesIn(locale: Locale): Sentences {
  return all[locale];
}

/** The language a browser asks for in `Accept-Language`; null where it names none of ours. */
export function localeAskedFor(request: Request): Locale | null {
  // A browser that would take any language has asked for none.
  const accepted = (request.headers.get("accept-language") ?? "").replaceAll("*", "");
  if (accepted === "") return null;
  const asked = new Negotiator({ headers: { "accept-language": accepted } }).language(["en", "fr"]);
  return asked === "fr" || asked === "en" ? asked : null;
}
