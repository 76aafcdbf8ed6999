import { eq } from "drizzle-orm";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { roomNotes, rooms } from "../../../db/schema/rooms.ts";
import { Invalid } from "../../platform/errors.ts";
import type { Proceeding } from "./proceeding.server.ts";

/**
 * Refuses an id that anything else bears: what notes and clusters become keeps their ids, and a draft of an idea would
 * be written over. No browser makes such an id.
 */
export async function mustBeFree({ tx, board }: Proceeding, id: string): Promise<void> {
  const isOnBoard = [board.notes, board.clusters, board.talk, board.proposals, board.questions].some(
    (kind) => id in kind,
  );
  if (isOnBoard) throw new Invalid({});
  for (const elsewhere of [roomNotes, ideas, comments, rooms]) {
    const [taken] = await tx.select({ id: elsewhere.id }).from(elsewhere).where(eq(elsewhere.id, id));
    if (taken) throw new Invalid({});
  }
}
