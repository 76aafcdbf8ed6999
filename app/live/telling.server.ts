import { eq } from "drizzle-orm";
import type { Reads } from "../../db/database.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { rooms } from "../../db/schema/rooms.ts";
import { documentChannel } from "../features/cowriting/rules.ts";
import { noteReaders } from "../features/notes/queries.server.ts";
import { standsFor } from "../features/merging/queries.server.ts";
import { concernedBy } from "../features/notices/queries.server.ts";
import { channelOf } from "../features/rooms/rules.ts";
import { sidesOf } from "../features/talks/queries.server.ts";
import type { LoggedEvent } from "../platform/events.server.ts";
import type { LiveMessage } from "./messages.ts";

/** A message and the rooms that hear it. */
export type Out = { to: string[]; message: LiveMessage };

/** A room whose sockets are cut. */
export type Cut = { cut: string; except?: string };

type Telling = (read: Reads, event: LoggedEvent) => Promise<(Out | Cut)[]>;

/** For each kind of event that anybody may hear of: what is said, and to whom. */
export const tellingOf: Readonly<Record<string, Telling>> = {
  "card.placed": tellBoard,
  async "plan.set"(read, event) {
    return [...(await tellReaders(read, event)), ...(await tellBoard(read, event))];
  },
  async "idea.linked"(read, event) {
    return [...(await tellReaders(read, event)), ...(await tellBoard(read, event))];
  },
  async "idea.unlinked"(read, event) {
    return [...(await tellReaders(read, event)), ...(await tellBoard(read, event))];
  },
  "space.stages_set": tellBoard,
  "signal.cast": tellParticipants,
  "signal.undone": tellParticipants,
  "signal.set_apart": tellParticipants,
  "signal.held": tellParticipants,
  "signal.discarded": tellParticipants,
  "signal.released": tellParticipants,
  "comment.posted": tellTalk,
  "comment.edited": tellTalk,
  "comment.deleted": tellTalk,
  "comment.restored": tellTalk,
  "comment.adopted": tellTalk,
  "comment.adoption_undone": tellTalk,
  "idea.note_adopted": tellReaders,
  "idea.note_adoption_undone": tellReaders,
  "adoption.proposed": tellReaders,
  "adoption.dismissed": tellReaders,
  "comment.evidence_accepted": tellTalk,
  "comment.evidence_acceptance_undone": tellTalk,
  "comment.hidden": tellTalk,
  "idea.hidden": tellHidden,
  "idea.discarded": cutRooms,
  "idea.restored": tellModeration,
  "idea.moved": tellStage,
  "idea.move_undone": tellStage,
  "idea.merged": tellStage,
  "idea.unmerged": tellStage,
  "idea.took_in": tellJoined,
  "idea.gave_back": tellJoined,
  async "idea.submitted"(_read, { space, subject, payload }) {
    if (space === null || payload.moderation !== "visible") return [];
    return [{ to: [`space:${space}`], message: { kind: "idea", space, idea: idOf(subject) } }];
  },
  "note.written": tellSteering,
  "note.edited": tellSteering,
  "note.deleted": tellSteering,
  "idea.edited": tellReaders,
  "trial.opened": tellReaders,
  "trial.volunteered": tellReaders,
  "trial.left": tellReaders,
  "trial.reported": tellReaders,
  "trial.drawn": tellReaders,
  "trial.cancelled": tellReaders,
  "idea.language_corrected": tellReaders,
  "file.attached": tellReaders,
  "file.removed": tellReaders,
  "file.described": tellReaders,
  "idea.withdrawn": tellReaders,
  "idea.returned": tellReaders,
  "suggestion.made": tellSuggestions,
  "suggestion.accepted": tellSuggestions,
  "suggestion.declined": tellSuggestions,
  "suggestion.withdrawn": tellSuggestions,
  "author.accepted": tellReaders,
  async "author.left"(read, event) {
    return [...(await tellReaders(read, event)), ...(await cutMember(read, event))];
  },
  "transfer.proposed": tellReaders,
  "transfer.withdrawn": tellReaders,
  "transfer.declined": tellReaders,
  "transfer.overtaken": tellReaders,
  "duplicate.said": tellReaders,
  "duplicate.answered": tellReaders,
  "duplicate.declined": tellReaders,
  "duplicate.withdrawn": tellReaders,
  "duplicate.overtaken": tellReaders,
  "duplicate.resumed": tellReaders,
  "idea.transferred": tellBothSpaces,
  "talk.opened": tellSides,
  "talk.said": tellSides,
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
  "mandate.taken": cutMember,
  "mandate.ended": cutMember,
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
  // What few may hear never stands for what many may.
  if (payload.isPrivate === true) return id;
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

async function tellStage(read: Reads, event: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(event.subject));
  if (!idea) return [];
  const message = { kind: "stage", idea: idea.id, stage: idea.stage } as const;
  return [{ to: [`idea:${idea.id}`, `space:${idea.space}`], message }, ...(await tellBoard(read, event))];
}

/** Says nothing but where: whoever hears it loads the cards that may be seen. */
async function tellBoard(_read: Reads, { space }: LoggedEvent): Promise<Out[]> {
  return space === null ? [] : [{ to: [`board:${space}`], message: { kind: "board", space } }];
}

/** Whoever may not see an idea any more is out of its rooms too. */
async function tellHidden(read: Reads, event: LoggedEvent): Promise<(Out | Cut)[]> {
  return [...(await tellModeration(read, event)), ...(await cutRooms(read, event))];
}

/** All who sit in the rooms on an idea, or write its text, are cut: who may still see it comes back. */
async function cutRooms(read: Reads, { subject }: LoggedEvent): Promise<Cut[]> {
  const rows = await read
    .select({ id: rooms.id })
    .from(rooms)
    .where(eq(rooms.idea, idOf(subject)));
  return [{ cut: documentChannel(idOf(subject)) }, ...rows.map(({ id }) => ({ cut: channelOf(id) }))];
}

/** Says nothing but an id: what may be seen of it, those who hear this ask for themselves. */
async function tellModeration(read: Reads, event: LoggedEvent): Promise<Out[]> {
  const { space, subject } = event;
  const idea = idOf(subject);
  return [
    { to: [`idea:${idea}`, `space:${String(space)}`], message: { kind: "moderation", idea } },
    ...(await tellBoard(read, event)),
  ];
}

async function tellTalk(read: Reads, { payload }: LoggedEvent): Promise<Out[]> {
  const written = await heardIdea(read, String(payload.idea));
  // The talk of a merged idea is heard where that idea is part of now.
  const idea = written?.stage === "merged" ? await heardIdea(read, await standsFor(read, written.id)) : written;
  if (!idea) return [];
  const message = { kind: "talk", idea: idea.id, commentCount: idea.commentCount } as const;
  return [{ to: [`idea:${idea.id}`, `space:${idea.space}`], message }];
}

/**
 * Those who list it in either space load again. Those who have it open are cut: they come back by what they may
 * still see, and load again as well.
 */
async function tellBothSpaces(read: Reads, event: LoggedEvent): Promise<(Out | Cut)[]> {
  const { subject, payload } = event;
  const idea = idOf(subject);
  const to = [`space:${String(payload.source)}`, `space:${String(payload.target)}`];
  return [{ to, message: { kind: "moderation", idea } }, { cut: `idea:${idea}` }, ...(await cutRooms(read, event))];
}

/** Members by their own rooms: an idea's room is everybody's. */
async function tellSteering(read: Reads, { payload, at }: LoggedEvent): Promise<Out[]> {
  const [idea] = await read
    .select({ id: ideas.id, space: ideas.space, author: ideas.author })
    .from(ideas)
    .where(eq(ideas.id, String(payload.idea)));
  const people = idea ? await noteReaders(read, idea, at) : [];
  if (!idea || people.length === 0) return [];
  return [{ to: people.map((id) => `member:${id}`), message: { kind: "notes", idea: idea.id } }];
}

/** What an idea took in or gave back changes its text, its talk and its people at once. */
async function tellJoined(read: Reads, event: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(event.subject));
  if (!idea) return [];
  const message = { kind: "talk", idea: idea.id, commentCount: idea.commentCount } as const;
  return [
    ...(await tellParticipants(read, event)),
    ...(await tellReaders(read, event)),
    { to: [`space:${idea.space}`], message },
  ];
}

async function tellReaders(read: Reads, { subject }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, idOf(subject));
  return idea ? [{ to: [`idea:${idea.id}`], message: { kind: "text", idea: idea.id } }] : [];
}

/** Those who have the idea or its text open see what waits there. */
async function tellSuggestions(read: Reads, { payload }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, String(payload.idea));
  return idea ? [{ to: [`idea:${idea.id}`], message: { kind: "text", idea: idea.id } }] : [];
}

/** A public talk is heard by all who read the idea; a private one by those who may read it, and by nobody else. */
async function tellSides(read: Reads, { space, payload, at }: LoggedEvent): Promise<Out[]> {
  const idea = await heardIdea(read, String(payload.idea));
  const message = { kind: "text", idea: String(payload.idea) } as const;
  if (payload.isPrivate === false) return idea ? [{ to: [`idea:${idea.id}`], message }] : [];
  const people = await sidesOf(read, { idea: message.idea, space: String(space) }, at);
  return people.length > 0 ? [{ to: people.map((id) => `member:${id}`), message }] : [];
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
