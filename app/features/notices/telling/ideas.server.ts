import { and, eq, ne } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { follows } from "../../../../db/schema/following.ts";
import { ideaPilots } from "../../../../db/schema/piloting.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { standingFreeze } from "../../crediting/gathering.server.ts";
import { sharersOf } from "../../confirming/shares.server.ts";
import { standText } from "../../stages/rules.ts";
import type { Consequences, Telling } from "./consequences.server.ts";
import { mentions } from "./discussion.server.ts";
import { aboutIdea, ideaIn, lateOf, spaceIn } from "./event.server.ts";
import { authorsIn, leadersOf, readersOf } from "./people.server.ts";

/** What happens to an idea: its text, its stage, its plan. */
export const ofIdeas: Readonly<Record<string, Consequences>> = {
  async "idea.submitted"(read, event) {
    const idea = ideaIn(event);
    return { tell: [...mentions(event, idea, event.subject), ...(await unassigned(read, event, idea))] };
  },
  async "idea.edited"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    return { tell: [...mentions(event, idea, event.subject), { ...told, kind: "edited", to: authors }] };
  },
  async "idea.moved"(_read, event) {
    const { move, to, toExtra, together } = event.payload;
    // A release tells of all of its ideas at once.
    if (together === "release") return { withdraw: [lateOf(event.subject)] };
    const code = standText(String(to), typeof toExtra === "string" ? toExtra : null);
    const told = { ...aboutIdea(event, ideaIn(event)), item: `move:${String(move)}`, code };
    const asOne = together === "answer" && { about: `moves:${event.cause}:${spaceIn(event)}`, isOfMany: true };
    return { tell: [{ ...told, ...asOne, kind: "moved", to: "followers" }], withdraw: [lateOf(event.subject)] };
  },
  async "idea.move_undone"(read, event) {
    const item = `move:${String(event.payload.move)}`;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `undone:${item}`, code: String(event.payload.to) };
    // Who has read it would go on believing it.
    return {
      tell: [{ ...told, kind: "move_undone", to: await readersOf(read, item, event) }],
      withdraw: [{ item, kinds: ["moved", "revival_accepted"] }],
    };
  },
  async "plan.set"(read, event) {
    const { change, isSlip, targetOn } = event.payload;
    if (isSlip !== true) return {};
    const idea = ideaIn(event);
    const told = { ...aboutIdea(event, idea), kind: "plan_slipped" as const, item: `plan:${String(change)}` };
    const slip = { ...told, code: targetOn === null ? "gone" : "later" };
    return {
      tell: [
        { ...slip, to: "followers" },
        { ...slip, to: await buildersOf(read, idea) },
      ],
    };
  },
  async "idea.withdrawn"(_read, event) {
    const told = { ...aboutIdea(event, ideaIn(event)), item: event.subject };
    return { tell: [{ ...told, kind: "withdrawn", to: "followers" }], withdraw: [lateOf(event.subject)] };
  },
  async "idea.returned"(_read, event) {
    return { tell: [{ ...aboutIdea(event, ideaIn(event)), item: event.subject, kind: "returned", to: "followers" }] };
  },
};

/** Those who lead learn of an idea that nobody can answer. */
async function unassigned(read: Reads, event: LoggedEvent, idea: string): Promise<Telling[]> {
  const [row] = await read.select({ pilot: ideaPilots.pilot }).from(ideaPilots).where(eq(ideaPilots.idea, idea));
  if (!row || row.pilot !== null) return [];
  const to = await leadersOf(read, spaceIn(event), idea);
  return [{ ...aboutIdea(event, idea), item: event.subject, kind: "unassigned", to }];
}

/** Those who built an idea, but who said that they do not want to hear of it. */
async function buildersOf(read: Reads, idea: string): Promise<string[]> {
  const freeze = await standingFreeze(read, idea);
  if (!freeze) return [];
  const gone = await read
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, idea), ne(follows.state, "following")));
  const away = new Set(gone.map(({ member }) => member));
  return (await sharersOf(read, freeze.id)).filter((member) => !away.has(member));
}
