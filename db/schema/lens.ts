import { index, integer, json, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas, type Stage } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";
import { extraStages } from "./stages.ts";

/**
 * What a team knows of its customers from elsewhere, such as a plan or a number of seats. Only the product people of the
 * space ask by it, and it is shown to nobody but the person it is about.
 */
export const customerFacts = table(
  "customer_facts",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The name of a column of the file it came from, in small letters: `plan`. */
    field: text().notNull(),
    value: text().notNull(),
    /** The same as a whole number, where it is one; else null. */
    amount: integer(),
  },
  (fact) => [
    primaryKey({ columns: [fact.space, fact.member, fact.field] }),
    index("customer_facts_value").on(fact.space, fact.field, fact.value, fact.member),
    index("customer_facts_member").on(fact.member),
  ],
);

/** What a customer said, as a product person heard it. Read by the product people of the space alone. */
export const evidenceQuotes = table(
  "evidence_quotes",
  {
    id: text().primaryKey(),
    /** The space whose people gathered it: elsewhere nobody reads it, should the idea go there. */
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    words: text().notNull(),
    /** Where it was heard: a call, a mail, a fair. */
    source: text().notNull(),
    /** 1 nice to have, 2 matters, 3 decides. */
    importance: integer().notNull(),
    /** Who said it, where that is somebody of whom facts are known. */
    customer: text().references(() => members.id),
    by: text()
      .notNull()
      .references(() => members.id),
    /** Goes up with each edit, so that of two who edit at once the second is told. */
    version: integer().notNull().default(1),
    createdAt: timestamp().notNull(),
  },
  (quote) => [
    index("evidence_quotes_idea").on(quote.idea, quote.createdAt, quote.id),
    index("evidence_quotes_customer").on(quote.customer),
    index("evidence_quotes_by").on(quote.by),
  ],
);

export type WishAnswer = "confirmed" | "refused";

/** That a customer needs an idea, as somebody of the house noted it; it counts once the customer has confirmed it by a link. */
export const customerWishes = table(
  "customer_wishes",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    email: text().notNull(),
    /** The member who had that address when it was answered, if anybody did. */
    customer: text().references(() => members.id),
    /** Empty once the customer has refused it. */
    words: text().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    createdAt: timestamp().notNull(),
    /** Until when the link can be answered. */
    expiresAt: timestamp().notNull(),
    answer: text().$type<WishAnswer>(),
    answeredAt: timestamp(),
  },
  (wish) => [
    // Nobody is asked twice for one idea: not while it waits, and not after a refusal.
    uniqueIndex("customer_wishes_email").on(wish.idea, wish.email),
    index("customer_wishes_customer").on(wish.customer),
    index("customer_wishes_by").on(wish.by),
    index("customer_wishes_expires").on(wish.answeredAt, wish.expiresAt),
  ],
);

/** Product people estimate an idea, each without the others; once revealed, a round is as it is. */
export const estimateRounds = table(
  "estimate_rounds",
  {
    id: text().primaryKey(),
    /** The space whose people estimate: elsewhere nobody reads it, should the idea go there. */
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** 1, 2, 3 … of this idea in this space. */
    n: integer().notNull(),
    openedAt: timestamp().notNull(),
    revealedAt: timestamp(),
    revealedBy: text().references(() => members.id),
  },
  (round) => [
    uniqueIndex("estimate_rounds_idea").on(round.space, round.idea, round.n),
    index("estimate_rounds_on_idea").on(round.idea),
    index("estimate_rounds_revealed_by").on(round.revealedBy),
  ],
);

/** What customers make of an idea's being there or not, after Kano. */
export type KanoCategory = "attractive" | "one_dimensional" | "must_be" | "indifferent" | "reverse" | "questionable";

/** What one product person said in one round. */
export const estimates = table(
  "estimates",
  {
    round: text()
      .notNull()
      .references(() => estimateRounds.id),
    by: text()
      .notNull()
      .references(() => members.id),
    /** People per quarter. */
    reach: integer().notNull(),
    /** In hundredths: 25 to 300. */
    impact: integer().notNull(),
    /** In per cent: 50, 80 or 100. */
    confidence: integer().notNull(),
    /** In tenths of a person's month. */
    effort: integer().notNull(),
    kano: text().$type<KanoCategory>().notNull(),
    at: timestamp().notNull(),
  },
  (estimate) => [primaryKey({ columns: [estimate.round, estimate.by] }), index("estimates_by").on(estimate.by)],
);

/** Signals by kind. */
type Kinds = { support: number; not_for_me: number; pass: number };

/** The numbers of the evidence as they stood at one moment. */
export type EvidenceThen = {
  /** Everybody who gave a signal, as the public count said. */
  participants: number;
  /** How people leaned, as far as the public page tells it: of a few it would say who leans which way. */
  lean:
    | { shown: "nothing" }
    | { shown: "total"; total: Kinds }
    | { shown: "by affiliation"; counts: Record<"customer" | "employee" | "partner", Kinds> };
  quotes: number;
  weight: number;
  wishes: number;
  /** The last round revealed by then: its number, RICE (not rounded), people by Kano category. Null: none was. */
  estimated: { n: number; people: number; rice: number; kano: Record<KanoCategory, number> } | null;
};

/** What was decided of an idea among product people, and what they knew then. Never changed. */
export const decisionRecords = table(
  "decision_records",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    words: text().notNull(),
    /** Where the idea stood then. */
    stage: text().$type<Stage>().notNull(),
    extra: text().references(() => extraStages.id),
    evidence: json<EvidenceThen>().notNull(),
    by: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (decision) => [
    index("decision_records_idea").on(decision.idea, decision.at, decision.id),
    index("decision_records_by").on(decision.by),
  ],
);

export type CriterionState = "met" | "not_met" | "open";

/** What a decision was measured by, line by line. */
export const decisionCriteria = table(
  "decision_criteria",
  {
    decision: text()
      .notNull()
      .references(() => decisionRecords.id),
    /** 0, 1, 2 … as they were written. */
    n: integer().notNull(),
    words: text().notNull(),
    state: text().$type<CriterionState>().notNull(),
  },
  (criterion) => [primaryKey({ columns: [criterion.decision, criterion.n] })],
);
