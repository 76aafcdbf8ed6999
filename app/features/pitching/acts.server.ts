/** What is done in a room that concerns a pitch: slides begin, whoever presents is lost, the audience asks. */
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { roomQuestionVotes, roomSlides } from "../../../db/schema/pitching.ts";
import { roomPeople } from "../../../db/schema/rooms.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import type { Doer, Rule } from "../rooms/acts.server.ts";
import type { Phase } from "../rooms/board.ts";
import type { Act, ActName } from "../rooms/inputs.ts";
import { mustBeFree } from "../rooms/new-ids.server.ts";
import type { Proceeding } from "../rooms/proceeding.server.ts";
import { here, hidesNames, leads } from "../rooms/rules.ts";
import { presenterOf } from "./policy.ts";
import { answersQuestions, holdFor, mayGoOn, mostQuestionsEach, nextQuestion, slidesOf } from "./rules.ts";

type Name = Extract<ActName, `question.${string}`>;

/** What can be done with questions of the audience. */
export const questionActs: { readonly [Each in Name]: Rule<Each> } = {
  "question.ask": { by: "part", timed: true, words: true, run: askQuestion },
  "question.remove": { by: "part", timed: true, run: removeQuestion },
  "question.back": { by: "part", timed: true, run: backQuestion },
  "question.answer": { by: "part", timed: true, run: answerQuestion },
  "question.claim": { by: "anyone", after: true, run: claimQuestion },
};

/** What a phase of slides still lacks to begin, as the code of its sentence; null: nothing, or it shows no slides. */
export async function lacksForPitch(room: Proceeding, phase: Phase | undefined): Promise<string | null> {
  if (phase?.kind !== "slides") return null;
  const count = await room.tx.$count(roomSlides, eq(roomSlides.room, room.room.id));
  if (count < slidesOf(phase)) return "slides_missing";
  return (await isPresenterHere(room)) ? null : "presenter_missing";
}

/** Shows the slides of a room. From now on they stay as they are. Throws `Refused` with what is missing. */
export async function beginPitch(room: Proceeding, phase: Phase, actor: string): Promise<void> {
  const missing = await lacksForPitch(room, phase);
  if (missing !== null) throw new Refused(missing);
  const slides = await room.tx
    .select({ id: roomSlides.id, picture: roomSlides.picture })
    .from(roomSlides)
    .where(eq(roomSlides.room, room.room.id))
    .orderBy(asc(roomSlides.position))
    .limit(slidesOf(phase));
  await room.tx
    .update(roomSlides)
    .set({ shownAt: room.now })
    .where(
      inArray(
        roomSlides.id,
        slides.map(({ id }) => id),
      ),
    );
  room.happen("pitch_began", { presenter: presenterOf(room.room), slides }, actor);
}

async function isPresenterHere({ tx, room, now }: Proceeding): Promise<boolean> {
  const presenter = presenterOf(room);
  const [row] = await tx
    .select({ member: roomPeople.member })
    .from(roomPeople)
    .where(and(eq(roomPeople.room, room.id), eq(roomPeople.member, presenter), gt(roomPeople.seenAt, now - here)));
  return row !== undefined;
}

/** Stops the clock of a pitch of which whoever presents is away, once. */
export async function holdPitch(room: Proceeding): Promise<void> {
  const { board, now } = room;
  const isUnderWay = board.state === "running" && room.plan[board.phase]?.kind === "slides";
  if (!isUnderWay || board.deadline === null || board.deadline <= now || (await isPresenterHere(room))) return;
  room.happen("presenter_lost", { left: board.deadline - now, until: now + holdFor }, "system");
}

/**
 * Whether somebody may let the clock go on: those who lead, and in a pitch that was held whoever presents it. Throws
 * `Forbidden`, and `Refused("presenter_awaited")`.
 */
export async function mustGoOn(room: Proceeding, { id, role }: Doer): Promise<void> {
  const { board, now } = room;
  const isOwnPitch = board.hold !== null && id === board.deck?.presenter;
  must(leads(role) || isOwnPitch, "host_only");
  if (!mayGoOn(board, now, board.hold === null || (await isPresenterHere(room))))
    throw new Refused("presenter_awaited");
}

type What<Each extends Name> = Extract<Act, { do: Each }>;

async function askQuestion(room: Proceeding, doer: Doer, what: What<"question.ask">): Promise<void> {
  const { board } = room;
  mustBeAudience(room, doer);
  if (what.question in board.questions) return;
  await mustBeFree(room, what.question);
  const own = Object.values(board.questions).filter(({ by }) => by === doer.id);
  if (own.length >= mostQuestionsEach) throw new Refused("questions_enough");
  const words = await room.say(doer.id, what.body);
  const isAnonymous = hidesNames(room.plan, board.phase);
  const question = { id: what.question, words, by: doer.id, isAnonymous, isSealed: isAnonymous && what.isSealed };
  room.happen("question_asked", { question }, doer.id);
}

async function removeQuestion(room: Proceeding, doer: Doer, { question: id }: What<"question.remove">): Promise<void> {
  mustBeInPitch(room);
  const question = room.board.questions[id];
  if (!question) return;
  must(question.by === doer.id || leads(doer.role));
  await room.unsay(question.words);
  room.happen("question_removed", { question: id }, doer.id);
}

async function backQuestion(room: Proceeding, doer: Doer, what: What<"question.back">): Promise<void> {
  mustBeAudience(room, doer);
  const { question: id, isBacked } = what;
  const question = room.board.questions[id];
  if (!question) throw new Refused("question_gone");
  if (question.by === doer.id) throw new Refused("own_question");
  const own = { room: room.room.id, question: id, member: doer.id };
  const changed = isBacked
    ? await room.tx
        .insert(roomQuestionVotes)
        .values({ ...own, at: room.now })
        .onConflictDoNothing()
        .returning({ question: roomQuestionVotes.question })
    : await room.tx
        .delete(roomQuestionVotes)
        .where(
          and(
            eq(roomQuestionVotes.room, own.room),
            eq(roomQuestionVotes.question, id),
            eq(roomQuestionVotes.member, doer.id),
          ),
        )
        .returning({ question: roomQuestionVotes.question });
  if (changed.length > 0) room.happen("question_backed", { question: id, isBacked }, doer.id);
}

async function answerQuestion(room: Proceeding, doer: Doer, { question: id }: What<"question.answer">): Promise<void> {
  const { board } = room;
  if (!answersQuestions(room.plan, board.phase)) throw new Refused("not_in_this_phase");
  must(leads(doer.role) || doer.id === board.deck?.presenter, "host_only");
  const question = board.questions[id];
  if (!question) throw new Refused("question_gone");
  if (question.answeredAt !== null) return;
  if (nextQuestion(board.questions)?.id !== id) throw new Refused("question_not_next");
  room.happen("question_answered", { question: id }, doer.id);
}

async function claimQuestion(room: Proceeding, doer: Doer, { question: id }: What<"question.claim">): Promise<void> {
  const question = room.board.questions[id];
  if (!question) throw new NotFound();
  must(question.by === doer.id);
  if (room.board.state !== "closed") throw new Refused("room_open");
  if (question.isSealed) room.happen("question_claimed", { question: id, by: doer.id }, doer.id);
}

function mustBeInPitch(room: Proceeding): void {
  if (room.plan[room.board.phase]?.kind !== "slides") throw new Refused("not_in_this_phase");
}

/** Questions come from those who listen, while they do. */
function mustBeAudience(room: Proceeding, doer: Doer): void {
  mustBeInPitch(room);
  if (doer.id === room.board.deck?.presenter) throw new Refused("presenter_answers");
}
