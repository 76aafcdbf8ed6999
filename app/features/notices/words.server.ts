/** The words of mails with notices, in the reader's language. */
import type { Say } from "../../i18n.ts";
import type { Locale } from "../../platform/actor.ts";
import { type MessageTree, type Sentences, sentencesIn, type Values } from "../../platform/sentences.ts";
import uiEn from "../../ui/messages/en.json";
import uiFr from "../../ui/messages/fr.json";
import mailsEn from "./mails/en.json";
import mailsFr from "./mails/fr.json";
import creditingEn from "../crediting/messages/en.json";
import creditingFr from "../crediting/messages/fr.json";
import noticesEn from "./messages/en.json";
import noticesFr from "./messages/fr.json";

const files: Record<Locale, Record<string, MessageTree>> = {
  en: { notices: noticesEn, crediting: creditingEn, ui: uiEn, mails: mailsEn },
  fr: { notices: noticesFr, crediting: creditingFr, ui: uiFr, mails: mailsFr },
};

/** The sentences of the pages about notices and of the parts of pages, and `m`: those of mails alone. */
export type MailWords = {
  locale: Locale;
  t: Say<"notices">;
  ui: Say<"ui">;
  credit: Say<"crediting">;
  m: (key: string, values?: Values) => string;
  /** What somebody is called whose name may have been erased. */
  called: (name: string) => string;
};

function allIn(locale: Locale): Sentences {
  const sentences = sentencesIn(locale);
  for (const [namespace, messages] of Object.entries(files[locale])) sentences.add(namespace, messages);
  return sentences;
}

const all: Record<Locale, Sentences> = { en: allIn("en"), fr: allIn("fr") };

export function mailWords(locale: Locale): MailWords {
  const sentences = all[locale];
  return {
    locale,
    t: (key, values) => sentences.say("notices", key, values),
    ui: (key, values) => sentences.say("ui", key, values),
    credit: (key, values) => sentences.say("crediting", key, values),
    m: (key, values) => sentences.say("mails", key, values),
    called: (name) => (name === "" ? sentences.say("ui", "former_member") : name),
  };
}
