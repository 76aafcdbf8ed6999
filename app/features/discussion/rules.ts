import { idPattern } from "../../platform/ids.ts";
import { pageKeyIn, pageKeyText } from "../../platform/paging.ts";

export const commentKinds = ["remark", "question", "build-on", "concern", "evidence"] as const;
export type CommentKind = (typeof commentKinds)[number];

/** Longest comment taken, in characters. */
export const longestComment = 5_000;

/** How deep replies are drawn inside each other; deeper ones stand at the last depth. */
export const deepestDrawn = 3;

/** How long a deleted comment can be brought back, in milliseconds; then its words are wiped. */
export const undoMilliseconds = 600_000;

/** Whether a comment waits for a pilot: hidden since the moment at which it was held. */
export function isHeld({ heldAt, hiddenAt }: { heldAt: number | null; hiddenAt: number | null }): boolean {
  return heldAt !== null && heldAt === hiddenAt;
}

/** How many threads a page of talk shows at most. */
export const threadsOnAPage = 40;

/** How many comments, replies with them, a page of talk shows; only a first thread may be longer. */
export const commentsOnAPage = 100;

/** How many replies of a thread are shown at once. */
export const repliesAtOnce = 50;

/** The place of a comment in the order of writing. */
export type Key = { createdAt: number; id: string };

/** Which part of an idea's talk an address asks for. */
export type TalkPlace = {
  /** Only this thread, after its reply at `after`. */
  thread: string | null;
  after: Key | null;
  /** A comment that must be on the page. */
  comment: string | null;
  /** The comment whose reply form is open. */
  reply: string | null;
};

export const theBeginning: TalkPlace = { thread: null, after: null, comment: null, reply: null };

/** Reads `?thread=&after=&comment=&reply=`; what is no id or no key is not there. */
export function talkPlaceIn(query: URLSearchParams): TalkPlace {
  const idIn = (name: string) => {
    const id = query.get(name);
    return id !== null && idPattern.test(id) ? id : null;
  };
  const key = pageKeyIn(query);
  const after = key && { createdAt: key.at, id: key.id };
  return { thread: idIn("thread"), after, comment: idIn("comment"), reply: idIn("reply") };
}

/** The query of the page that shows this part of the talk, with its `?`; empty for the beginning. */
export function talkQuery({ thread, after, comment, reply }: Partial<TalkPlace>): string {
  const query = new URLSearchParams();
  if (thread) query.set("thread", thread);
  if (after) query.set("after", pageKeyText({ at: after.createdAt, id: after.id }));
  if (comment) query.set("comment", comment);
  if (reply) query.set("reply", reply);
  return query.size === 0 ? "" : `?${query.toString()}`;
}

/** Whether a comment deleted at `deletedAt` can still be brought back at `now`. */
export function mayComeBack(deletedAt: number, now: number): boolean {
  return now - deletedAt < undoMilliseconds;
}

/**
 * How long a first contribution waits for its welcome, in milliseconds. As long after joining somebody is a newcomer.
 */
export const welcomeMilliseconds = 86_400_000;

/** Whether `then` lies a day at most before `at`. */
export function isWithinADay(then: number, at: number): boolean {
  return at - then <= welcomeMilliseconds;
}

/** Longest passage that a reply quotes by itself, in characters. */
const longestQuote = 600;

/** The lines of a comment as a Markdown quote to answer below. What it quotes itself is left out. */
export function quoteOf(source: string): string {
  const own = source
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n")
    .trim();
  const cut = own.length > longestQuote ? `${own.slice(0, own.lastIndexOf(" ", longestQuote)).trimEnd()} …` : own;
  const quoted = cut
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  return `${quoted}\n\n`;
}

/**
 * The address of a comment on its idea's page: it finds the page of the talk where the comment stands,
 * with the form for an answer open if one is to be written.
 */
export function commentPath(idea: string, comment: string, { isAnswering = false } = {}): string {
  return `${idea}${talkQuery({ comment, reply: isAnswering ? comment : null })}#comment-${comment}`;
}
