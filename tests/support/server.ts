/** The app as its users meet it: a process of its own, on a free port, with a data folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { dialect } from "../../db/columns.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { afterEachFile } from "./endings.ts";
import { postgresDatabase } from "./own-postgres.ts";
import { until } from "./until.ts";

export type ReadMail = { to: string; subject: string; text: string; html: string };

export type RunningServer = {
  origin: string;
  dataDir: string;
  databaseUrl: string;
  /** The number of its process. */
  pid: number;
  /** The one-time code that the console shows while there is no admin. */
  setupCode(): Promise<string>;
  /** The mails written so far, oldest first. */
  outbox(): Promise<ReadMail[]>;
  /** The newest mail to somebody whose subject fits; waits for it. */
  mailTo(address: string, subject?: RegExp): Promise<ReadMail>;
  /** Everything the process has said: printed lines and its log. */
  said(): string;
  /** Lines of the log that tell of a bug. */
  faults(): string[];
  isAlive(): boolean;
  /** Ends the process as an operator does, and gives its exit code. */
  stop(how?: { keepData?: boolean }): Promise<number | null>;
};

const started: ChildProcess[] = [];

// A test that fails before it stops its server leaves none behind.
afterEachFile(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/**
 * Starts the app, with `words` on its command line, from the folder `root`; in a project on
 * PostgreSQL with a database of its own there, unless `env` names one. Whatever is printed before it
 * listens is in the error when it does not.
 */
export async function startServer({
  env = {},
  dataDir,
  words = [],
  root = projectRoot(),
}: { env?: NodeJS.ProcessEnv; dataDir?: string; words?: string[]; root?: string } = {}): Promise<RunningServer> {
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), "caco-site-")));
  const place = dialect === "postgres" && env.DATABASE_URL === undefined ? await postgresDatabase() : null;
  const databaseUrl = env.DATABASE_URL ?? place?.url ?? `file:${path.join(folder, "caco.db")}`;
  const child = spawn(process.execPath, ["server.js", ...words], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      DATA_DIR: folder,
      LOG_LEVEL: "warn",
      // Each client of the tests says an address of its own, so that one does not use up another's limits.
      TRUST_PROXY: "1",
      ...(dialect === "postgres" && { DATABASE_URL: databaseUrl, SECRET: process.env.SECRET }),
      ...env,
    },
  });
  started.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const line = (pattern: RegExp) =>
    until(() => {
      if (!isAlive()) throw new Error(`The server ended before it was ready:\n${said}`);
      return pattern.exec(said)?.[1];
    }, 30_000);

  const outbox = async () => {
    const mails = path.join(folder, "outbox");
    const names = await readdir(mails).catch(() => []);
    const whole = names.filter((name) => name.endsWith(".eml")).toSorted();
    return Promise.all(whole.map(async (name) => readMail(await readFile(path.join(mails, name)))));
  };

  return {
    origin: await line(/Caco listens on (\S+)/),
    dataDir: folder,
    databaseUrl,
    pid: child.pid ?? 0,
    setupCode: () => line(/\/setup\?code=(\S+)/),
    outbox,
    mailTo: (address, subject = /./) =>
      until(async () => (await outbox()).findLast((mail) => mail.to === address && subject.test(mail.subject)), 10_000),
    said: () => said,
    faults: () => said.split("\n").filter((text) => /"level":[56]0/.test(text) || /^\s+at .*:\d+:\d+\)?$/.test(text)),
    isAlive,
    async stop({ keepData = false } = {}) {
      if (isAlive()) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      if (!keepData) {
        await rm(folder, { recursive: true, force: true });
        await place?.drop();
      }
      return child.exitCode;
    },
  };
}

/** Runs the program as an operator would, and gives how it ended and what it said. */
export async function run(args: string[], env: NodeJS.ProcessEnv, as: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ["server.js", ...args], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    ...as,
    env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "warn", ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, lines: said.trim().split("\n") };
}

async function readMail(content: Buffer): Promise<ReadMail> {
  const mail = await PostalMime.parse(content);
  return {
    to: mail.to?.[0]?.address ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
  };
}

/** The path of the first link in a mail to a page of this kind, such as `verify`. */
export function linkIn(mail: ReadMail, kind: string): string {
  const found = new RegExp(`https?://[^/\\s]+(/${kind}/[\\w-]+(?:\\.[\\w-]+)*)`).exec(mail.text);
  if (!found?.[1]) throw new Error(`The mail "${mail.subject}" has no link to ${kind}:\n${mail.text}`);
  return found[1];
}
