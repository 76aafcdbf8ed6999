import type { MailTemplate } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";

/** The words of mails stand apart from the pages' messages: no browser ever loads them. */
const words = { en, fr };

type Template =
  "verify" | "already" | "reset" | "secured" | "email_old" | "email_new" | "email_taken" | "email_changed";

/** The mails that accounts send, by the name a job gives them. Values: `name`, `url`, and `email` where an address is told. */
export const accountMails: Readonly<Record<Template, MailTemplate>> = {
  verify: letter("verify"),
  already: letter("already"),
  reset: letter("reset"),
  secured: letter("secured"),
  email_old: letter("email_old"),
  email_new: letter("email_new"),
  email_taken: letter("email_taken"),
  email_changed: letter("email_changed"),
};

/** All say what happened, what to do, and what it means for somebody who did not ask. */
function letter(template: Template): MailTemplate {
  return (locale, { name = "", url = "", site = "", email = "" }) => {
    const { greeting, [template]: said } = words[locale];
    return {
      subject: said.subject,
      paragraphs: [greeting.replace("{{name}}", () => name), said.what.replace("{{email}}", () => email)],
      link: { label: said.act, url },
      footnote: said.not_you.replace("{{site}}", () => site),
    };
  };
}
