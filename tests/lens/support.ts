import { eq } from "drizzle-orm";
import { keepFacts } from "../../app/features/lens/facts.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { SignalKind } from "../../app/features/signals/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { buildingSpace } from "../board/support.ts";
import { member, person, start } from "../support/database.ts";

/** A space whose ideas are built, with customers of whom something is known. */
export async function lookedAt() {
  const made = await buildingSpace();
  const { rig, place } = made;
  const open = async (title: string) => {
    const idea = await made.idea(title, "new");
    await rig.db.transaction((tx) => tx.update(ideas).set({ stage: "open" }).where(eq(ideas.id, idea)));
    return idea;
  };
  const customer = async (name: string, facts: Record<string, string> = {}) => {
    const who = await member(rig, await person(rig, name), place.id);
    await know(who, facts);
    return who;
  };
  const know = (who: SignedIn, facts: Record<string, string>, space = place.id) =>
    rig.db.transaction((tx) => keepFacts(tx, { actor: "system", now: start }, { space, member: who.id, facts }));
  const cast = (who: SignedIn, idea: string, kind: SignalKind = "support") => castSignal(made.as(who), { idea, kind });
  return { ...made, open, customer, know, cast };
}
