/** What the tests of moving ideas between spaces share. */
import { and, desc, eq } from "drizzle-orm";
import { transfers } from "../../db/schema/transferring.ts";
import { judgeTransfer, proposeTransfer } from "../../app/features/transferring/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, type Rig, start } from "../support/database.ts";

/** Proposes an idea to a space, and gives the id of the proposal. */
export async function propose(rig: Rig, by: SignedIn, idea: string, to: string, now = start): Promise<string> {
  const id = newId(now);
  await proposeTransfer(contextFor(rig, by, { now }), idea, { id, to, message: "It is about *trains*." });
  return id;
}

/** Decides on the proposal that waits for an idea. */
export async function decide(
  rig: Rig,
  by: SignedIn,
  idea: string,
  decision: "accepted" | "declined" = "accepted",
  now = start,
): Promise<void> {
  const [open] = await rig.db.read
    .select({ id: transfers.id })
    .from(transfers)
    .where(and(eq(transfers.idea, idea), eq(transfers.state, "open")));
  const input = { transfer: open?.id ?? newId(now), decision, message: "So be it." };
  await judgeTransfer(contextFor(rig, by, { now }), idea, input);
}

/** The last proposal for an idea, as it is stored. */
export async function lastTransfer(rig: Rig, idea: string) {
  const [row] = await rig.db.read
    .select()
    .from(transfers)
    .where(eq(transfers.idea, idea))
    .orderBy(desc(transfers.at), desc(transfers.id))
    .limit(1);
  return row;
}
