import type { Happening } from "../../platform/events.server.ts";

/** What a team knows of a customer is another than before; `fields`: how many of them. No reader tells anybody of it. */
export type FactsChanged = Happening<"customer.facts_changed", { fields: number }>;

export function factsChanged(space: string, member: string, fields: number): FactsChanged {
  return { kind: "customer.facts_changed", space, subject: `member:${member}`, payload: { fields } };
}

/** Evidence on an idea that only product people read. Ids alone. */
export type QuoteChanged = Happening<
  "customer.quote_added" | "customer.quote_edited" | "customer.quote_removed",
  { idea: string }
>;

/** Somebody noted a wish for a customer, or the customer answered: to that the log has no name. */
export type WishChanged = Happening<
  "customer.wish_logged" | "customer.wish_confirmed" | "customer.wish_refused",
  { idea: string }
>;

/** Product people estimate: somebody answered, or a round was revealed. What was estimated is not in the log. */
export type RoundChanged = Happening<"estimates.given" | "estimates.revealed", { idea: string }>;

/** What was decided is on record, for product people alone. */
export type DecisionRecorded = Happening<"decision.recorded", { idea: string }>;

type Placed = { id: string; idea: string; space: string };

export function quoteChanged(kind: QuoteChanged["kind"], { id, idea, space }: Placed): QuoteChanged {
  return { kind, space, subject: `quote:${id}`, payload: { idea } };
}

export function wishChanged(kind: WishChanged["kind"], { id, idea, space }: Placed): WishChanged {
  return { kind, space, subject: `wish:${id}`, payload: { idea } };
}

export function roundChanged(kind: RoundChanged["kind"], { id, idea, space }: Placed): RoundChanged {
  return { kind, space, subject: `estimates:${id}`, payload: { idea } };
}

export function decisionRecorded({ id, idea, space }: Placed): DecisionRecorded {
  return { kind: "decision.recorded", space, subject: `decision:${id}`, payload: { idea } };
}
