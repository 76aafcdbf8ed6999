import path from "node:path";
import { z } from "zod";

/** What the environment says, checked. The README's table explains each value. */
export type Config = {
  port: number;
  host: string;
  /** The public origin, or null: any loopback name with the port is accepted. */
  origin: string | null;
  databaseUrl: string;
  /** How many connections to PostgreSQL this process holds at most. */
  databasePool: number;
  dataDir: string;
  smtpUrl: string | null;
  mailFrom: string;
  logLevel: string;
  /** How many proxies stand in front; their last addresses in `X-Forwarded-For` are believed. */
  trustProxy: number;
  /** Opens `/metrics` to whoever sends it; null: there is no such page. */
  metricsToken: string | null;
  /** Whether this server was started as a demo: everybody may be anybody, and all of it is wiped. */
  demo: boolean;
};

/** A value of the environment that cannot be used, in one sentence. */
export class BadConfig extends Error {
  override name = "BadConfig";
}

/** Values that may hold a password: they are not repeated. */
const maybeSecret = new Set(["DATABASE_URL", "SMTP_URL", "METRICS_TOKEN"]);

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const environment = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: optional(z.string()),
  ORIGIN: optional(z.url({ protocol: /^https?$/ })),
  ALLOW_HTTP: optional(z.string()),
  DATABASE_URL: optional(z.union([z.string().startsWith("file:"), z.url({ protocol: /^postgres(ql)?$/ })])),
  DATABASE_POOL: optional(z.coerce.number().int().min(2).max(1_000)),
  DATA_DIR: optional(z.string()),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string().regex(/@/)),
  LOG_LEVEL: optional(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])),
  METRICS_TOKEN: optional(z.string().min(16)),
  TRUST_PROXY: optional(z.coerce.number().int().min(0).max(10)),
});

/**
 * Reads the environment. A demo's data has a folder of its own inside `DATA_DIR`; no variable makes a
 * server one. Throws `BadConfig` naming the first value that cannot be used.
 */
export function readConfig(env: NodeJS.ProcessEnv, { demo = false }: { demo?: boolean } = {}): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const shown = maybeSecret.has(name) ? "" : `: ${JSON.stringify(env[name])}`;
    throw new BadConfig(`${name} has a value that cannot be used${shown}.`);
  }
  const values = parsed.data;
  const origin = values.ORIGIN === undefined ? null : new URL(values.ORIGIN).origin;
  if (origin?.startsWith("http:") && !isLoopback(origin) && values.ALLOW_HTTP !== "1") {
    throw new BadConfig("ORIGIN must be https (or set ALLOW_HTTP=1 and know why).");
  }
  const dataDir = path.resolve(values.DATA_DIR ?? "data", demo ? "demo" : "");
  return {
    port: values.PORT ?? 3000,
    host: values.HOST ?? (origin === null ? "127.0.0.1" : "0.0.0.0"),
    origin,
    databasePool: values.DATABASE_POOL ?? 10,
    databaseUrl: values.DATABASE_URL ?? `file:${path.join(dataDir, "caco.db")}`,
    dataDir,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? "caco@localhost",
    logLevel: values.LOG_LEVEL ?? "info",
    trustProxy: values.TRUST_PROXY ?? 0,
    metricsToken: values.METRICS_TOKEN ?? null,
    demo,
  };
}

/** How links in mails begin: the public origin, else the name of this machine. */
export function originOf({ origin, port }: Pick<Config, "origin" | "port">): string {
  return origin ?? `http://localhost:${port}`;
}

/** Whether an origin names this machine only. */
export function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}
