import { bytes, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { members } from "./members.ts";

/** That somebody asked for his or her data: the file is made by a job, and kept for a week. */
export const dataExports = table(
  "data_exports",
  {
    id: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    askedAt: timestamp().notNull(),
    /** Null while it is being made. */
    readyAt: timestamp(),
    expiresAt: timestamp(),
    /** Of the whole file, in bytes. */
    size: integer().notNull().default(0),
  },
  (row) => [index("data_exports_member").on(row.member, row.askedAt), index("data_exports_expires").on(row.expiresAt)],
);

/** The file, in pieces that are short enough to be written and sent one by one. */
export const dataExportParts = table(
  "data_export_parts",
  {
    export: text()
      .notNull()
      .references(() => dataExports.id),
    /** Counts from 0. */
    number: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (part) => [primaryKey({ columns: [part.export, part.number] })],
);
