import { z } from "zod";
import { type LiveEvent, liveEvent } from "../../live/handlers.server.ts";
import { signedIn } from "../../platform/context.server.ts";
import { idPattern } from "../../platform/ids.ts";
import { act } from "./acts.server.ts";
import { enterRoom } from "./entering.server.ts";
import { sentAct } from "./inputs.ts";
import {
  boardOf,
  frameOf,
  handOf,
  peopleHere,
  planOf,
  roomEventsAfter,
  roomSeenBy,
  snapshotOf,
} from "./queries.server.ts";
import { channelOf } from "./rules.ts";

const room = z.string().regex(idPattern);

/** More events than this are sent as a whole board instead, in number. */
const longestGap = 500;

/** What a browser may send in a room. */
export const roomEvents: readonly LiveEvent[] = [
  liveEvent({
    name: "room.enter",
    /** `seq`: the number of the last event that the browser has; null: none yet. */
    input: z.strictObject({ room, seq: z.number().int().min(0).nullable() }),
    limit: "room_act",
    async handle(ctx, input, socket) {
      const { actor } = signedIn(ctx);
      await enterRoom(ctx, input.room);
      // First, so that nothing that happens after the reading is missed.
      (socket.data as { member?: string }).member = actor.id;
      await socket.join(channelOf(input.room));
      // Sent out at this very moment: what was just opened is closed again.
      const { room: row, space } = await roomSeenBy(ctx.db.read, actor, input.room).catch(async (error: unknown) => {
        await socket.leave(channelOf(input.room));
        throw error;
      });
      // Says nothing: by it, all who sit in a room of a space are cut when the space closes.
      await socket.join(`within:${space.id}`);
      const here = await peopleHere(ctx.db.read, row.id, ctx.now);
      const gap = input.seq === null ? Infinity : row.seq - input.seq;
      if (input.seq === null || gap < 0 || gap > longestGap) {
        return { kind: "room", here, snapshot: await snapshotOf(ctx.db.read, row, actor.id, ctx.now) };
      }
      const frame = await frameOf(ctx.db.read, row, await roomEventsAfter(ctx.db.read, row.id, input.seq));
      const hand = await handOf(
        ctx.db.read,
        await boardOf(ctx.db.read, row),
        await planOf(ctx.db.read, row.id),
        row.id,
        actor.id,
      );
      return { kind: "room_gap", here, frame, hand, now: ctx.now };
    },
  }),
  liveEvent({
    name: "room.leave",
    input: z.strictObject({ room }),
    limit: "room_act",
    async handle(_ctx, input, socket) {
      await socket.leave(channelOf(input.room));
    },
  }),
  liveEvent({
    name: "room.hand",
    input: z.strictObject({ room }),
    limit: "room_act",
    async handle(ctx, input) {
      const { actor } = signedIn(ctx);
      const { room: row } = await roomSeenBy(ctx.db.read, actor, input.room);
      const board = await boardOf(ctx.db.read, row);
      return {
        kind: "hand",
        hand: await handOf(ctx.db.read, board, await planOf(ctx.db.read, row.id), row.id, actor.id),
      };
    },
  }),
  liveEvent({
    name: "room.act",
    input: sentAct,
    limit: "room_act",
    handle: async (ctx, input) => ({ kind: "acted", seq: await act(ctx, input) }),
  }),
];
