import type { Stage } from "../../db/schema/ideas.ts";

/** What the server tells browsers: ids and public figures, never people's words. */
export type LiveMessage =
  /** More or fewer people gave a signal. */
  | { kind: "participants"; idea: string; participants: number }
  /** More or fewer people have the idea open. */
  | { kind: "readers"; idea: string; readers: number }
  /** A comment came, changed or went: those who read the idea load it again. */
  | { kind: "talk"; idea: string; commentCount: number }
  /** An idea moved to a stage, or back. */
  | { kind: "stage"; idea: string; stage: Stage }
  /** An idea's text, authors or state changed: those who read it load it again. */
  | { kind: "text"; idea: string }
  /** An idea was hidden or is back: who reads it, or lists it, loads again what may still be seen. */
  | { kind: "moderation"; idea: string }
  /** What a member is told changed: said to that member alone. */
  | { kind: "notices" }
  /** A new idea can be seen in the space. */
  | { kind: "idea"; space: string; idea: string };

/** What stands when a browser begins to hear: what changed since its page was loaded shows by it. */
export type Standing =
  | { kind: "idea"; participants: number; commentCount: number; readers: number }
  | { kind: "space"; newest: string | null };

/** The answer to each event that a browser sends. */
export type LiveReply =
  { ok: true; standing?: Standing } | { ok: false; code: string; fields?: Record<string, string> };
