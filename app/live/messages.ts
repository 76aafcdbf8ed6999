import type { Stage } from "../../db/schema/ideas.ts";
import type { Opening } from "../features/cowriting/documents.server.ts";
import type { Writers } from "../features/cowriting/queries.server.ts";
import type { IdeaStanding } from "../features/ideas/queries.server.ts";
import type { Frame, Hand, Snapshot } from "../features/rooms/queries.server.ts";

/** What the server tells browsers: ids and public figures, never people's words. */
export type LiveMessage =
  /** More or fewer people gave a signal. */
  | { kind: "participants"; idea: string; participants: number }
  /** More or fewer people have the idea open. */
  | { kind: "readers"; idea: string; readers: number }
  /** A comment came, changed or went: those who read the idea load it again. */
  | { kind: "talk"; idea: string; commentCount: number }
  /** An idea moved to a stage, or back. */
  | { kind: "stage"; idea: string; stage: Stage }
  /** An idea's text, authors or state changed: those who read it load it again. */
  | { kind: "text"; idea: string }
  /** An idea was hidden or is back: who reads it, or lists it, loads again what may still be seen. */
  | { kind: "moderation"; idea: string }
  /** The internal notes on an idea changed: said to those alone who may read them. */
  | { kind: "notes"; idea: string }
  /** What a member is told changed: said to that member alone. */
  | { kind: "notices" }
  /** Something on the board of a space changed: those who look at it load it again. */
  | { kind: "board"; space: string }
  /** A new idea can be seen in the space. */
  | { kind: "idea"; space: string; idea: string };

/** What stands when a browser begins to hear: what changed since its page was loaded shows by it. */
export type Standing =
  | ({ kind: "idea"; readers: number } & IdeaStanding)
  | { kind: "space"; newest: string | null }
  /** `touchedAt`: when anything on the board changed last, in milliseconds since 1970 UTC. */
  | { kind: "board"; touchedAt: number | null }
  /** A room as it stands; `here`: the ids of those who are in it now. */
  | { kind: "room"; here: string[]; snapshot: Snapshot }
  /** What happened in a room since the browser last heard of it. */
  | { kind: "room_gap"; here: string[]; frame: Frame; hand: Hand; now: number }
  | { kind: "hand"; hand: Hand }
  /** Something was done in a room; `seq`: the number of its last event then. */
  | { kind: "acted"; seq: number }
  /** The living text of an idea: what the browser lacks, and what the server has. */
  | ({ kind: "document" } & Opening)
  /** What was written is stored; `seq`: the number of the update that holds it. */
  | { kind: "written"; seq: number }
  /** Who wrote what of a living text. */
  | ({ kind: "writers" } & Writers);

/** What the server tells those who have a living text open, beside `live`: by the name of the message. */
export type DocumentMessages = {
  /** What was just stored, up to the update `seq`: a Yjs update in base64. */
  "document-update": { idea: string; seq: number; content: string };
  /** Where somebody stands in it; `key`: a connection; `at` null: nowhere. */
  "document-cursor": {
    idea: string;
    key: string;
    member?: string;
    name?: string;
    at: { anchor: unknown; head: unknown } | null;
  };
};

/** What the server tells the people of a room, beside `live`: by the name of the message. */
export type RoomMessages = {
  room: Frame;
  /** To one member alone: what he or she has in hand. */
  "room-hand": { room: string; hand: Hand };
  /** Who came and who is gone, by id. */
  "room-here": { room: string; came: string[]; went: string[] };
};

/** The answer to each event that a browser sends. */
export type LiveReply =
  { ok: true; standing?: Standing } | { ok: false; code: string; fields?: Record<string, string> };
