import type { Tx } from "../../../db/database.ts";
import { reputationGrounds } from "../../../db/schema/reputation.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";
import { inParts } from "../../platform/in-parts.ts";
import { storedBook } from "./book.server.ts";
import { apply, kindsRead } from "./folding.ts";
import { groundsFor } from "./grounds.server.ts";
import { type InForce, ruleSets } from "./rules.ts";

/** Keeps the ledger equal to what folding the log gives, in the transaction of what happens. */
export const keepReputation: ExactReader = keeping(ruleSets);

/** The same by other rule sets. */
export function keeping(sets: readonly InForce[]): ExactReader {
  return {
    name: "reputation: ledger",
    kinds: kindsRead,
    async read(tx, events) {
      for (const event of events) await writeGrounds(tx, event);
      const book = storedBook(tx, sets);
      for (const event of events) await apply(book, event);
      await book.finish();
    },
  };
}

async function writeGrounds(tx: Tx, event: LoggedEvent): Promise<void> {
  const grounds = await groundsFor(tx, event);
  for (const some of inParts(grounds)) await tx.insert(reputationGrounds).values(some);
}
