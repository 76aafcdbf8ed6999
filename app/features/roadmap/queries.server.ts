import { and, count, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideaCards } from "../../../db/schema/boards.ts";
import type { Context } from "../../platform/context.server.ts";
import { pageOf } from "../../platform/paging.ts";
import { type Card, cardsOf, onBoard, type Slip, slipsOf } from "../board/queries.server.ts";
import { peopleOn } from "../feed/queries.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { nobody, type PeopleCounts } from "../spaces/rules.ts";
import { lastDayOfNow, type Part, partPage, parts, type RoadmapView, shownOfPart } from "./rules.ts";

/** An idea on the roadmap: its card, the people behind it, and how its day got later. */
export type RoadmapItem = Card & {
  /** People who gave any signal, by affiliation when it was cast. */
  people: PeopleCounts;
  slips: Slip[];
};

export type ShownPart = {
  part: Part;
  /** How many ideas stand in it. */
  count: number;
  items: RoadmapItem[];
  /** The idea after which the next ones are shown; null when there are none. */
  next: string | null;
};

/** Days before none: sorts after each day, on both databases alike. */
const dayOrLast = sql`coalesce(${ideaCards.targetOn}, '9')`;

/** The condition that a card stands in a part of the roadmap. */
function isIn(part: Part, lastOfNow: string) {
  const adopted = eq(ideaCards.stage, "adopted");
  if (part === "now") return or(eq(ideaCards.stage, "building"), and(adopted, lte(ideaCards.targetOn, lastOfNow)));
  return and(adopted, part === "next" ? gt(ideaCards.targetOn, lastOfNow) : isNull(ideaCards.targetOn));
}

/** The roadmap of a space, or one part of it from an idea on: what comes first stands first, then as the cards lie. */
export async function roadmapOf(
  ctx: Context,
  space: { id: string; timeZone: string },
  view: RoadmapView,
): Promise<ShownPart[]> {
  const { read } = ctx.db;
  const lastOfNow = lastDayOfNow(dayIn(space.timeZone, ctx.now));
  const asked = view.part === null ? parts : [view.part];
  const size = view.part === null ? shownOfPart : partPage;
  const found = await Promise.all(
    asked.map(async (part) => {
      const where = and(onBoard(read, space.id, view.product), isIn(part, lastOfNow));
      const [counted, rows] = await Promise.all([
        read.select({ ideas: count() }).from(ideaCards).where(where),
        read
          .select({ idea: ideaCards.idea })
          .from(ideaCards)
          .where(and(where, view.after === null ? undefined : await standsAfter(read, space.id, view.after)))
          .orderBy(dayOrLast, ideaCards.position, ideaCards.idea)
          .limit(size + 1),
      ]);
      const { page, last } = pageOf(rows, size);
      return { part, count: counted[0]?.ideas ?? 0, ids: page.map(({ idea }) => idea), next: last?.idea ?? null };
    }),
  );
  const ids = found.flatMap((each) => each.ids);
  const [cards, people, slips] = await Promise.all([
    cardsOf(read, space.id, ids),
    peopleOn(read, ids),
    slipsOf(read, ids),
  ]);
  return found.map(({ ids: ofPart, ...part }) => ({
    ...part,
    items: ofPart.flatMap((id) => {
      const card = cards.get(id);
      return card ? [{ ...card, people: people.get(id) ?? nobody, slips: slips.get(id) ?? [] }] : [];
    }),
  }));
}

/** The condition that a card stands after another one, in the order of the roadmap. */
async function standsAfter(read: Reads, space: string, idea: string) {
  const [from] = await read
    .select({ targetOn: ideaCards.targetOn, position: ideaCards.position })
    .from(ideaCards)
    // A day of a card elsewhere, or of one that is hidden, is not to be told by where a list begins.
    .where(and(eq(ideaCards.idea, idea), onBoard(read, space, null)));
  if (!from) return undefined;
  return sql`(${dayOrLast}, ${ideaCards.position}, ${ideaCards.idea}) > (${from.targetOn ?? "9"}, ${from.position}, ${idea})`;
}
