const day = 24 * 3_600_000;

/** How long somebody may take back that the account is to be erased, in milliseconds. */
export const undoable = 14 * day;

/** How long the file with somebody's data is kept, in milliseconds. */
export const exportKept = 7 * day;

/** Between two files of the same person, in milliseconds. */
export const exportPause = day;

/** How long the copies stay that are made before the schema changes, in milliseconds: they hold who has left since. */
export const copiesKept = 35 * day;

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
