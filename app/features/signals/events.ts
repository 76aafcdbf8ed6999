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
    /** Why it counted nowhere before, and does not now. */
    away: Away;
  }
>;

/** The happening of a signal that was cast anew, changed or taken back (`now` is null). */
export function signalChanged(
  idea: { id: string; space: string },
  member: string,
  now: (Cast & { eligible: boolean }) | null,
  previous: (Cast & { away: Away }) | null,
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
      away: previous?.away ?? null,
    },
  };
}

/** Why a signal counts nowhere; null: it counts. */
export type Away = "held" | "discarded" | null;

/** A signal is held until a pilot has looked, is discarded, or counts again (`released`), as one case says. */
export type SignalAway = Happening<
  "signal.held" | "signal.discarded" | "signal.released",
  Cast & { member: string; eligible: boolean; away: Away; previousAway: Away; case: string }
>;

export function signalAway(
  idea: { id: string; space: string },
  member: string,
  signal: Cast & { eligible: boolean; away: Away },
  now: { away: Away; case: string },
): SignalAway {
  const { kind, affiliation, byAuthor, eligible, away: previousAway } = signal;
  return {
    kind: `signal.${now.away ?? "released"}`,
    space: idea.space,
    subject: `idea:${idea.id}`,
    payload: { member, kind, affiliation, byAuthor, eligible, previousAway, ...now },
  };
}

/** A signal that its giver cast before the first level counts from now on for those who receive it. */
export type SignalMatured = Happening<
  "signal.matured",
  { member: string; kind: SignalKind; eligible: true; byAuthor: false; away: Away }
>;

export function signalMatured(
  idea: { id: string; space: string },
  member: string,
  { kind, away }: { kind: SignalKind; away: Away },
): SignalMatured {
  const payload = { member, kind, eligible: true, byAuthor: false, away } as const;
  return { kind: "signal.matured", space: idea.space, subject: `idea:${idea.id}`, payload };
}

/** Somebody has been here long enough, and has read enough, that his or her signals count for others. */
export type FirstLevelReached = Happening<"member.first_level_reached", { member: string }>;

export function firstLevelReached(member: string): FirstLevelReached {
  return { kind: "member.first_level_reached", space: null, subject: `member:${member}`, payload: { member } };
}
