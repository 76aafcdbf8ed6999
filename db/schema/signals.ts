import { boolean, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { type Affiliation, members } from "./members.ts";

export type SignalKind = "support" | "not_for_me" | "pass";

/** One row per member and idea: the primary key is the promise "one person, one signal". */
export const signals = table(
  "signals",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** `none`: taken back where the same person's signal on a merged idea would otherwise count. */
    kind: text().$type<SignalKind | "none">().notNull(),
    /** The giver's affiliation when the signal was cast. */
    affiliation: text().$type<Affiliation>().notNull(),
    /** Whether it may move its receiver's reputation; decided when it was cast. */
    eligible: boolean().notNull(),
    /** An author's own signal is kept, shown apart and counted nowhere. */
    byAuthor: boolean().notNull(),
    castAt: timestamp().notNull(),
    /**
     * Why it counts nowhere, as if it had not been given: it is held until a pilot has looked, or a pilot discarded it.
     * Null: it counts.
     */
    away: text().$type<"held" | "discarded">(),
  },
  (signal) => [
    primaryKey({ columns: [signal.idea, signal.member] }),
    index("signals_member").on(signal.member, signal.castAt),
  ],
);

/** Signals of non-authors by affiliation and kind: always the count of those rows. */
export const signalCounts = table(
  "signal_counts",
  {
    idea: text()
      .notNull()
      .references(() => ideas.id),
    affiliation: text().$type<Affiliation>().notNull(),
    kind: text().$type<SignalKind>().notNull(),
    people: integer().notNull(),
  },
  (count) => [primaryKey({ columns: [count.idea, count.affiliation, count.kind] })],
);

/** That a signed-in member opened an idea, and when first. */
export const exposures = table(
  "exposures",
  {
    member: text()
      .notNull()
      .references(() => members.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    firstAt: timestamp().notNull(),
  },
  (exposure) => [primaryKey({ columns: [exposure.member, exposure.idea] }), index("exposures_idea").on(exposure.idea)],
);
