import { useTranslation } from "../../../ui/words.ts";

/** What a mail is about, in the reader's language; one that is sent no longer says it. */
export function useMailWord(): (template: string | null) => string {
  const { t, i18n } = useTranslation("administration");
  return (template) => {
    if (template === null) return t("mail.unknown");
    return i18n.has("administration", `mail.about.${template}`) ? t(`mail.about.${template as "verify"}`) : template;
  };
}
