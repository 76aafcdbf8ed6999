import type { Affiliation } from "./affiliation.tsx";

/**
 * A person's initials in the shape of their affiliation: circle, square or diamond. Hidden from screen readers, as the
 * name always stands beside it.
 */
export function Face({
  name,
  affiliation,
  size = "m",
}: {
  name: string;
  affiliation: Affiliation;
  size?: "s" | "m" | "l";
}) {
  return (
    <span className={size === "m" ? "face" : `face ${size}`} data-aff={affiliation} aria-hidden="true">
      {initials(name)}
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
