import { eq, inArray, sql } from "drizzle-orm";
import { ideas } from "../../../db/schema/ideas.ts";
import { type ExactReader, record } from "../../platform/events.server.ts";
import { targetsOf } from "../merging/lineage.server.ts";
import { welcomeFalls, welcomeReturns } from "./welcome.server.ts";

const steps: Readonly<Record<string, number>> = {
  "comment.posted": +1,
  "comment.restored": +1,
  "comment.deleted": -1,
  "comment.hidden": -1,
};

/**
 * Keeps an idea's number of comments equal to its comment rows that are neither deleted nor hidden; those
 * of a merged idea count where it is part of as well.
 */
export const countComments: ExactReader = {
  name: "discussion: counts",
  kinds: Object.keys(steps),
  async read(tx, events) {
    for (const event of events) {
      // Hidden and deleted at once, a comment leaves the count once.
      if (event.payload.counted === false) continue;
      const idea = String(event.payload.idea);
      const counted = { commentCount: sql`${ideas.commentCount} + ${steps[event.kind] ?? 0}` };
      const [row] = await tx.update(ideas).set(counted).where(eq(ideas.id, idea)).returning({ stage: ideas.stage });
      if (row?.stage !== "merged") continue;
      await tx
        .update(ideas)
        .set(counted)
        .where(inArray(ideas.id, await targetsOf(tx, idea)));
    }
  },
};

/**
 * Lets a welcome fall and return with its comment, whoever took that away or brought it back; a comment that was held
 * becomes one when it is released. Its idea is held meanwhile: by the command, or by the count of comments before.
 */
export const keepWelcomes: ExactReader = {
  name: "discussion: welcomes",
  kinds: ["comment.deleted", "comment.hidden", "comment.restored", "comment.released"],
  async read(tx, events) {
    for (const { kind, space, subject, at } of events) {
      const comment = subject.slice("comment:".length);
      const isBack = kind === "comment.restored" || kind === "comment.released";
      const changed = isBack ? await welcomeReturns(tx, space ?? "", comment) : await welcomeFalls(tx, comment);
      await record(tx, { actor: "system", now: at }, changed);
    }
  },
};
