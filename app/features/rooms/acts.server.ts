import { and, eq, inArray } from "drizzle-orm";
import { ideas } from "../../../db/schema/ideas.ts";
import {
  type PhaseKind,
  roomActs,
  roomBallots,
  roomDuels,
  roomNotes,
  roomPeople,
  type RoomRole,
  roomWords,
} from "../../../db/schema/rooms.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Forbidden, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { mustGoOn, questionActs } from "../pitching/acts.server.ts";
import type { Phase } from "./board.ts";
import { subjectsOf } from "./board.ts";
import { closeRoom } from "./closing.server.ts";
import { roomMentioned } from "./events.ts";
import type { Act, ActName, SentAct } from "./inputs.ts";
import { mustBeFree } from "./new-ids.server.ts";
import { beginNext, endPhase, extendClock, pauseClock, resumeClock } from "./phases.server.ts";
import { mayLead, maySeeRoom, mayTakePart } from "./policy.ts";
import { proceed, type Proceeding } from "./proceeding.server.ts";
import { judgeSession } from "./qualifying.server.ts";
import { peopleHere, roomSeenBy } from "./queries.server.ts";
import {
  isInTime,
  isUnseen,
  isWithinBudget,
  leads,
  mostClusters,
  mostNotesEach,
  mostNotesInPhase,
  mostProposals,
  oneDraft,
  sheetInHand,
  takesClusters,
  takesMessage,
  takesNotes,
  takesVotes,
} from "./rules.ts";

/** Who acts in a room, and as what. */
export type Doer = { id: string; role: RoomRole };

type Doing<Name extends ActName> = (room: Proceeding, doer: Doer, what: Extract<Act, { do: Name }>) => Promise<void>;

/** Who may do it (`anyone` who is in the room), and whether it must come while its phase runs. */
export type Rule<Name extends ActName> = {
  by: "lead" | "part" | "anyone";
  /** It belongs to the phase for which it was meant. */
  timed?: boolean;
  /** Words of people, which somebody muted does not write. */
  words?: boolean;
  /** May also be done once the room is closed. */
  after?: boolean;
  run: Doing<Name>;
};

/**
 * Does something in a room, once: the same act sent again changes nothing. Gives the number of the room's last event
 * afterwards. Throws `NotFound`, `Forbidden` for whoever
 * only looks on or does not lead, `Invalid`, and `Refused`: `phase_over` for what was meant for an earlier phase or
 * came more than two seconds late, `room_closed`, `not_in_this_phase`, `muted`, or what a rule says.
 */
export async function act(ctx: Context, sent: SentAct): Promise<number> {
  const { actor } = signedIn(ctx);
  const { space } = await roomSeenBy(ctx.db.read, actor, sent.room);
  const rule = acts[sent.what.do] as Rule<ActName>;
  return proceed(ctx.db, sent.room, ctx.now, async (room) => {
    const [own] = await room.tx
      .select({ role: roomPeople.role, isBlocked: roomPeople.isBlocked })
      .from(roomPeople)
      .where(and(eq(roomPeople.room, sent.room), eq(roomPeople.member, actor.id)));
    if (!own || !maySeeRoom(actor, room.room, own)) throw new NotFound();
    const role = room.board.people[actor.id];
    if (!role) throw new Refused("enter_first");
    if (await wasDone(room, sent.act, actor.id)) return room.board.seq;
    if (rule.by === "lead") must(mayLead({ role, isBlocked: false }), "host_only");
    if (rule.by === "part") must(mayTakePart({ role, isBlocked: false }), "only_looking_on");
    if (room.board.state === "closed" && !rule.after) throw new Refused("room_closed");
    const phase = room.plan[room.board.phase];
    if (rule.timed && sent.phase !== room.board.phase) throw new Refused("phase_over");
    if (rule.timed && phase && !isInTime(room.board, ctx.now, phase)) throw new Refused("phase_over");
    if (rule.words) await mustNotBeMuted(room.tx, ctx, space.id);
    await rule.run(room, { id: actor.id, role }, sent.what);
    return room.board.seq;
  });
}

/** Notes that the act is done. Gives whether it was before. */
async function wasDone({ tx, room, now }: Proceeding, id: string, member: string): Promise<boolean> {
  const row = { room: room.id, id, member, at: now };
  return (await tx.insert(roomActs).values(row).onConflictDoNothing().returning({ id: roomActs.id })).length === 0;
}

const acts: { readonly [Name in ActName]: Rule<Name> } = {
  "note.write": { by: "part", timed: true, words: true, run: writeNote },
  "note.edit": { by: "part", timed: true, words: true, run: editNote },
  "note.remove": { by: "part", timed: true, run: removeNote },
  "note.move": {
    by: "part",
    timed: true,
    async run(room, doer, { note, to }) {
      mustBeIn(room, takesClusters);
      const lies = noteOn(room, note);
      if (to !== null && !(to in room.board.clusters)) throw new Refused("cluster_gone");
      if (lies.cluster !== to) room.happen("note_moved", { note, to }, doer.id);
    },
  },
  "note.claim": { by: "anyone", after: true, run: claimNote },
  "note.from": {
    by: "part",
    timed: true,
    async run(room, doer, { note, message }) {
      mustBeIn(room, takesNotes);
      if (isUnseen(phaseOf(room))) throw new Refused("not_in_this_phase");
      const said = room.board.talk[message];
      if (!said) throw new NotFound();
      if (said.note !== null || note in room.board.notes) return;
      await mustBeFree(room, note);
      // Said with a name: it keeps it.
      const made = { id: note, words: said.words, by: said.by, isAnonymous: false, isSealed: false };
      room.happen("note_added", { note: made, cluster: null, message }, doer.id);
    },
  },
  "cluster.make": {
    by: "part",
    timed: true,
    words: true,
    async run(room, doer, { cluster, name, notes }) {
      mustBeIn(room, takesClusters);
      if (cluster in room.board.clusters) return;
      await mustBeFree(room, cluster);
      if (Object.keys(room.board.clusters).length >= mostClusters) throw new Refused("clusters_enough");
      const here = notes.filter((note) => note in room.board.notes);
      room.happen("cluster_made", { cluster, words: await room.say(doer.id, name), notes: here }, doer.id);
    },
  },
  "cluster.name": {
    by: "part",
    timed: true,
    words: true,
    async run(room, doer, { cluster, name }) {
      mustBeIn(room, takesClusters);
      if (!(cluster in room.board.clusters)) throw new Refused("cluster_gone");
      room.happen("cluster_named", { cluster, words: await room.say(doer.id, name) }, doer.id);
    },
  },
  "cluster.merge": {
    by: "part",
    timed: true,
    async run(room, doer, { cluster, into }) {
      mustBeIn(room, takesClusters);
      if (cluster === into || !(cluster in room.board.clusters)) return;
      if (into !== null && !(into in room.board.clusters)) throw new Refused("cluster_gone");
      room.happen("cluster_merged", { cluster, into }, doer.id);
    },
  },
  "votes.place": {
    by: "part",
    timed: true,
    async run(room, doer, { votes }) {
      const phase = phaseOf(room);
      if (!takesVotes(phase)) throw new Refused("not_in_this_phase");
      const given = Object.fromEntries(Object.entries(votes).filter(([, count]) => count > 0));
      const subjects = new Set(subjectsOf(room.board));
      if (!Object.keys(given).every((id) => subjects.has(id))) throw new Refused("vote_gone");
      if (!isWithinBudget(given, phase)) throw new Invalid({ votes: "over_budget" });
      const row = { room: room.room.id, phase: room.board.phase, member: doer.id, votes: given, at: room.now };
      await room.tx
        .insert(roomBallots)
        .values(row)
        .onConflictDoUpdate({
          target: [roomBallots.room, roomBallots.phase, roomBallots.member],
          set: { votes: given, at: room.now },
        });
      room.stir();
    },
  },
  "duel.judge": {
    by: "part",
    timed: true,
    async run(room, doer, { one, other, winner }) {
      mustBeIn(room, (kind) => kind === "duels");
      const [first, second] = [one, other].toSorted();
      if (first === undefined || second === undefined || first === second) throw new Invalid({});
      if (winner !== null && winner !== one && winner !== other) throw new Invalid({});
      noteOn(room, one);
      noteOn(room, other);
      const pair = { room: room.room.id, phase: room.board.phase, member: doer.id, one: first, other: second };
      await room.tx
        .insert(roomDuels)
        .values({ ...pair, winner, at: room.now })
        .onConflictDoUpdate({
          target: [roomDuels.room, roomDuels.phase, roomDuels.member, roomDuels.one, roomDuels.other],
          set: { winner, at: room.now },
        });
      room.stir();
    },
  },
  "done.say": {
    by: "part",
    timed: true,
    async run(room, doer, { isDone }) {
      if (room.board.done.includes(doer.id) === isDone) return;
      room.happen("done_said", { isDone }, doer.id);
      await endPhase(room, "all_ready");
    },
  },
  "speech.ask": {
    by: "part",
    async run(room, doer, { isAsked }) {
      if (room.board.queue.includes(doer.id) !== isAsked) room.happen("speech_asked", { isAsked }, doer.id);
    },
  },
  "speaker.call": {
    by: "part",
    async run(room, doer, { member }) {
      // Whoever speaks may stop; calling somebody is the host's.
      const isOwnEnd = member === null && room.board.speaker === doer.id;
      must(leads(doer.role) || isOwnEnd, "host_only");
      if (member !== null && !(member in room.board.people)) throw new NotFound();
      if (room.board.speaker !== member) room.happen("speaker_called", { member }, doer.id);
    },
  },
  "talk.say": {
    by: "part",
    words: true,
    async run(room, doer, { message, body }) {
      if (message in room.board.talk) return;
      await mustBeFree(room, message);
      // While everybody writes in silence, talk would tell what is in the notes.
      const phase = room.plan[room.board.phase];
      if (phase && isUnseen(phase) && phase.grouping === "alone") throw new Refused("silent_phase");
      if (!takesMessage(room.board, doer.id, room.now)) throw new Refused("talk_too_fast");
      room.happen("said", { message, words: await room.say(doer.id, body) }, doer.id);
      const mentioned = await mentionedBy(room, doer, body);
      if (mentioned.length > 0) {
        const by = { actor: { kind: "member" as const, id: doer.id }, now: room.now };
        await record(room.tx, by, [roomMentioned(room.room, { message, mentioned })]);
      }
    },
  },
  "talk.react": {
    by: "part",
    async run(room, doer, { message, sign, isOn }) {
      const said = room.board.talk[message];
      if (!said) throw new NotFound();
      if ((said.reactions[sign] ?? []).includes(doer.id) !== isOn) {
        room.happen("reacted", { message, sign, isOn }, doer.id);
      }
    },
  },
  "proposal.make": {
    by: "part",
    timed: true,
    words: true,
    async run(room, doer, { proposal, body }) {
      const phase = phaseOf(room);
      if (phase.kind !== "decide" || phase.ballot !== "consent") throw new Refused("not_in_this_phase");
      if (proposal in room.board.proposals) return;
      await mustBeFree(room, proposal);
      if (Object.keys(room.board.proposals).length >= mostProposals) throw new Refused("proposals_enough");
      room.happen("proposed", { proposal, words: await room.say(doer.id, body) }, doer.id);
    },
  },
  "stance.take": {
    by: "part",
    timed: true,
    words: true,
    async run(room, doer, { proposal, stance, reason }) {
      mustBeIn(room, (kind) => kind === "decide");
      if (!(proposal in room.board.proposals)) throw new NotFound();
      if (stance === "object" && reason === "") throw new Invalid({ reason: "objection_needs_reason" });
      const words = reason === "" ? null : await room.say(doer.id, reason);
      room.happen("stance_taken", { proposal, stance, words }, doer.id);
    },
  },
  "draft.write": {
    by: "part",
    timed: true,
    words: true,
    async run(room, doer, { body }) {
      mustBeIn(room, (kind) => kind === "cowrite");
      // All write in the living text, where nobody writes over anybody.
      if (room.board.text?.phase === room.board.phase) throw new Refused("text_is_living");
      const words = await room.say(doer.id, body);
      await forgetOwnDraft(room, doer);
      const base = room.board.draft === null && { base: await versionNow(room) };
      room.happen("drafted", { words, ...base }, doer.id);
    },
  },
  "becoming.set": {
    by: "lead",
    async run(room, doer, { subject, becomes }) {
      const isThere = subject in room.board.notes || subject in room.board.clusters;
      if (!isThere) throw new NotFound();
      if (becomes === "comment" && room.room.idea === null) throw new Refused("no_idea_to_comment");
      if ((room.board.becoming[subject] ?? null) !== becomes) {
        room.happen("becoming_set", { subject, becomes }, doer.id);
      }
    },
  },
  ...questionActs,
  "phase.next": { by: "lead", timed: true, run: (room, doer) => beginNext(room, doer.id) },
  "clock.pause": { by: "lead", timed: true, run: (room, doer) => pauseClock(room, doer.id) },
  "clock.resume": {
    by: "part",
    async run(room, doer) {
      await mustGoOn(room, doer);
      await resumeClock(room, doer.id);
    },
  },
  "clock.extend": { by: "lead", run: (room, doer, { minutes }) => extendClock(room, doer.id, minutes) },
  "role.give": {
    by: "lead",
    async run(room, doer, { member, role }) {
      const before = room.board.people[member];
      if (!before) throw new NotFound();
      if (before === "host") throw new Refused("host_hands_over");
      if (before === role) return;
      await setPerson(room, member, { role });
      room.happen("role_given", { member, role }, doer.id);
      await endPhase(room, "all_ready");
    },
  },
  "host.hand": {
    by: "lead",
    async run(room, doer, { member }) {
      must(doer.role === "host", "host_only");
      if (!(member in room.board.people)) throw new NotFound();
      await giveHost(room, member, doer.id);
    },
  },
  "member.block": {
    by: "lead",
    async run(room, doer, { member }) {
      const role = room.board.people[member];
      if (!role) throw new NotFound();
      if (role === "host" || member === doer.id) throw new Forbidden("host_only");
      await setPerson(room, member, { isBlocked: true });
      room.happen("blocked", { member }, doer.id);
      await endPhase(room, "all_ready");
    },
  },
  "useful.say": {
    by: "part",
    after: true,
    async run(room, doer, { wasUseful }) {
      await setPerson(room, doer.id, { wasUseful });
      await judgeSession(room);
      room.stir();
    },
  },
  "room.close": { by: "lead", run: (room, doer) => closeRoom(room, "host", doer.id) },
};

/** Makes somebody the host; who was host before stands beside. */
export async function giveHost(room: Proceeding, member: string, actor: string): Promise<void> {
  const from = room.board.host;
  if (from === member) return;
  await setPerson(room, from, { role: "cohost" });
  await setPerson(room, member, { role: "host" });
  room.happen("host_changed", { member, from }, actor);
}

async function setPerson(
  { tx, room }: Proceeding,
  member: string,
  change: Partial<typeof roomPeople.$inferInsert>,
): Promise<void> {
  await tx
    .update(roomPeople)
    .set(change)
    .where(and(eq(roomPeople.room, room.id), eq(roomPeople.member, member)));
}

function phaseOf(room: Proceeding): Phase {
  const phase = room.plan[room.board.phase];
  if (!phase) throw new Refused("not_in_this_phase");
  return phase;
}

function mustBeIn(room: Proceeding, takes: (kind: PhaseKind) => boolean): void {
  if (!takes(phaseOf(room).kind)) throw new Refused("not_in_this_phase");
}

function noteOn(room: Proceeding, id: string) {
  const note = room.board.notes[id];
  if (!note) throw new Refused("note_gone");
  return note;
}

/** Those whom a message calls by their handles, as far as they may come in and are not there to read it. */
async function mentionedBy({ tx, room, now }: Proceeding, doer: Doer, body: string): Promise<string[]> {
  const called = await calledIn(tx, room.space, body);
  const ids = called.map(({ id }) => id).filter((id) => id !== doer.id);
  if (ids.length === 0) return [];
  const present = await peopleHere(tx, room.id, now);
  const standings = await tx
    .select({ member: roomPeople.member, role: roomPeople.role, isBlocked: roomPeople.isBlocked })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room.id), inArray(roomPeople.member, ids)));
  return ids.filter((id) => {
    const own = standings.find(({ member }) => member === id) ?? null;
    const isOpen = own ? !own.isBlocked : room.audience === "space";
    return isOpen && !present.includes(id);
  });
}

/** What somebody types on is saved again and again: what he or she wrote just before is not kept beside it. */
async function forgetOwnDraft(room: Proceeding, doer: Doer): Promise<void> {
  if (room.board.draft === null) return;
  const [before] = await room.tx.select().from(roomWords).where(eq(roomWords.id, room.board.draft));
  if (before?.author === doer.id && before.at > room.now - oneDraft) await room.unsay(before.id);
}

/** The version of the text of the room's idea, from 1; null where the room has no idea. */
async function versionNow({ tx, room }: Proceeding): Promise<number | null> {
  if (room.idea === null) return null;
  const [idea] = await tx.select({ version: ideas.version }).from(ideas).where(eq(ideas.id, room.idea));
  return idea?.version ?? null;
}

async function unseenNote({ tx, room }: Proceeding, id: string) {
  const [note] = await tx
    .select()
    .from(roomNotes)
    .where(and(eq(roomNotes.id, id), eq(roomNotes.room, room.id)));
  return note ?? null;
}

async function writeNote(room: Proceeding, doer: Doer, what: Extract<Act, { do: "note.write" }>): Promise<void> {
  mustBeIn(room, takesNotes);
  const phase = phaseOf(room);
  const existing = await unseenNote(room, what.note);
  if (existing) return;
  await mustBeFree(room, what.note);
  const own = and(eq(roomNotes.room, room.room.id), eq(roomNotes.author, doer.id));
  if ((await room.tx.$count(roomNotes, own)) >= mostNotesEach) throw new Refused("notes_enough");
  const ofPhase = and(own, eq(roomNotes.phase, room.board.phase));
  if ((await room.tx.$count(roomNotes, ofPhase)) >= mostNotesInPhase) throw new Refused("notes_enough_now");
  const words = await room.say(doer.id, what.body);
  const isUnseenNow = isUnseen(phase);
  const sheet = phase.grouping === "sheets" ? sheetInHand(room.board, room.plan, doer.id) : null;
  await room.tx.insert(roomNotes).values({
    id: what.note,
    room: room.room.id,
    author: doer.id,
    phase: room.board.phase,
    sheet,
    words,
    isSealed: what.isSealed,
    at: room.now,
    shownAt: isUnseenNow ? null : room.now,
  });
  if (isUnseenNow) return room.stir();
  const isAnonymous = phase.visibility !== "named";
  const note = { id: what.note, words, by: doer.id, isAnonymous, isSealed: what.isSealed };
  room.happen("note_added", { note, cluster: what.cluster, message: null }, doer.id);
}

async function editNote(room: Proceeding, doer: Doer, what: Extract<Act, { do: "note.edit" }>): Promise<void> {
  const note = await ownNote(room, doer, what.note);
  const words = await room.say(doer.id, what.body);
  await room.tx.update(roomNotes).set({ words }).where(eq(roomNotes.id, note.id));
  // What its author no longer wants to have said, nobody reads later in a replay.
  await room.unsay(note.words);
  if (note.shownAt === null) return room.stir();
  room.happen("note_edited", { note: note.id, words }, doer.id);
}

async function removeNote(room: Proceeding, doer: Doer, what: Extract<Act, { do: "note.remove" }>): Promise<void> {
  const note = await ownNote(room, doer, what.note);
  await room.tx.delete(roomNotes).where(eq(roomNotes.id, note.id));
  await room.unsay(note.words);
  if (note.shownAt === null) return room.stir();
  room.happen("note_removed", { note: note.id }, doer.id);
}

async function ownNote(room: Proceeding, doer: Doer, id: string) {
  mustBeIn(room, takesNotes);
  const note = await unseenNote(room, id);
  if (!note) throw new Refused("note_gone");
  must(note.author === doer.id);
  if (note.shownAt === null && !isUnseen(phaseOf(room))) throw new Refused("phase_over");
  return note;
}

async function claimNote(
  room: Proceeding,
  doer: Doer,
  { note: id }: Extract<Act, { do: "note.claim" }>,
): Promise<void> {
  const note = noteOn(room, id);
  must(note.by === doer.id);
  if (room.board.state !== "closed") throw new Refused("room_open");
  if (!note.isSealed) return;
  await room.tx.update(roomNotes).set({ isSealed: false }).where(eq(roomNotes.id, id));
  room.happen("note_claimed", { note: id, by: doer.id }, doer.id);
}
