import { boolean, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { members } from "./members.ts";

/** What the place says of itself and asks of those who join. */
export type LegalDocument = "terms" | "privacy" | "notice";

/** Every text that a legal page has had, in both languages. Rows are never changed. */
export const legalVersions = table(
  "legal_versions",
  {
    document: text().$type<LegalDocument>().notNull(),
    /** 1, 2, 3 … of each document; the first comes with the program. */
    version: integer().notNull(),
    sourceEn: text().notNull(),
    htmlEn: text().notNull(),
    sourceFr: text().notNull(),
    htmlFr: text().notNull(),
    /** Whether everybody who accepted an earlier one is asked again. */
    asksAgain: boolean().notNull(),
    /** Null for the text that came with the program. */
    writtenBy: text().references(() => members.id),
    writtenAt: timestamp().notNull(),
  },
  (row) => [primaryKey({ columns: [row.document, row.version] })],
);

/** Who accepted which version of which legal page, and when. Rows are never changed. */
export const consents = table(
  "consents",
  {
    member: text()
      .notNull()
      .references(() => members.id),
    document: text().$type<LegalDocument>().notNull(),
    version: integer().notNull(),
    at: timestamp().notNull(),
  },
  (consent) => [
    primaryKey({ columns: [consent.member, consent.document, consent.version] }),
    index("consents_document").on(consent.document, consent.version),
  ],
);
