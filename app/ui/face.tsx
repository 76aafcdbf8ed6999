import type { Affiliation } from "./affiliation.tsx";

/**
 * A person's picture, or the initials, in the shape of their affiliation: circle, square or diamond. Hidden from screen
 * readers, as the name always stands beside it. `avatar` is the id of the picture's file; the initials lie behind it,
 * so that nothing moves when it comes. `isWhole` shows it larger than in a line.
 */
export function Face({
  name,
  affiliation,
  avatar,
  size = "m",
  isWhole = false,
}: {
  name: string;
  affiliation: Affiliation;
  avatar?: string | null | undefined;
  size?: "s" | "m" | "l";
  isWhole?: boolean;
}) {
  return (
    <span className={size === "m" ? "face" : `face ${size}`} data-aff={affiliation} aria-hidden="true">
      {initials(name)}
      {avatar && <img src={`/files/${avatar}${isWhole ? "" : "?small"}`} alt="" loading="lazy" />}
    </span>
  );
}

/** First letters of the first and the last word of a name, in capitals; "?" when it has no letter or digit. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words.at(0);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last]
      .map((word) => (word ? Array.from(word)[0] : ""))
      .join("")
      .toUpperCase() || "?"
  );
}
