import { type Board, boardAfter, type Happenings, type RoomEventKind, type RoomEvent } from "../board.ts";
import type { Act } from "../inputs.ts";
import type { Hand } from "../queries.server.ts";

type Shown = { board: Board; hand: Hand | null; words?: Record<string, string> };

/**
 * A room as it will be once the server has done what was asked, as far as that is sure: so that whoever acts sees it at
 * once. What the server says later is what counts.
 */
export function expected(
  { id, what }: { id: string; what: Act },
  { board, hand, words = {}, me }: Shown & { me: string },
): Required<Shown> {
  const said = (body: string) => ({ ...words, [id]: body });
  const with_ = <Kind extends RoomEventKind>(kind: Kind, payload: Happenings[Kind], now = words) => ({
    board: happened(board, kind, payload, me),
    hand,
    words: now,
  });
  switch (what.do) {
    case "note.write": {
      if (!hand) break;
      // Where notes are seen at once, the server says under which conditions; here only that it is one's own.
      if (what.note in board.notes) return { board, hand: withMine(hand, what.note), words };
      if (hand.notes.some((note) => note.id === what.note)) break;
      const note = { id: what.note, body: what.body, isMine: true, by: me, isSealed: what.isSealed, sheet: null };
      return { board, hand: { ...hand, notes: [...hand.notes, note] }, words };
    }
    case "note.edit": {
      if (!hand) break;
      const notes = hand.notes.map((note) => (note.id === what.note ? { ...note, body: what.body } : note));
      return { board, hand: { ...hand, notes }, words };
    }
    case "note.remove":
      if (!hand) break;
      return { board, hand: { ...hand, notes: hand.notes.filter(({ id: note }) => note !== what.note) }, words };
    case "note.move":
      return with_("note_moved", { note: what.note, to: what.to });
    case "cluster.make":
      return with_("cluster_made", { cluster: what.cluster, words: id, notes: what.notes }, said(what.name));
    case "cluster.name":
      return with_("cluster_named", { cluster: what.cluster, words: id }, said(what.name));
    case "cluster.merge":
      return with_("cluster_merged", { cluster: what.cluster, into: what.into });
    case "votes.place":
      return { board, hand: hand && { ...hand, votes: what.votes }, words };
    case "duel.judge": {
      if (!hand) break;
      const pair = [what.one, what.other].toSorted().join(" ");
      return { board, hand: { ...hand, judged: [...new Set([...hand.judged, pair])] }, words };
    }
    case "done.say":
      return with_("done_said", { isDone: what.isDone });
    case "speech.ask":
      return with_("speech_asked", { isAsked: what.isAsked });
    case "question.ask": {
      if (!hand || what.question in board.questions) break;
      // Whether names are hidden the server says; here only that it is one's own.
      const question = { id: what.question, words: id, by: null, isAnonymous: true, isSealed: what.isSealed };
      const mine = [...new Set([...hand.questions.mine, what.question])];
      const asked = with_("question_asked", { question }, said(what.body));
      return { ...asked, hand: { ...hand, questions: { ...hand.questions, mine } } };
    }
    case "question.back": {
      if (!hand) break;
      // How many want it comes from the server: counted here too it would jump.
      const others = hand.questions.backed.filter((each) => each !== what.question);
      const backed = what.isBacked ? [...others, what.question] : others;
      return { board, hand: { ...hand, questions: { ...hand.questions, backed } }, words };
    }
    case "talk.say":
      return with_("said", { message: what.message, words: id }, said(what.body));
    case "talk.react":
      return with_("reacted", { message: what.message, sign: what.sign, isOn: what.isOn });
    case "useful.say":
      return { board, hand: hand && { ...hand, wasUseful: what.wasUseful }, words };
    default:
      break;
  }
  return { board, hand, words };
}

function withMine(hand: Hand, note: string): Hand {
  return hand.mine.includes(note) ? hand : { ...hand, mine: [...hand.mine, note] };
}

/** The board with something on it that its log does not have yet: its number stays. */
function happened<Kind extends RoomEventKind>(
  board: Board,
  kind: Kind,
  payload: Happenings[Kind],
  actor: string,
): Board {
  const event = { seq: board.seq + 1, at: Date.now(), actor, kind, payload } as RoomEvent;
  return { ...boardAfter(board, event), seq: board.seq };
}
