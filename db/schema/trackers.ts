import { index, integer, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { products } from "./products.ts";

/** Issues elsewhere in which an idea is worked on. Nothing is ever fetched from there. */
export const trackerLinks = table(
  "tracker_links",
  {
    id: text().primaryKey(),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    /** As `addressOf` in the feature's rules writes it: one issue has one address. */
    url: text().notNull(),
    /** What the person calls it who added it; empty where nothing was said. */
    title: text().notNull(),
    addedBy: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (link) => [
    uniqueIndex("tracker_links_one_each").on(link.idea, link.url),
    index("tracker_links_url").on(link.url),
    index("tracker_links_added_by").on(link.addedBy),
  ],
);

/** Products whose tracker may report. Without a row, none may. */
export const trackerHooks = table(
  "tracker_hooks",
  {
    product: text()
      .primaryKey()
      .references(() => products.id),
    /** What the secret is made of, together with the installation's own: by itself it opens nothing. */
    salt: text().notNull(),
    /** In whose name it reports, with the rights that he or she has at that moment. */
    madeBy: text()
      .notNull()
      .references(() => members.id),
    madeAt: timestamp().notNull(),
  },
  (hook) => [index("tracker_hooks_made_by").on(hook.madeBy)],
);

/** What trackers reported, and what they were answered. */
export const trackerDeliveries = table(
  "tracker_deliveries",
  {
    id: text().primaryKey(),
    product: text()
      .notNull()
      .references(() => products.id),
    /** What the tracker calls it, for which it is answered once; null where that was not proved, or is known already. */
    delivery: text(),
    /** The HTTP status that was answered. */
    status: integer().notNull(),
    /** Why it was refused: the code of a sentence. */
    code: text(),
    idea: text().references(() => ideas.id),
    at: timestamp().notNull(),
  },
  (row) => [
    uniqueIndex("tracker_deliveries_one_each").on(row.product, row.delivery),
    index("tracker_deliveries_newest").on(row.product, row.at, row.id),
    index("tracker_deliveries_idea").on(row.idea),
  ],
);
