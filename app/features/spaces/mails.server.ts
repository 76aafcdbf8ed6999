import type { Letter } from "../../platform/mail-frame.tsx";
import type { MailTemplate, MailValues } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

type Template = "invited" | "request_approved" | "request_declined" | "space_removed";

/** The mails that spaces send. Values: `name` of the reader, `space`, `by` whom, `reason`, `url`; some may be empty. */
export const spaceMails: Readonly<Record<Template, MailTemplate>> = {
  invited: letter("invited"),
  request_approved: letter("request_approved"),
  request_declined: letter("request_declined"),
  space_removed: letter("space_removed"),
};

function letter(template: Template): MailTemplate {
  return (locale, values): Letter => {
    const { greeting, greeting_unnamed: unnamed, reason, [template]: said } = words[locale];
    const told = (sentence: string) => filled(sentence, values);
    return {
      // People's names may hold anything but line ends; a subject is one line.
      subject: told(said.subject).replace(/\s+/g, " "),
      paragraphs: [told(values.name ? greeting : unnamed), told(said.what), ...(values.reason ? [told(reason)] : [])],
      ...("act" in said && values.url ? { link: { label: said.act, url: values.url } } : {}),
      footnote: said.not_you,
    };
  };
}

function filled(sentence: string, values: MailValues): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
}
