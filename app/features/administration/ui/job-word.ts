import { useTranslation } from "../../../ui/words.ts";

/** What a kind of job does, in the reader's language; a kind without a word is called by its code. */
export function useJobWord(): (kind: string) => string {
  const { t, i18n } = useTranslation("administration");
  return (kind) => {
    const key = `job.${kind.replaceAll(".", "_")}`;
    return i18n.has("administration", key) ? t(key as "job.mail") : kind;
  };
}
