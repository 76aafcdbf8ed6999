import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import type { ShownComment } from "../queries.server.ts";
import { deepestDrawn } from "../rules.ts";
import { KindChoices, kindIcon, WordsField } from "./comment-fields.tsx";
import { CommentForm } from "./comment-form.tsx";
import styles from "./talk.module.css";

type ReplyForm = {
  action: string;
  firstId: string;
  values: Record<string, string> | null | undefined;
  reply: Reply | undefined;
};

type Props = {
  comment: ShownComment;
  depth: number;
  /** What a form under this comment needs; null where nothing can be written. */
  replyForm: ReplyForm | null;
  /** The comment whose reply form is open with what was typed. */
  openReply: string | null;
};

/** One comment and the replies to it. */
export function Comment(props: Props) {
  const { comment } = props;
  return (
    <article className="comment" id={`comment-${comment.id}`}>
      <Face name={comment.author.name} affiliation={comment.author.affiliation} />
      {comment.state === "deleted" ? <Deleted comment={comment} /> : <Said {...props} />}
      <Replies {...props} />
    </article>
  );
}

function Replies({ comment, depth, ...rest }: Props) {
  if (comment.replies.length === 0) return null;
  return (
    <ul className={depth >= deepestDrawn ? styles.level : undefined}>
      {comment.replies.map((reply) => (
        <li key={reply.id}>
          <Comment comment={reply} depth={depth + 1} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function Header({ comment }: { comment: ShownComment }) {
  const { t } = useTranslation("discussion");
  const icon = kindIcon[comment.kind];
  return (
    <header>
      <b>{comment.author.name}</b>
      <AffiliationWord affiliation={comment.author.affiliation} />
      {comment.kind !== "remark" && (
        <span className="kind">
          {icon && <Icon name={icon} />}
          {t(`kind.${comment.kind}`)}
        </span>
      )}
      <a className="plain" href={`#comment-${comment.id}`}>
        <Moment at={comment.createdAt} />
      </a>
      {comment.editedAt !== null && <span>{t("edited")}</span>}
    </header>
  );
}

function Said({ comment, replyForm, openReply }: Props) {
  const { t } = useTranslation("discussion");
  const [isEditing, setEditing] = useState(false);
  if (isEditing && comment.source !== null) {
    return (
      <div className="said">
        <EditForm comment={comment} onDone={() => setEditing(false)} />
      </div>
    );
  }
  return (
    <>
      <Header comment={comment} />
      {/* Sanitised when it was written, in `platform/markdown`. */}
      <div className="said prose" dangerouslySetInnerHTML={{ __html: comment.html }} />
      <footer>
        {replyForm && <ReplyTo comment={comment} form={replyForm} isOpen={openReply === comment.id} />}
        {comment.can.edit && (
          <>
            <a
              className="btn bare slim"
              href={`/comments/${comment.id}`}
              onClick={(event) => {
                event.preventDefault();
                setEditing(true);
              }}
            >
              {t("edit.open")}
            </a>
            <ActForm comment={comment} act="delete" label={t("delete")} className="btn bare slim loss" />
          </>
        )}
      </footer>
    </>
  );
}

function ReplyTo({ comment, form, isOpen }: { comment: ShownComment; form: ReplyForm; isOpen: boolean }) {
  const { t } = useTranslation("discussion");
  const [open, setOpen] = useState(isOpen);
  const typed = isOpen ? { values: form.values, reply: form.reply } : {};
  return (
    <details className={styles.reply} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="btn bare slim">
        <Icon name="reply" />
        {t("reply")}
        <span className="away"> {t("reply_to", { name: comment.author.name })}</span>
      </summary>
      <CommentForm
        action={form.action}
        firstId={replyId(form.firstId, comment.id)}
        parent={{ id: comment.id, name: comment.author.name }}
        onPosted={() => setOpen(false)}
        {...typed}
      />
    </details>
  );
}

/** Each reply form on a page writes a comment of its own: the id of one is no id of another. */
function replyId(first: string, comment: string): string {
  return first.slice(0, 9) + comment.slice(9);
}

function Deleted({ comment }: { comment: ShownComment }) {
  const { t } = useTranslation("discussion");
  return (
    <div className="said">
      <p className="quiet" role="status">
        {t(comment.can.restore ? "deleted_by_you" : "deleted")}
      </p>
      {comment.can.restore && <ActForm comment={comment} act="restore" label={t("undo")} className="btn bare slim" />}
    </div>
  );
}

function ActForm({
  comment,
  act,
  label,
  className,
}: {
  comment: ShownComment;
  act: "delete" | "restore";
  label: string;
  className: string;
}) {
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  return (
    <fetcher.Form method="post" action={`/comments/${comment.id}`}>
      <ProblemBox reply={refusal} />
      <button className={className} name="act" value={act}>
        {act === "restore" && <Icon name="undo" />}
        {label}
      </button>
    </fetcher.Form>
  );
}

function EditForm({ comment, onDone }: { comment: ShownComment; onDone: () => void }) {
  const { t } = useTranslation("discussion");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  const wrong = useFieldError(refusal);
  const isSaved = fetcher.state === "idle" && fetcher.data !== undefined && "ok" in fetcher.data;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (isSaved) done();
  }, [isSaved]);
  return (
    <fetcher.Form method="post" action={`/comments/${comment.id}`} className="say">
      <ProblemBox reply={refusal} />
      <WordsField label={t("edit.title")} defaultValue={comment.source ?? ""} error={wrong("body")} />
      <KindChoices defaultValue={comment.kind} />
      <div className="row">
        <button className="btn first" name="act" value="edit">
          {t("edit.save")}
        </button>
        <button className="btn" type="button" onClick={onDone}>
          {t("edit.cancel")}
        </button>
      </div>
    </fetcher.Form>
  );
}
