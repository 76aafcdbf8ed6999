import pino from "pino";
import { factsOf } from "./error-facts.server.ts";
import { once } from "./once.server.ts";

export type Log = pino.Logger;

/** JSON lines on standard output. Never a mail address, a token, a body or a cookie. */
export function logger(level: string): Log {
  return once("log", () =>
    pino({
      level,
      base: null,
      serializers: { err: factsOf },
      redact: ["*.password", "*.token", "*.email", "*.cookie", "*.body", "*.secret"],
    }),
  );
}
