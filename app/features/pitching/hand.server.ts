import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { files } from "../../../db/schema/files.ts";
import { roomQuestionVotes, roomSlides } from "../../../db/schema/pitching.ts";
import type { Board } from "../rooms/board.ts";

/** Questions of the audience as one member alone knows them: the own ones, and those that he or she wants answered. */
export type QuestionsInHand = { mine: string[]; backed: string[] };

/** The questions that somebody asked or backs, of the whole board. */
export async function questionsInHand(
  read: Reads,
  board: Board,
  room: string,
  member: string,
): Promise<QuestionsInHand> {
  const questions = Object.values(board.questions);
  const mine = questions.flatMap(({ id, by }) => (by === member ? [id] : []));
  if (questions.length === 0) return { mine, backed: [] };
  const rows = await read
    .select({ id: roomQuestionVotes.question })
    .from(roomQuestionVotes)
    .where(and(eq(roomQuestionVotes.room, room), eq(roomQuestionVotes.member, member)));
  return { mine, backed: rows.map(({ id }) => id) };
}

/** Of slides that were shown, by their ids: a text as HTML, and what a picture shows in words. */
export async function slideWordsOf(read: Reads, ids: readonly string[]): Promise<Record<string, string>> {
  const rows = await read
    .select({ id: roomSlides.id, html: roomSlides.html, alt: files.alt })
    .from(roomSlides)
    .leftJoin(files, eq(files.id, roomSlides.picture))
    .where(and(inArray(roomSlides.id, [...ids]), isNotNull(roomSlides.shownAt)));
  return Object.fromEntries(rows.map(({ id, html, alt }) => [id, alt ?? html]));
}
