/** Who may get mails with notices, and what he or she chose. */
import { and, eq, inArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import {
  mailBounces,
  noticeChoices,
  type NoticeGroup,
  type NoticeKind,
  type NoticeWay,
  type Ways,
} from "../../../db/schema/notices.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { openBan } from "../accounts/queries.server.ts";
import { actorFrom, rolesOf } from "../accounts/session.server.ts";
import { groupOf, wayOf } from "./rules.ts";
import { type Chosen, chosenBy } from "./settings.server.ts";

export type Addressee = {
  reader: SignedIn;
  chosen: Chosen;
  /** What was chosen otherwise in single spaces, by their ids. */
  inSpaces: ReadonlyMap<string, Ways>;
  /** Spaces of which the weekly mail tells nothing. */
  notWeekly: readonly { id: string; slug: string }[];
};

/**
 * A member as the reader of mails with notices, with the rights of this moment. Null: none goes to whoever
 * has no confirmed address or one that is refused, is banned, or is leaving.
 */
export async function addresseeOf(read: Reads, id: string, now: number): Promise<Addressee | null> {
  const [row] = await read.select().from(members).where(eq(members.id, id));
  if (!row || row.email === null || row.emailVerifiedAt === null || row.erasesAt !== null) return null;
  const [bounce] = await read.select().from(mailBounces).where(eq(mailBounces.member, id));
  if (bounce && bounce.stoppedAt !== null && bounce.email === row.email) return null;
  if (await openBan(read, id)) return null;
  const chosen = (await chosenBy(read, [id], null)).get(id);
  if (!chosen) return null;
  const choices = await read
    .select({ id: noticeChoices.space, slug: spaces.slug, ways: noticeChoices.ways, digest: noticeChoices.digest })
    .from(noticeChoices)
    .innerJoin(spaces, eq(spaces.id, noticeChoices.space))
    .where(eq(noticeChoices.member, id));
  return {
    reader: actorFrom(row, "", await rolesOf(read, id, now)),
    chosen,
    inSpaces: new Map(choices.map((choice) => [choice.id, choice.ways])),
    notWeekly: choices.filter(({ digest }) => !digest),
  };
}

/** Of these ideas, those that somebody wrote or writes with others. */
export async function ideasBy(read: Reads, member: string, ids: readonly (string | null)[]): Promise<Set<string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Set();
  const rows = await read
    .selectDistinct({ id: ideas.id })
    .from(ideas)
    .leftJoin(
      ideaAuthors,
      and(eq(ideaAuthors.idea, ideas.id), eq(ideaAuthors.member, member), eq(ideaAuthors.state, "accepted")),
    )
    .where(and(inArray(ideas.id, wanted), or(eq(ideas.author, member), eq(ideaAuthors.member, member))));
  return new Set(rows.map(({ id }) => id));
}

/** How an addressee hears of a notice, and to which group it belongs for him or her. */
export function wayFor(
  { chosen, inSpaces }: Addressee,
  notice: { kind: NoticeKind; space: string | null; idea: string | null },
  mine: ReadonlySet<string>,
): [NoticeWay, NoticeGroup] {
  const group = groupOf(notice.kind, notice.idea !== null && mine.has(notice.idea));
  return [wayOf(group, chosen.ways, inSpaces.get(notice.space ?? "")), group];
}
