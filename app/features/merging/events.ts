import type { Stage } from "../../../db/schema/ideas.ts";
import type { SignsAs } from "../../../db/schema/piloting.ts";
import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

/** An idea became part of another one, which took it in. */
export type IdeaMerged = Happening<
  "idea.merged",
  { merge: string; target: string; from: Stage; signsAs: SignsAs; joining: number }
>;
export type TookIn = Happening<"idea.took_in", { merge: string; source: string }>;
/** A merge was taken back: the idea stands for itself again in `to`, as if it had never left. */
export type IdeaUnmerged = Happening<"idea.unmerged", { merge: string; target: string; to: Stage }>;
export type GaveBack = Happening<"idea.gave_back", { merge: string; source: string }>;

/** Two events, one for each idea. `joining` is how many authors the other one gains. */
export function merged(
  source: Placed,
  target: Placed,
  merge: { id: string; fromStage: Stage; signsAs: SignsAs },
  joining: number,
): [IdeaMerged, TookIn] {
  const { id, fromStage: from, signsAs } = merge;
  const { space } = source;
  return [
    {
      kind: "idea.merged",
      space,
      subject: `idea:${source.id}`,
      payload: { merge: id, target: target.id, from, signsAs, joining },
    },
    { kind: "idea.took_in", space, subject: `idea:${target.id}`, payload: { merge: id, source: source.id } },
  ];
}

export function unmerged(
  source: Placed,
  target: Placed,
  merge: { id: string; fromStage: Stage },
): [IdeaUnmerged, GaveBack] {
  const { id, fromStage: to } = merge;
  const { space } = source;
  return [
    { kind: "idea.unmerged", space, subject: `idea:${source.id}`, payload: { merge: id, target: target.id, to } },
    { kind: "idea.gave_back", space, subject: `idea:${target.id}`, payload: { merge: id, source: source.id } },
  ];
}

/** An author of a merged idea objects, or a pilot who is not involved decided on all objections to its merge. */
export type MergeObjected = Happening<
  "merge.objected",
  {
    merge: string;
    objection: string;
    member: string;
    /** Who does not judge it. */
    involved: string[];
  }
>;
export type ObjectionsDecided = Happening<
  "merge.objections_upheld" | "merge.objections_dismissed",
  { merge: string; members: string[] }
>;

export function mergeObjected(
  source: Placed,
  objection: { id: string; merge: string; by: string },
  involved: readonly string[],
): MergeObjected {
  const { id, merge, by } = objection;
  const payload = { merge, objection: id, member: by, involved: [...new Set(involved)] };
  return { kind: "merge.objected", space: source.space, subject: `idea:${source.id}`, payload };
}

export function objectionsDecided(
  kind: ObjectionsDecided["kind"],
  source: Placed,
  merge: string,
  members: string[],
): ObjectionsDecided {
  return { kind, space: source.space, subject: `idea:${source.id}`, payload: { merge, members } };
}
