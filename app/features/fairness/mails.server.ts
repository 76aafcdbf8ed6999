import type { Letter } from "../../platform/mail-frame.tsx";
import type { MailTemplate, MailValues } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

type Template = "signals_held" | "signals_discarded";

/**
 * The mails to whose signals were held or discarded. Values: `name` of the reader, `space`, `ideas` (titles, one a line),
 * `url`; and of what was discarded `by` whom and the `reason`.
 */
export const fairnessMails: Readonly<Record<Template, MailTemplate>> = {
  signals_held: letter("signals_held"),
  signals_discarded: letter("signals_discarded"),
};

function letter(template: Template): MailTemplate {
  return (locale, values): Letter => {
    const { greeting, [template]: said } = words[locale];
    const told = (sentence: string) => filled(sentence, values);
    return {
      // Names may hold anything but line ends; a subject is one line.
      subject: told(said.subject).replace(/\s+/g, " "),
      paragraphs: [
        told(greeting),
        told(said.what),
        ...("reason" in said ? [told(said.reason)] : []),
        `${said.ideas} ${(values.ideas ?? "").split("\n").join(" · ")}`,
        told(said.appeal),
      ],
      link: { label: said.act, url: values.url ?? "" },
      footnote: said.not_you,
    };
  };
}

function filled(sentence: string, values: MailValues): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
}
