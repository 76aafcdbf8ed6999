import { and, eq, inArray } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { follows } from "../../../../db/schema/following.ts";
import { memberships, spaces } from "../../../../db/schema/spaces.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequences, Withdrawal } from "./consequences.server.ts";
import { aboutIdea, ideaIn, lateOf } from "./event.server.ts";
import { authorsIn, judgesIn, pilotIds, readersOf } from "./people.server.ts";
import { nameOf } from "./spaces.server.ts";

/** Ideas that go to another space. */
export const ofTransferring: Readonly<Record<string, Consequences>> = {
  async "transfer.proposed"(read, event) {
    const { source, target } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transfer_proposed" as const };
    return {
      tell: [
        // Its pilots may not see the idea before they have taken it: no title, and the page says what they may read.
        { ...aboutTarget(event), kind: "transfer_asked", to: await judgesIn(read, String(target), authors) },
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...(await pilotIds(read, String(source)))] },
      ],
    };
  },
  async "transfer.withdrawn"(read, event) {
    const told = { ...aboutIdea(event, ideaIn(event)), item: `withdrawn:${transferIn(event)}` };
    // Who has read it would go on expecting it.
    return {
      tell: [{ ...told, kind: "transfer_withdrawn", to: await readersOf(read, transferIn(event), event) }],
      withdraw: transferSettled(event),
    };
  },
  async "transfer.overtaken"(_read, event) {
    return { withdraw: transferSettled(event) };
  },
  async "transfer.declined"(read, event) {
    const { source, target } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transfer_declined" as const };
    const refused = { ...aboutTarget(event), item: `refused:${transferIn(event)}`, kind: "transfer_refused" as const };
    return {
      tell: [
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...(await pilotIds(read, String(source)))] },
        { ...refused, to: await pilotIds(read, String(target)) },
      ],
      withdraw: transferSettled(event),
    };
  },
  async "idea.transferred"(read, event) {
    const { source, target } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transferred" as const };
    const { authors } = await authorsIn(read, ideaIn(event));
    const pilots = [...(await pilotIds(read, String(source))), ...(await pilotIds(read, String(target)))];
    const item = transferIn(event);
    const named = await nameOf(read, String(source));
    const away = { kind: "transferred_away" as const, about: item, item, space: String(source), idea: null, named };
    return {
      tell: [
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...pilots] },
        { ...away, to: await leftBehind(read, event) },
      ],
      withdraw: transferSettled(event),
    };
  },
};

function transferIn({ payload }: LoggedEvent): string {
  return `transfer:${String(payload.transfer)}`;
}

/** For the pilots of the space that it would go to; the page of the idea says the rest. */
function aboutTarget(event: LoggedEvent) {
  const about = `transfer:${ideaIn(event)}`;
  return { about, space: String(event.payload.target), idea: null, item: transferIn(event) };
}

/** Nobody needs to decide any more, nor to expect it. */
function transferSettled(event: LoggedEvent): Withdrawal[] {
  const item = transferIn(event);
  return [{ item, kinds: ["transfer_asked", "transfer_proposed"] }, lateOf(item)];
}

/** Those who followed or piloted an idea, saw it where it was, and do not where it is. */
async function leftBehind(read: Reads, event: LoggedEvent): Promise<string[]> {
  const [source, target] = [String(event.payload.source), String(event.payload.target)];
  const places = await read
    .select({ id: spaces.id, visibility: spaces.visibility })
    .from(spaces)
    .where(inArray(spaces.id, [source, target]));
  const isPublic = (space: string) => places.some(({ id, visibility }) => id === space && visibility === "public");
  if (isPublic(target)) return [];
  const following = await read
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, ideaIn(event)), eq(follows.state, "following")));
  const inside = async (space: string) => {
    const rows = await read
      .select({ member: memberships.member })
      .from(memberships)
      .where(eq(memberships.space, space));
    return new Set(rows.map(({ member }) => member));
  };
  const [here, there] = [isPublic(source) ? null : await inside(source), await inside(target)];
  const concerned = new Set([...following.map(({ member }) => member), ...(await pilotIds(read, source))]);
  return [...concerned].filter((member) => !there.has(member) && (here === null || here.has(member)));
}
