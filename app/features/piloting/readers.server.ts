import { and, desc, eq, exists, inArray, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { duties, type DutyEnd, type DutyKind } from "../../../db/schema/piloting.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { afterPlainDays, afterWorkingDays, endOfDay } from "./calendar.server.ts";
import type { IdeaMoved, MoveUndone } from "./events.ts";
import { calendarOf } from "./rules.ts";

/**
 * Keeps what pilots owe each idea, with its clock: a first word to a new one, an answer to one that is
 * being evaluated, another look at one that was put off. What an import brings owes nobody anything.
 */
export const keepDuties: ExactReader = {
  name: "piloting: duties",
  kinds: [
    "idea.submitted",
    "idea.returned",
    "idea.moved",
    "idea.move_undone",
    "idea.withdrawn",
    "idea.hidden",
    "idea.restored",
    "comment.posted",
    "comment.deleted",
    "comment.hidden",
  ],
  async read(tx, events) {
    for (const event of events) if (event.actor !== "system") await keep(tx, event);
  },
};

async function keep(tx: Tx, event: LoggedEvent): Promise<void> {
  const idea = event.subject.slice(event.subject.indexOf(":") + 1);
  switch (event.kind) {
    case "idea.submitted":
    case "idea.returned":
      return start(tx, event, idea, "acknowledge", event.id);
    case "idea.moved":
      return moved(tx, event, idea, event.payload as IdeaMoved["payload"]);
    case "idea.move_undone":
      return undone(tx, event, idea, event.payload as MoveUndone["payload"]);
    case "idea.withdrawn":
    case "idea.hidden":
      return end(tx, event, idea, ["acknowledge", "decide", "review"], "cancelled", event.id);
    case "idea.restored":
      return restored(tx, event, idea);
    case "comment.posted":
      return said(tx, event, String(event.payload.idea));
    case "comment.deleted":
    case "comment.hidden":
      return unsaid(tx, event);
  }
}

/** A move does what its stage before asked for, and begins what its new one asks for. */
async function moved(tx: Tx, event: LoggedEvent, idea: string, { move, from, to, reviewOn }: IdeaMoved["payload"]) {
  const over = dutyOfStage(from);
  if (over !== null && (from !== to || over === "review")) await end(tx, event, idea, [over], "done", move);
  const next = dutyOfStage(to);
  if (next !== null && next !== "acknowledge") await start(tx, event, idea, next, move, reviewOn);
}

function dutyOfStage(stage: string): DutyKind | null {
  if (stage === "new") return "acknowledge";
  if (stage === "evaluating") return "decide";
  return stage === "later" ? "review" : null;
}

/** What the move ended runs on as if nothing had been, and what it began never was. */
async function undone(tx: Tx, event: LoggedEvent, idea: string, { move }: MoveUndone["payload"]): Promise<void> {
  await tx
    .update(duties)
    .set({ end: null, endedAt: null, endedBy: null })
    .where(and(eq(duties.idea, idea), eq(duties.endedBy, move)));
  await tx
    .update(duties)
    .set({ end: "cancelled", endedAt: event.at, endedBy: event.id })
    .where(and(eq(duties.idea, idea), eq(duties.startedBy, move), isNull(duties.end)));
}

/** Back in sight, it is owed what its stage asks for, from now on. */
async function restored(tx: Tx, event: LoggedEvent, idea: string): Promise<void> {
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
  await start(tx, event, idea, kind, event.id, null, kind === "review" ? before.dueAt : undefined);
}

/** A pilot's word to somebody else's new idea is the acknowledgement. */
async function said(tx: Tx, event: LoggedEvent, idea: string): Promise<void> {
  const owed = and(eq(duties.idea, idea), eq(duties.kind, "acknowledge"), isNull(duties.end));
  const [open] = await tx
    .select({ space: duties.space, author: ideas.author })
    .from(duties)
    .innerJoin(ideas, eq(ideas.id, duties.idea))
    .where(owed);
  if (!open || open.author === event.actor) return;
  const [pilot] = await tx
    .select({ member: memberships.member })
    .from(memberships)
    .where(and(eq(memberships.space, open.space), eq(memberships.member, event.actor), eq(memberships.pilot, true)));
  if (!pilot) return;
  const [author] = await tx
    .select({ member: ideaAuthors.member })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.member, event.actor), eq(ideaAuthors.state, "accepted")));
  if (author) return;
  await end(tx, event, idea, ["acknowledge"], "done", event.subject);
}

/** Only a word that stands is one: deleted or hidden, the clock runs on as if it had not been said. */
async function unsaid(tx: Tx, event: LoggedEvent): Promise<void> {
  await tx
    .update(duties)
    .set({ end: null, endedAt: null, endedBy: null })
    .where(
      and(
        eq(duties.idea, String(event.payload.idea)),
        eq(duties.endedBy, event.subject),
        exists(
          tx
            .select({ id: ideas.id })
            .from(ideas)
            .where(and(eq(ideas.id, duties.idea), eq(ideas.stage, "new"), eq(ideas.moderation, "visible"))),
        ),
      ),
    );
}

async function start(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kind: DutyKind,
  startedBy: string,
  reviewOn: string | null = null,
  due?: number,
): Promise<void> {
  // Hidden, it is owed nothing, and nothing twice.
  const [row] = await tx.select({ moderation: ideas.moderation }).from(ideas).where(eq(ideas.id, idea));
  const running = and(eq(duties.idea, idea), eq(duties.kind, kind), isNull(duties.end));
  if (row?.moderation !== "visible" || (await tx.$count(duties, running)) > 0) return;
  const [space] = await tx
    .select({
      id: spaces.id,
      timeZone: spaces.timeZone,
      workingDays: spaces.workingDays,
      holidays: spaces.holidays,
      acknowledgeDays: spaces.acknowledgeDays,
      decideDays: spaces.decideDays,
    })
    .from(spaces)
    .where(eq(spaces.id, event.space ?? ""));
  if (!space) return;
  const dueAt =
    due ??
    (kind === "acknowledge"
      ? afterWorkingDays(event.at, space.acknowledgeDays, calendarOf(space))
      : kind === "review" && reviewOn !== null
        ? endOfDay(reviewOn, space.timeZone)
        : afterPlainDays(event.at, space.decideDays, space.timeZone));
  await tx.insert(duties).values({
    id: newId(event.at),
    space: space.id,
    idea,
    kind,
    startedAt: event.at,
    dueAt,
    startedBy,
  });
}

async function end(
  tx: Tx,
  event: LoggedEvent,
  idea: string,
  kinds: DutyKind[],
  how: DutyEnd,
  endedBy: string,
): Promise<void> {
  await tx
    .update(duties)
    .set({ end: how, endedAt: event.at, endedBy })
    .where(and(eq(duties.idea, idea), inArray(duties.kind, kinds), isNull(duties.end)));
}
