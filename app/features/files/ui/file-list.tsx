import { Link } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownFile } from "../queries.server.ts";
import { filePath } from "../rules.ts";
import styles from "./file-list.module.css";

/** The files of an idea to look at; for those who may, with the way to change them. */
export function FileList({
  path,
  files,
  canChange,
}: {
  path: string;
  files: readonly ShownFile[];
  canChange: boolean;
}) {
  const { t } = useTranslation("files");
  if (files.length === 0 && !canChange) return null;
  return (
    <section className={styles.files} aria-labelledby="files-heading">
      <h2 id="files-heading" className={files.length === 0 ? "away" : undefined}>
        {t("heading")}
      </h2>
      {files.length > 0 && (
        <ul className={styles.list}>
          {files.map((file) => (
            <li key={file.id} data-kind={file.kind}>
              {file.kind === "picture" ? <Thumbnail file={file} /> : <DocumentLink file={file} />}
            </li>
          ))}
        </ul>
      )}
      {canChange && (
        <p className="small">
          <Link to={`${path}/files`}>{t("open")}</Link>
        </p>
      )}
    </section>
  );
}

/** A small picture that leads to the whole one. */
export function Thumbnail({ file }: { file: ShownFile }) {
  const { t } = useTranslation("files");
  return (
    <a className={styles.picture} href={filePath(file.id)}>
      <img
        src={filePath(file.id, "small")}
        alt={file.alt || (file.name ? t("picture", { name: file.name }) : t("picture_unnamed"))}
        width={file.width}
        height={file.height}
        loading="lazy"
      />
    </a>
  );
}

/** A document by its name and size. */
export function DocumentLink({ file }: { file: ShownFile }) {
  const { t } = useTranslation("files");
  const kilobytes = Math.max(1, Math.round(file.size / 1024));
  const size =
    kilobytes < 1000 ? t("size_kb", { size: kilobytes }) : t("size_mb", { size: Math.round(kilobytes / 102.4) / 10 });
  return (
    <a className={styles.document} href={filePath(file.id)}>
      <Icon name="file" />
      <span className={styles.name}>{file.name || t("document")}</span>
      <span className="small quiet">{t("pdf", { size })}</span>
    </a>
  );
}
