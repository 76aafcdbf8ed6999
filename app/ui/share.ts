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
  /** A picture of it, of 1200 × 630 pixels (`platform/cards.server.ts`): its address with its origin, and what it shows. */
  image?: { url: string; alt: string } | undefined;
};

const locales = { en: "en_GB", fr: "fr_FR" } as const;

/** The same for the head of the page: for search engines, and for other places where a link is shown. */
export function shareMeta({ title, description, type, language, url, image }: Share): MetaDescriptor[] {
  return [
    { name: "description", content: description },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { property: "og:type", content: type },
    { property: "og:locale", content: locales[language] },
    { property: "og:url", content: url },
    { name: "twitter:card", content: image ? "summary_large_image" : "summary" },
    ...(image
      ? [
          { property: "og:image", content: image.url },
          { property: "og:image:type", content: "image/png" },
          { property: "og:image:width", content: "1200" },
          { property: "og:image:height", content: "630" },
          { property: "og:image:alt", content: image.alt },
        ]
      : []),
    { tagName: "link", rel: "canonical", href: url },
  ];
}
