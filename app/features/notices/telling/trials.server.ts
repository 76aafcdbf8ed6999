import { eq } from "drizzle-orm";
import { trialVolunteers } from "../../../../db/schema/trials.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequences } from "./consequences.server.ts";
import { aboutIdea, ideaIn, idsIn } from "./event.server.ts";

/** Who tries an idea out. */
export const ofTrials: Readonly<Record<string, Consequences>> = {
  async "trial.opened"(_read, event) {
    return { tell: [{ ...aboutTrial(event), kind: "trial_asked", to: "followers" }] };
  },
  async "trial.drawn"(_read, event) {
    const told = aboutTrial(event);
    const { fresh, late, drawn } = event.payload;
    const chosen = new Set(idsIn(drawn));
    const others = [...idsIn(fresh), ...idsIn(late)].filter((id) => !chosen.has(id));
    return {
      tell: [
        { ...told, item: `drawn:${told.item}`, kind: "trial_drawn", to: [...chosen] },
        { ...told, item: `drawn:${told.item}`, kind: "trial_missed", to: others },
      ],
      withdraw: [{ item: told.item, kinds: ["trial_asked"] }],
    };
  },
  async "trial.cancelled"(read, event) {
    const told = aboutTrial(event);
    const rows = await read
      .select({ member: trialVolunteers.member })
      .from(trialVolunteers)
      .where(eq(trialVolunteers.trial, String(event.payload.trial)));
    return {
      tell: [{ ...told, item: `over:${told.item}`, kind: "trial_cancelled", to: rows.map(({ member }) => member) }],
      withdraw: [{ item: told.item, kinds: ["trial_asked"] }],
    };
  },
};

function aboutTrial(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `trial:${String(event.payload.trial)}` };
}
