import { eq, like, or } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { formerHandles, members } from "../../../db/schema/members.ts";
import type { Affiliation, Locale } from "../../platform/actor.ts";
import { Conflict } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { memberAffiliated, memberVerified } from "./events.ts";
import { memberByEmail } from "./queries.server.ts";
import { freeHandle, handleOf, isAddressAt } from "./rules.ts";

export type Member = typeof members.$inferSelect;

type NewMember = {
  name: string;
  email: string;
  emailVerifiedAt: number | null;
  affiliation: Affiliation;
  admin: boolean;
  locale: Locale;
  /** Without one nobody signs in by a password. */
  passwordHash: string | null;
};

/** Writes a member with a handle of his or her own; gives null when the address has an account. */
export async function addMember(tx: Tx, at: { now: number }, person: NewMember): Promise<Member | null> {
  const wanted = handleOf(person.name);
  // On PostgreSQL somebody of the same name may take the handle between looking and writing.
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await memberByEmail(tx, person.email)) return null;
    const [member] = await tx
      .insert(members)
      .values({
        ...person,
        id: newId(at.now),
        handle: freeHandle(wanted, await handlesLike(tx, wanted)),
        securityStamp: newSecret(),
        createdAt: at.now,
      })
      .onConflictDoNothing()
      .returning();
    if (member) return member;
  }
  throw new Conflict("changed_meanwhile");
}

/**
 * Makes a member belong to another group from now on; nothing happens when he or she already does.
 * Spaces move their counts by the event.
 */
export async function changeAffiliation(tx: Tx, by: Recording, member: string, to: Affiliation): Promise<void> {
  const [row] = await tx.select({ from: members.affiliation }).from(members).where(eq(members.id, member));
  if (!row || row.from === to) return;
  await tx.update(members).set({ affiliation: to }).where(eq(members.id, member));
  await record(tx, by, [memberAffiliated({ member, from: row.from, to })]);
}

/**
 * Makes a customer an employee whose confirmed address is at one of these domains, and gives the
 * affiliation that follows. Whoever is something else already stays it: that was somebody's decision.
 */
export async function affiliateByAddress(
  tx: Tx,
  by: Recording,
  member: Pick<Member, "id" | "email" | "affiliation">,
  employeeDomains: readonly string[],
): Promise<Affiliation> {
  if (member.affiliation !== "customer" || !isAddressAt(member.email, employeeDomains)) return member.affiliation;
  await changeAffiliation(tx, by, member.id, "employee");
  return "employee";
}

/**
 * Holds an address for confirmed, with what follows for the affiliation; gives the member as he or
 * she is then. Nothing happens when it is confirmed already.
 */
export async function confirmAddress(
  tx: Tx,
  by: Recording,
  member: Member,
  employeeDomains: readonly string[],
): Promise<Member> {
  if (member.emailVerifiedAt !== null) return member;
  await tx.update(members).set({ emailVerifiedAt: by.now }).where(eq(members.id, member.id));
  await record(tx, by, [memberVerified(member.id)]);
  const affiliation = await affiliateByAddress(tx, by, member, employeeDomains);
  return { ...member, emailVerifiedAt: by.now, affiliation };
}

async function handlesLike(tx: Tx, wanted: string): Promise<Set<string>> {
  const held = await tx
    .select({ handle: members.handle })
    .from(members)
    .where(or(eq(members.handle, wanted), like(members.handle, `${wanted}-%`)));
  const left = await tx
    .select({ handle: formerHandles.handle })
    .from(formerHandles)
    .where(or(eq(formerHandles.handle, wanted), like(formerHandles.handle, `${wanted}-%`)));
  return new Set([...held, ...left].map((row) => row.handle));
}
