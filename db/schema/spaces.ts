import { boolean, index, integer, json, primaryKey, table, text, timestamp, uniqueIndex } from "../columns.ts";
import { type Affiliation, type Locale, members } from "./members.ts";

export type Visibility = "public" | "private";
/** When a person sees which way others lean: after an own signal, or always. */
export type LeanShown = "after_own" | "always";
/** Who opens rooms: pilots and product people alone, or also members who reached the second level there. */
export type RoomsBy = "steering" | "known";
/** The colours a space may have; each keeps its contrast on paper, in both themes. */
export type Accent = "teal" | "blue" | "violet" | "plum" | "forest";
/** What an invitation makes of the one who accepts it. */
export type InvitedRole = "member" | "product" | "pilot";

export const spaces = table(
  "spaces",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    purpose: text().notNull(),
    /** By what ideas are decided on, as it was written and as pages show it; may be empty. */
    criteria: text().notNull().default(""),
    criteriaHtml: text().notNull().default(""),
    visibility: text().$type<Visibility>().notNull(),
    language: text().$type<Locale>().notNull(),
    timeZone: text().notNull(),
    accent: text().$type<Accent>().notNull().default("teal"),
    /** The file of the space's logo, if there is one. */
    logo: text(),
    leanShown: text().$type<LeanShown>().notNull().default("after_own"),
    roomsBy: text().$type<RoomsBy>().notNull().default("steering"),
    /** How many first contributions of a new member a pilot looks at before others see them; 0 for none. */
    holdFirst: integer().notNull().default(0),
    /** Working days within which a pilot acknowledges a new idea. */
    acknowledgeDays: integer().notNull().default(3),
    /** Days within which an idea that is being evaluated is answered. */
    decideDays: integer().notNull().default(21),
    /** Working days within which somebody decides on what was reported or asked for. */
    judgeDays: integer().notNull().default(2),
    /** Days after which an open idea is listed as quiet, when nobody who steers has said or done anything. */
    staleDays: integer().notNull().default(60),
    /** The days of the week on which pilots work: 1 is Monday, 7 Sunday. */
    workingDays: json<number[]>().notNull().default([1, 2, 3, 4, 5]),
    /** Days on which nobody works, as `2026-12-25`. */
    holidays: json<string[]>().notNull().default([]),
    /** The version of the charter that is in force; 0 while there is none. */
    charterVersion: integer().notNull().default(0),
    /** Which link to ask for admission holds: a new one makes the earlier ones worthless. */
    knockTurn: integer().notNull().default(1),
    /** Goes up with each edit, so that of two who edit at once the second is told. */
    version: integer().notNull().default(1),
    createdAt: timestamp().notNull(),
  },
  (space) => [uniqueIndex("spaces_slug").on(space.slug)],
);

/** Who belongs to a space, and what he or she may do there beside being a member. */
export const memberships = table(
  "memberships",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    pilot: boolean().notNull().default(false),
    product: boolean().notNull().default(false),
    lead: boolean().notNull().default(false),
    joinedAt: timestamp().notNull(),
  },
  (membership) => [
    primaryKey({ columns: [membership.space, membership.member] }),
    index("memberships_member").on(membership.member),
    index("memberships_newest").on(membership.space, membership.joinedAt, membership.member),
  ],
);

/** How many members of each affiliation a space has: always the count of its membership rows. */
export const spacePeople = table(
  "space_people",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    affiliation: text().$type<Affiliation>().notNull(),
    people: integer().notNull(),
  },
  (count) => [primaryKey({ columns: [count.space, count.affiliation] })],
);

/** What a space promises and asks of those who contribute. Rows are never changed. */
export const charters = table(
  "charters",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** 1, 2, 3 … within the space. */
    version: integer().notNull(),
    /** Empty: from this version on there is no charter. */
    source: text().notNull(),
    html: text().notNull(),
    writtenBy: text()
      .notNull()
      .references(() => members.id),
    writtenAt: timestamp().notNull(),
  },
  (charter) => [primaryKey({ columns: [charter.space, charter.version] })],
);

/** Who accepted which version of a charter, and when. */
export const charterAcceptances = table(
  "charter_acceptances",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    version: integer().notNull(),
    acceptedAt: timestamp().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.space, row.member, row.version] }),
    index("charter_acceptances_member").on(row.member),
  ],
);

export type RequestState = "waiting" | "approved" | "declined";

/** A wish to join a private space: the latest of each person. */
export const joinRequests = table(
  "join_requests",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    message: text().notNull(),
    state: text().$type<RequestState>().notNull(),
    askedAt: timestamp().notNull(),
    decidedBy: text().references(() => members.id),
    decidedAt: timestamp(),
    /** Why it was declined, for the one who asked. */
    reason: text(),
  },
  (request) => [
    primaryKey({ columns: [request.space, request.member] }),
    index("join_requests_waiting").on(request.space, request.state, request.askedAt),
    index("join_requests_member").on(request.member),
  ],
);

/** A way into a space. Its link is signed, not stored: who reads this table opens nothing. */
export const invitations = table(
  "invitations",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    createdBy: text()
      .notNull()
      .references(() => members.id),
    /** Only the account of this address may accept it; null: whoever has the link. */
    email: text(),
    role: text().$type<InvitedRole>().notNull(),
    /** What a customer becomes by accepting; null: nothing changes. */
    affiliation: text().$type<Affiliation>(),
    mostUses: integer().notNull(),
    uses: integer().notNull().default(0),
    createdAt: timestamp().notNull(),
    expiresAt: timestamp().notNull(),
    revokedAt: timestamp(),
  },
  (invitation) => [
    index("invitations_space").on(invitation.space, invitation.createdAt),
    index("invitations_email").on(invitation.email),
  ],
);

/** Who came in by which invitation: a second click is not a second use. */
export const invitationUses = table(
  "invitation_uses",
  {
    invitation: text()
      .notNull()
      .references(() => invitations.id),
    member: text()
      .notNull()
      .references(() => members.id),
    usedAt: timestamp().notNull(),
  },
  (use) => [primaryKey({ columns: [use.invitation, use.member] }), index("invitation_uses_member").on(use.member)],
);

/** That somebody was removed from a space, by whom and why. */
export const removals = table(
  "removals",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    member: text()
      .notNull()
      .references(() => members.id),
    removedBy: text()
      .notNull()
      .references(() => members.id),
    reason: text().notNull(),
    removedAt: timestamp().notNull(),
  },
  (removal) => [
    index("removals_space").on(removal.space, removal.removedAt),
    index("removals_member").on(removal.member),
  ],
);
