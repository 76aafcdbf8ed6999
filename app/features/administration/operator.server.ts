/** What whoever runs the machine does to accounts, from the command line. The log knows it as `system`. */
import { eq } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { newLink } from "../accounts/links.server.ts";
import { confirmAddress } from "../accounts/members.server.ts";
import { memberByEmail, openBan } from "../accounts/queries.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { siteOf } from "../../platform/site.server.ts";
import { memberAdministered } from "./events.ts";
import { keep, signOutEverywhere } from "./people.server.ts";

/**
 * Signs somebody out everywhere and gives the address at which he or she chooses a new password,
 * once, within an hour. Throws `NotFound`, and `Refused("admin_banned")` for somebody who is kept out.
 */
export async function issueReset(db: Database, now: number, email: string, origin: string): Promise<string> {
  const by = { actor: "system" as const, now };
  return db.transaction(async (tx) => {
    const member = await memberByEmail(tx, email);
    if (!member) throw new NotFound();
    if (await openBan(tx, member.id)) throw new Refused("admin_banned");
    await signOutEverywhere(tx, by, member.id);
    const act = await keep(tx, by, member.id, "reset_issued");
    await record(tx, by, [memberAdministered("member.reset_issued", { member: member.id, act })]);
    return newLink(tx, by, "reset", { id: member.id, email }, { origin });
  });
}

/**
 * Makes somebody an admin, with an address that counts as confirmed from then on. Gives whether
 * anything changed. Throws `NotFound`, and `Refused("admin_banned")` for somebody who is kept out.
 */
export async function grantByOperator(db: Database, now: number, email: string): Promise<boolean> {
  const by = { actor: "system" as const, now };
  const { employeeDomains } = await siteOf(db);
  return db.transaction(async (tx) => {
    const member = await memberByEmail(tx, email);
    if (!member) throw new NotFound();
    if (await openBan(tx, member.id)) throw new Refused("admin_banned");
    if (member.admin && member.emailVerifiedAt !== null) return false;
    await confirmAddress(tx, by, member, employeeDomains);
    await tx.update(members).set({ admin: true }).where(eq(members.id, member.id));
    const act = await keep(tx, by, member.id, "admin_granted");
    await record(tx, by, [memberAdministered("member.admin_granted", { member: member.id, act })]);
    return true;
  });
}
