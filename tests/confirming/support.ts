/** An idea that three people built, adopted: ann, bob and cleo; pro decides on ideas, pia judges, dora is a member. */
import { eq } from "drizzle-orm";
import { creditConfirmations } from "../../db/schema/confirming.ts";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { answerShares, endConfirmation } from "../../app/features/confirming/commands.server.ts";
import { confirmingOf } from "../../app/features/confirming/queries.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { spokenOf } from "../adopting/support.ts";
import { member, person } from "../support/database.ts";

export const day = 86_400_000;

export async function builtIdea({ alone = false }: { alone?: boolean } = {}) {
  const made = await spokenOf();
  const { rig, place, id, ann, bob, pia, as, clock } = made;
  const pro = await member(rig, await person(rig, "pro", { affiliation: "employee" }), place.id, { product: true });
  const cleo = await member(rig, await person(rig, "cleo"), place.id);
  const dora = await member(rig, await person(rig, "dora"), place.id);

  /** A comment of somebody that goes into the text as an adopted input. */
  async function helps(who: SignedIn, body: string): Promise<void> {
    const ctx = await as(who);
    const comment = await postComment(ctx, id, { id: newId(ctx.now), kind: "remark", body });
    await adoptComment(await as(ann), comment);
  }
  await helps(bob, "A lock for each of them.");
  if (!alone) await helps(cleo, "And a lamp.");
  if (!alone) await helps(cleo, "And a bell.");

  async function move(who: SignedIn, from: string, to: string): Promise<string> {
    const ctx = await as(who);
    const back = from === "adopted" && to === "evaluating";
    const rest = { message: "So be it.", reasonKind: back ? ("not_possible" as const) : null, reviewOn: null };
    return moveIdea(ctx, id, { id: newId(ctx.now), from, to, ...rest });
  }

  return {
    ...made,
    pro,
    cleo,
    dora,
    helps,
    move,
    undo: async (moved: string) => undoMove(await as(pro), id, moved),
    async adopt(): Promise<string> {
      await move(pia, "new", "evaluating");
      return move(pro, "evaluating", "adopted");
    },
    /** Says how many points each of the others has, called by name. */
    async answer(who: SignedIn, freeze: string, points: Partial<Record<"ann" | "bob" | "cleo", number>>) {
      const ids = { ann: ann.id, bob: bob.id, cleo: cleo.id };
      const given = new Map(Object.entries(points).map(([name, number]) => [ids[name as "ann"], number]));
      await answerShares(await as(who), id, { freeze, points: given });
    },
    /** Lets the time to answer pass, and does what the job does then. */
    async pass(freeze: string): Promise<void> {
      const [row] = await rig.db.read.select().from(creditConfirmations).where(eq(creditConfirmations.freeze, freeze));
      clock.now = Math.max(clock.now, row?.until ?? 0);
      await endConfirmation(rig.db, freeze, clock.now);
    },
    shown: async (who: SignedIn = dora) => confirmingOf(await as(who), id),
    /** The shares that stand, by name, as somebody else reads them. */
    async standing(): Promise<Record<string, number>> {
      const found = await confirmingOf(await as(dora), id);
      return Object.fromEntries((found?.people ?? []).map(({ name, stands }) => [name, stands]));
    },
  };
}
