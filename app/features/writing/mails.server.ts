import type { MailTemplate } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

/** The mails about writing together. Values: `name`, `by`, `idea`, `url`. */
export const writingMails: Readonly<Record<"co_author", MailTemplate>> = {
  co_author: (locale, values) => {
    const { greeting, co_author: said } = words[locale];
    const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? "");
    return {
      subject: filled(said.subject),
      paragraphs: [filled(greeting), filled(said.what), said.means],
      link: { label: said.act, url: values.url ?? "" },
      footnote: said.not_wanted,
    };
  },
};
