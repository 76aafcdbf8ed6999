import { index, integer, primaryKey, table, text } from "../columns.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

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
