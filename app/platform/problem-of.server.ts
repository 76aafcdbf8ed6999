import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { DiskFull, Problem, Unavailable } from "./errors.ts";

/** What was thrown, as a problem that people can be told; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) return new Unavailable();
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // SQLite's and PostgreSQL's words for a disk without room.
  return code === "SQLITE_FULL" || code === "53100" ? new DiskFull() : null;
}
