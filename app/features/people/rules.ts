/** What a profile lists, a part at a time. */
export const parts = ["ideas", "adopted", "comments"] as const;
export type Part = (typeof parts)[number];

/** Contributions on one page of a profile. */
export const pageSize = 20;

/** The part that `?show=` asks for; anything else is the first. */
export function partIn(query: URLSearchParams): Part {
  return parts.find((part) => part === query.get("show")) ?? "ideas";
}

/** The address of somebody's profile. */
export function personPath(handle: string): string {
  return `/people/${handle}`;
}
