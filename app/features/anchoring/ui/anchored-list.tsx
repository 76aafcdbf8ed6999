import { Link } from "react-router";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { commentPath } from "../../discussion/rules.ts";
import { personPath } from "../../people/rules.ts";
import type { AnchoredComment } from "../queries.server.ts";
import styles from "./anchoring.module.css";

/** Comments on words of a passage, in the order of the text. `path`: the idea's; `onShow`: null while the text is not there. */
export function AnchoredList({
  comments,
  label,
  path,
  language,
  onShow,
}: {
  comments: readonly AnchoredComment[];
  label: string;
  path: string;
  language: string;
  onShow: ((comment: string) => void) | null;
}) {
  const { t } = useTranslation("anchoring");
  const called = useCalled();
  return (
    <ul className={styles.list} aria-label={label}>
      {comments.map(({ id, author, html, language: spoken, at, replies, quote, ends }) => (
        <li
          key={id}
          id={`words-${id}`}
          className={styles.comment}
          aria-label={t("of", { name: called(author.name), quote })}
        >
          <blockquote lang={language}>{quote}</blockquote>
          {!ends && <p className="small">{t("gone")}</p>}
          <Person
            name={author.name}
            affiliation={author.affiliation}
            avatar={author.avatar}
            to={personPath(author.handle)}
            sub={<Moment at={at} />}
          />
          {/* Sanitised when it was written, in `platform/markdown`. */}
          <div className="prose" lang={spoken} dangerouslySetInnerHTML={{ __html: html }} />
          <p className="row small">
            {ends && onShow && (
              <button type="button" className="btn slim" onClick={() => onShow(id)}>
                {t("show")}
              </button>
            )}
            <Link to={commentPath(path, id, { isAnswering: true })}>{t("reply")}</Link>
            {replies > 0 && <Link to={commentPath(path, id)}>{t("replies", { count: replies })}</Link>}
          </p>
        </li>
      ))}
    </ul>
  );
}
