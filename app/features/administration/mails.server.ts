import type { MailTemplate } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

const words = { en, fr };

/** The mail by which an admin tries whether mails arrive. Values: `name` of the reader, and `site`. */
export const testLetter: MailTemplate = (locale, { name = "", site = "" }) => {
  const { greeting, test } = words[locale];
  return {
    subject: test.subject.replace("{{site}}", () => site),
    paragraphs: [greeting.replace("{{name}}", () => name), test.what.replace("{{site}}", () => site)],
    footnote: test.not_you,
  };
};
