import { filePath } from "../../files/rules.ts";
import styles from "./slide.module.css";

/** One slide as it is shown. `words`: a text as safe HTML, or what its picture shows. */
export function SlideFrame({ words, picture, isSmall = false }: Shown & { isSmall?: boolean }) {
  return (
    <div className={styles.slide} data-small={isSmall || undefined} data-picture={picture !== null || undefined}>
      {picture === null ? (
        <div
          className={`prose ${styles.text}`}
          data-length={lengthOf(words)}
          dangerouslySetInnerHTML={{ __html: words }}
        />
      ) : (
        <img src={filePath(picture, isSmall ? "small" : "full")} alt={words} />
      )}
    </div>
  );
}

type Shown = { words: string; picture: string | null };

/** The fewer the words, the larger they stand. */
function lengthOf(html: string): "short" | "middle" | "long" {
  const length = html.replaceAll(/<[^>]*>/g, "").length;
  return length <= 90 ? "short" : length <= 260 ? "middle" : "long";
}
