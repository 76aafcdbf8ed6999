import { boolean, index, table, text, timestamp, uniqueIndex } from "../columns.ts";

export type Affiliation = "customer" | "employee" | "partner";
export type Locale = "en" | "fr";
export type Theme = "light" | "dark" | "system";

/**
 * People. A row without e-mail is a placeholder of an import, or somebody who was erased: nobody can sign in as it. An
 * empty name is that of a former member; pages say so in the reader's language.
 */
export const members = table(
  "members",
  {
    id: text().primaryKey(),
    email: text(),
    emailVerifiedAt: timestamp(),
    name: text().notNull(),
    handle: text().notNull(),
    affiliation: text().$type<Affiliation>().notNull(),
    admin: boolean().notNull().default(false),
    locale: text().$type<Locale>().notNull(),
    /** Null as long as nothing was chosen: then the browser decides. */
    theme: text().$type<Theme>(),
    timeZone: text(),
    passwordHash: text(),
    /** The file of the picture that stands beside the name, if there is one. */
    avatar: text(),
    /** Changes with each change of the account's secrets; sessions of an older stamp are dead. */
    securityStamp: text().notNull(),
    /** What a person says about himself or herself, as it was written and as pages show it; may be empty. */
    bio: text().notNull().default(""),
    bioHtml: text().notNull().default(""),
    /** Whether teams may find this person by what he or she contributed. */
    mayBeFound: boolean().notNull().default(true),
    /** Whether a picture of the profile is there for places that show a link to it. */
    showsCard: boolean().notNull().default(false),
    /** When the handle was chosen last; null while it is the one that joining gave. */
    handleChangedAt: timestamp(),
    /** Where an imported placeholder comes from; makes a second import find it again. */
    importKey: text(),
    /** When the account is to be erased, as its owner asked; until then he or she may take that back. */
    erasesAt: timestamp(),
    /** When it was erased: what is left of it is an id, shown as "former member". */
    erasedAt: timestamp(),
    createdAt: timestamp().notNull(),
  },
  (member) => [
    uniqueIndex("members_email").on(member.email),
    uniqueIndex("members_handle").on(member.handle),
    uniqueIndex("members_import_key").on(member.importKey),
  ],
);

/** Handles that people had before: they lead to the new one, and nobody else may take them. */
export const formerHandles = table(
  "former_handles",
  {
    handle: text().primaryKey(),
    member: text()
      .notNull()
      .references(() => members.id),
    leftAt: timestamp().notNull(),
  },
  (former) => [index("former_handles_member").on(former.member)],
);

/** Signed-in devices. Only the SHA-256 of the cookie's secret is stored. */
export const sessions = table(
  "sessions",
  {
    hash: text().primaryKey(),
    /** What pages and events call this session; it opens nothing. */
    id: text().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    securityStamp: text().notNull(),
    userAgent: text().notNull(),
    createdAt: timestamp().notNull(),
    lastSeenAt: timestamp().notNull(),
    expiresAt: timestamp().notNull(),
  },
  (session) => [
    uniqueIndex("sessions_id").on(session.id),
    index("sessions_member").on(session.member),
    index("sessions_expires_at").on(session.expiresAt),
  ],
);

export type MailTokenKind = "verify" | "reset";

/** Links sent by mail. Only the SHA-256 of the link's secret is stored. */
export const mailTokens = table(
  "mail_tokens",
  {
    hash: text().primaryKey(),
    kind: text().$type<MailTokenKind>().notNull(),
    member: text()
      .notNull()
      .references(() => members.id),
    /** The address the link was sent to: it proves that address and no later one. */
    email: text().notNull(),
    /** SHA-256 of a secret in the cookie of the browser that joined: there, one press confirms. */
    browser: text(),
    /** The path to go to afterwards. */
    next: text().notNull(),
    createdAt: timestamp().notNull(),
    expiresAt: timestamp().notNull(),
    usedAt: timestamp(),
  },
  (token) => [index("mail_tokens_member").on(token.member)],
);

/**
 * A change of address that waits for a yes from both mailboxes; one for each member at a time. Only the SHA-256 of the
 * secrets of both links is stored.
 */
export const emailChanges = table(
  "email_changes",
  {
    member: text()
      .primaryKey()
      .references(() => members.id),
    email: text().notNull(),
    /** The public id of the session that asked: it outlives the change. */
    session: text().notNull(),
    oldHash: text().notNull(),
    newHash: text().notNull(),
    oldConfirmedAt: timestamp(),
    newConfirmedAt: timestamp(),
    createdAt: timestamp().notNull(),
    expiresAt: timestamp().notNull(),
  },
  (change) => [
    uniqueIndex("email_changes_old_hash").on(change.oldHash),
    uniqueIndex("email_changes_new_hash").on(change.newHash),
    index("email_changes_expires_at").on(change.expiresAt),
  ],
);
