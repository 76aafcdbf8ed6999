import type { Happening } from "../../platform/events.server.ts";

/** What a team knows of a customer is another than before; `fields`: how many of them. No reader tells anybody of it. */
export type FactsChanged = Happening<"customer.facts_changed", { fields: number }>;

export function factsChanged(space: string, member: string, fields: number): FactsChanged {
  return { kind: "customer.facts_changed", space, subject: `member:${member}`, payload: { fields } };
}
