/** Whether a closed room was run so that it counts: said in the log when that changes, as answers come one by one. */
import { and, desc, eq, inArray } from "drizzle-orm";
import { events } from "../../../db/schema/log.ts";
import { roomPeople } from "../../../db/schema/rooms.ts";
import { record } from "../../platform/events.server.ts";
import { isQualified } from "../crediting/rules.ts";
import { sessionQualified } from "./events.ts";
import type { Proceeding } from "./proceeding.server.ts";
import { takesPart } from "./rules.ts";

const kinds = ["room.session_qualified", "room.session_unqualified"] as const;

/** Records that a room qualifies, or does so no longer, where that is news. */
export async function judgeSession(room: Proceeding): Promise<void> {
  if (room.board.state !== "closed") return;
  const { host } = room.board;
  const there = (await room.tx.select().from(roomPeople).where(eq(roomPeople.room, room.room.id))).filter(
    ({ role, enteredAt, isBlocked }) => enteredAt !== null && !isBlocked && takesPart(role),
  );
  const answers = there.flatMap(({ member, wasUseful }) => (member === host || wasUseful === null ? [] : wasUseful));
  const is = isQualified({
    people: there.length,
    useful: answers.filter(Boolean).length,
    answers: answers.length,
  });
  const [last] = await room.tx
    .select({ kind: events.kind })
    .from(events)
    .where(and(eq(events.subject, `room:${room.room.id}`), inArray(events.kind, [...kinds])))
    .orderBy(desc(events.seq))
    .limit(1);
  const was = last?.kind === "room.session_qualified";
  if (is === was) return;
  await record(room.tx, { actor: "system", now: room.now }, [
    sessionQualified(is ? "room.session_qualified" : "room.session_unqualified", room.room, host),
  ]);
}
