/**
 * Whether a browser asks for a page (a plain form) and not for data (the same form sent by
 * script): the first is sent on to a page, the second stays where it is.
 */
export function wantsPage(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("text/html");
}
