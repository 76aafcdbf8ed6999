import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

export type ReleaseChanged = Happening<
  "release.created" | "release.edited" | "release.unscheduled" | "release.discarded",
  { version: number }
>;

/** It is to be published at a moment, in milliseconds since 1970 UTC. */
export type ReleaseScheduled = Happening<"release.scheduled", { at: number }>;

/** Its ideas have shipped, or that was taken back with all of their moves. */
export type ReleasePublished = Happening<
  "release.published" | "release.taken_back",
  { product: string; ideas: number }
>;

/** Its moment came, and some of its ideas could not be shipped: it is a draft again. */
export type ReleaseHindered = Happening<"release.hindered", { ideas: number }>;

/** An idea is to ship with it from now on, or no more. */
export type ReleaseIdeaChanged = Happening<"release.idea_added" | "release.idea_removed", { idea: string }>;

export function releaseChanged(
  kind: ReleaseChanged["kind"],
  { id, space }: Placed,
  payload: ReleaseChanged["payload"],
): ReleaseChanged {
  return { kind, space, subject: `release:${id}`, payload };
}

export function releaseScheduled({ id, space }: Placed, at: number): ReleaseScheduled {
  return { kind: "release.scheduled", space, subject: `release:${id}`, payload: { at } };
}

export function releasePublished(
  kind: ReleasePublished["kind"],
  { id, space, product }: Placed & { product: string },
  ideas: number,
): ReleasePublished {
  return { kind, space, subject: `release:${id}`, payload: { product, ideas } };
}

export function releaseHindered({ id, space }: Placed, ideas: number): ReleaseHindered {
  return { kind: "release.hindered", space, subject: `release:${id}`, payload: { ideas } };
}

export function releaseIdeaChanged(
  kind: ReleaseIdeaChanged["kind"],
  { id, space }: Placed,
  idea: string,
): ReleaseIdeaChanged {
  return { kind, space, subject: `release:${id}`, payload: { idea } };
}

/** Those who have to do with a release are asked whether it helped. */
export type ReleaseAsked = Happening<"release.asked", { ideas: number }>;

/** Somebody said whether an idea of it helped; what was said stands in a row alone. */
export type ReleaseAnswered = Happening<"release.answered", { idea: string }>;

export function releaseAsked({ id, space }: Placed, ideas: number): ReleaseAsked {
  return { kind: "release.asked", space, subject: `release:${id}`, payload: { ideas } };
}

export function releaseAnswered({ id, space }: Placed, idea: string): ReleaseAnswered {
  return { kind: "release.answered", space, subject: `release:${id}`, payload: { idea } };
}
