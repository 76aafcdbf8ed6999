/** Who may say what became of a question. */
import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { forecastAnswers } from "../../../db/schema/forecasts.ts";
import { members } from "../../../db/schema/members.ts";
import { bans } from "../../../db/schema/moderation.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import { grouped } from "../../platform/grouped.ts";
import { decided } from "../piloting/queries.server.ts";

type Asked = { id: string; space: string; author: string };

/**
 * What the policy asks before somebody (`actor`, an id) says what became of questions about an idea, by the questions'
 * ids: who of those who could say it wrote the idea or gave a probability, and whether that is all of them.
 */
export async function involvedIn(
  read: Reads,
  idea: Asked,
  visibility: "public" | "private",
  questions: readonly string[],
  actor: string,
): Promise<Map<string, { space: string; involved: string[]; isNobodyElse: boolean }>> {
  const { authors } = await decided(read, idea);
  const keepers = await keepersOf(read, idea.space, visibility);
  const found = new Map<string, { space: string; involved: string[]; isNobodyElse: boolean }>();
  // Of the thousands who may have given a probability only these are asked for.
  const asked = [...new Set([...keepers, actor])];
  const answered = grouped(
    await read
      .select({ forecast: forecastAnswers.forecast, member: forecastAnswers.member })
      .from(forecastAnswers)
      .where(and(inArray(forecastAnswers.forecast, [...questions]), inArray(forecastAnswers.member, asked))),
    ({ forecast }) => forecast,
  );
  for (const question of questions) {
    const some = (answered.get(question) ?? []).map(({ member }) => member);
    const involved = [...new Set([...authors, ...some])];
    const isNobodyElse = keepers.every((keeper) => involved.includes(keeper));
    found.set(question, { space: idea.space, involved, isNobodyElse });
  }
  return found;
}

/** The ids of those who keep the products of a space, as far as they can act now. */
async function keepersOf(read: Reads, space: string, visibility: "public" | "private"): Promise<string[]> {
  const keeps = or(eq(memberships.product, true), eq(memberships.lead, true));
  const isAdmin = and(eq(members.admin, true), visibility === "private" ? isNotNull(memberships.member) : sql`true`);
  const rows = await read
    .select({ id: members.id })
    .from(members)
    .leftJoin(memberships, and(eq(memberships.member, members.id), eq(memberships.space, space)))
    .leftJoin(bans, and(eq(bans.member, members.id), isNull(bans.liftedAt)))
    .where(and(isNotNull(members.emailVerifiedAt), isNull(members.erasesAt), isNull(bans.id), or(keeps, isAdmin)));
  return rows.map(({ id }) => id);
}
