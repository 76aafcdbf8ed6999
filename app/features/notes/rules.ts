/** Longest note taken, in characters. */
export const longestNote = 5_000;

/** How many notes stand in the drawer of an idea: the newest. */
export const notesInTheDrawer = 20;

/** How many stand on one page of all of them. */
export const notesOnAPage = 50;

/** The page with all notes on an idea. */
export function notesPath(idea: string): string {
  return `/ideas/${idea}/notes`;
}
