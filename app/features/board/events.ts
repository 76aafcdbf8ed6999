import type { Confidence } from "../../../db/schema/boards.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

/** A card lies elsewhere in its column: after another one (an idea's id), or at the head (null). */
export type CardPlaced = Happening<"card.placed", { place: string; after: string | null }>;

/** Who sees to an idea, how far it is, by which day it is to be there and how sure that is, from now on. */
export type PlanSet = Happening<
  "plan.set",
  {
    change: string;
    owner: string | null;
    percent: number;
    /** `2026-09-01`, a day of the space's calendar. */
    targetOn: string | null;
    confidence: Confidence | null;
    /** The day got later, or is gone. */
    isSlip: boolean;
    /** The product whose tracker reported it, in the actor's name. */
    tracker?: string;
  }
>;

export function cardPlaced(idea: Placed, payload: CardPlaced["payload"]): CardPlaced {
  return { kind: "card.placed", space: idea.space, subject: `idea:${idea.id}`, payload };
}

export function planSet(idea: Placed, payload: PlanSet["payload"]): PlanSet {
  return { kind: "plan.set", space: idea.space, subject: `idea:${idea.id}`, payload };
}
