/**
 * A path of this site that somebody asked to be sent to, or `otherwise`. Whatever a browser could
 * read as another host (`//e`, `/\e`, `/%09/e` after decoding, schemes) is not one.
 */
export function safePath(asked: string | null | undefined, otherwise = "/"): string {
  if (!asked || !/^\/(?![/\\])[^\s\\]*$/.test(asked) || /%(0[0-9a-f]|5c|2f)/i.test(asked.slice(0, 8))) return otherwise;
  const base = "http://caco.invalid";
  try {
    const url = new URL(asked, base);
    // Dots are resolved by now: `/..//e` has become `//e`.
    if (url.origin !== base || url.pathname.startsWith("//")) return otherwise;
    return url.pathname + url.search + url.hash;
  } catch {
    return otherwise;
  }
}
