/** The shares of a freeze as they stand: as computed, as those who built the idea see them, or by an appeal. */
import { and, asc, desc, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import {
  creditAppeals,
  creditAppealShares,
  creditConfirmations,
  creditContributors,
} from "../../../db/schema/confirming.ts";
import { creditInputs } from "../../../db/schema/crediting.ts";
import { publicInputs, standingFreeze } from "../crediting/gathering.server.ts";
import { creditsOf } from "../crediting/rules.ts";
import type { Contributor } from "./rules.ts";

/** Whose an idea is as everybody may read it, in basis points: those who stay unnamed are not among them. */
export async function contributorsOf(read: Reads, idea: string): Promise<Contributor[]> {
  const inputs = await publicInputs(read, idea);
  const named = new Set(inputs.flatMap(({ by }) => by ?? []));
  return creditsOf(inputs.map(({ by, ...input }) => ({ ...input, by: by ?? `unnamed:${input.source}` }))).flatMap(
    ({ by, share }) => (named.has(by) && share > 0 ? [{ id: by, share }] : []),
  );
}

/**
 * The shares that stand for a freeze: by the last appeal that was decided, else as they were confirmed or computed; nobody
 * where nobody could be asked. They come in the order of ids.
 */
export async function sharesOf(read: Reads, freeze: string): Promise<Contributor[]> {
  const [appeal] = await read
    .select({ id: creditAppeals.id })
    .from(creditAppeals)
    .where(and(eq(creditAppeals.freeze, freeze), eq(creditAppeals.state, "changed")))
    .orderBy(desc(creditAppeals.round))
    .limit(1);
  if (appeal) {
    return read
      .select({ id: creditAppealShares.member, share: creditAppealShares.share })
      .from(creditAppealShares)
      .where(eq(creditAppealShares.appeal, appeal.id))
      .orderBy(asc(creditAppealShares.member));
  }
  const rows = await read
    .select({
      id: creditContributors.member,
      share: creditContributors.share,
      confirmed: creditContributors.confirmed,
      state: creditConfirmations.state,
    })
    .from(creditContributors)
    .innerJoin(creditConfirmations, eq(creditConfirmations.freeze, creditContributors.freeze))
    .where(eq(creditContributors.freeze, freeze))
    .orderBy(asc(creditContributors.member));
  return rows.map(({ id, share, confirmed, state }) => ({
    id,
    share: state === "confirmed" ? (confirmed ?? share) : share,
  }));
}

/** Those who are asked about a freeze, with what was computed, in basis points. */
export async function contributorsIn(read: Reads, freeze: string): Promise<Contributor[]> {
  const rows = await read
    .select({ id: creditContributors.member, share: creditContributors.share })
    .from(creditContributors)
    .where(eq(creditContributors.freeze, freeze))
    .orderBy(creditContributors.member);
  return rows;
}

/** What is said of the shares of an idea as they were frozen last; undefined where nobody could be asked. */
export async function confirmationOf(read: Reads, idea: string) {
  const freeze = await standingFreeze(read, idea);
  if (!freeze) return undefined;
  const [row] = await read.select().from(creditConfirmations).where(eq(creditConfirmations.freeze, freeze.id));
  return row;
}

export type Confirmation = NonNullable<Awaited<ReturnType<typeof confirmationOf>>>;

/** Everybody with a part of an idea at a freeze, named or not: none of them decides on it. For no page and no log. */
export async function sharersOf(read: Reads, freeze: string): Promise<string[]> {
  const rows = await read
    .selectDistinct({ member: creditInputs.member })
    .from(creditInputs)
    .where(eq(creditInputs.freeze, freeze));
  return rows.map(({ member }) => member);
}
