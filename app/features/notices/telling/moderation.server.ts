import type { Reads } from "../../../../db/database.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequence, Consequences } from "./consequences.server.ts";
import { ofComment } from "./discussion.server.ts";
import { aboutComment, aboutIdea, ideaIn, lateOf, memberIn, spaceIn } from "./event.server.ts";
import { authorsIn, judgesIn } from "./people.server.ts";

/** What is reported, held, hidden and appealed against, and what it brings its author. */
export const ofModeration: Readonly<Record<string, Consequences>> = {
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
      withdraw: [{ item: event.subject, kinds: [...ofComment, "reported", "held"] }, lateOf(event.subject)],
    };
  },
  async "comment.restored"(_read, event) {
    // Brought back by its author, who knows.
    if (event.payload.from !== "hidden") return {};
    return { tell: [{ ...aboutComment(event), kind: "comment_restored", to: [String(event.payload.author)] }] };
  },
  "idea.held": tellHeld,
  "comment.held": tellHeld,
  "idea.released": tellReleased,
  "comment.released": tellReleased,
  async "appeal.made"(read, event) {
    const { idea, member, opposed, involved: also } = event.payload;
    const involved = [String(member), String(opposed), ...(Array.isArray(also) ? also : [])];
    const authors = typeof idea === "string" ? (await authorsIn(read, idea)).authors : [];
    const told = aboutAppeal(event);
    return {
      tell: [
        { ...told, kind: "appeal", to: await judgesIn(read, spaceIn(event), [...involved, ...authors]) },
        { ...told, kind: "appealed", to: [String(opposed)] },
      ],
    };
  },
  "appeal.upheld": tellVerdict,
  "appeal.dismissed": tellVerdict,
  "member.warned": tellSanctioned,
  "member.muted": tellSanctioned,
  "member.unmuted": tellSanctioned,
};

async function tellJudges(read: Reads, event: LoggedEvent): Promise<Consequence> {
  const idea = String(event.payload.idea);
  const { authors } = await authorsIn(read, idea);
  const space = spaceIn(event);
  const to = await judgesIn(read, space, [...authors, String(event.payload.author)]);
  return { tell: [{ kind: "reported", to, about: `space:${space}`, space, idea, item: event.subject }] };
}

/** Who appealed and whose decision it was about learn what another pilot says. */
async function tellVerdict(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const { member, opposed } = event.payload;
  const told = { ...aboutAppeal(event), code: event.kind.slice("appeal.".length) };
  const kind = event.kind === "appeal.upheld" ? "appeal_upheld" : "appeal_dismissed";
  return {
    tell: [
      { ...told, kind, to: [String(member)] },
      { ...told, kind: "appeal_decided", to: [String(opposed)] },
    ],
    withdraw: [{ item: event.subject, kinds: ["appeal"] }],
  };
}

/** A line of its own for each appeal, or case, that an event is about. */
export function aboutAppeal(event: LoggedEvent) {
  return { about: event.subject, space: spaceIn(event), idea: null, item: event.subject };
}

/** Each act is a line of its own: none of them may go unread among others. */
async function tellSanctioned(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const space = spaceIn(event);
  const item = `act:${String(event.payload.act)}`;
  const kind = event.kind.slice("member.".length) as "warned" | "muted" | "unmuted";
  return { tell: [{ kind, to: [memberIn(event)], about: item, space, idea: null, item }] };
}

/** A pilot looks at what a new member wrote. */
async function tellHeld(read: Reads, event: LoggedEvent): Promise<Consequence> {
  const space = spaceIn(event);
  const to = await judgesIn(read, space, [String(event.payload.author)]);
  return { tell: [{ kind: "held", to, about: `space:${space}`, space, idea: null, item: event.subject }] };
}

async function tellReleased(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = { ...aboutIdea(event, String(event.payload.idea)), item: event.subject };
  return {
    tell: [{ ...told, kind: "released", to: [String(event.payload.author)] }],
    withdraw: [{ item: event.subject, kinds: ["held", "reported"] }, lateOf(event.subject)],
  };
}

async function settleReports(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  return { withdraw: [{ item: event.subject, kinds: ["reported", "held"] }, lateOf(event.subject)] };
}
