import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { customerFacts } from "../../../db/schema/lens.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { factsChanged } from "./events.ts";
import { amountOf } from "./rules.ts";

/** Facts about one member, by the names of their fields; an empty value says that there is none any more. */
export type Facts = Readonly<Record<string, string>>;

/**
 * Keeps facts about a member for the product people of a space. Fields that are not named stay as they are. Gives
 * whether anything was another way before: the same facts again write nothing. The caller has checked the right to it.
 */
export async function keepFacts(
  tx: Tx,
  by: Recording,
  { space, member, facts }: { space: string; member: string; facts: Facts },
): Promise<"new" | "changed" | "unchanged"> {
  const mine = and(eq(customerFacts.space, space), eq(customerFacts.member, member));
  const rows = await tx.select().from(customerFacts).where(mine);
  const before = new Map(rows.map(({ field, value }) => [field, value]));
  let changes = 0;
  for (const [field, value] of Object.entries(facts)) {
    if ((before.get(field) ?? "") === value) continue;
    changes++;
    if (value === "") await tx.delete(customerFacts).where(and(mine, eq(customerFacts.field, field)));
    else {
      const amount = amountOf(value);
      await tx
        .insert(customerFacts)
        .values({ space, member, field, value, amount })
        .onConflictDoUpdate({
          target: [customerFacts.space, customerFacts.member, customerFacts.field],
          set: { value, amount },
        });
    }
  }
  if (changes === 0) return "unchanged";
  await record(tx, by, [factsChanged(space, member, changes)]);
  return before.size === 0 ? "new" : "changed";
}
