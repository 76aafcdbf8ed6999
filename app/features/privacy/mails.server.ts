import type { MailTemplate } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

/** The mails about leaving. Values: `name`, and for `leaving` also `until`, a day in words, and `url`. */
export const privacyMails: Readonly<Record<"leaving" | "left", MailTemplate>> = {
  leaving(locale, { name = "", until = "", url = "", site = "" }) {
    const { greeting, leaving: said } = words[locale];
    const told = (sentence: string) => sentence.replace("{{until}}", () => until).replace("{{site}}", () => site);
    return {
      subject: told(said.subject).replace(/\s+/g, " "),
      paragraphs: [greeting.replace("{{name}}", () => name), told(said.what), said.meanwhile],
      link: { label: said.act, url },
      footnote: said.not_you,
    };
  },
  left(locale, { name = "", site = "" }) {
    const { greeting, left: said } = words[locale];
    const told = (sentence: string) => sentence.replace("{{site}}", () => site);
    return {
      subject: told(said.subject).replace(/\s+/g, " "),
      paragraphs: [greeting.replace("{{name}}", () => name), told(said.what)],
      footnote: told(said.why),
    };
  },
};
