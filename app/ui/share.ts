import type { MetaDescriptor } from "react-router";

/** What a page tells those who pass a link to it on. */
export type Share = {
  title: string;
  /** Plain words, one or two sentences. */
  description: string;
  type: "website" | "article" | "profile";
  /** The language of the words. */
  language: "en" | "fr";
  /** The canonical address of the page, with its origin. */
  url: string;
};

const locales = { en: "en_GB", fr: "fr_FR" } as const;

/** The same for the head of the page: for search engines, and for other places where a link is shown. */
export function shareMeta({ title, description, type, language, url }: Share): MetaDescriptor[] {
  return [
    { name: "description", content: description },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { property: "og:type", content: type },
    { property: "og:locale", content: locales[language] },
    { property: "og:url", content: url },
    { name: "twitter:card", content: "summary" },
    { tagName: "link", rel: "canonical", href: url },
  ];
}
