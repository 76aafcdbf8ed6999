import { createContext, type RouterContextProvider } from "react-router";
import type { Database, Tx } from "../../db/database.ts";
import { type Actor, type Locale, isSignedIn, type SignedIn } from "./actor.ts";
import type { Config } from "./config.server.ts";
import { Unauthorized } from "./errors.ts";
import type { Log } from "./log.server.ts";

/** What every query and command is handed: who asks, when, in which language, and the means. */
export type Context = {
  actor: Actor;
  /** The moment of the request, in milliseconds since 1970 UTC. The only clock of a command. */
  now: number;
  locale: Locale;
  db: Database;
  config: Config;
  log: Log;
  /** The request's id: in the log, and on the error page. */
  request: string;
  /** The address that limits are counted for: an IPv4 address or an IPv6 /64. */
  address: string;
  /** The secret by which this browser finds the form it parked. */
  parked?: string | null;
};

const key = createContext<Context>();

export function setContext(provider: Readonly<RouterContextProvider>, context: Context): void {
  provider.set(key, context);
}

/** The context of a route's loader or action: `contextOf(args)`. */
export function contextOf(args: { context: Readonly<RouterContextProvider> }): Context {
  return args.context.get(key);
}

/** The same context, known to belong to somebody signed in. Throws `Unauthorized`. */
export function signedIn(context: Context): Context & { actor: SignedIn } {
  if (!isSignedIn(context.actor)) throw new Unauthorized();
  return context as Context & { actor: SignedIn };
}

/** What a command is handed that is part of another one: its transaction is the one that runs. */
export function within(ctx: Context, tx: Tx): Context {
  return { ...ctx, db: { ...ctx.db, read: tx, transaction: (work) => work(tx) } };
}
