import { z } from "zod";
import { boardTouched } from "../features/board/queries.server.ts";
import { documentEvents } from "../features/cowriting/live.server.ts";
import { newestIn } from "../features/feed/queries.server.ts";
import { ideaSeenBy, ideaStanding } from "../features/ideas/queries.server.ts";
import { roomEvents } from "../features/rooms/live.server.ts";
import { signalEvents } from "../features/signals/live.server.ts";
import { spaceSeenBy } from "../features/spaces/queries.server.ts";
import { Refused } from "../platform/errors.ts";
import { idPattern } from "../platform/ids.ts";
import { type LiveEvent, liveEvent } from "./handlers.server.ts";
import { readersOf } from "./readers.server.ts";

/** Topics that one socket may hear at once. */
const mostTopics = 20;

const topic = z.strictObject({ type: z.enum(["idea", "space", "board"]), id: z.string().regex(idPattern) });

/** Hear about an idea, a space or its board, as far as the actor may see it; answers with what stands now. */
const watch = liveEvent({
  name: "watch",
  input: topic,
  async handle(ctx, { type, id }, socket) {
    if (socket.rooms.size > mostTopics) throw new Refused("too_many_topics");
    const space =
      type === "idea"
        ? (await ideaSeenBy(ctx.db.read, ctx.actor, id)).space
        : await spaceSeenBy(ctx.db.read, ctx.actor, id);
    // The second room says nothing: by it, all who listen within a space are cut when it closes.
    await socket.join([`${type}:${id}`, `within:${space.id}`]);
    // Only then, so that what comes after the reading is heard.
    if (type === "idea") {
      return {
        kind: "idea",
        ...(await ideaStanding(ctx.db.read, id)),
        readers: await readersOf(socket.nsp, id),
      };
    }
    if (type === "board") return { kind: "board", touchedAt: await boardTouched(ctx.db.read, id) };
    return { kind: "space", newest: await newestIn(ctx.db.read, id) };
  },
});

const unwatch = liveEvent({
  name: "unwatch",
  input: topic,
  async handle(_ctx, { type, id }, socket) {
    await socket.leave(`${type}:${id}`);
  },
});

/** Every event that a browser may send. */
export const liveEvents: readonly LiveEvent[] = [watch, unwatch, ...signalEvents, ...roomEvents, ...documentEvents];
