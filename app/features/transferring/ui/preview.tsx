import { Day } from "../../../ui/moment.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { Preview as What } from "../queries.server.ts";
import styles from "./transferring.module.css";

/** What will happen when an idea goes to another space. */
export function Preview({ preview, into }: { preview: What; into: string }) {
  const { t, i18n } = useTranslation("transferring");
  const called = useCalled();
  const { tags, owed, outside, notes, privateTalks } = preview;
  const list = new Intl.ListFormat(i18n.language);
  return (
    <section className={styles.form} aria-labelledby="preview">
      <h3 className="label" id="preview">
        {t("preview.title")}
      </h3>
      <ul className={styles.what}>
        <li>{t("preview.comes", { count: preview.comments })}</li>
        {preview.readers !== "everybody" && (
          <li>
            <b>{t(`preview.${preview.readers}`, { into })}</b>
          </li>
        )}
        {owed.length === 0 ? (
          <li>{t("preview.rota", { into })}</li>
        ) : (
          owed.map(({ kind, dueAt }) => (
            <li key={kind}>
              {t(`preview.owed.${kind as "decide"}`)} <Day at={dueAt} />. {t("preview.rota", { into })}
            </li>
          ))
        )}
        {tags.stay.length > 0 && <li>{t("preview.tags_stay", { tags: list.format(tags.stay) })}</li>}
        {tags.go.length > 0 && (
          <li>
            <b>{t("preview.tags_go", { count: tags.go.length, tags: list.format(tags.go), into })}</b>
          </li>
        )}
        {preview.leavesStep && <li>{t("preview.step")}</li>}
        {notes > 0 && <li>{t("preview.notes", { count: notes, into })}</li>}
        {privateTalks > 0 && <li>{t("preview.talks", { count: privateTalks, into })}</li>}
        {outside.names.length > 0 && (
          <li>
            <b>
              {t("preview.authors_outside", {
                count: outside.names.length,
                names: list.format(outside.names.map(called)),
                into,
              })}
            </b>
          </li>
        )}
        {outside.writers > 0 && (
          <li>
            <b>{t("preview.writers_outside", { count: outside.writers, into })}</b>
          </li>
        )}
        {outside.followers > 0 && <li>{t("preview.followers_outside", { count: outside.followers, into })}</li>}
        <li>{t("preview.links")}</li>
      </ul>
    </section>
  );
}
