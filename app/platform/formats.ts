/**
 * How dates are written. Making a format takes longer than the rest of a row, and freeing thousands of them
 * keeps everybody waiting: each is made once.
 */
const formats = new Map<string, unknown>();

/** What `make` gave for this name. There are a few for each language and time zone. */
export function madeOnce<Format>(name: string, make: () => Format): Format {
  const known = formats.get(name) as Format | undefined;
  if (known !== undefined) return known;
  // Time zones come in by cookie: nobody fills the memory with them.
  if (formats.size >= 1_000) formats.clear();
  const made = make();
  formats.set(name, made);
  return made;
}

/**
 * A format of dates for a language and a time zone. English dates go day, month, year, as the rest of the words do.
 * Throws `RangeError` for a zone that is none.
 */
export function dateFormat(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `date ${locale} ${timeZone} ${Object.entries(options).join(" ")}`;
  const regional = locale === "en" ? "en-GB" : locale;
  return madeOnce(name, () => new Intl.DateTimeFormat(regional, { ...options, timeZone }));
}
