/** What an operator must look at: which of these hold decides what the overview shows first. */
export type Facts = {
  failedJobs: number;
  failedMails: number;
  /** Mails that have waited for longer than `mailPatience`. */
  lateMails: number;
  /** Requests to join a space that nobody has decided. */
  requests: number;
  /** Ideas and comments that somebody reported and nobody judged. */
  reports: number;
  /** Whether mails leave this machine. */
  hasMailServer: boolean;
  disk: { free: number; size: number };
  /** Bytes in the write-ahead log; null on PostgreSQL. */
  wal: number | null;
};

export type Attention =
  "disk" | "failed_mails" | "failed_jobs" | "late_mails" | "no_mail_server" | "wal" | "reports" | "requests";

/** How long a mail may wait before it is late, in milliseconds. */
export const mailPatience = 10 * 60_000;

/** A log that is longer than this, in bytes, is not being taken over into the database. */
export const longestWal = 100 * 1024 * 1024;

/** Below this share of the disk writing may soon fail. */
const leastFree = 0.05;

/** Whether the disk is nearly full. */
export function isDiskLow({ free, size }: Facts["disk"]): boolean {
  return size > 0 && free / size < leastFree;
}

/** What needs somebody's attention, the most pressing first, with how many of it there are where that counts. */
export function attentionTo(facts: Facts): { what: Attention; count: number }[] {
  const all: { what: Attention; count: number }[] = [
    { what: "disk", count: isDiskLow(facts.disk) ? 1 : 0 },
    { what: "failed_mails", count: facts.failedMails },
    { what: "failed_jobs", count: facts.failedJobs },
    { what: "late_mails", count: facts.lateMails },
    { what: "no_mail_server", count: facts.hasMailServer ? 0 : 1 },
    { what: "wal", count: (facts.wal ?? 0) > longestWal ? 1 : 0 },
    { what: "reports", count: facts.reports },
    { what: "requests", count: facts.requests },
  ];
  return all.filter(({ count }) => count > 0);
}

/** A number of bytes in the largest unit that leaves at least 1, for `Intl.NumberFormat`. */
export function inUnit(bytes: number): { value: number; unit: "byte" | "kilobyte" | "megabyte" | "gigabyte" } {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return { value, unit: units[at] ?? "gigabyte" };
}

/** Lengths in characters, and how many. */
export const limits = { siteName: 60, domains: 50, domainsText: 4_000, reason: 500, query: 100 } as const;

/** Addresses there belong to anybody: they say nothing of whom somebody works for. */
const publicDomains = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "hotmail.fr",
  "live.com",
  "live.fr",
  "yahoo.com",
  "yahoo.fr",
  "icloud.com",
  "proton.me",
  "protonmail.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "free.fr",
  "orange.fr",
  "laposte.net",
  "sfr.fr",
  "wanadoo.fr",
]);

/** Whether anybody may have an address there. */
export function isPublicDomain(domain: string): boolean {
  return publicDomains.has(domain);
}

/** The domains that somebody typed, one a line or between commas, with or without an @; each once, in order. */
export function typedDomains(text: string): string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^@/, "").normalize("NFC").toLowerCase());
  return [...new Set(parts.filter((part) => part !== ""))];
}

/** People, spaces or invitations on one page. */
export const pageSize = 50;

/** Which people a list shows. */
export const peopleFilters = ["all", "admins", "unverified", "banned"] as const;
export type PeopleFilter = (typeof peopleFilters)[number];

/** A pattern for `like … escape '!'` that fits what begins with `text`. */
export function likeBeginning(text: string): string {
  return `${text.replace(/[!%_]/g, "!$&")}%`;
}

/** Which mails a list shows. */
export const mailFilters = ["all", "waiting", "failed", "sent"] as const;

export type MailFilter = (typeof mailFilters)[number];
