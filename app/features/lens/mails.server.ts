import type { Letter } from "../../platform/mail-frame.tsx";
import type { MailTemplate, MailValues } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

/** The mail that asks a customer whether a wish is meant. Values: `by` whom it was noted, `space`, `url`. */
export const lensMails: Readonly<Record<"wish_asked", MailTemplate>> = {
  wish_asked: (locale, values): Letter => {
    const { greeting, wish_asked: said } = words[locale];
    return {
      // Names may hold anything but line ends; a subject is one line.
      subject: filled(said.subject, values).replace(/\s+/g, " "),
      paragraphs: [greeting, filled(said.what, values)],
      link: { label: said.act, url: values.url ?? "" },
      footnote: said.not_you,
    };
  },
};

function filled(sentence: string, values: MailValues): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
}
