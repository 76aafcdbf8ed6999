import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideaCards } from "../../../db/schema/boards.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { extraStages } from "../../../db/schema/stages.ts";
import type { ExactReader } from "../../platform/events.server.ts";
import type { StagesSet } from "../stages/events.ts";
import { standText } from "../stages/rules.ts";
import { boardStages, headPosition, isOnBoard } from "./rules.ts";

/** What may change where an idea stands, or who sees it. */
const moving = [
  "idea.moved",
  "idea.move_undone",
  "idea.hidden",
  "idea.restored",
  "idea.merged",
  "idea.unmerged",
  "idea.withdrawn",
  "idea.returned",
  "idea.transferred",
];

/** Keeps each card in the column in which its idea stands: a card that comes into a column lies at its head. */
export const keepCards: ExactReader = {
  name: "board: cards",
  kinds: [...moving, "idea.linked", "idea.unlinked", "space.stages_set"],
  async read(tx, events) {
    for (const { kind, subject, at, payload, space } of events) {
      const id = subject.slice(subject.indexOf(":") + 1);
      if (kind === "space.stages_set") {
        await leaveSteps(tx, { space: space ?? id, removed: (payload as StagesSet["payload"]).removed, at });
      } else if (moving.includes(kind)) {
        await keepCard(tx, id, at, kind === "idea.move_undone");
      } else {
        await tx.update(ideaCards).set({ touchedAt: at }).where(eq(ideaCards.idea, id));
      }
    }
  },
};

async function keepCard(tx: Tx, id: string, at: number, isUndo: boolean): Promise<void> {
  const [idea] = await tx
    .select({
      space: ideas.space,
      stage: ideas.stage,
      step: extraStages.id,
      moderation: ideas.moderation,
    })
    .from(ideas)
    .leftJoin(
      extraStages,
      and(
        eq(extraStages.id, ideas.extra),
        eq(extraStages.space, ideas.space),
        eq(extraStages.parent, ideas.stage),
        isNull(extraStages.removedAt),
      ),
    )
    .where(eq(ideas.id, id));
  if (!idea) return;
  const [card] = await tx.select().from(ideaCards).where(eq(ideaCards.idea, id));
  const stands = {
    space: idea.space,
    stage: idea.stage,
    place: standText(idea.stage, idea.step),
    shown: idea.moderation === "visible",
    touchedAt: at,
  };
  if (!card) {
    if (!isOnBoard(idea.stage)) return;
    await tx.insert(ideaCards).values({ idea: id, ...stands, position: headPosition(at) });
    return;
  }
  const isElsewhere = card.place !== stands.place || card.space !== stands.space;
  // What is taken back lies where it lay.
  const position = (isUndo ? card.leftPosition : null) ?? headPosition(at);
  const moved = isElsewhere ? { position, leftPosition: isUndo ? null : card.position, turn: card.turn + 1 } : {};
  await tx
    .update(ideaCards)
    .set({ ...stands, ...moved })
    .where(eq(ideaCards.idea, id));
}

/** Cards in steps that are no more lie in the stage that these belonged to. */
async function leaveSteps(tx: Tx, { space, removed, at }: { space: string; removed: string[]; at: number }) {
  if (removed.length === 0) return;
  const steps = removed.flatMap((id) => boardStages.map((stage) => standText(stage, id)));
  await tx
    .update(ideaCards)
    .set({ place: sql`${ideaCards.stage}`, turn: sql`${ideaCards.turn} + 1`, touchedAt: at })
    .where(and(eq(ideaCards.space, space), inArray(ideaCards.place, steps)));
}
