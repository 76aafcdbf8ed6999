/** Whether the boards of rooms have what they show. */
import { type Board, boardAfter, emptyBoard, type RoomEvent } from "../../../features/rooms/board.ts";
import { wordsIn } from "../../../features/rooms/queries.server.ts";
import type { Looking } from "./check.ts";

/** Words that the board of a room shows and that are not there, each as the room and their id; what was taken back is erased. */
export async function lostWords({ snapshot }: Looking): Promise<string[]> {
  const lost: string[] = [];
  for (const { id } of await snapshot.all<{ id: string }>("select id from rooms order by id")) {
    const rows = await snapshot.all<{ id: string }>(
      "select id from room_words where room = ? union all select id from room_slides where room = ? and shown_at is not null",
      [id, id],
    );
    const there = new Set(rows.map((row) => row.id));
    const board = await boardIn(snapshot, id);
    lost.push(...wordsIn(board).flatMap((words) => (there.has(words) ? [] : [`${id} ${words}`])));
  }
  return lost;
}

/** Questions of which the log says other numbers of people who want them answered than there are, each with its room. */
export async function miscountedQuestions({ snapshot }: Looking): Promise<string[]> {
  const wrong: string[] = [];
  const asked = "select distinct room as id from room_events where kind = 'question_asked' order by room";
  for (const { id } of await snapshot.all<{ id: string }>(asked)) {
    const rows = await snapshot.all<{ question: string; votes: number }>(
      "select question, count(*) as votes from room_question_votes where room = ? group by question",
      [id],
    );
    const counted = new Map(rows.map(({ question, votes }) => [question, Number(votes)]));
    const { questions } = await boardIn(snapshot, id);
    for (const { id: question, votes } of Object.values(questions)) {
      if (votes !== (counted.get(question) ?? 0)) wrong.push(`${id} ${question}`);
    }
  }
  return wrong;
}

/** The board of a room by its log. */
async function boardIn(snapshot: Looking["snapshot"], id: string): Promise<Board> {
  const log = await snapshot.all<Omit<RoomEvent, "payload"> & { payload: unknown }>(
    "select seq, at, actor, kind, payload from room_events where room = ? order by seq",
    [id],
  );
  return log.reduce((before, { payload, ...event }, place) => {
    const said: unknown = typeof payload === "string" ? JSON.parse(payload) : payload;
    // Of a log with gaps, which is another matter, what is left is told all the same.
    return boardAfter(before, { ...event, seq: place + 1, payload: said } as RoomEvent);
  }, emptyBoard(""));
}
