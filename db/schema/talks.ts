import { boolean, index, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** What a talk asks of an idea's authors. */
export type TalkAsks = "detail" | "example" | "fact" | "live" | "other";

/** Whose word is awaited next; nobody's while an author has said "not now", and once the talk is closed. */
export type TalkTurn = "authors" | "pilots" | "nobody";

/** A conversation between the authors of an idea and those who steer it, which one of these has opened. */
export const talks = table(
  "talks",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** Who proposed the idea: with that person's account a private talk goes. */
    author: text()
      .notNull()
      .references(() => members.id),
    openedBy: text()
      .notNull()
      .references(() => members.id),
    asks: text().$type<TalkAsks>().notNull(),
    /** Whether only the authors and those who steer read it. */
    isPrivate: boolean().notNull(),
    /** By when an answer would help, `2026-09-01`: a day of the space's calendar. */
    answerBy: text(),
    turn: text().$type<TalkTurn>().notNull(),
    openedAt: timestamp().notNull(),
    /** When something was last said. */
    lastAt: timestamp().notNull(),
    closedAt: timestamp(),
  },
  (talk) => [
    index("talks_idea").on(talk.idea, talk.openedAt, talk.id),
    index("talks_turn").on(talk.turn, talk.space),
    index("talks_author").on(talk.author, talk.turn),
  ],
);

/**
 * What somebody did with a word: asked or wrote on (`said`), answered, sees it differently, says "not now",
 * asks another pilot to look, closed or reopened the talk.
 */
export type TalkAct = "said" | "answered" | "differs" | "not_now" | "second_look" | "closed" | "reopened";

/** What was said in talks, word by word. Never changed. */
export const talkMessages = table(
  "talk_messages",
  {
    id: text().primaryKey(),
    talk: text()
      .notNull()
      .references(() => talks.id),
    by: text()
      .notNull()
      .references(() => members.id),
    affiliation: text().$type<Affiliation>().notNull(),
    act: text().$type<TalkAct>().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    at: timestamp().notNull(),
  },
  (message) => [
    index("talk_messages_talk").on(message.talk, message.at, message.id),
    index("talk_messages_by").on(message.by),
  ],
);

/** Pilots whom an author asked to look at a talk as well. */
export const talkHelpers = table(
  "talk_helpers",
  {
    talk: text()
      .notNull()
      .references(() => talks.id),
    member: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (row) => [primaryKey({ columns: [row.talk, row.member] }), index("talk_helpers_member").on(row.member)],
);
