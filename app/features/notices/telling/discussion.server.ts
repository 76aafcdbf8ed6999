import { and, eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { follows } from "../../../../db/schema/following.ts";
import { comments } from "../../../../db/schema/discussion.ts";
import type { NoticeKind } from "../../../../db/schema/notices.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequence, Consequences, Telling } from "./consequences.server.ts";
import { aboutComment, aboutIdea } from "./event.server.ts";
import { authorsIn } from "./people.server.ts";

/** Comments, and suggestions for a text. */
export const ofDiscussion: Readonly<Record<string, Consequences>> = {
  async "comment.posted"(read, event) {
    const idea = String(event.payload.idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    const answered = await answeredBy(read, event);
    return {
      tell: [
        ...mentions(event, idea, event.subject),
        ...(answered ? [{ ...told, kind: "reply" as const, to: [answered] }] : []),
        { ...told, kind: "comment", to: "followers" },
      ],
    };
  },
  async "comment.edited"(_read, event) {
    return { tell: mentions(event, String(event.payload.idea), event.subject) };
  },
  async "comment.deleted"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ofComment }] };
  },
  async "comment.evidence_accepted"(_read, event) {
    return { tell: [{ ...aboutComment(event), kind: "evidence_accepted", to: [String(event.payload.author)] }] };
  },
  async "comment.evidence_acceptance_undone"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["evidence_accepted"] }] };
  },
  async "suggestion.made"(read, event) {
    const { authors } = await authorsIn(read, String(event.payload.idea));
    return { tell: [{ ...aboutComment(event), kind: "suggested", to: authors }] };
  },
  "suggestion.accepted": tellSuggester,
  "suggestion.declined": tellSuggester,
  async "suggestion.withdrawn"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["suggested"] }] };
  },
};

/** Kinds of notices that a comment brings, which go with it. */
export const ofComment: readonly NoticeKind[] = ["comment", "reply", "mention", "adopted", "evidence_accepted"];

/** Whoever suggested a change learns what came of it, and the authors need not decide any more. */
async function tellSuggester(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const kind = event.kind === "suggestion.accepted" ? "suggestion_accepted" : "suggestion_declined";
  const told = aboutComment(event);
  return {
    tell: [{ ...told, item: `decided:${told.item}`, kind, to: [String(event.payload.author)] }],
    withdraw: [{ item: event.subject, kinds: ["suggested"] }],
  };
}

/** Whom words name, of an idea by its id and of an item in it. */
export function mentions(event: LoggedEvent, idea: string, item: string): Telling[] {
  const { mentioned } = event.payload;
  if (!Array.isArray(mentioned) || mentioned.length === 0) return [];
  return [{ ...aboutIdea(event, idea), item, kind: "mention", to: mentioned }];
}

/** Whose comment is answered, unless that person wants to hear of the idea no more. */
async function answeredBy(read: Reads, { payload }: LoggedEvent): Promise<string | null> {
  if (typeof payload.parent !== "string") return null;
  const [row] = await read
    .select({ author: comments.author, state: follows.state })
    .from(comments)
    .leftJoin(follows, and(eq(follows.idea, comments.idea), eq(follows.member, comments.author)))
    .where(eq(comments.id, payload.parent));
  return row && row.state !== "stopped" ? row.author : null;
}
