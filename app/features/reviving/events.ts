import type { Happening } from "../../platform/events.server.ts";

/** Somebody brought a new argument for a declined idea, or a pilot decided on it. Nothing but ids. */
type Of = { revival: string; member: string };

export type RevivalAsked = Happening<"revival.asked", Of>;
/** `move` took the idea from declined to open. */
export type RevivalAccepted = Happening<"revival.accepted", Of & { move: string }>;
export type RevivalDeclined = Happening<"revival.declined", Of>;
/** The idea was opened in another way before anybody decided. */
export type RevivalOvertaken = Happening<"revival.overtaken", Of>;

type Brought = { id: string; by: string };

export function revivalAsked(idea: { id: string; space: string }, revival: Brought): RevivalAsked {
  return { kind: "revival.asked", ...about(idea, revival) };
}

export function revivalAccepted(idea: { id: string; space: string }, revival: Brought, move: string): RevivalAccepted {
  const { space, subject, payload } = about(idea, revival);
  return { kind: "revival.accepted", space, subject, payload: { ...payload, move } };
}

export function revivalDeclined(idea: { id: string; space: string }, revival: Brought): RevivalDeclined {
  return { kind: "revival.declined", ...about(idea, revival) };
}

export function revivalOvertaken(idea: { id: string; space: string }, revival: Brought): RevivalOvertaken {
  return { kind: "revival.overtaken", ...about(idea, revival) };
}

function about(idea: { id: string; space: string }, { id, by }: Brought) {
  return { space: idea.space, subject: `idea:${idea.id}`, payload: { revival: id, member: by } };
}
