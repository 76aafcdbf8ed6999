/** Who asks. Pure data, read once per request or socket event and handed to every rule. */
export type Affiliation = "customer" | "employee" | "partner";
export type Locale = "en" | "fr";
export type Theme = "light" | "dark" | "system";

export const affiliations: readonly Affiliation[] = ["customer", "employee", "partner"];
export const locales: readonly Locale[] = ["en", "fr"];

export type Visitor = { kind: "visitor" };

/** A member's right to answer ideas as a pilot does, while its time runs: ideas under one of these tags (ids), or all. */
export type Mandate = { tags: readonly string[] | null };

/** What a member may do in one space beside being a member of it. */
export type Roles = { pilot: boolean; product: boolean; lead: boolean; mandate?: Mandate };

export type SignedIn = {
  kind: "member";
  id: string;
  name: string;
  handle: string;
  email: string;
  affiliation: Affiliation;
  /** The file of the picture beside the name, if there is one. */
  avatar: string | null;
  /** Whether the e-mail address is confirmed; without it a member may only draft. */
  verified: boolean;
  admin: boolean;
  locale: Locale;
  /** What was chosen with the account; null: the browser decides. */
  theme: Theme | null;
  /** IANA name, such as "Europe/Paris". */
  timeZone: string | null;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  /** When the account is erased, as its owner asked (milliseconds since 1970 UTC); null otherwise. */
  erasesAt: number | null;
  /** The public id of the session that asks. */
  session: string;
  /** Spaces this member belongs to, by id. */
  memberships: ReadonlyMap<string, Roles>;
};

export type Actor = Visitor | SignedIn;

export const visitor: Visitor = { kind: "visitor" };

export function isSignedIn(actor: Actor): actor is SignedIn {
  return actor.kind === "member";
}

/** About to be erased: until then the account reads and does nothing. */
export function isLeaving(actor: Actor): boolean {
  return actor.kind === "member" && actor.erasesAt !== null;
}

/** Signed in with a confirmed address: may act, not only draft. */
export function isVerified(actor: Actor): actor is SignedIn {
  return actor.kind === "member" && actor.verified;
}

export function isAdmin(actor: Actor): boolean {
  return actor.kind === "member" && actor.admin;
}

export function isMemberOf(actor: Actor, space: string): boolean {
  return actor.kind === "member" && actor.memberships.has(space);
}

export function isPilotOf(actor: Actor, space: string): boolean {
  return actor.kind === "member" && actor.memberships.get(space)?.pilot === true;
}

/** Pilots and product people see what is being weighed. */
export function steers(actor: Actor, space: string): boolean {
  if (actor.kind !== "member") return false;
  const roles = actor.memberships.get(space);
  return roles?.pilot === true || roles?.product === true;
}

/** Whether a mandate is for an idea with these tags, by their ids. */
export function covers(mandate: Mandate, tags: readonly string[]): boolean {
  return mandate.tags === null || mandate.tags.some((tag) => tags.includes(tag));
}

/** The mandate of somebody in a space, while its time runs: every right that follows from one follows from this. */
export function mandateIn(actor: Actor, space: string): Mandate | null {
  return (actor.kind === "member" && actor.memberships.get(space)?.mandate) || null;
}

/** Whether this person answers an idea: a pilot of its space, or somebody with a mandate for it. */
export function pilotsIdea(actor: Actor, idea: { space: string; tags: readonly string[] }): boolean {
  const mandate = mandateIn(actor, idea.space);
  return isPilotOf(actor, idea.space) || (mandate !== null && covers(mandate, idea.tags));
}

/** Pilots, product people, and who has a mandate for it, see what is being weighed about an idea. */
export function steersIdea(actor: Actor, idea: { space: string; tags: readonly string[] }): boolean {
  return steers(actor, idea.space) || pilotsIdea(actor, idea);
}

/** Whether this person steers ideas of a space, all of them or some. */
export function steersIn(actor: Actor, space: string): boolean {
  return steers(actor, space) || mandateIn(actor, space) !== null;
}
