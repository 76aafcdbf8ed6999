import {
  dialect,
  index,
  integer,
  json,
  sequence,
  table,
  text,
  timestamp,
  transactionNumber,
  uniqueIndex,
} from "../columns.ts";

/** What an event may say: ids, numbers, codes and hashes, never people's words. */
export type Payload = Record<string, string | number | boolean | null | string[]>;

/** The append-only log of everything that happened. Rows are never changed or deleted. */
export const events = table(
  "events",
  {
    seq: sequence(),
    id: text().notNull(),
    at: timestamp().notNull(),
    /** A member id, or `system`. */
    actor: text().notNull(),
    kind: text().notNull(),
    space: text(),
    /** `type:id` of what changed. */
    subject: text().notNull(),
    /** Shared by the events of one command. */
    cause: text().notNull(),
    payload: json<Payload>().notNull(),
    rules: text().notNull(),
    transaction: transactionNumber(),
  },
  (event) => [
    uniqueIndex("events_id").on(event.id),
    index("events_subject").on(event.subject, event.seq),
    // SQLite has one writer: there `seq` is the order of commits.
    ...(dialect === "postgres" ? [index("events_order").on(event.transaction, event.seq)] : []),
  ],
);

/**
 * The seal of each event, counted from 1 without gaps: a chain of hashes, so that no event can be changed,
 * left out or put in between afterwards without that showing. Rows are never changed or deleted.
 */
export const seals = table(
  "seals",
  {
    n: integer().primaryKey(),
    eventId: text().notNull(),
    /** SHA-256 of the hash before and of the event, in hexadecimal. */
    hash: text().notNull(),
  },
  (seal) => [uniqueIndex("seals_event_id").on(seal.eventId)],
);

/** How far each catching-up reader of the log has come. */
export const readerCursors = table("reader_cursors", {
  reader: text().primaryKey(),
  transaction: integer().notNull(),
  seq: integer().notNull(),
});

export type JobState = "waiting" | "running" | "done" | "dead";

/** Work to do after a commit. A claim is a lease: when it lapses, the job is claimed again. */
export const jobs = table(
  "jobs",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    payload: json<unknown>().notNull(),
    state: text().$type<JobState>().notNull(),
    runAt: timestamp().notNull(),
    attempts: integer().notNull().default(0),
    claimedUntil: timestamp(),
    lastError: text(),
    createdAt: timestamp().notNull(),
    doneAt: timestamp(),
  },
  (job) => [index("jobs_due").on(job.state, job.runAt)],
);

/** Facts about this installation, such as the hash of the set-up code. */
export const settings = table("settings", {
  name: text().primaryKey(),
  value: text().notNull(),
});

/** What somebody typed before being asked to sign in; it comes back afterwards. */
export const parkedForms = table(
  "parked_forms",
  {
    /** SHA-256 of the secret in the visitor's cookie. */
    hash: text().primaryKey(),
    path: text().notNull(),
    fields: json<Record<string, string>>().notNull(),
    expiresAt: timestamp().notNull(),
  },
  (form) => [index("parked_forms_expires_at").on(form.expiresAt)],
);
