import { integer, table, text, timestamp } from "../columns.ts";

/**
 * The head of the chain of seals, signed once a day, so that whoever saved one can tell later whether the log
 * up to there was rewritten. Each has the key it was signed with: keys change, heads stay. Rows are never
 * changed or deleted.
 */
export const signedHeads = table("signed_heads", {
  /** The number of the seal that was the last one at that moment. */
  n: integer().primaryKey(),
  /** What that seal says. */
  hash: text().notNull(),
  at: timestamp().notNull(),
  /** The address of the site, as links in its mails begin. */
  site: text().notNull(),
  /** The public key (Ed25519): 32 bytes in base64url. */
  key: text().notNull(),
  /** 64 bytes in base64url. */
  signature: text().notNull(),
});
