/**
 * The charter: who owns ideas, what contributors get. Each text is a version that stays as it is;
 * what somebody accepted is stored with the version and the moment.
 */
import { desc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { charterAcceptances, charters, spaces } from "../../../db/schema/spaces.ts";
import type { SignedIn } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { charterAccepted, charterPublished } from "./events.ts";
import type { CharterInput } from "./inputs.ts";
import { mayEditSpace } from "./policy.ts";
import { acceptedAt, type Space, spaceSeenBy } from "./queries.server.ts";
import { judgeCharter } from "./rules.ts";

/**
 * Puts a new version of the charter in force, or with an empty text ends it. The same text again
 * changes nothing. Throws `Forbidden`, and `Conflict("charter_changed")` when somebody published
 * one since the form was shown.
 */
export async function publishCharter(ctx: Context, spaceId: string, input: CharterInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await spaceSeenBy(ctx.db.read, actor, spaceId);
  must(mayEditSpace(actor, spaceId));
  const html = await renderMarkdown(input.charter, actor.id);
  await ctx.db.transaction(async (tx) => {
    await spaceSeenBy(tx, actor, spaceId);
    const [newest] = await tx
      .select({ version: charters.version, source: charters.source })
      .from(charters)
      .where(eq(charters.space, spaceId))
      .orderBy(desc(charters.version))
      .limit(1);
    if ((newest?.source ?? "") === input.charter) return;
    if ((newest?.version ?? 0) !== input.version) throw new Conflict("charter_changed");
    const version = input.version + 1;
    const row = { space: spaceId, version, source: input.charter, html, writtenBy: actor.id, writtenAt: ctx.now };
    const written = await tx
      .insert(charters)
      .values(row)
      .onConflictDoNothing()
      .returning({ version: charters.version });
    if (written.length === 0) throw new Conflict("charter_changed");
    const inForce = input.charter !== "";
    await tx
      .update(spaces)
      .set({ charterVersion: inForce ? version : 0 })
      .where(eq(spaces.id, spaceId));
    await record(tx, ctx, [charterPublished(spaceId, { version, inForce })]);
  });
}

/**
 * Takes note that an author accepts the charter in force, when there is one and he or she has not
 * yet. `ticked` is the version whose box was ticked. Throws `Invalid` when it was not, or when the
 * charter changed since the form was shown.
 */
export async function acceptCharter(
  tx: Tx,
  ctx: Context & { actor: SignedIn },
  space: Pick<Space, "id" | "charterVersion">,
  ticked: number | null,
): Promise<void> {
  const version = space.charterVersion;
  const before = version > 0 && (await acceptedAt(tx, ctx.actor, space.id, version)) !== null;
  switch (judgeCharter(version, before, ticked)) {
    case "nothing":
      return;
    case "asked":
      throw new Invalid({ charter: "charter_unaccepted" });
    case "changed":
      throw new Invalid({ charter: "charter_is_new" });
    case "accepted": {
      const row = { space: space.id, member: ctx.actor.id, version, acceptedAt: ctx.now };
      const accepted = await tx.insert(charterAcceptances).values(row).onConflictDoNothing().returning();
      // Of two acts at the same moment one accepts it, and both go on.
      if (accepted.length === 0) return;
      await record(tx, ctx, [charterAccepted(space.id, { member: ctx.actor.id, version })]);
    }
  }
}
