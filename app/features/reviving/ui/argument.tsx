import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Argument } from "../queries.server.ts";
import styles from "./reviving.module.css";

/** An argument with the name of whoever brought it, where it stands, and the answer if it was declined. */
export function ArgumentBrought({ argument, heading: Heading = "h2" }: { argument: Argument; heading?: "h2" | "h3" }) {
  const { t } = useTranslation("reviving");
  const { id, by, at, state, html, decidedBy, reasonsHtml } = argument;
  return (
    <article className={styles.argument} id={`argument-${id}`} aria-labelledby={`brought-${id}`}>
      <Heading className="label" id={`brought-${id}`}>
        {t("by", { name: by.name })}
      </Heading>
      <Said html={html} />
      <Person
        name={by.name}
        affiliation={by.affiliation}
        avatar={by.avatar}
        sub={
          <>
            <Day at={at} /> · {t(`state.${state}`)}
          </>
        }
      />
      {reasonsHtml !== null && (
        <div className="answer">
          <p className="label">{t("reasons", { name: decidedBy ?? "" })}</p>
          <Said html={reasonsHtml} />
        </div>
      )}
    </article>
  );
}

/** Under the answer that opened an idea again: the argument that did it. */
export function ReopenedBy({ argument }: { argument: Argument }) {
  const { t } = useTranslation("reviving");
  return (
    <div className={styles.reopened}>
      <p className="label">{t("reopened", { name: argument.by.name })}</p>
      <blockquote>
        <Said html={argument.html} />
      </blockquote>
    </div>
  );
}

/** Words as they were written. */
function Said({ html }: { html: string }) {
  // Sanitised when it was written, in `platform/markdown`.
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
