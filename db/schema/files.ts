import { bytes, index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import { ideas } from "./ideas.ts";
import { members } from "./members.ts";
import { rooms } from "./rooms.ts";
import { spaces } from "./spaces.ts";

/** What a file is on our side: every picture is a WebP of our own making, a document stays as it came. */
export type FileKind = "picture" | "document";
/** `full` is the file; `small` is a picture for lists. */
export type FileSize = "full" | "small";

/**
 * Files that people added: to an idea, as the picture of a member (`ofMember`), as the logo of a
 * space (`ofSpace`) or as a slide of a room (`ofRoom`). Exactly one of the four is set. A row outlives
 * its bytes: it says what was there.
 */
export const files = table(
  "files",
  {
    /** Random and long, so that an address cannot be guessed; permission is asked at each read all the same. */
    id: text().primaryKey(),
    idea: text().references(() => ideas.id),
    ofMember: text().references(() => members.id),
    ofSpace: text().references(() => spaces.id),
    ofRoom: text().references(() => rooms.id),
    kind: text().$type<FileKind>().notNull(),
    /** What the file was called where it came from, cleaned; empty once it is removed. */
    name: text().notNull(),
    /** The picture in words, for those who do not see it; may be empty. */
    alt: text().notNull().default(""),
    /** Length of the full file, in bytes. */
    size: integer().notNull(),
    /** In pixels; 0 for documents. */
    width: integer().notNull(),
    height: integer().notNull(),
    /** SHA-256 of what was sent: the same file sent twice is one. */
    hash: text().notNull(),
    addedBy: text()
      .notNull()
      .references(() => members.id),
    addedAt: timestamp().notNull(),
    removedBy: text().references(() => members.id),
    removedAt: timestamp(),
  },
  (file) => [
    index("files_idea").on(file.idea, file.addedAt),
    index("files_member").on(file.ofMember),
    index("files_space").on(file.ofSpace),
    index("files_room").on(file.ofRoom),
  ],
);

/** What is delivered. Gone when the file is removed. */
export const fileBytes = table(
  "file_bytes",
  {
    file: text()
      .notNull()
      .references(() => files.id),
    size: text().$type<FileSize>().notNull(),
    type: text().notNull(),
    /** SHA-256 of the bytes, by which a browser asks whether its copy still holds. */
    hash: text().notNull(),
    bytes: bytes().notNull(),
  },
  (content) => [primaryKey({ columns: [content.file, content.size] })],
);
