/** The parts in which a person is told what is kept, in the order of telling. */
export const topics = [
  "account",
  "devices",
  "ideas",
  "comments",
  "signals",
  "reading",
  "spaces",
  "decisions",
  "reports",
  "agreements",
  "log",
] as const;

export type Topic = (typeof topics)[number];

/** The handle that an erased account has from then on: of its id, so that pages still lead to what was published. */
export function pseudonymOf(member: string): string {
  return `former-${member}`;
}
