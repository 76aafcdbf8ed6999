import { eq } from "drizzle-orm";
import { jobs } from "../../db/schema/log.ts";
import { adoptionProposals } from "../../db/schema/writing.ts";
import { openProposals } from "../../app/features/adopting/queries.server.ts";
import { type Looked, proposeAdoptions, proposeJob } from "../../app/features/adopting/proposing.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, type Rig, start } from "../support/database.ts";
import { texts, writtenIdea } from "../writing/support.ts";

/** Does every piece of looking that waits, as the server does after the commit. */
export async function lookThrough(rig: Rig, now = start): Promise<void> {
  const waiting = await rig.db.read
    .select()
    .from(jobs)
    .where(eq(jobs.kind, proposeJob))
    .orderBy(jobs.createdAt, jobs.id);
  for (const { payload } of waiting) await proposeAdoptions(rig.db, payload as Looked, now);
  await rig.db.transaction((tx) => tx.delete(jobs).where(eq(jobs.kind, proposeJob)));
}

/** An idea on which people speak and write: each act comes a second after the one before. */
export async function spokenOf() {
  const made = await writtenIdea();
  const { rig } = made;
  const clock = { now: start };
  const as = async (who: SignedIn) => contextFor(rig, await actorNow(rig, who.id), { now: (clock.now += 1_000) });
  const standing: { version: number; texts: typeof texts } = { version: 1, texts };
  return {
    ...made,
    as,
    clock,
    say: async (who: SignedIn, body: string, on = made.id) =>
      postComment(await as(who), on, { id: newId(clock.now), kind: "remark", body }),
    /** Makes the next version and looks it through. */
    async write(who: SignedIn, changed: Partial<typeof texts>) {
      standing.texts = { ...standing.texts, ...changed };
      const input = { ...standing.texts, language: "en" as const, version: standing.version++ };
      await editIdea(await as(who), made.id, input);
      await lookThrough(rig, clock.now);
    },
    /** What somebody is asked to decide: by whom it was said, what was found in the text, and where it was said. */
    async asked(who: SignedIn, on = made.id) {
      const ctx = await as(who);
      const { idea } = await ideaSeenBy(rig.db.read, ctx.actor, on);
      const { proposals } = await openProposals(ctx, idea);
      return proposals.map(({ source, kind, version, by, found, said }) => ({
        source,
        kind,
        version,
        by: by?.name ?? null,
        found: found.flatMap(({ pieces }) => pieces.flatMap(({ text, isFound }) => (isFound ? [text] : []))),
        said: said?.flatMap(({ text, isFound }) => (isFound ? [text] : [])) ?? null,
      }));
    },
    states: async () =>
      Object.fromEntries(
        (await rig.db.read.select().from(adoptionProposals)).map(({ source, state }) => [source, state]),
      ),
  };
}
