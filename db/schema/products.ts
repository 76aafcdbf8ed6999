import { index, integer, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { spaces } from "./spaces.ts";

/** What adopted ideas of a space become part of. Never deleted: what is over is archived. */
export const products = table(
  "products",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    name: text().notNull(),
    /** The name without case and accents: two products of a space never read alike. */
    key: text().notNull(),
    /** What it is for, in Markdown and as pages show it, in both languages; where one was left out, the other stands for both. */
    purposeEn: text().notNull(),
    purposeFr: text().notNull(),
    purposeEnHtml: text().notNull(),
    purposeFrHtml: text().notNull(),
    /** Goes up with each edit, so that of two who edit at once the second is told. */
    version: integer().notNull().default(1),
    createdBy: text()
      .notNull()
      .references(() => members.id),
    createdAt: timestamp().notNull(),
    archivedAt: timestamp(),
  },
  (product) => [uniqueIndex("products_key").on(product.space, product.key)],
);

/** Who answers for a product. It counts while the person is a product person of the space. */
export const productPeople = table(
  "product_people",
  {
    product: text()
      .notNull()
      .references(() => products.id),
    member: text()
      .notNull()
      .references(() => members.id),
    since: timestamp().notNull(),
  },
  (row) => [primaryKey({ columns: [row.product, row.member] }), index("product_people_member").on(row.member)],
);

/** Which ideas belong to which products. */
export const productIdeas = table(
  "product_ideas",
  {
    product: text()
      .notNull()
      .references(() => products.id),
    idea: text()
      .notNull()
      .references(() => ideas.id),
    linkedBy: text()
      .notNull()
      .references(() => members.id),
    at: timestamp().notNull(),
  },
  (link) => [
    primaryKey({ columns: [link.product, link.idea] }),
    index("product_ideas_idea").on(link.idea),
    index("product_ideas_linked_by").on(link.linkedBy),
  ],
);
