import { newId } from "../../app/platform/ids.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import type { Passage } from "../../app/features/cowriting/rules.ts";
import { suggest } from "../../app/features/suggesting/commands.server.ts";
import { actorNow, contextFor, type Rig, start } from "../support/database.ts";
import { texts } from "../writing/support.ts";

type Suggested = { passage?: Passage; seen?: string; text: string; reason?: string; id?: string; now?: number };

/** Somebody suggests how a passage should read; gives the id of the suggestion. */
export async function suggested(
  rig: Rig,
  idea: string,
  actor: SignedIn,
  { passage = "solution", seen = texts[passage], text, reason = "", now = start, id = newId(now) }: Suggested,
): Promise<string> {
  await suggest(contextFor(rig, await actorNow(rig, actor.id), { now }), idea, { id, passage, seen, text, reason });
  return id;
}
