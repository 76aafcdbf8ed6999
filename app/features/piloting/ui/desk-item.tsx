import { Form, Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { openOnDesk } from "../desk.server.ts";
import { Due } from "./due.tsx";
import styles from "./desk-item.module.css";
import { MoveFields } from "./move-fields.tsx";

/** One idea, open on the desk: what it says, who waits, and the answer, without leaving. */
export function DeskItem({
  item,
  formId,
  next,
  values,
  reply,
  isSending,
}: {
  item: Awaited<ReturnType<typeof openOnDesk>>;
  /** The id the answer will have: sent twice, it is one. */
  formId: string;
  /** The idea that opens once this one is answered. */
  next: string | null;
  /** What was typed before somebody had to sign in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
  isSending: boolean;
}) {
  const { t } = useTranslation("piloting");
  const { author, steering, owed } = item;
  return (
    <article className={styles.open} id="open" aria-labelledby="open-heading">
      <p className={styles.back}>
        <Link to="/pilot">{t("desk.back")}</Link>
      </p>
      <header>
        <p className="row">
          <StageChip stage={item.stage} />
          {owed[0] && <Due at={owed[0].dueAt} />}
        </p>
        <h2 id="open-heading" lang={item.language}>
          <Link to={item.path}>{item.title}</Link>
        </h2>
        <Person
          name={author.name}
          affiliation={author.affiliation}
          avatar={author.avatar}
          to={personPath(author.handle)}
          sub={
            <>
              <Day at={item.submittedAt} /> · {t("desk.signals", { count: item.participants })} ·{" "}
              {t("desk.comments", { count: item.comments })}
            </>
          }
        />
      </header>
      <p className={styles.extract}>
        <span lang={item.language}>{item.excerpt}</span> <Link to={item.path}>{t("desk.read_on")}</Link>
      </p>
      {steering === null || steering.closed !== null ? (
        <p className="strip">{t(`closed.${steering?.closed ?? "nothing_open"}`)}</p>
      ) : (
        <Form method="post" action={`?idea=${item.id}`} className="stack" noValidate>
          <input type="hidden" name="idea" value={item.id} />
          <input type="hidden" name="next" value={next ?? ""} />
          <MoveFields
            id={reply?.values.id ?? formId}
            stage={item.stage}
            steering={steering}
            author={author.name}
            values={values}
            reply={reply}
            isSending={isSending}
            mayStay
          />
        </Form>
      )}
    </article>
  );
}
