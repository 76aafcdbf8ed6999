/** A space whose ideas are built: `pro` and `kim` are its product people, `pia` pilots it, `ann` and `bob` write. */
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, freshDatabase, member, people, person, space, start } from "../support/database.ts";

export async function buildingSpace() {
  const rig = await freshDatabase();
  const place = await space(rig);
  const who = await people(rig, place.id);
  const pro = await member(rig, await person(rig, "pro", { affiliation: "employee" }), place.id, { product: true });
  const kim = await member(rig, await person(rig, "kim", { affiliation: "employee" }), place.id, { product: true });
  let now = start;
  /** A context of this moment; each is a minute after the one before. */
  const as = <Who extends Actor>(actor: Who) => contextFor(rig, actor, { now: (now += 60_000) });
  const move = (actor: SignedIn, idea: string, from: string, to: string) =>
    moveIdea(as(actor), idea, { id: newId(now), from, to, message: "So be it.", reasonKind: null, reviewOn: null });
  /** An idea by `author` that stands in `stage`. */
  async function idea(title: string, stage = "adopted", author = who.ann): Promise<string> {
    const id = newId(now);
    const texts = { title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
    await submitIdea(as(author), place.id, { id, ...texts });
    if (stage === "new") return id;
    await move(who.pia, id, "new", "evaluating");
    const path = ["evaluating", "adopted", "building", "shipped"];
    for (let step = 1; step <= path.indexOf(stage); step++) await move(pro, id, path[step - 1] ?? "", path[step] ?? "");
    return id;
  }
  return { rig, place, ...who, pro, kim, as, move, idea, again: (actor: SignedIn) => actorNow(rig, actor.id, now) };
}
