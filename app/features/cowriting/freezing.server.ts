/** What was written together becomes a version of the idea, named by all who wrote it. */
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { documents } from "../../../db/schema/cowriting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import type { Context } from "../../platform/context.server.ts";
import { logger } from "../../platform/log.server.ts";
import { actorById } from "../accounts/session.server.ts";
import { renderedTexts } from "../ideas/commands.server.ts";
import { calledIn } from "../mentions/queries.server.ts";
import { handlesOf } from "../mentions/rules.ts";
import { currentTexts, passages, putVersion } from "../writing/commands.server.ts";
import { changedParts, stagesWithEdits, takesEdits } from "../writing/rules.ts";
import { storedDocument } from "./storage.server.ts";
import { writersAfter } from "./queries.server.ts";
import { restBeforeVersion } from "./rules.ts";
import { textsOf } from "./updates.server.ts";

type Means = Pick<Context, "db" | "config">;

/**
 * What came of it: a version was made, there was nothing new, somebody wrote on at this very moment, or a passage that was
 * there is empty, so that it is no text to stand by.
 */
export type Freezing = "made" | "nothing_new" | "moved_on" | "passage_missing";

/** Makes a version of what was written together since the last one. The one who wrote last stands for it, the others beside. */
export async function freezeDocument(means: Means, id: string, now: number): Promise<Freezing> {
  const { db, config } = means;
  const [row] = await db.read
    .select({ seq: documents.seq, versionSeq: documents.versionSeq, space: ideas.space, stage: ideas.stage })
    .from(documents)
    .innerJoin(ideas, eq(ideas.id, documents.idea))
    .where(eq(documents.idea, id));
  if (!row || row.seq === row.versionSeq || !takesEdits(row)) return "nothing_new";
  const writers = await writersAfter(db.read, id, row.versionSeq);
  const last = writers[0] && (await actorById(db.read, writers[0].id));
  const living = await storedDocument(db.read, id);
  if (!last || !living) return "nothing_new";
  if (living.seq !== row.seq) return "moved_on";
  const together = textsOf(living.doc);
  const earlier = await currentTexts(db.read, id);
  const texts = { title: earlier.title, ...together };
  const isMissing = passages(earlier).some((passage, place) => passage !== "" && passages(texts)[place]?.trim() === "");
  if (isMissing || texts.problem.trim() === "") return "passage_missing";
  const called = await calledIn(db.read, row.space, ...Object.values(together));
  // Rendering takes a while: what was written meanwhile is for the next version.
  const ctx: Context = {
    actor: last,
    now,
    locale: last.locale,
    db,
    config,
    log: logger(config.logLevel),
    request: `document:${id}`,
    address: "document",
  };
  const rendered = await renderedTexts(texts, last.id, handlesOf(called));
  return db.transaction(async (tx) => {
    await lockIdea(tx, id);
    const [document] = await tx.select().from(documents).where(eq(documents.idea, id));
    if (!document || document.seq !== row.seq || document.versionSeq !== row.versionSeq) return "moved_on";
    const before = await currentTexts(tx, id);
    // Named anew meanwhile: the next look takes the new name.
    if (before.title !== texts.title) return "moved_on";
    await tx.update(documents).set({ versionSeq: document.seq }).where(eq(documents.idea, id));
    if (changedParts(before, texts).length === 0) return "nothing_new";
    const [idea] = await tx.select({ version: ideas.version }).from(ideas).where(eq(ideas.id, id));
    await putVersion(
      tx,
      ctx,
      { id, space: row.space },
      {
        texts,
        rendered,
        called,
        before,
        language: before.language,
        base: idea?.version ?? 0,
        restored: null,
        together: writers.length > 1,
        by: last,
        others: writers.filter((writer) => writer.id !== last.id),
      },
    );
    return "made";
  });
}

/** How often it is tried again while others go on writing. */
const mostTries = 3;

/**
 * Makes a version of what was written together before something that closes a text or decides on it: what is in no
 * version would be read by nobody afterwards. What comes at the very moment stays in the living text.
 */
export async function freezeFirst(ctx: Context, id: string): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    if ((await freezeDocument(ctx, id, ctx.now)) !== "moved_on") return;
  }
}

/** The ideas of which something was written together that is in no version yet, and nobody went on for a while. */
export async function restingDocuments(db: Pick<Database, "read">, now: number): Promise<string[]> {
  const rows = await db.read
    .select({ idea: documents.idea })
    .from(documents)
    .innerJoin(ideas, eq(ideas.id, documents.idea))
    .where(
      and(
        lt(documents.versionSeq, documents.seq),
        lt(documents.editedAt, now - restBeforeVersion),
        inArray(ideas.stage, stagesWithEdits),
      ),
    )
    // What cannot become one yet, as a passage is empty, waits behind what has just come to rest.
    .orderBy(desc(documents.editedAt))
    .limit(50);
  return rows.map(({ idea }) => idea);
}
