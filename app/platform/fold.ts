/** A text without case, accents and doubled spaces: two texts that people would call the same word fold alike. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
