import { index, integer, json, primaryKey, table, text, timestamp } from "../columns.ts";
import { comments } from "./discussion.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { stageMoves } from "./piloting.ts";
import { products } from "./products.ts";
import { spaces } from "./spaces.ts";

export type ReleaseState = "draft" | "scheduled" | "published" | "discarded";

/** What keeps an idea from being shipped with its release: the code of the sentence that says why. */
export type Hindrance = { idea: string; code: string };

/** What ships at one moment of one product: some ideas, and what the team says of them. */
export const releases = table(
  "releases",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    product: text()
      .notNull()
      .references(() => products.id),
    title: text().notNull(),
    /** Notes in Markdown and as pages show them, in both languages; where one was left out, the other stands for both. */
    notesEn: text().notNull(),
    notesFr: text().notNull(),
    notesEnHtml: text().notNull(),
    notesFrHtml: text().notNull(),
    state: text().$type<ReleaseState>().notNull(),
    /** When it is to be published; null where that is said by nobody. */
    publishAt: timestamp(),
    publishedAt: timestamp(),
    /** Who published it, or said when that is to be, or added to it or changed it since: the moves of its ideas are signed by this person. */
    publishedBy: text().references(() => members.id),
    /** Why it was not published at its time; null where it was, or that time has not come. */
    hindered: json<Hindrance[]>(),
    /** When those who have to do with it were asked whether it helped. */
    askedAt: timestamp(),
    /** Goes up with each edit and each idea, so that of two who edit at once the second is told, and nothing is published unseen. */
    version: integer().notNull().default(1),
    createdBy: text()
      .notNull()
      .references(() => members.id),
    createdAt: timestamp().notNull(),
  },
  (release) => [
    index("releases_newest").on(release.space, release.state, release.publishedAt, release.id),
    index("releases_product").on(release.product, release.state, release.publishedAt, release.id),
  ],
);

/** Which ideas ship with which release. */
export const releaseIdeas = table(
  "release_ideas",
  {
    release: text()
      .notNull()
      .references(() => releases.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    linkedBy: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
    /** The moves that came with its publication: of an adopted idea into building, and into shipped; null where it stood there. */
    begun: text().references(() => stageMoves.id),
    shipped: text().references(() => stageMoves.id),
  },
  (link) => [
    primaryKey({ columns: [link.release, link.idea] }),
    index("release_ideas_idea").on(link.idea),
    index("release_ideas_linked_by").on(link.linkedBy),
  ],
);

/** Whether something that shipped helped, as those say who have a part in it or wished for it. The last word counts. */
export const releaseAnswers = table(
  "release_answers",
  {
    release: text()
      .notNull()
      .references(() => releases.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    member: text()
      .notNull()
      .references(() => members.id),
    answer: text().$type<"yes" | "partly" | "no">().notNull(),
    /** What was said beside it, in the talk of the idea; null: nothing. */
    comment: text().references(() => comments.id),
    at: timestamp().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.release, row.idea, row.member] }),
    index("release_answers_idea").on(row.idea),
    index("release_answers_member").on(row.member),
  ],
);
