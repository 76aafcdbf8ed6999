/** Most words that a comment can be about, in characters. */
export const longestQuote = 500;

/** How many comments on words of a text its page shows. */
export const mostShown = 100;
