import type { Affiliation } from "../../platform/actor.ts";
import type { Happening } from "../../platform/events.server.ts";
import type { SignalKind } from "./rules.ts";

/** A signal as it stands: whose, which way, and what counts it moves. */
export type Cast = { kind: SignalKind; affiliation: Affiliation; byAuthor: boolean };

/** One person's signal on one idea changed (`set_apart`: its giver became an author): from `previous…` (or none) to `kind` (or none, when taken back). */
export type SignalChanged = Happening<
  "signal.cast" | "signal.undone" | "signal.set_apart",
  {
    member: string;
    kind: SignalKind | null;
    affiliation: Affiliation | null;
    eligible: boolean;
    byAuthor: boolean;
    previousKind: SignalKind | null;
    previousAffiliation: Affiliation | null;
    previousByAuthor: boolean;
  }
>;

/** The happening of a signal that was cast anew, changed or taken back (`now` is null). */
export function signalChanged(
  idea: { id: string; space: string },
  member: string,
  now: (Cast & { eligible: boolean }) | null,
  previous: Cast | null,
): SignalChanged {
  return {
    kind: now ? "signal.cast" : "signal.undone",
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: {
      member,
      kind: now?.kind ?? null,
      affiliation: now?.affiliation ?? null,
      eligible: now?.eligible ?? false,
      byAuthor: now?.byAuthor ?? false,
      previousKind: previous?.kind ?? null,
      previousAffiliation: previous?.affiliation ?? null,
      previousByAuthor: previous?.byAuthor ?? false,
    },
  };
}
