import type { Stage } from "../../../db/schema/ideas.ts";

const mebibyte = 1024 * 1024;

/** How much people may add. Every figure that a page says about files comes from here. */
export const limits = {
  /** Longest file that is taken, in bytes. */
  file: 10 * mebibyte,
  /** Most files of one idea. */
  files: 12,
  /** All full files of one idea together, in bytes. */
  idea: 40 * mebibyte,
  /** Most pixels of a picture that is decoded: more than any phone's usual photo. */
  pixels: 50_000_000,
  /** Longest side of a picture that is decoded, in pixels. */
  side: 20_000,
  /** Longest words for those who do not see a picture, in characters. */
  alt: 500,
  /** Longest name that is kept, in characters. */
  name: 120,
} as const;

/** How long the sides of what we make of a picture are at most, in pixels. */
export const sides = {
  attached: { full: 2400, small: 480 },
  avatar: { full: 256, small: 64 },
  logo: { full: 512, small: 96 },
} as const;

/** What the browser offers to choose from; what a file is, its content alone says. */
export const accepted = {
  picture: "image/png,image/jpeg,image/webp,image/gif,image/avif",
  any: "image/png,image/jpeg,image/webp,image/gif,image/avif,application/pdf",
} as const;

/** Whether files can be added to an idea or taken away: wherever something may still come of it. */
export function takesFiles(idea: { stage: Stage; moderation: string }): boolean {
  return !["discarded", "merged", "withdrawn"].includes(idea.stage) && idea.moderation !== "hidden";
}

/** Bytes in whole mebibytes, for sentences. */
export function inMebibytes(bytes: number): number {
  return Math.floor(bytes / mebibyte);
}

/** The address of a file. */
export function filePath(id: string, size: "full" | "small" = "full"): string {
  return size === "full" ? `/files/${id}` : `/files/${id}?small`;
}

/** Whether an address in a text is that of a file of this place, as the rendering of texts has it. */
export function isFilePath(address: string): boolean {
  return /^\/files\/[0-9a-hjkmnp-tv-z]{26}$/.test(address);
}

/**
 * A file's name as it can be shown and offered for saving: its last part, on one line, in the
 * order in which it is written, at most `limits.name` characters. May be empty.
 */
export function cleanName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "");
  const characters = Array.from(plain);
  if (characters.length <= limits.name) return plain;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(plain)?.[0] ?? "";
  return characters.slice(0, limits.name - ending.length - 1).join("") + "…" + ending;
}

/** A name without its ending: pictures have another type afterwards. */
export function stemOf(name: string): string {
  return name.replace(/\.[\p{L}\p{N}]{1,8}$/u, "");
}

/** The picture as it is written in a text. */
export function inText({ id, alt }: { id: string; alt: string }): string {
  const words = alt
    .replace(/[[\]\\`*_<>!]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return `![${words}](${filePath(id)})`;
}
