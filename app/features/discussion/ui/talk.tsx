import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Link, useNavigate } from "react-router";
import type { Reply } from "../../../ui/problem.tsx";
import type { ShownTalk } from "../queries.server.ts";
import { type TalkPlace, talkQuery } from "../rules.ts";
import { Comment, type TalkState } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";
import { useThreads } from "./places.ts";
import styles from "./talk.module.css";

/** An idea's talk: threads, and the form to add to them. */
export function Talk({
  path,
  talk,
  place,
  quoted,
  taken,
  adopter,
  accepter,
  newcomer,
  count,
  readers,
  isOpen,
  firstId,
  replyId,
  values,
  reply,
  isSignedIn,
  idea,
  viewer,
  isJudge,
}: {
  /** The idea's address. */
  path: string;
  /** The idea's id. */
  idea: string;
  /** Who reads; null when nobody is signed in. */
  viewer: string | null;
  /** Whether this reader judges what others report. */
  isJudge: boolean;
  talk: ShownTalk;
  /** The part that is shown, and the reply form that comes open with it. */
  place: TalkPlace;
  /** What that reply form begins with, where it was asked to quote. */
  quoted: string | null;
  /** The versions in which words of comments were found, by the comments' ids, as long as nobody decided on it. */
  taken: Readonly<Record<string, number>>;
  /** The reader, where he or she may say which comments went into the idea. */
  adopter: string | null;
  /** The reader, where he or she may say what counts as evidence. */
  accepter: string | null;
  /** The author, where the idea is a newcomer's first contribution and nobody has replied to it yet. */
  newcomer: string | null;
  count: number;
  /** How many people have the idea open, oneself among them; 0 until it is known. */
  readers: number;
  isOpen: boolean;
  /** The ids of what is written first in the form below, and in a reply form that comes open. */
  firstId: string;
  replyId: string;
  /** What was typed before signing in. */
  values: Record<string, string> | null;
  reply: Reply | undefined;
  isSignedIn: boolean;
}) {
  const { t } = useTranslation("discussion");
  const [openReplies, setOpenReplies] = useState<ReadonlySet<string>>(new Set(place.reply ? [place.reply] : []));
  const [quotes, setQuotes] = useState<ReadonlyMap<string, string>>(new Map());
  const [posted, setPosted] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const part = talkQuery({ ...place, reply: null });
  const threads = useThreads(talk.threads, part, (id) => openReplies.has(id));
  useShowPosted(path, posted);

  const setOpen = (comment: string, isOpenNow: boolean) => {
    setOpenReplies((before) => new Set(isOpenNow ? [...before, comment] : [...before].filter((id) => id !== comment)));
    // A quote is for one reply: the next one begins empty.
    if (!isOpenNow) setQuotes((before) => new Map([...before].filter(([id]) => id !== comment)));
  };
  const typed = reply?.values ?? values;
  const isReply = Boolean(typed?.parent);
  const state: TalkState = {
    path,
    idea,
    viewer,
    isJudge,
    place,
    isOpen,
    openReplies,
    opened: place.reply
      ? {
          comment: place.reply,
          firstId: replyId,
          values: typed?.parent === place.reply ? typed : quoted === null ? null : { body: quoted },
          reply: isReply ? reply : undefined,
        }
      : null,
    setOpen,
    quotes,
    quote: (comment, body) => {
      setQuotes((before) => new Map(before).set(comment, body));
      setOpen(comment, true);
    },
    taken,
    adopter,
    accepter,
    onPosted: setPosted,
  };
  return (
    <section className={styles.talk} aria-labelledby="talk">
      <div className={styles.head}>
        <h2 id="talk">{t("count", { count })}</h2>
        {readers > 1 && <span className="small quiet">{t("readers", { count: readers })}</span>}
      </div>
      {talk.isPart && (
        <p>
          <Link to={`${path}#talk`}>{t("whole")}</Link>
        </p>
      )}
      {isOpen && newcomer !== null && <p className={styles.first}>{t("first", { name: newcomer })}</p>}
      {threads.length === 0 && newcomer === null && <p className="soft">{t(isOpen ? "empty" : "closed")}</p>}
      <ul className="comments">
        {threads.map((comment) => (
          <li key={comment.id}>
            <Comment comment={comment} talk={state} />
          </li>
        ))}
      </ul>
      {talk.next !== null && (
        <p className={styles.more}>
          <Link className="btn" to={`${talkQuery({ after: talk.next })}#talk`}>
            {t("more")}
          </Link>
        </p>
      )}
      {(isOpen || isWriting) && (
        <div className={styles.own} onInput={() => setWriting(true)}>
          {!isOpen && <p className="small quiet">{t("closed")}</p>}
          <CommentForm
            action={`${path}/comments`}
            firstId={firstId}
            values={isReply ? null : typed}
            reply={isReply ? undefined : reply}
            onPosted={(comment) => {
              setWriting(false);
              setPosted(comment);
            }}
          />
        </div>
      )}
      <p role="status" className="small quiet">
        {posted !== null && t("say.posted")}
      </p>
      {isOpen && !isSignedIn && <p className="small quiet">{t("say.sign_in_later")}</p>}
    </section>
  );
}

/** Brings a comment that was just written here before its author's eyes; where it stands on another page, goes there. */
function useShowPosted(path: string, posted: string | null): void {
  const navigate = useNavigate();
  const show = useEffectEvent((id: string) => {
    const comment = document.getElementById(`comment-${id}`);
    if (!comment) return void navigate(`${path}${talkQuery({ comment: id })}#comment-${id}`);
    comment.tabIndex = -1;
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: "center" });
  });
  useEffect(() => {
    if (posted !== null) show(posted);
  }, [posted]);
}
