import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

/** An issue elsewhere is linked to an idea, or no more. */
export type IssueLinked = Happening<"idea.issue_linked" | "idea.issue_unlinked", { link: string }>;

/** The tracker of a product may report from now on, in the actor's name, or no more. */
export type TrackerSet = Happening<"product.tracker_opened" | "product.tracker_closed", Record<string, never>>;

export function issueLinked(kind: IssueLinked["kind"], { id, space }: Placed, link: string): IssueLinked {
  return { kind, space, subject: `idea:${id}`, payload: { link } };
}

export function trackerSet(kind: TrackerSet["kind"], { id, space }: Placed): TrackerSet {
  return { kind, space, subject: `product:${id}`, payload: {} };
}
