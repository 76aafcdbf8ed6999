/**
 * The wrapper around every event that a browser sends. Without it, one null argument, a missing
 * acknowledgement or a rejecting handler would end the process (socket.io lets them through).
 */
import type { Socket } from "socket.io";
import type { z } from "zod";
import { isLeaving, isSignedIn } from "../platform/actor.ts";
import type { Context } from "../platform/context.server.ts";
import { Forbidden, Invalid, Unauthorized } from "../platform/errors.ts";
import { problemOf } from "../platform/problem-of.server.ts";
import { limit, type LimitName } from "../platform/limits.server.ts";
import { passes, socketDoors } from "../policies.ts";
import type { LiveReply, Standing } from "./messages.ts";

/** An event that browsers may send: the shape of what comes in, and what it does. */
export type LiveEvent<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  input: Schema;
  /** What a member may do oftener, or less often, than write; by default it counts as writing. */
  limit?: LimitName;
  handle(ctx: Context, input: z.infer<Schema>, socket: Socket): Promise<Standing | void>;
};

/** Keeps the type of the input between `input` and `handle`. */
export function liveEvent<Schema extends z.ZodType>(event: LiveEvent<Schema>): LiveEvent {
  return event;
}

/**
 * Lets a socket send an event. Order: rate limit, who asks (read anew each time, so that a lost
 * right is lost at once), door, schema, act. Whatever goes wrong becomes an answer, never a throw.
 */
export function safeOn(socket: Socket, event: LiveEvent, contextNow: () => Promise<Context>): void {
  socket.on(event.name, (...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === "function" ? (reply: LiveReply) => void last(reply) : () => undefined;
    void answer(args[0])
      .then(acknowledge)
      .catch(() => undefined);
  });

  async function answer(input: unknown): Promise<LiveReply> {
    try {
      // Writing together comes letter by letter: its own limit, below, counts that.
      if (event.limit !== "document_write") await limit("socket_event", socket.id);
      const ctx = await contextNow();
      const who = socketDoors[event.name];
      if (who === undefined) throw new Forbidden();
      if (!passes(ctx.actor, who)) throw who === "member" ? new Unauthorized() : new Forbidden();
      if (who !== "anyone" && isLeaving(ctx.actor)) throw new Forbidden("account_leaving");
      // What a member does counts alike by page and by socket.
      if (who !== "anyone" && isSignedIn(ctx.actor)) {
        // A whole company may sit in one room behind one address.
        if (!event.limit) await limit("write_address", ctx.address);
        await limit(event.limit ?? "write_member", ctx.actor.id);
      }
      const parsed = event.input.safeParse(input);
      if (!parsed.success) throw new Invalid({});
      const standing = await event.handle(ctx, parsed.data, socket);
      return standing ? { ok: true, standing } : { ok: true };
    } catch (error) {
      if (error instanceof Invalid) return { ok: false, code: error.code, fields: error.fields };
      const problem = problemOf(error);
      if (problem) return { ok: false, code: problem.code };
      const { log, request } = await contextNow().catch(() => ({ log: null, request: null }));
      log?.error({ err: error, event: event.name, request }, "a live event failed");
      return { ok: false, code: "bug" };
    }
  }
}
