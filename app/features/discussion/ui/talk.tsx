import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import type { Reply } from "../../../ui/problem.tsx";
import type { ShownComment } from "../queries.server.ts";
import { Comment } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";
import styles from "./talk.module.css";

/** An idea's talk: threads, and the form to add to them. */
export function Talk({
  path,
  threads,
  count,
  next,
  isOpen,
  firstId,
  values,
  reply,
  isSignedIn,
}: {
  /** The idea's address. */
  path: string;
  threads: ShownComment[];
  count: number;
  /** The thread after which the next page begins. */
  next: string | null;
  isOpen: boolean;
  firstId: string;
  /** What was typed before signing in. */
  values: Record<string, string> | null;
  reply: Reply | undefined;
  isSignedIn: boolean;
}) {
  const { t } = useTranslation("discussion");
  const action = `${path}/comments`;
  const typed = reply?.values ?? values;
  const replyTo = typed?.parent || null;
  const form = { action, firstId, values: typed, reply };
  return (
    <section className={styles.talk} aria-labelledby="talk">
      <h2 id="talk">{t("count", { count })}</h2>
      {threads.length === 0 && <p className="soft">{t(isOpen ? "empty" : "closed")}</p>}
      <ul className="comments">
        {threads.map((comment) => (
          <li key={comment.id}>
            <Comment comment={comment} depth={1} replyForm={isOpen ? form : null} openReply={replyTo} />
          </li>
        ))}
      </ul>
      {next !== null && (
        <p className={styles.more}>
          <Link className="btn" to={`?after=${next}#talk`}>
            {t("more")}
          </Link>
        </p>
      )}
      {isOpen && !replyTo && <CommentForm {...form} />}
      {isOpen && replyTo && <CommentForm action={action} firstId={firstId} />}
      {isOpen && !isSignedIn && <p className="small quiet">{t("say.sign_in_later")}</p>}
    </section>
  );
}
