import { and, asc, count, eq, isNotNull, like, or } from "drizzle-orm";
import { members } from "../../../db/schema/members.ts";
import { changeAffiliation } from "../accounts/members.server.ts";
import { stillGoverns } from "../accounts/queries.server.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { must } from "../../platform/policy.ts";
import { type Site, siteOf, writeSite } from "../../platform/site.server.ts";
import { settingsChanged } from "./events.ts";
import type { SettingsInput } from "./inputs.ts";
import { mayAdminister } from "./policy.ts";

/** The settings, and how many customers have an employee's address. Throws `Forbidden`. */
export async function settingsPage(ctx: Context): Promise<{ site: Site; misplaced: number }> {
  must(mayAdminister(ctx.actor));
  const site = await siteOf(ctx.db);
  return { site, misplaced: await countMisplaced(ctx, site.employeeDomains) };
}

/**
 * Changes what holds for the whole place. Saved twice, it is one change. Throws `Forbidden`, and
 * `Conflict("settings_changed")` when somebody saved since the form was shown.
 */
export async function changeSettings(ctx: Context, input: SettingsInput): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  const { version, siteName, ...rest } = input;
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const { before, after } = await writeSite(ctx.db, tx, version, { ...rest, name: siteName });
    const changed = (Object.keys(after) as (keyof Site)[]).filter(
      (name) => name !== "version" && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    await record(tx, ctx, [settingsChanged({ version: after.version, changed, joining: after.joining })]);
  });
}

/** People changed in one transaction: others must find their turn between two. */
const batch = 100;

/**
 * Counts customers with a confirmed address at an employee's domain as employees from now on; what
 * they did before keeps what it says. Throws `Forbidden`, and `Conflict("changed_meanwhile")` when
 * there are others than the `people` that the page spoke of.
 */
export async function applyDomains(ctx: Context, people: number): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  const { employeeDomains } = await siteOf(ctx.db);
  if ((await countMisplaced(ctx, employeeDomains)) !== people) throw new Conflict("changed_meanwhile");
  for (;;) {
    const found = await ctx.db.transaction(async (tx) => {
      must(await stillGoverns(tx, actor.id));
      const rows = await tx
        .select({ id: members.id })
        .from(members)
        .where(misplaced(employeeDomains))
        .orderBy(asc(members.id))
        .limit(batch);
      for (const { id } of rows) await changeAffiliation(tx, ctx, id, "employee");
      return rows.length;
    });
    if (found < batch) return;
  }
}

async function countMisplaced(ctx: Context, domains: readonly string[]): Promise<number> {
  if (domains.length === 0) return 0;
  const [row] = await ctx.db.read.select({ count: count() }).from(members).where(misplaced(domains));
  return row?.count ?? 0;
}

/** Customers whose confirmed address is at one of these domains. Domains have none of the signs of `like`. */
function misplaced(domains: readonly string[]) {
  return and(
    eq(members.affiliation, "customer"),
    isNotNull(members.emailVerifiedAt),
    or(...domains.map((domain) => like(members.email, `%@${domain}`))),
  );
}
