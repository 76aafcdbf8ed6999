import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import styles from "./item.module.css";

/** What a report or a decision is about: the idea by its title, or a comment by its words. */
export function Item({
  idea,
  author,
  html,
  back,
}: {
  idea: { title: string };
  author: string;
  /** The words of a comment; null for an idea, and where they are not to be read. */
  html: string | null;
  back: string;
}) {
  const { t } = useTranslation("moderation");
  return (
    <div className={styles.item}>
      <p>
        <Link to={back}>{idea.title}</Link> <span className="small quiet">{t("by", { name: author })}</span>
      </p>
      {/* Sanitised when it was written, in `platform/markdown`. */}
      {html !== null && <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />}
    </div>
  );
}
