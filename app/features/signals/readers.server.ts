import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { prepared } from "../../../db/prepared.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { signalCounts } from "../../../db/schema/signals.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";
import type { SignalAway, SignalChanged } from "./events.ts";
import type { SignalKind } from "./rules.ts";

/** Keeps an idea's counts and its number of participants equal to the signal rows of non-authors. */
export const countSignals: ExactReader = {
  name: "signals: counts",
  kinds: ["signal.cast", "signal.undone", "signal.set_apart", "signal.held", "signal.discarded", "signal.released"],
  async read(tx, events) {
    const steps = events.flatMap(stepsOf);
    await moveCounts(
      tx,
      summed(steps, ({ idea, affiliation, kind }) => `${idea} ${affiliation} ${kind}`),
    );
    await moveParticipants(
      tx,
      summed(steps, ({ idea }) => idea),
    );
  },
};

/** One person more or less who leans one way. */
type Step = { idea: string; affiliation: Affiliation; kind: SignalKind; people: number };

function stepsOf(event: LoggedEvent): Step[] {
  const idea = event.subject.slice("idea:".length);
  if ("previousAway" in event.payload) return stepsOfAway(idea, event.payload as SignalAway["payload"]);
  // What counts nowhere moves nothing.
  if (event.payload.away) return [];
  const { kind, affiliation, byAuthor, previousKind, previousAffiliation, previousByAuthor } =
    event.payload as SignalChanged["payload"];
  const steps: Step[] = [];
  if (previousKind && previousAffiliation && !previousByAuthor) {
    steps.push({ idea, affiliation: previousAffiliation, kind: previousKind, people: -1 });
  }
  if (kind && affiliation && !byAuthor) steps.push({ idea, affiliation, kind, people: +1 });
  return steps;
}

function stepsOfAway(idea: string, { kind, affiliation, byAuthor, away, previousAway }: SignalAway["payload"]): Step[] {
  if (byAuthor || (away === null) === (previousAway === null)) return [];
  return [{ idea, affiliation, kind, people: away === null ? +1 : -1 }];
}

/** Steps that move the same number become one; those that move nothing in the end are left out. */
function summed(steps: readonly Step[], moves: (step: Step) => string): Step[] {
  const sums = new Map<string, Step>();
  for (const step of steps) {
    const people = (sums.get(moves(step))?.people ?? 0) + step.people;
    sums.set(moves(step), { ...step, people });
  }
  return [...sums.values()].filter((step) => step.people !== 0);
}

async function moveCounts(tx: Tx, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await moveCount(tx, step);
  const lessened = new Set(steps.filter((step) => step.people < 0).map((step) => step.idea));
  for (const idea of lessened) await dropEmptyCounts(tx, { idea });
}

const dropEmptyCounts = prepared((on) =>
  on.delete(signalCounts).where(and(eq(signalCounts.idea, sql.placeholder("idea")), eq(signalCounts.people, 0))),
);

const moveCount = prepared((on) =>
  on
    .insert(signalCounts)
    .values({
      idea: sql.placeholder("idea"),
      affiliation: sql.placeholder("affiliation"),
      kind: sql.placeholder("kind"),
      people: sql.placeholder("people"),
    })
    .onConflictDoUpdate({
      target: [signalCounts.idea, signalCounts.affiliation, signalCounts.kind],
      set: { people: sql`${signalCounts.people} + excluded.people` },
    }),
);

async function moveParticipants(tx: Tx, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await moveParticipantsOf(tx, step);
}

const moveParticipantsOf = prepared((on) =>
  on
    .update(ideas)
    .set({ participants: sql`${ideas.participants} + ${sql.placeholder("people")}` })
    .where(eq(ideas.id, sql.placeholder("idea"))),
);
