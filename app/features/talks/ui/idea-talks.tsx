import { Link } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Asking, ShownTalk } from "../queries.server.ts";
import { AskForm } from "./ask-form.tsx";
import styles from "./idea-talks.module.css";
import { type About, TalkThread } from "./talk-thread.tsx";

/** On an idea's page, before every form: the open talks that the reader may see, and the way to ask. */
export function IdeaTalks({
  idea,
  talks,
  asking,
  earliest,
  firstId,
}: {
  idea: About;
  talks: readonly ShownTalk[];
  asking: Asking | null;
  earliest: string;
  firstId: string;
}) {
  const { t } = useTranslation("talks");
  const open = talks.filter(({ closedAt }) => closedAt === null);
  const closed = talks.length - open.length;
  if (talks.length === 0 && asking === null) return null;
  return (
    <section className={styles.talks} aria-label={t("title")}>
      {open.length > 0 && <h2>{t("heading", { count: open.length })}</h2>}
      {open.map((talk) => (
        <TalkThread key={talk.id} idea={idea} talk={talk} />
      ))}
      {closed > 0 && (
        <p className="small">
          <Link to={`${idea.path}/talk`}>{t("all", { count: closed })}</Link>
        </p>
      )}
      {asking && (
        <details className={styles.ask}>
          <summary className="btn">
            <Icon name="question" />
            {t("ask.title")}
          </summary>
          <AskForm path={idea.path} asking={asking} earliest={earliest} firstId={firstId} />
        </details>
      )}
    </section>
  );
}
