import { eq, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { emailChanges, formerHandles, mailTokens, members } from "../../../db/schema/members.ts";
import { mailAddress } from "../accounts/rules.ts";
import { pseudonymOf } from "./rules.ts";

/** By what somebody is known: all that must be gone afterwards. */
export type Identity = {
  id: string;
  name: string;
  /** The address of the account, those it was to have, and those it had as far as they are known. */
  emails: readonly string[];
  /** Those of them that are proven to be the person's: by any other one, rows may be somebody else's. */
  proven: readonly string[];
  /** The present one first. */
  handles: readonly string[];
  /** What stands where a handle or an address cannot be left out. */
  pseudonym: string;
};

/** By what a member is known now, or null where there is none of this id. */
export async function identityOf(read: Reads, id: string): Promise<Identity | null> {
  const [member] = await read
    .select({ name: members.name, email: members.email, verifiedAt: members.emailVerifiedAt, handle: members.handle })
    .from(members)
    .where(eq(members.id, id));
  if (!member) return null;
  const left = await read
    .select({ handle: formerHandles.handle })
    .from(formerHandles)
    .where(eq(formerHandles.member, id));
  const asked = await read.select({ email: emailChanges.email }).from(emailChanges).where(eq(emailChanges.member, id));
  const mailed = await read.select({ email: mailTokens.email }).from(mailTokens).where(eq(mailTokens.member, id));
  const { name, email, verifiedAt, handle } = member;
  return {
    id,
    name,
    emails: [...new Set([...(email === null ? [] : [email]), ...[...asked, ...mailed].map((row) => row.email)])],
    proven: email === null || verifiedAt === null ? [] : [email],
    handles: [handle, ...left.map((row) => row.handle)],
    pseudonym: pseudonymOf(id),
  };
}

/** The member of this id, address or handle (with or without @), or null. Also those who cannot sign in are found. */
export async function memberFor(read: Reads, who: string): Promise<{ id: string; handle: string } | null> {
  const email = mailAddress(who) ?? "";
  const handle = who.replace(/^@/, "").toLowerCase();
  const found = await read
    .select({ id: members.id, handle: members.handle })
    .from(members)
    .where(or(eq(members.id, who), eq(members.email, email), eq(members.handle, handle)));
  // A handle may look like somebody else's id: the id is meant.
  return found.find(({ id }) => id === who) ?? found[0] ?? null;
}
