/** A signed head of the event log's chain of seals. */
export type Head = {
  /** The number of the seal, from 1. */
  n: number;
  /** Its hash: SHA-256, in hexadecimal. */
  hash: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** The address of the site that signed. */
  site: string;
  /** The public key that checks the signature: Ed25519, 32 bytes in base64url. */
  key: string;
  /** 64 bytes in base64url. */
  signature: string;
};

/** What a signature speaks of. */
export type Unsigned = Omit<Head, "signature">;

/** What each head says it is, so that nothing else that was signed can be taken for one. */
export const headKind = "caco head";

const day = 86_400_000;

/** What stands in a saved head, in the order in which people read it. All but the signature is signed. */
export function fieldsOf({ site, n, hash, at, key }: Unsigned) {
  return { kind: headKind, site, n, hash, at: new Date(at).toISOString(), key };
}

/** A head as JSON, to be saved. */
export function headAsJson(head: Head): string {
  return `${JSON.stringify({ ...fieldsOf(head), signature: head.signature }, null, 2)}\n`;
}

/** A head as lines that can be printed or sent: `name: value`. */
export function headAsText(head: Head): string {
  const lines = Object.entries({ ...fieldsOf(head), signature: head.signature });
  return lines.map(([name, value]) => `${name}: ${value}\n`).join("");
}

/** Whether a new head is due: something was sealed since, and no head was signed on this day (UTC) or a later one. */
export function isDue(last: Pick<Head, "n" | "at"> | undefined, sealed: number, now: number): boolean {
  if (sealed === 0) return false;
  return last === undefined || (last.n < sealed && dayOf(last.at) < dayOf(now));
}

/** When the day after `now` begins, UTC. */
export function nextDay(now: number): number {
  return (dayOf(now) + 1) * day;
}

function dayOf(at: number): number {
  return Math.floor(at / day);
}
