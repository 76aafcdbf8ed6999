/**
 * What is no bug of ours: the database is away or busy, or a disk has no room. Told by the code of the
 * driver's error, or of what it was caused by: drizzle wraps what the driver throws.
 */
export function troubleOf(error: unknown): "away" | "full" | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  if (isFull.test(code)) return "full";
  return isAway.test(code) || wasLost.test(error.message) ? "away" : troubleOf(error.cause);
}

/** The code of the driver's error, or "". */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : codeOf(error.cause);
}

/** SQLite's, PostgreSQL's and the system's words for a disk, or a share of one, without room. */
const isFull = /^(SQLITE_FULL|53100|ENOSPC|EDQUOT)$/;

/**
 * The same request may succeed in a moment: a connection was refused, lost or never came (the system's
 * codes, 08…, 53300); PostgreSQL shuts down or starts (57P0…), takes no writes for now, because another
 * one is the primary (25006), or has no memory (53200); a statement or a transaction took too long
 * (57014, 25P03, 55P03); others were in the way at every try (40001, 40P01, SQLITE_BUSY); or the
 * database lies on a disk that fails or takes no writes.
 */
const isAway =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EIO|EROFS|08...|53[23]00|57P0[1-5]|58030|25006|57014|25P03|55P03|40001|40P01|SQLITE_(BUSY|READONLY|IOERR|CANTOPEN|PROTOCOL)(_.*)?)$/;

/** What the PostgreSQL driver says, without a code, when a connection went or never came. */
const wasLost =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable)/;
