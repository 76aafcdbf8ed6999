/**
 * Languages: one namespace of messages for each feature, beside the feature. Keys are checked by
 * the compiler against the English file; a test holds the French one to the same keys.
 */
import type accounts from "./features/accounts/messages/en.json";
import type discussion from "./features/discussion/messages/en.json";
import type feed from "./features/feed/messages/en.json";
import type home from "./features/home/messages/en.json";
import type ideas from "./features/ideas/messages/en.json";
import type moderation from "./features/moderation/messages/en.json";
import type piloting from "./features/piloting/messages/en.json";
import type signals from "./features/signals/messages/en.json";
import type spaces from "./features/spaces/messages/en.json";
import type tags from "./features/tags/messages/en.json";
import type writing from "./features/writing/messages/en.json";
import type platform from "./platform/messages/en.json";
import type ui from "./ui/messages/en.json";

export type Messages = {
  accounts: typeof accounts;
  discussion: typeof discussion;
  feed: typeof feed;
  home: typeof home;
  ideas: typeof ideas;
  moderation: typeof moderation;
  piloting: typeof piloting;
  platform: typeof platform;
  signals: typeof signals;
  spaces: typeof spaces;
  tags: typeof tags;
  ui: typeof ui;
  writing: typeof writing;
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "platform";
    resources: Messages;
  }
}

/** Options that server and browser share. */
export const i18nOptions = {
  supportedLngs: ["en", "fr"],
  fallbackLng: "en",
  defaultNS: "platform",
  interpolation: { escapeValue: false },
  returnNull: false,
} as const;

/** Namespaces that every page needs beside those of its features. */
export const commonNamespaces = ["platform", "ui"] as const;

/** The namespace of a messages file, from its path. */
export function namespaceOf(file: string): string {
  return /([a-z-]+)\/messages\/[a-z]{2}\.json$/.exec(file)?.[1] ?? "";
}
