import { useTranslation } from "../../../ui/words.ts";
import type { ShownFile } from "../queries.server.ts";
import { FileDesk } from "./file-desk.tsx";
import styles from "./file-section.module.css";
import { useInsertion } from "./insertion.ts";

/**
 * Below a form that writes an idea: its files, which can be put into the texts of the form. Without
 * script it is a way to the page of the files, because another form would take the typed words along.
 */
export function FileSection({ idea, files }: { idea: string; files: readonly ShownFile[] }) {
  const { t } = useTranslation("files");
  const insert = useInsertion();
  return (
    <section className={styles.section} aria-labelledby="files-heading">
      <h2 id="files-heading">{t("desk.heading")}</h2>
      <div className={styles.withScript}>
        <FileDesk idea={idea} files={files} insert={insert} />
      </div>
      <p className={`soft ${styles.withoutScript}`}>
        {t("desk.without_script")}{" "}
        <a href={`/ideas/${idea}/files`} target="_blank" rel="noopener">
          {t("desk.own_page")}
        </a>
      </p>
    </section>
  );
}

/** The same place while there is nothing yet that files could belong to. */
export function FilesLater() {
  const { t } = useTranslation("files");
  return (
    <section className={styles.section} aria-labelledby="files-heading">
      <h2 id="files-heading">{t("desk.heading")}</h2>
      <p className="soft">{t("desk.later")}</p>
    </section>
  );
}
