import { and, eq } from "drizzle-orm";
import { signalCounts, signals } from "../../../db/schema/signals.ts";
import { isSignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import type { Away } from "./events.ts";
import { maySeeLean, maySignal } from "./policy.ts";
import { type Counts, type Lean, leanFor, noSignals, type SignalKind, standsApart, takesSignals } from "./rules.ts";
import { unitedSignals } from "./united.server.ts";

type Weighed = {
  id: string;
  space: string;
  tags: readonly string[];
  authors: readonly string[];
  formerAuthors: readonly string[];
  stage: string;
  moderation: string;
  participants: number;
  mergedIn: number;
};

/** What an idea's page shows of its signals to this actor. */
export type SignalPanel = {
  mine: SignalKind | null;
  /** Why the own one counts nowhere, and cannot be changed; null: it counts. */
  away: Away;
  /** People who gave any signal, authors left out: everybody may know. */
  participants: number;
  lean: Lean;
  open: boolean;
  isAuthor: boolean;
  can: { signal: boolean };
};

/** The signals of an idea as this actor may see them. `path` is the stages it has entered. */
export async function signalPanel(
  ctx: Context,
  idea: Weighed,
  leanShown: "after_own" | "always",
  path: readonly { stage: string }[],
): Promise<SignalPanel> {
  const { actor } = ctx;
  const own = await ownSignal(ctx, idea);
  const mine = own?.kind ?? null;
  const hasBeenEvaluated = path.some((step) => step.stage === "evaluating");
  const maySee = maySeeLean(actor, { ...idea, hasBeenEvaluated }, leanShown, mine !== null);
  return {
    mine,
    away: own?.away ?? null,
    participants: idea.participants,
    lean: maySee ? leanFor(await countsOf(ctx, idea.id), true) : { shown: "nothing" },
    open: takesSignals(idea.stage) && idea.moderation === "visible",
    isAuthor: isSignedIn(actor) && standsApart(idea, actor.id),
    can: { signal: maySignal(actor) },
  };
}

async function ownSignal(ctx: Context, idea: Weighed): Promise<{ kind: SignalKind; away: Away } | null> {
  if (!isSignedIn(ctx.actor)) return null;
  if (idea.mergedIn > 0) return (await unitedSignals(ctx.db.read, idea, ctx.actor.id))[0] ?? null;
  const [row] = await ctx.db.read
    .select({ kind: signals.kind, away: signals.away })
    .from(signals)
    .where(and(eq(signals.idea, idea.id), eq(signals.member, ctx.actor.id)));
  return row && row.kind !== "none" ? { ...row, kind: row.kind } : null;
}

async function countsOf(ctx: Context, idea: string): Promise<Counts> {
  const counts = noSignals();
  const rows = await ctx.db.read.select().from(signalCounts).where(eq(signalCounts.idea, idea));
  for (const row of rows) counts[row.affiliation][row.kind] = row.people;
  return counts;
}
