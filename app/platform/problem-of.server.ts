import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { DiskFull, Problem, Unavailable } from "./errors.ts";

/** What was thrown, as a problem that people can be told; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) return new Unavailable();
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  if (!(cause instanceof Error)) return null;
  const code = "code" in cause ? String(cause.code) : "";
  // SQLite's, PostgreSQL's and the system's words for a disk without room.
  if (code === "SQLITE_FULL" || code === "53100" || code === "ENOSPC") return new DiskFull();
  return isAway.test(code) || wasLost.test(cause.message) ? new Unavailable() : null;
}

/**
 * A database that is away, shuts down or starts, lets nobody else in, or is still busy after every
 * try: the same request may succeed in a moment.
 */
const isAway =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P0[1-3]|53300|40001|40P01|SQLITE_BUSY.*)$/;

/** What the PostgreSQL driver says, without a code, when a connection went or never came. */
const wasLost =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
