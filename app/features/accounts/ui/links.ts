/** An address of the way in that remembers where to go afterwards. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** What a request asks to be sent to afterwards, as it stands; it is checked when it is used. */
export function askedNext(url: URL): string | undefined {
  return url.searchParams.get("next") ?? undefined;
}
