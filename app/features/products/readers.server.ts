import { and, eq, inArray, ne } from "drizzle-orm";
import { productIdeas, products } from "../../../db/schema/products.ts";
import type { ExactReader } from "../../platform/events.server.ts";

/** An idea that goes to another space belongs to no product of the one that it leaves. */
export const unlinkTransferred: ExactReader = {
  name: "products: transferred",
  kinds: ["idea.transferred"],
  async read(tx, events) {
    for (const { subject, space } of events) {
      if (space === null) continue;
      const elsewhere = tx.select({ id: products.id }).from(products).where(ne(products.space, space));
      const idea = subject.slice("idea:".length);
      await tx.delete(productIdeas).where(and(eq(productIdeas.idea, idea), inArray(productIdeas.product, elsewhere)));
    }
  },
};
