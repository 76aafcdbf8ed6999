/**
 * Whether a text stands on one line and leaves the line around it alone: no control characters, and
 * no marks that reverse the direction of what follows them.
 */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text);
}
