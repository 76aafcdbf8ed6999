import type { Happening } from "../../platform/events.server.ts";

type Idea = { id: string; space: string };

/** A file came to an idea. `size` in bytes; `width` and `height` in pixels, 0 for a document. */
export type FileAttached = Happening<
  "file.attached",
  { file: string; type: string; size: number; width: number; height: number }
>;

export function fileAttached(idea: Idea, payload: FileAttached["payload"]): FileAttached {
  return { ...about(idea), kind: "file.attached", payload };
}

/** A file was taken away, or its picture got other words. */
export type FileChanged = Happening<"file.removed" | "file.described", { file: string; type: string }>;

export function fileChanged(kind: FileChanged["kind"], idea: Idea, file: { id: string; kind: string }): FileChanged {
  return { ...about(idea), kind, payload: { file: file.id, type: file.kind } };
}

/** A member got a picture, or has none any more (`file` is null). */
export type AvatarChanged = Happening<"member.avatar_changed", { member: string; file: string | null }>;

export function avatarChanged(member: string, file: string | null): AvatarChanged {
  return { kind: "member.avatar_changed", space: null, subject: `member:${member}`, payload: { member, file } };
}

/** A space got a logo, or has none any more (`file` is null). */
export type LogoChanged = Happening<"space.logo_changed", { file: string | null }>;

export function logoChanged(space: string, file: string | null): LogoChanged {
  return { kind: "space.logo_changed", space, subject: `space:${space}`, payload: { file } };
}

function about(idea: Idea) {
  return { space: idea.space, subject: `idea:${idea.id}` };
}
