import { type LiveEvent, liveEvent } from "../../live/handlers.server.ts";
import { castSignal } from "./commands.server.ts";
import { signalInput } from "./inputs.ts";

/** Casting by socket: the same command and the same schema as the form. */
export const signalEvents: readonly LiveEvent[] = [
  liveEvent({ name: "signal.cast", input: signalInput, handle: (ctx, input) => castSignal(ctx, input) }),
];
