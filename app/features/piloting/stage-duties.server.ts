/** What the stages of an idea ask for, as it moves and comes back into sight. */
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties } from "../../../db/schema/piloting.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import type { IdeaMoved, MoveUndone } from "./events.ts";
import { assign } from "./assigning.server.ts";
import { endPausesOf } from "./pauses.server.ts";
import { dutyOfStage, endDuties, runOn, startDuty } from "./duties.server.ts";
import { lastSteered, quietSince } from "./silence.server.ts";
import { latestEvent } from "./queries.server.ts";

/** A move does what its stage before asked for, and begins what its new one asks for. */
export async function moved(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  { move, from, to, reviewOn }: IdeaMoved["payload"],
) {
  const over = dutyOfStage(from);
  // Where it stays, the message that came with it does what was owed.
  if (over !== null && (from !== to || over === "review" || over === "stale"))
    await endDuties(tx, event, idea, [over], "done", move);
  await endDuties(tx, event, idea, ["promise"], "done", move);
  if (event.space !== null) await assign(tx, event.space, [idea], event.at);
  const next = dutyOfStage(to);
  if (next !== null && next !== "acknowledge") await startDuty(tx, event, idea, next, move, reviewOn);
}

/** What the move ended runs on as if nothing had been, and what it began never was. */
export async function undone(tx: Tx, event: LoggedEvent, idea: string, { move }: MoveUndone["payload"]): Promise<void> {
  const never = await tx
    .update(duties)
    .set({ end: "cancelled", endedAt: event.at, endedBy: event.id })
    .where(and(eq(duties.idea, idea), eq(duties.startedBy, move), isNull(duties.end)))
    .returning({ id: duties.id });
  await endPausesOf(tx, never, event.at, event.id);
  await runOn(tx, event, idea, move);
  await quietSince(tx, event, idea, await lastSteered(tx, event.space, idea));
}

/** Back in sight, it is owed what its stage asks for, from now on. */
export async function restored(tx: Tx, event: LoggedEvent, idea: string): Promise<void> {
  const hiding = await latestEvent(tx, event.subject, ["idea.hidden"]);
  // What was promised is owed by the same day still.
  if (hiding) await runOn(tx, event, idea, hiding.id, ["promise"]);
  const [row] = await tx.select({ stage: ideas.stage }).from(ideas).where(eq(ideas.id, idea));
  const kind = dutyOfStage(row?.stage ?? "");
  if (kind === null) return;
  const [before] = await tx
    .select({ end: duties.end, dueAt: duties.dueAt })
    .from(duties)
    .where(and(eq(duties.idea, idea), eq(duties.kind, kind)))
    .orderBy(desc(duties.startedAt), desc(duties.id))
    .limit(1);
  // What an import brought owes nothing, and a word that was said stays said.
  if (!before || (kind === "acknowledge" && before.end === "done")) return;
  // The day on which somebody promised to look again stays that day.
  await startDuty(tx, event, idea, kind, event.id, null, kind === "review" ? before.dueAt : undefined);
}
