import { useEffect, useEffectEvent, useState } from "react";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { Link, useFetcher, useRevalidator } from "react-router";
import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { newId } from "../../../platform/ids.ts";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { HeldNote } from "../../moderation/ui/held-note.tsx";
import { HiddenNote } from "../../moderation/ui/hidden-note.tsx";
import { ItemLink } from "../../moderation/ui/item-link.tsx";
import { personPath } from "../../people/rules.ts";
import type { ShownComment } from "../queries.server.ts";
import { commentPath, quoteOf, type TalkPlace, talkQuery } from "../rules.ts";
import { KindChoices, kindIcon, WordsField } from "./comment-fields.tsx";
import { CommentForm } from "./comment-form.tsx";
import { NowSays } from "./now-says.tsx";
import styles from "./talk.module.css";

/** What the comments of a talk share. */
export type TalkState = {
  /** The idea's address. */
  path: string;
  /** The idea's id, who reads, and whether this reader judges what others report. */
  idea: string;
  viewer: string | null;
  isJudge: boolean;
  /** The part of the talk that is shown. */
  place: TalkPlace;
  /** Whether anything can be written. */
  isOpen: boolean;
  /** The comments whose reply form is open. */
  openReplies: ReadonlySet<string>;
  /** The reply form that the server opened, with what was typed in it. */
  opened: {
    comment: string;
    firstId: string;
    values: Record<string, string> | null | undefined;
    reply: Reply | undefined;
  } | null;
  setOpen: (comment: string, isOpen: boolean) => void;
  /** What the replies opened here begin with. */
  quotes: ReadonlyMap<string, string>;
  quote: (comment: string, body: string) => void;
  /** The versions in which words of comments were found, by the comments' ids, as long as nobody decided on it. */
  taken: Readonly<Record<string, number>>;
  /** The reader, where he or she may say which comments went into the idea. */
  adopter: string | null;
  /** The reader, where he or she may say what counts as evidence. */
  accepter: string | null;
  onPosted: (comment: string) => void;
};

type Props = { comment: ShownComment; talk: TalkState };

/** One comment and the replies to it. */
export function Comment({ comment, talk }: Props) {
  const [edited, setEdited] = useState<EditedComment | null>(null);
  return (
    <article className="comment" id={`comment-${comment.id}`}>
      <Face {...comment.author} />
      {edited && (
        <div className="said">
          <EditForm from={edited} comment={comment} onDone={() => setEdited(null)} />
        </div>
      )}
      {!edited && comment.state === "said" && <Said comment={comment} talk={talk} onEdit={setEdited} />}
      {!edited && comment.state === "held" && <Held comment={comment} talk={talk} onEdit={setEdited} />}
      {!edited && comment.state === "hidden" && <Hidden comment={comment} talk={talk} />}
      {!edited && (comment.state === "deleted" || comment.state === "gone") && <Deleted comment={comment} />}
      {talk.openReplies.has(comment.id) && <ReplyForm comment={comment} talk={talk} />}
      {comment.replies.length > 0 && (
        <ul>
          {comment.replies.map((reply) => (
            <li key={reply.id}>
              <Comment comment={reply} talk={talk} />
            </li>
          ))}
        </ul>
      )}
      {comment.later && <Later comment={comment} later={comment.later} />}
    </article>
  );
}

function Later({ comment, later }: { comment: ShownComment; later: NonNullable<ShownComment["later"]> }) {
  const { t } = useTranslation("discussion");
  return (
    <p className={styles.later}>
      <Link className="btn slim" to={`${talkQuery({ thread: comment.id, after: later.after })}#talk`}>
        {t("later_replies", { count: later.count })}
      </Link>
    </p>
  );
}

function Header({ comment }: { comment: ShownComment }) {
  const { t, i18n } = useTranslation("discussion");
  const called = useCalled();
  const icon = kindIcon[comment.kind];
  return (
    <header>
      <b>
        <Link discover="none" to={personPath(comment.author.handle)}>
          {called(comment.author.name)}
        </Link>
      </b>
      <AffiliationWord affiliation={comment.author.affiliation} />
      {comment.kind !== "remark" && (
        <span className="kind">
          {icon && <Icon name={icon} />}
          {t(`kind.${comment.kind}`)}
        </span>
      )}
      {comment.welcomed !== undefined && (
        <span className={styles.welcome}>{t("welcomed", { name: comment.welcomed })}</span>
      )}
      {comment.answers && (
        <a href={comment.answers.to ?? `#comment-${comment.answers.id}`}>
          {t("reply_to", { name: comment.answers.name })}
        </a>
      )}
      {comment.from && <i lang={comment.from.language}>{t("from", { title: comment.from.title })}</i>}
      <a href={commentPath("", comment.id)}>
        <Moment at={comment.createdAt} />
      </a>
      {comment.editedAt !== null && <Link to={`/comments/${comment.id}/versions`}>{t("edited")}</Link>}
      {comment.language !== i18n.language && (
        <Link to={`/comments/${comment.id}/versions`}>{t(`language.${comment.language}`)}</Link>
      )}
    </header>
  );
}

function Said({ comment, talk, onEdit }: Props & { onEdit: (from: EditedComment) => void }) {
  const { t } = useTranslation("discussion");
  return (
    <>
      <Header comment={comment} />
      {comment.about !== undefined && <About comment={comment} words={comment.about} talk={talk} />}
      {/* Sanitised when it was written, in `platform/markdown`. */}
      <div className="said prose" lang={comment.language} dangerouslySetInnerHTML={{ __html: comment.html }} />
      {talk.isOpen && comment.isFirst && (
        <p className={`small ${styles.first}`}>{t("first", { name: comment.author.name })}</p>
      )}
      <footer>
        {talk.isOpen && <ReplyLink comment={comment} talk={talk} />}
        {talk.isOpen && !talk.openReplies.has(comment.id) && <QuoteLink comment={comment} talk={talk} />}
        <CopyLink path={talk.path} comment={comment.id} />
        {comment.adoptedBy !== undefined && (
          <span className={styles.taken}>{t("adopted", { name: comment.adoptedBy })}</span>
        )}
        {talk.adopter !== null && talk.adopter !== comment.author.id && <AdoptForm comment={comment} talk={talk} />}
        {comment.acceptedBy !== undefined && (
          <span className={styles.taken}>{t("evidence.accepted", { name: comment.acceptedBy })}</span>
        )}
        {comment.kind === "evidence" && talk.accepter !== null && talk.accepter !== comment.author.id && (
          <AcceptForm comment={comment} />
        )}
        {comment.can.edit && <WriterActs comment={comment} onEdit={onEdit} />}
        {comment.author.id !== talk.viewer && (
          <ItemLink
            subject={{ idea: comment.from?.id ?? talk.idea, comment: comment.id }}
            isJudge={talk.isJudge}
            of={comment.author.name}
          />
        )}
      </footer>
    </>
  );
}

/** The words of the text that a comment is about. */
function About({ comment, words, talk }: Props & { words: string }) {
  const { t } = useTranslation("discussion");
  const about = t("about_words", { words });
  // Of another idea that became part of this one, the text is elsewhere.
  const isHere = talk.viewer !== null && !comment.from;
  return (
    <p className={`small soft ${styles.about}`}>
      {isHere ? <Link to={`${talk.path}/write#words-${comment.id}`}>{about}</Link> : about}
    </p>
  );
}

/** What whoever wrote it does with it. */
function WriterActs({ comment, onEdit }: { comment: ShownComment; onEdit: (from: EditedComment) => void }) {
  const { t } = useTranslation("discussion");
  return (
    <>
      <a
        className="btn bare slim"
        href={`/comments/${comment.id}`}
        onClick={(event) => {
          event.preventDefault();
          onEdit({ source: comment.source ?? "", kind: comment.kind, editedAt: comment.editedAt });
        }}
      >
        {t("edit.open")}
      </a>
      <ActForm comment={comment} act="delete" label={t("delete")} className="btn bare slim loss" />
    </>
  );
}

/** A pilot looks at it first: for its author, who may change it, and for those who judge. */
function Held({ comment, talk, onEdit }: Props & { onEdit: (from: EditedComment) => void }) {
  return (
    <>
      <Header comment={comment} />
      <div className="said stack">
        <HeldNote />
        {/* Sanitised when it was written, in `platform/markdown`. */}
        <div className="prose soft" lang={comment.language} dangerouslySetInnerHTML={{ __html: comment.html }} />
      </div>
      <footer>
        {comment.can.edit && <WriterActs comment={comment} onEdit={onEdit} />}
        {talk.isJudge && comment.author.id !== talk.viewer && (
          <ItemLink
            subject={{ idea: comment.from?.id ?? talk.idea, comment: comment.id }}
            isJudge
            of={comment.author.name}
          />
        )}
      </footer>
    </>
  );
}

/** Its place in the thread stays; its words are for its author and those who judge. */
function Hidden({ comment, talk }: Props) {
  const { t } = useTranslation("moderation");
  if (!comment.hiding) return <p className="said quiet">{t("hidden.placeholder")}</p>;
  return (
    <>
      <Header comment={comment} />
      <div className="said stack">
        <HiddenNote hiding={comment.hiding} what="comment" isMine={comment.author.id === talk.viewer} />
        {/* Sanitised when it was written, in `platform/markdown`. */}
        <div className="prose soft" dangerouslySetInnerHTML={{ __html: comment.html }} />
      </div>
      {talk.isJudge && (
        <footer>
          <ItemLink
            subject={{ idea: comment.from?.id ?? talk.idea, comment: comment.id }}
            isJudge
            of={comment.author.name}
          />
        </footer>
      )}
    </>
  );
}

/** Opens the form below the comment; without script, on a page that comes with it. */
function ReplyLink({ comment, talk }: Props) {
  const { t } = useTranslation("discussion");
  return (
    <a
      className={`btn bare slim ${styles.answer}`}
      href={`${talkQuery({ ...talk.place, reply: comment.id })}#reply`}
      aria-label={t("reply_to_name", { name: comment.author.name })}
      onClick={(event) => {
        event.preventDefault();
        talk.setOpen(comment.id, true);
      }}
    >
      {t("reply")}
    </a>
  );
}

/** Opens the form below the comment with its words as a quote; without script, on a page that comes with them. */
function QuoteLink({ comment, talk }: Props) {
  const { t } = useTranslation("discussion");
  return (
    <a
      className="btn bare slim"
      href={`${talkQuery({ ...talk.place, reply: comment.id })}&quote=1#reply`}
      aria-label={t("quote_name", { name: comment.author.name })}
      onClick={(event) => {
        event.preventDefault();
        const said = document.querySelector<HTMLElement>(`#comment-${comment.id} > .said`);
        talk.quote(comment.id, quoteOf(comment.source ?? said?.innerText ?? ""));
      }}
    >
      {t("quote")}
    </a>
  );
}

/** The comment's own address: without script a link to it, with script it is copied. */
function CopyLink({ path, comment }: { path: string; comment: string }) {
  const { t } = useTranslation("discussion");
  const [isCopied, setCopied] = useState(false);
  return (
    <a
      className="btn bare slim"
      // The time of the comment carries its whole address; each byte here is there a hundred times.
      href={`#comment-${comment}`}
      onClick={(event) => {
        if (!("clipboard" in navigator)) return;
        event.preventDefault();
        const href = commentPath(path, comment);
        navigator.clipboard.writeText(new URL(href, location.href).href).then(
          () => setCopied(true),
          () => location.assign(href),
        );
      }}
    >
      <span aria-live="polite">{t(isCopied ? "link_copied" : "link")}</span>
    </a>
  );
}

/** For authors and pilots: whether the comment went into the idea's text. */
function AdoptForm({ comment, talk }: Props) {
  const { t } = useTranslation("discussion");
  const isAdopted = comment.adoptedBy !== undefined;
  const version = talk.taken[comment.id];
  return (
    <>
      {version !== undefined && (
        <a className="btn bare slim" href="#adoptions">
          {t("taken", { version })}
        </a>
      )}
      <MarkForm
        action={`/comments/${comment.id}/adoption`}
        act={isAdopted ? "undo" : "adopt"}
        label={t(isAdopted ? "unadopt" : "adopt")}
      />
    </>
  );
}

/** For pilots and product people: whether the comment is good evidence. */
function AcceptForm({ comment }: { comment: ShownComment }) {
  const { t } = useTranslation("discussion");
  const isAccepted = comment.acceptedBy !== undefined;
  return (
    <MarkForm
      action={`/comments/${comment.id}/evidence`}
      act={isAccepted ? "undo" : "accept"}
      label={t(isAccepted ? "evidence.undo" : "evidence.accept")}
    />
  );
}

/** One button that says something of a comment, or takes it back. */
function MarkForm({ action, act, label }: { action: string; act: string; label: string }) {
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  return (
    <fetcher.Form method="post" action={action}>
      <ProblemBox reply={refusal} />
      <button className="btn bare slim" name="act" value={act}>
        {label}
      </button>
    </fetcher.Form>
  );
}

/** It stays until it is sent or closed by hand, whatever becomes of the comment above it. */
function ReplyForm({ comment, talk }: Props) {
  const { t } = useTranslation("discussion");
  const opened = talk.opened?.comment === comment.id ? talk.opened : null;
  const [firstId] = useState(opened?.firstId ?? (() => newId(Date.now())));
  const quoted = talk.quotes.get(comment.id);
  const close = () => talk.setOpen(comment.id, false);
  return (
    <div className={styles.reply} id={opened ? "reply" : undefined}>
      {!talk.isOpen && <p className="small quiet">{t("closed")}</p>}
      <CommentForm
        action={`${talk.path}/comments${talkQuery({ reply: comment.id })}`}
        firstId={firstId}
        parent={{ id: comment.id, name: comment.author.name }}
        values={opened?.values ?? (quoted === undefined ? undefined : { body: quoted })}
        reply={opened?.reply}
        takesFocus={!opened}
        onPosted={(posted) => {
          close();
          talk.onPosted(posted);
        }}
      >
        <a
          className="btn bare"
          href={`${talk.path}${talkQuery({ ...talk.place, reply: null })}#comment-${comment.id}`}
          onClick={(event) => {
            event.preventDefault();
            close();
            document.querySelector<HTMLElement>(`#comment-${comment.id} > footer > a`)?.focus();
          }}
        >
          {t("say.close")}
        </a>
      </CommentForm>
    </div>
  );
}

function Deleted({ comment }: { comment: ShownComment }) {
  const { t } = useTranslation("discussion");
  const what = comment.state === "gone" ? "gone" : comment.can.restore ? "deleted_by_you" : "deleted";
  return (
    <div className="said">
      <p className="quiet" role="status">
        {t(what)}
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

/** What a comment said when somebody began to change it. */
type EditedComment = Pick<ShownComment, "kind" | "editedAt"> & { source: string };

function EditForm({ from, comment, onDone }: { from: EditedComment; comment: ShownComment; onDone: () => void }) {
  const { t } = useTranslation("discussion");
  const { revalidate } = useRevalidator();
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  const wrong = useFieldError(refusal);
  const isSaved = fetcher.state === "idle" && fetcher.data !== undefined && "ok" in fetcher.data;
  const isOvertaken = refusal?.problem === "comment_edited_meanwhile";
  const done = useEffectEvent(onDone);
  const loadAgain = useEffectEvent(() => void revalidate());
  useEffect(() => {
    if (isSaved) done();
  }, [isSaved]);
  useEffect(() => {
    if (isOvertaken) loadAgain();
  }, [isOvertaken, refusal]);
  return (
    <fetcher.Form method="post" action={`/comments/${comment.id}`} className="say">
      <ProblemBox reply={refusal}>{isOvertaken && <NowSays source={comment.source} />}</ProblemBox>
      {/* Once the other words were shown, saving again is meant to replace them. */}
      <input type="hidden" name="editedAt" value={(isOvertaken ? comment.editedAt : from.editedAt) ?? ""} />
      <WordsField label={t("edit.title")} defaultValue={from.source} error={wrong("body")} takesFocus />
      <KindChoices defaultValue={from.kind} />
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
