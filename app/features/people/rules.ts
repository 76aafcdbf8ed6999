/** What a profile lists, a part at a time. */
export const parts = ["ideas", "adopted", "comments"] as const;

/** What became of what somebody brought in; each leads to a list of its own. */
export const outcomes = ["shipped", "building", "adopted"] as const;
export type Outcome = (typeof outcomes)[number];
export type Part = (typeof parts)[number] | Outcome;

/** Contributions on one page of a profile. */
export const pageSize = 20;

/** The part that `?show=` asks for; anything else is the first. */
export function partIn(query: URLSearchParams): Part {
  return [...parts, ...outcomes].find((part) => part === query.get("show")) ?? "ideas";
}

/** The address of somebody's profile. */
export function personPath(handle: string): string {
  return `/people/${handle}`;
}

/** The picture of a profile, for places that show a link to it. */
export function cardPath(handle: string, language: "en" | "fr"): string {
  return `${personPath(handle)}/card.png?lang=${language}`;
}

/** The page on which somebody says how others may find him or her. */
export const foundPath = "/me/found";
