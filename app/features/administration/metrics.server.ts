import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "../../platform/context.server.ts";
import { NotFound, Unauthorized } from "../../platform/errors.ts";
import { exposition, type Reading } from "../../platform/metrics.server.ts";
import { passwordsWaiting } from "../accounts/passwords.server.ts";
import { vitals } from "./health.server.ts";

/**
 * The figures for programs, in Prometheus' text form, for whoever sends `METRICS_TOKEN` as a bearer.
 * Throws `NotFound` where no token is configured, and `Unauthorized`. Without the database they are
 * those of the process alone, and `caco_database_up` is 0.
 */
export async function metricsFor(ctx: Context, authorization: string | null): Promise<{ type: string; text: string }> {
  const token = ctx.config.metricsToken;
  if (token === null) throw new NotFound();
  if (!isSame(authorization ?? "", `Bearer ${token}`)) throw new Unauthorized();
  return exposition(await readings(ctx));
}

/** Compares without telling by its time how much was right. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

async function readings(ctx: Context): Promise<Reading[]> {
  const single = (name: string, help: string, value: number | null): Reading[] =>
    value === null ? [] : [{ name, help, values: [{ value }] }];
  const ours = single("caco_passwords_waiting", "Passwords that wait to be compared.", passwordsWaiting());
  try {
    const { database, disk, log, jobs, backedUpAt } = await vitals(ctx);
    const oldest = jobs.dueSince === null ? 0 : (ctx.now - jobs.dueSince) / 1000;
    return [
      ...ours,
      ...single("caco_database_up", "Whether the database answers.", 1),
      ...single("caco_database_bytes", "Size of the database.", database.size),
      ...single("caco_wal_bytes", "Size of SQLite's write-ahead log.", database.wal),
      ...single("caco_disk_free_bytes", "Room left where the data folder lies.", disk.free),
      ...single(
        "caco_last_backup_timestamp_seconds",
        "When the last backup was finished, in seconds since 1970.",
        backedUpAt === null ? null : backedUpAt / 1000,
      ),
      ...single("caco_events_total", "Number of the newest event of the log.", log.head),
      {
        name: "caco_reader_behind_events",
        help: "Events that a reader of the log has not read yet.",
        values: log.readers.map(({ reader, behind }) => ({ labels: { reader }, value: behind })),
      },
      {
        name: "caco_jobs",
        help: "Jobs by state: due now, planned for later, failed for good.",
        values: (["due", "later", "failed"] as const).map((state) => ({ labels: { state }, value: jobs[state] })),
      },
      ...single("caco_oldest_job_seconds", "How long the oldest job that is due has waited.", oldest),
    ];
  } catch (error) {
    ctx.log.warn({ err: error, request: ctx.request }, "figures of the database could not be read");
    return [...ours, ...single("caco_database_up", "Whether the database answers.", 0)];
  }
}
