import { boolean, index, integer, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { type Affiliation, type Locale, members } from "./members.ts";

export type Visibility = "public" | "private";
/** When a person sees which way others lean: after an own signal, or always. */
export type LeanShown = "after_own" | "always";

export const spaces = table(
  "spaces",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    purpose: text().notNull(),
    visibility: text().$type<Visibility>().notNull(),
    language: text().$type<Locale>().notNull(),
    timeZone: text().notNull(),
    leanShown: text().$type<LeanShown>().notNull().default("after_own"),
    /** Working days within which a pilot acknowledges a new idea. */
    acknowledgeDays: integer().notNull().default(3),
    createdAt: timestamp().notNull(),
  },
  (space) => [uniqueIndex("spaces_slug").on(space.slug)],
);

/** Who belongs to a space, and what he or she may do there beside being a member. */
export const memberships = table(
  "memberships",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    pilot: boolean().notNull().default(false),
    product: boolean().notNull().default(false),
    lead: boolean().notNull().default(false),
    joinedAt: timestamp().notNull(),
  },
  (membership) => [
    primaryKey({ columns: [membership.space, membership.member] }),
    index("memberships_member").on(membership.member),
  ],
);

/** How many members of each affiliation a space has: always the count of its membership rows. */
export const spacePeople = table(
  "space_people",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    affiliation: text().$type<Affiliation>().notNull(),
    people: integer().notNull(),
  },
  (count) => [primaryKey({ columns: [count.space, count.affiliation] })],
);
