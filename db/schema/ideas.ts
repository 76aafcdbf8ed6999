import { index, integer, json, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { type Affiliation, type Locale, members } from "./members.ts";
import { spaces } from "./spaces.ts";
import { extraStages } from "./stages.ts";

export type Stage =
  | "draft"
  | "new"
  | "open"
  | "developing"
  | "evaluating"
  | "adopted"
  | "building"
  | "shipped"
  | "later"
  | "declined"
  | "merged"
  | "withdrawn"
  | "discarded";

export type Moderation = "visible" | "held" | "hidden";

/** A figure that came with an imported idea, such as its cost. */
export type Fact = { name: "cost"; amount: number; currency: string };

export const ideas = table(
  "ideas",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    author: text()
      .notNull()
      .references(() => members.id),
    /** The author's affiliation when the idea was submitted. */
    affiliation: text().$type<Affiliation>().notNull(),
    title: text().notNull(),
    /** The title without case and accents, for finding words in it. */
    titleKey: text().notNull(),
    problem: text().notNull(),
    forWhom: text().notNull(),
    solution: text().notNull(),
    problemHtml: text().notNull(),
    forWhomHtml: text().notNull(),
    solutionHtml: text().notNull(),
    /** The first words of the problem as plain text, for lists. */
    excerpt: text().notNull(),
    language: text().$type<Locale>().notNull(),
    stage: text().$type<Stage>().notNull(),
    stageSince: timestamp().notNull(),
    /** The space's own step in which it stands; of no meaning where that belongs to another stage or space. */
    extra: text().references(() => extraStages.id),
    moderation: text().$type<Moderation>().notNull().default("visible"),
    moderationReason: text(),
    facts: json<Fact[]>().notNull(),
    createdAt: timestamp().notNull(),
    updatedAt: timestamp().notNull(),
    /** When it came before others: null for a draft, and while it is held. */
    submittedAt: timestamp(),
    /** The number of the version that stands; 0 while it is a draft. */
    version: integer().notNull().default(0),
    /** Distinct people, authors left out, who gave any signal, here or to an idea merged into it: always the count of those rows. */
    participants: integer().notNull().default(0),
    /** Comments that are neither deleted nor hidden, those of ideas merged into it too: always the count of those rows. */
    commentCount: integer().notNull().default(0),
    /** Ideas that are merged into it now, each directly: always the count of those rows. */
    mergedIn: integer().notNull().default(0),
    /** Where an imported idea comes from; makes a second import find it again. */
    importKey: text(),
  },
  (idea) => [
    // With the title, so that a word is looked for without reading the long rows.
    index("ideas_newest").on(idea.space, idea.submittedAt, idea.id, idea.titleKey),
    index("ideas_most_people").on(idea.space, idea.participants, idea.id, idea.titleKey),
    index("ideas_most_discussed").on(idea.space, idea.commentCount, idea.id, idea.titleKey),
    index("ideas_in_stage").on(idea.space, idea.stage, idea.moderation, idea.author, idea.stageSince),
    index("ideas_author").on(idea.author, idea.stage),
    uniqueIndex("ideas_import_key").on(idea.importKey),
  ],
);

/** Each stage an idea has entered, in order: its path. */
export const ideaStages = table(
  "idea_stages",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    position: integer().notNull(),
    stage: text().$type<Stage>().notNull(),
    enteredAt: timestamp().notNull(),
  },
  (step) => [primaryKey({ columns: [step.idea, step.position] })],
);

/** The words by which a space sorts its ideas. */
export const tags = table(
  "tags",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    name: text().notNull(),
    /** The name without case and accents: two tags of a space never read alike. */
    key: text().notNull(),
    /** Ideas that carry it: always the count of those rows. */
    ideas: integer().notNull().default(0),
  },
  (tag) => [uniqueIndex("tags_key").on(tag.space, tag.key), index("tags_most_used").on(tag.space, tag.ideas)],
);

export const ideaTags = table(
  "idea_tags",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    tag: text()
      .notNull()
      .references(() => tags.id),
  },
  (row) => [primaryKey({ columns: [row.idea, row.tag] }), index("idea_tags_tag").on(row.tag)],
);

/** A way of looking at a space's ideas that a member keeps: the query of the feed's address. */
export const savedFilters = table(
  "saved_filters",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    space: text()
      .notNull()
      .references(() => spaces.id),
    name: text().notNull(),
    query: text().notNull(),
    createdAt: timestamp().notNull(),
  },
  (filter) => [index("saved_filters_member").on(filter.member, filter.space)],
);
