/** An idea of ann's in a space where bob takes part and pia pilots; eve is outside. */
import { eq } from "drizzle-orm";
import { events } from "../../db/schema/log.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";

export const texts = {
  title: "Lend me a bike",
  problem: "A repair takes nine days on average.",
  forWhom: "Families who sold their car.",
  solution: "Each workshop keeps one bike to lend.",
};

export async function writtenIdea(change: Parameters<typeof space>[1] = {}) {
  const rig = await freshDatabase();
  const place = await space(rig, change);
  const who = await people(rig, place.id);
  const { id } = await submitIdea(contextFor(rig, who.ann), place.id, { ...texts, id: newId(start) });
  /** The edit of somebody who began to write on `version`. */
  const edit = (version: number, changed: Partial<typeof texts> = {}) => ({
    ...texts,
    ...changed,
    language: "en" as const,
    version,
  });
  const happened = async (kind: string) =>
    (await rig.db.read.select().from(events).where(eq(events.kind, kind))).map((event) => event.payload);
  return { rig, place, id, edit, happened, ...who };
}
