import i18next, { type i18n } from "i18next";
import { LanguageDetector } from "remix-i18next/server";
import { i18nOptions, namespaceOf } from "./i18n.ts";
import type { Locale } from "./platform/actor.ts";

const files: Record<string, object> = import.meta.glob("./{features/*,platform,ui}/messages/*.json", {
  import: "default",
  eager: true,
});

function instanceFor(locale: Locale): i18n {
  const messages: Record<string, object> = {};
  for (const [file, content] of Object.entries(files)) {
    if (file.endsWith(`/${locale}.json`)) messages[namespaceOf(file)] = content;
  }
  const instance = i18next.createInstance();
  void instance.init({
    ...i18nOptions,
    lng: locale,
    resources: { [locale]: messages },
    initAsync: false,
  });
  return instance;
}

const instances: Record<Locale, i18n> = { en: instanceFor("en"), fr: instanceFor("fr") };

/** All messages in a language, for pages and mails. Shared by all requests and never changed. */
export function messagesIn(locale: Locale): i18n {
  return instances[locale];
}

const detector = new LanguageDetector({
  supportedLanguages: ["en", "fr"],
  fallbackLanguage: "en",
  order: ["header"],
});

/** The language a browser asks for in `Accept-Language`. */
export async function localeAskedFor(request: Request): Promise<Locale> {
  return (await detector.detect(request)) === "fr" ? "fr" : "en";
}
