import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { DiskFull, Problem, Unavailable } from "./errors.ts";

/** What was thrown, as a problem that people can be told; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return null;
  if (error instanceof DatabaseUnavailable) return new Unavailable();
  const code = "code" in error ? String(error.code) : "";
  if (isFull.test(code)) return new DiskFull();
  if (isAway.test(code) || wasLost.test(error.message)) return new Unavailable();
  // What a library makes of an error carries it along.
  return error.cause === undefined ? null : problemOf(error.cause);
}

/** SQLite's, PostgreSQL's and the system's words for a disk, or a share of one, without room. */
const isFull = /^(SQLITE_FULL|53100|ENOSPC|EDQUOT)$/;

/**
 * A database that is away, shuts down or starts, lets nobody else in, is still busy after every try,
 * or lies on a disk that fails or takes no writes: the same request may succeed in a moment.
 */
const isAway =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EIO|EROFS|08...|57P0[1-3]|53300|58030|40001|40P01|SQLITE_(BUSY|READONLY|IOERR|CANTOPEN|PROTOCOL)(_.*)?)$/;

/** What the PostgreSQL driver says, without a code, when a connection went or never came. */
const wasLost =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
