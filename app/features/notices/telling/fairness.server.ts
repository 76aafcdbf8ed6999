import type { Reads } from "../../../../db/database.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequence, Consequences } from "./consequences.server.ts";
import { memberIn, spaceIn } from "./event.server.ts";
import { aboutAppeal } from "./moderation.server.ts";
import { judgesIn } from "./people.server.ts";

/** Signals that were held, and what became of them. */
export const ofFairness: Readonly<Record<string, Consequences>> = {
  async "fairness.held"(read, event) {
    const involved = Array.isArray(event.payload.involved) ? event.payload.involved : [];
    const told = aboutAppeal(event);
    return {
      tell: [
        { ...told, kind: "fairness_case", to: await judgesIn(read, spaceIn(event), involved) },
        { ...told, kind: "signals_held", to: [memberIn(event)] },
      ],
    };
  },
  "fairness.released": tellCase,
  "fairness.discarded": tellCase,
  "fairness.restored": tellCase,
  "fairness.lapsed": tellCase,
};

/** Whose signals were held learns what becomes of them; the pilots need not look any more where it was decided. */
async function tellCase(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const code = event.kind.slice("fairness.".length);
  const kind = code === "discarded" ? ("signals_discarded" as const) : ("signals_released" as const);
  const told = { ...aboutAppeal(event), item: `${code}:${event.subject}`, code };
  const settled = code === "lapsed" ? [] : [{ item: event.subject, kinds: ["fairness_case" as const] }];
  return {
    tell: [{ ...told, kind, to: [memberIn(event)] }],
    withdraw: [...settled, { item: event.subject, kinds: ["signals_held"] }],
  };
}
