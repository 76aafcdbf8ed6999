import type { Place } from "../../../pages/inside.tsx";

/** Where a page about a space stands: under the page that says what the space is. */
export function placeInSpace({ space }: { space: { name: string; slug: string; accent: string } }): Place {
  return { here: [{ label: space.name, to: `/s/${space.slug}/about` }], accent: space.accent };
}
