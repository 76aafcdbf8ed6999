import { troubleOf } from "../../db/dialect/trouble.ts";
import { DatabaseUnavailable } from "../../db/unavailable.ts";
import { DiskFull, Problem, Unavailable } from "./errors.ts";

/** What was thrown, as a problem that people can be told; null for a bug. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return null;
  if (error instanceof DatabaseUnavailable) return new Unavailable();
  const trouble = troubleOf(error);
  if (trouble) return trouble === "full" ? new DiskFull() : new Unavailable();
  // What a library makes of an error carries it along.
  return error.cause === undefined ? null : problemOf(error.cause);
}
