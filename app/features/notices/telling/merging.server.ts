import { and, eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { follows } from "../../../../db/schema/following.ts";
import { merges } from "../../../../db/schema/merging.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequence, Consequences, Telling, Withdrawal } from "./consequences.server.ts";
import { aboutIdea, ideaIn, lateOf, memberIn, spaceIn } from "./event.server.ts";
import { authorsIn, judgesIn } from "./people.server.ts";

/** Ideas that become one, or that somebody says are. */
export const ofMerging: Readonly<Record<string, Consequences>> = {
  async "idea.merged"(_read, event) {
    const tell: Telling[] = [{ ...aboutMerge(event), kind: "merged", to: "followers" }];
    return { tell, withdraw: [lateOf(event.subject)] };
  },
  async "idea.took_in"(read, event) {
    return { tell: [{ ...aboutMerge(event), kind: "took_in", to: await followersOfThisAlone(read, event) }] };
  },
  async "idea.unmerged"(_read, event) {
    const told = aboutMerge(event);
    return {
      tell: [{ ...told, item: `undone:${told.item}`, kind: "unmerged", to: "followers" }],
      withdraw: [{ item: told.item, kinds: ["merged", "took_in", "objected"] }],
    };
  },
  async "idea.gave_back"(read, event) {
    const told = aboutMerge(event);
    const to = await followersOfThisAlone(read, event);
    return { tell: [{ ...told, item: `undone:${told.item}`, kind: "gave_back", to }] };
  },
  async "merge.objected"(read, event) {
    return { tell: [{ ...aboutMerge(event), kind: "objected", to: await mergeJudges(read, event) }] };
  },
  async "duplicate.said"(read, event) {
    const other = String(event.payload.other);
    const told = { ...aboutDuplicate(event), kind: "duplicate_said" as const };
    // Each hears of the own idea.
    return {
      tell: [
        { ...told, to: (await authorsIn(read, ideaIn(event))).authors },
        { ...told, ...aboutIdea(event, other), to: (await authorsIn(read, other)).authors },
      ],
    };
  },
  async "duplicate.agreed"(read, event) {
    const { involved } = event.payload;
    const to = await judgesIn(read, spaceIn(event), Array.isArray(involved) ? involved : []);
    return { tell: [{ ...aboutDuplicate(event), kind: "duplicate_agreed", to }] };
  },
  async "duplicate.disagreed"(_read, event) {
    const { item } = aboutDuplicate(event);
    return { withdraw: [{ item, kinds: ["duplicate_agreed"] }, lateOf(item)] };
  },
  async "duplicate.confirmed"(_read, event) {
    const told = aboutDuplicate(event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "duplicate_confirmed", to: [memberIn(event)] }],
      withdraw: duplicateSettled(event),
    };
  },
  async "duplicate.parted"(_read, event) {
    return { withdraw: [{ item: `decided:${aboutDuplicate(event).item}`, kinds: ["duplicate_confirmed"] }] };
  },
  async "duplicate.declined"(_read, event) {
    const told = aboutDuplicate(event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "duplicate_declined", to: [memberIn(event)] }],
      withdraw: duplicateSettled(event),
    };
  },
  async "duplicate.withdrawn"(_read, event) {
    return { withdraw: duplicateSettled(event) };
  },
  async "duplicate.overtaken"(_read, event) {
    return { withdraw: duplicateSettled(event) };
  },
  "merge.objections_upheld": tellObjectors,
  "merge.objections_dismissed": tellObjectors,
};

async function tellObjectors(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = aboutMerge(event);
  const objectors = Array.isArray(event.payload.members) ? event.payload.members : [];
  const code = event.kind === "merge.objections_upheld" ? "upheld" : "dismissed";
  return {
    tell: [{ ...told, item: `decided:${told.item}`, code, kind: "objection_answered", to: objectors }],
    withdraw: [{ item: told.item, kinds: ["objected"] }],
  };
}

/** Who may judge an objection: pilots who wrote neither idea and did not merge them; admins where there is none. */
async function mergeJudges(read: Reads, event: LoggedEvent): Promise<string[]> {
  const [merge] = await read
    .select({ by: merges.by, source: merges.source, target: merges.target })
    .from(merges)
    .where(eq(merges.id, String(event.payload.merge)));
  if (!merge) return [];
  const [one, other] = [await authorsIn(read, merge.source), await authorsIn(read, merge.target)];
  return judgesIn(read, spaceIn(event), [merge.by, ...one.authors, ...other.authors]);
}

/** Whoever follows both ideas of a merge hears of it once, as a follower of the one that was merged. */
async function followersOfThisAlone(read: Reads, event: LoggedEvent): Promise<string[]> {
  const following = (idea: string) =>
    read
      .select({ member: follows.member })
      .from(follows)
      .where(and(eq(follows.idea, idea), eq(follows.state, "following")));
  const rows = await following(ideaIn(event));
  const elsewhere = new Set((await following(String(event.payload.source))).map(({ member }) => member));
  return rows.map(({ member }) => member).filter((member) => !elsewhere.has(member));
}

function aboutDuplicate(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `duplicate:${String(event.payload.duplicate)}` };
}

/** Nobody needs to answer or to decide any more. */
function duplicateSettled(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutDuplicate(event);
  return [{ item, kinds: ["duplicate_said", "duplicate_agreed"] }, lateOf(item)];
}

function aboutMerge(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `merge:${String(event.payload.merge)}` };
}
