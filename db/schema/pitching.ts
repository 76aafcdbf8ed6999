import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { files } from "./files.ts";
import { members } from "./members.ts";
import { rooms } from "./rooms.ts";

export type SlideKind = "text" | "picture";

/** The slides of a room's pitch, in order, as they are prepared before it; from its beginning on they stay. */
export const roomSlides = table(
  "room_slides",
  {
    id: text().primaryKey(),
    room: text()
      .notNull()
      .references(() => rooms.id),
    author: text()
      .notNull()
      .references(() => members.id),
    /** Slides of a room stand in the order of this number. */
    position: integer().notNull(),
    kind: text().$type<SlideKind>().notNull(),
    /** Markdown, and what it comes to; empty for a picture, whose words for those who do not see it are the file's. */
    source: text().notNull(),
    html: text().notNull(),
    picture: text().references(() => files.id),
    /** When it was changed last. */
    at: timestamp().notNull(),
    /** When the pitch began; null as long as only whoever presents it reads it. */
    shownAt: timestamp(),
  },
  (slide) => [
    index("room_slides_room").on(slide.room, slide.position),
    index("room_slides_author").on(slide.author),
    index("room_slides_picture").on(slide.picture),
  ],
);

/** Who wants a question of the audience answered; how many do is all that others learn. */
export const roomQuestionVotes = table(
  "room_question_votes",
  {
    room: text()
      .notNull()
      .references(() => rooms.id),
    question: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (vote) => [
    primaryKey({ columns: [vote.room, vote.question, vote.member] }),
    index("room_question_votes_member").on(vote.member),
  ],
);
