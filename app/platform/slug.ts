/** An address part made of words: lower-case ASCII letters, digits and single hyphens; may be empty. */
export function slugOf(words: string, longest = 60): string {
  return words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}
