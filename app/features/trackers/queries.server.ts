import { and, asc, desc, eq } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { products } from "../../../db/schema/products.ts";
import { trackerDeliveries, trackerHooks, trackerLinks } from "../../../db/schema/trackers.ts";
import { ideaPath } from "../ideas/rules.ts";
import { type Reference, referenceIn, reportsShown } from "./rules.ts";

/** An issue elsewhere, as pages show it: what its address says, and what the person who added it calls it. */
export type Issue = { id: string; title: string } & Reference;

/** The issues that are linked to an idea, the first one first. Whoever sees the idea sees them. */
export async function issuesOf(read: Reads, idea: string): Promise<Issue[]> {
  const rows = await read
    .select({ id: trackerLinks.id, url: trackerLinks.url, title: trackerLinks.title })
    .from(trackerLinks)
    .where(eq(trackerLinks.idea, idea))
    .orderBy(asc(trackerLinks.at), asc(trackerLinks.id));
  return rows.flatMap(({ id, url, title }) => {
    const reference = referenceIn(url);
    return reference ? [{ id, title, ...reference }] : [];
  });
}

/** Whether the tracker of a product reports, in whose name, and what came last: for those who keep the product. */
export async function hookShown(read: Reads, product: string) {
  const [[hook], deliveries] = await Promise.all([
    read
      .select({ by: members.name, at: trackerHooks.madeAt })
      .from(trackerHooks)
      .innerJoin(members, eq(members.id, trackerHooks.madeBy))
      .where(eq(trackerHooks.product, product)),
    read
      .select({
        id: trackerDeliveries.id,
        at: trackerDeliveries.at,
        status: trackerDeliveries.status,
        why: trackerDeliveries.code,
        idea: ideas.id,
        title: ideas.title,
        language: ideas.language,
        moderation: ideas.moderation,
      })
      .from(trackerDeliveries)
      .innerJoin(products, eq(products.id, trackerDeliveries.product))
      // What moved to another space since is not told of here.
      .leftJoin(ideas, and(eq(ideas.id, trackerDeliveries.idea), eq(ideas.space, products.space)))
      .where(eq(trackerDeliveries.product, product))
      .orderBy(desc(trackerDeliveries.at), desc(trackerDeliveries.id))
      .limit(reportsShown),
  ]);
  return {
    hook: hook ?? null,
    deliveries: deliveries.map(({ idea, title, language, moderation, ...delivery }) => ({
      ...delivery,
      about:
        idea !== null && title !== null && moderation === "visible"
          ? { title, language: language ?? "en", path: ideaPath({ id: idea, title }) }
          : null,
    })),
  };
}
