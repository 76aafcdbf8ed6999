/** What each event says to whom. Pure but for looking up names and rows: nothing is written here. */
import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { follows } from "../../../db/schema/following.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeEvents, type NoticeKind, notices } from "../../../db/schema/notices.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { pilotsOf } from "../spaces/queries.server.ts";

/** One sentence and those who hear it, as far as they may see what it is about. */
export type Telling = {
  kind: NoticeKind;
  /** `followers`: of the idea that it is about. */
  to: readonly string[] | "followers";
  about: string;
  /** Null: it is about the account of whoever is told. */
  space: string | null;
  idea: string | null;
  item: string;
  code?: string | null;
  named?: string | null;
};

/** What an event takes back: notices of these kinds about this item. */
export type Withdrawal = { item: string; kinds: readonly NoticeKind[] };

/** What follows from an event. Of several tellings each person hears the first that is for him or her. */
export type Consequence = { tell?: readonly Telling[]; withdraw?: readonly Withdrawal[] };

type Consequences = (read: Reads, event: LoggedEvent) => Promise<Consequence>;

const ofComment: readonly NoticeKind[] = ["comment", "reply", "mention", "adopted"];

/** By the kind of event. */
export const consequencesOf: Readonly<Record<string, Consequences>> = {
  async "idea.submitted"(_read, event) {
    return { tell: mentions(event, ideaIn(event), event.subject) };
  },
  async "idea.edited"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    return { tell: [...mentions(event, idea, event.subject), { ...told, kind: "edited", to: authors }] };
  },
  async "idea.moved"(_read, event) {
    const { move, to } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `move:${String(move)}`, code: String(to) };
    return { tell: [{ ...told, kind: "moved", to: "followers" }] };
  },
  async "idea.move_undone"(read, event) {
    const item = `move:${String(event.payload.move)}`;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `undone:${item}`, code: String(event.payload.to) };
    // Who has read it would go on believing it.
    return {
      tell: [{ ...told, kind: "move_undone", to: await readersOf(read, item, event) }],
      withdraw: [{ item, kinds: ["moved"] }],
    };
  },
  async "idea.withdrawn"(_read, event) {
    return { tell: [{ ...aboutIdea(event, ideaIn(event)), item: event.subject, kind: "withdrawn", to: "followers" }] };
  },
  async "idea.returned"(_read, event) {
    return { tell: [{ ...aboutIdea(event, ideaIn(event)), item: event.subject, kind: "returned", to: "followers" }] };
  },
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
  async "comment.adopted"(_read, event) {
    return { tell: [{ ...aboutComment(event), kind: "adopted", to: [String(event.payload.author)] }] };
  },
  async "comment.adoption_undone"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["adopted"] }] };
  },
  async "author.invited"(_read, event) {
    return { tell: [{ ...aboutAuthor(event), kind: "author_invited", to: [memberIn(event)] }] };
  },
  async "author.uninvited"(_read, event) {
    return { withdraw: [{ item: aboutAuthor(event).item, kinds: ["author_invited"] }] };
  },
  async "author.accepted"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_accepted", to: authors }] };
  },
  async "author.declined"(_read, event) {
    const invitedBy = String(event.payload.invitedBy);
    return { tell: [{ ...aboutAuthor(event), kind: "author_declined", to: [invitedBy] }] };
  },
  async "author.left"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_left", to: authors }] };
  },
  "idea.reported": tellJudges,
  "comment.reported": tellJudges,
  "idea.report_dismissed": settleReports,
  "comment.report_dismissed": settleReports,
  async "idea.hidden"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    return { tell: [{ ...told, kind: "idea_hidden", to: authors }], ...(await settleReports(read, event)) };
  },
  async "idea.restored"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    return { tell: [{ ...aboutIdea(event, idea), item: event.subject, kind: "idea_restored", to: authors }] };
  },
  async "comment.hidden"(_read, event) {
    return {
      tell: [{ ...aboutComment(event), kind: "comment_hidden", to: [String(event.payload.author)] }],
      withdraw: [{ item: event.subject, kinds: [...ofComment, "reported"] }],
    };
  },
  async "comment.restored"(_read, event) {
    // Brought back by its author, who knows.
    if (event.payload.from !== "hidden") return {};
    return { tell: [{ ...aboutComment(event), kind: "comment_restored", to: [String(event.payload.author)] }] };
  },
  async "membership.requested"(read, event) {
    const pilots = await pilotsOf(read, spaceIn(event));
    return { tell: [{ ...aboutRequest(event), kind: "request", to: pilots.map(({ id }) => id) }] };
  },
  async "membership.approved"(_read, event) {
    return {
      tell: [{ ...aboutMembership(event), kind: "request_approved", to: [memberIn(event)] }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }],
    };
  },
  async "membership.declined"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return {
      tell: [{ ...aboutMembership(event), kind: "request_declined", to: [memberIn(event)], named }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }],
    };
  },
  async "membership.role_given"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_given", to: [memberIn(event)] }] };
  },
  async "membership.role_taken"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_taken", to: [memberIn(event)] }] };
  },
  async "member.data_ready"(_read, event) {
    const item = `export:${String(event.payload.export)}`;
    return {
      tell: [{ kind: "data_ready", to: [memberIn(event)], about: item, space: null, idea: null, item }],
    };
  },
  async "membership.removed"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return { tell: [{ ...aboutMembership(event), kind: "removed", to: [memberIn(event)], named }] };
  },
};

async function tellJudges(read: Reads, event: LoggedEvent): Promise<Consequence> {
  const idea = String(event.payload.idea);
  const { authors } = await authorsIn(read, idea);
  const involved = [...authors, String(event.payload.author)];
  const pilots = (await pilotsOf(read, spaceIn(event))).map(({ id }) => id);
  const judges = pilots.filter((id) => !involved.includes(id));
  const to = judges.length > 0 ? judges : (await admins(read)).filter((id) => !involved.includes(id));
  const space = spaceIn(event);
  return { tell: [{ kind: "reported", to, about: `space:${space}`, space, idea, item: event.subject }] };
}

async function settleReports(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  return { withdraw: [{ item: event.subject, kinds: ["reported"] }] };
}

function mentions(event: LoggedEvent, idea: string, item: string): Telling[] {
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

/** Who has read a notice about an item. What this same event took back at an earlier try still counts. */
async function readersOf(read: Reads, item: string, event: LoggedEvent): Promise<string[]> {
  const stands = or(isNull(noticeEvents.withdrawnBy), eq(noticeEvents.withdrawnBy, event.id));
  const rows = await read
    .select({ member: noticeEvents.member })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .where(and(eq(noticeEvents.item, item), stands, isNotNull(notices.readAt)));
  return rows.map(({ member }) => member);
}

async function authorsIn(read: Reads, id: string) {
  const [idea] = await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, id));
  return idea ? authorsOf(read, idea) : { authors: [] };
}

async function admins(read: Reads): Promise<string[]> {
  const rows = await read.select({ id: members.id }).from(members).where(eq(members.admin, true));
  return rows.map(({ id }) => id);
}

async function nameOf(read: Reads, space: string): Promise<string | null> {
  const [row] = await read.select({ name: spaces.name }).from(spaces).where(eq(spaces.id, space));
  return row?.name ?? null;
}

function ideaIn({ subject }: LoggedEvent): string {
  return subject.slice("idea:".length);
}

function spaceIn(event: LoggedEvent): string {
  if (event.space === null) throw new Error(`${event.kind} ${event.id} names no space.`);
  return event.space;
}

function memberIn({ payload }: LoggedEvent): string {
  return String(payload.member);
}

function aboutIdea(event: LoggedEvent, idea: string) {
  return { about: `idea:${idea}`, space: spaceIn(event), idea };
}

function aboutComment(event: LoggedEvent) {
  return { ...aboutIdea(event, String(event.payload.idea)), item: event.subject };
}

function aboutAuthor(event: LoggedEvent) {
  const idea = ideaIn(event);
  return { ...aboutIdea(event, idea), item: `author:${idea}:${memberIn(event)}` };
}

function aboutMembership(event: LoggedEvent) {
  const space = spaceIn(event);
  return { about: `space:${space}`, space, idea: null, item: `membership:${space}:${memberIn(event)}` };
}

function aboutRequest(event: LoggedEvent) {
  return { ...aboutMembership(event), item: `request:${spaceIn(event)}:${memberIn(event)}` };
}

/** Each role is a line of its own. */
function aboutRole(event: LoggedEvent) {
  const role = String(event.payload.role);
  return { ...aboutMembership(event), about: `space:${spaceIn(event)}:${role}`, code: role };
}
