import { index, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";

/** What those who steer a space tell each other about an idea. Nobody else ever reads a word of it. */
export const internalNotes = table(
  "internal_notes",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    author: text()
      .notNull()
      .references(() => members.id),
    /** The writer's affiliation then. */
    affiliation: text().$type<Affiliation>().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    createdAt: timestamp().notNull(),
    editedAt: timestamp(),
  },
  (note) => [
    index("internal_notes_idea").on(note.idea, note.createdAt, note.id),
    index("internal_notes_author").on(note.author, note.createdAt),
  ],
);
