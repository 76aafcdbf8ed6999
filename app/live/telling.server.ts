import { eq } from "drizzle-orm";
import type { Reads } from "../../db/database.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { concernedBy } from "../features/notices/queries.server.ts";
import type { LoggedEvent } from "../platform/events.server.ts";
import type { LiveMessage } from "./messages.ts";

/** A message and the rooms that hear it. */
export type Out = { to: string[]; message: LiveMessage };

/** A room whose sockets are cut. */
export type Cut = { cut: string; except?: string };

type Telling = (read: Reads, event: LoggedEvent) => Promise<(Out | Cut)[]>;

/** For each kind of event that anybody may hear of: what is said, and to whom. */
export const tellingOf: Readonly<Record<string, Telling>> = {
  "signal.cast": tellParticipants,
  "signal.undone": tellParticipants,
  "signal.set_apart": tellParticipants,
  "comment.posted": tellTalk,
  "comment.edited": tellTalk,
  "comment.deleted": tellTalk,
  "comment.restored": tellTalk,
  "comment.adopted": tellTalk,
  "comment.adoption_undone": tellTalk,
  "comment.hidden": tellTalk,
  "idea.hidden": tellModeration,
  "idea.restored": tellModeration,
  "idea.moved": tellStage,
  "idea.move_undone": tellStage,
  async "idea.submitted"(_read, { space, subject, payload }) {
    if (space === null || payload.moderation !== "visible") return [];
    return [{ to: [`space:${space}`], message: { kind: "idea", space, idea: idOf(subject) } }];
  },
  "idea.edited": tellReaders,
  "idea.language_corrected": tellReaders,
  "file.attached": tellReaders,
  "file.removed": tellReaders,
  "file.described": tellReaders,
  "idea.withdrawn": tellReaders,
  "idea.returned": tellReaders,
  "author.accepted": tellReaders,
  "author.left": tellReaders,
  async "notices.changed"(read, { payload }) {
    const people = await concernedBy(read, String(payload.by));
    return people.length > 0 ? [{ to: people.map((id) => `member:${id}`), message: { kind: "notices" } }] : [];
  },
  async "notices.read"(_read, { payload }) {
    return [{ to: [`member:${String(payload.member)}`], message: { kind: "notices" } }];
  },
  async "session.ended"(_read, { payload }) {
    return [{ cut: `session:${String(payload.session)}` }];
  },
  async "space.edited"(_read, { space, payload }) {
    const isClosing = payload.visibility === "private" && payload.visibilityBefore === "public";
    return isClosing ? [{ cut: `within:${space}` }] : [];
  },
  "membership.left": cutMember,
  "membership.removed": cutMember,
  "membership.role_taken": cutMember,
  "member.banned": cutMember,
  "member.admin_granted": cutMember,
  "member.admin_revoked": cutMember,
  async "member.secured"(_read, { payload }) {
    return [{ cut: `member:${String(payload.member)}` }];
  },
};

/**
 * What is to be told of events that came together. Of several that say the same of one idea the
 * last is enough: what is told is how it stands now.
 */
export function toldOnce(events: readonly LoggedEvent[]): { tell: Telling; event: LoggedEvent }[] {
  const told = new Map<Telling, Map<string, LoggedEvent>>();
  for (const event of events) {
    const tell = tellingOf[event.kind];
    if (!tell) continue;
    const about = told.get(tell) ?? new Map<string, LoggedEvent>();
    told.set(tell, about);
    about.set(aboutOf(event), event);
  }
  return [...told].flatMap(([tell, about]) => [...about.values()].map((event) => ({ tell, event })));
}

/** The idea that an event is about; any other event is about itself alone. */
function aboutOf({ id, subject, payload }: LoggedEvent): string {
  if (subject.startsWith("idea:")) return subject;
  return typeof payload.idea === "string" ? `idea:${payload.idea}` : id;
}

/** Who has fewer rights is cut; the browser comes back and hears what may still be heard. */
async function cutMember(_read: Reads, { payload }: LoggedEvent): Promise<Cut[]> {
  return [{ cut: `member:${String(payload.member)}` }];
}

async function tellParticipants(read: Reads, { subject }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(subject));
  if (!idea) return [];
  const message = { kind: "participants", idea: idea.id, participants: idea.participants } as const;
  return [{ to: [`idea:${idea.id}`, `space:${idea.space}`], message }];
}

async function tellStage(read: Reads, { subject }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(subject));
  if (!idea) return [];
  const message = { kind: "stage", idea: idea.id, stage: idea.stage } as const;
  return [{ to: [`idea:${idea.id}`, `space:${idea.space}`], message }];
}

/** Says nothing but an id: what may be seen of it, those who hear this ask for themselves. */
async function tellModeration(_read: Reads, { space, subject }: LoggedEvent): Promise<Out[]> {
  const idea = idOf(subject);
  return [{ to: [`idea:${idea}`, `space:${String(space)}`], message: { kind: "moderation", idea } }];
}

async function tellTalk(read: Reads, { payload }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, String(payload.idea));
  if (!idea) return [];
  const message = { kind: "talk", idea: idea.id, commentCount: idea.commentCount } as const;
  return [{ to: [`idea:${idea.id}`, `space:${idea.space}`], message }];
}

async function tellReaders(read: Reads, { subject }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(subject));
  return idea ? [{ to: [`idea:${idea.id}`], message: { kind: "text", idea: idea.id } }] : [];
}

/** The public figures of an idea that anybody in its space may hear about; hidden ones are silent. */
async function heardIdea(read: Reads, id: string) {
  const [idea] = await read
    .select({
      id: ideas.id,
      space: ideas.space,
      participants: ideas.participants,
      commentCount: ideas.commentCount,
      stage: ideas.stage,
      moderation: ideas.moderation,
    })
    .from(ideas)
    .where(eq(ideas.id, id));
  return idea?.moderation === "visible" ? idea : null;
}

function idOf(subject: string): string {
  return subject.slice(subject.indexOf(":") + 1);
}
