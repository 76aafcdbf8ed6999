/** How many open suggestions somebody may have for one idea. */
export const mostOpen = 10;

/** Longest reason for a suggestion, and longest answer to one, in characters. */
export const longestReason = 500;
export const longestAnswer = 500;

/** How many suggestions a page shows at most: those that wait, and those that were decided lately. */
export const mostShown = 100;
export const decidedShown = 20;

/** How many characters of the text around it a suggestion is shown with, on either side. */
export const context = 60;

/** The address of the page on which changes of an idea's text are suggested and decided; `idea`: its address. */
export function suggestionsPath(idea: string): string {
  return `${idea}/write#suggestions`;
}
