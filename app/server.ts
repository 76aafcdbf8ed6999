/** The one entry of the server: pages, sockets and the command line share what it imports. */
import { createRequestListener } from "@remix-run/node-fetch-server";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import path from "node:path";
import { createRequestHandler, RouterContextProvider } from "react-router";
import * as build from "virtual:react-router/server-build";
import { dialectOf } from "../db/columns.ts";
import { journal } from "../db/journal.ts";
import { type Database, takePlace } from "../db/database.ts";
import { openUpToDate } from "../db/up-to-date.ts";
import { actorOf } from "./features/accounts/session.server.ts";
import { prepareSetup } from "./features/accounts/setup.server.ts";
import { clearGround } from "./features/demo/ground.server.ts";
import { openDemo } from "./features/demo/reset.server.ts";
import { keepMailing } from "./features/notices/bundling.server.ts";
import { planOverdue } from "./features/piloting/overdue.server.ts";
import { planTidying } from "./features/accounts/tidy.server.ts";
import { prepareLegal } from "./features/legal/commands.server.ts";
import { planLooking } from "./features/fairness/looking.server.ts";
import { planHeads } from "./features/proof/signing.server.ts";
import { replayErasures } from "./features/privacy/erasing.server.ts";
import { localeAskedFor } from "./i18n.server.ts";
import { jobHandlers } from "./jobs.ts";
import { attachGateway, liveReader } from "./live/gateway.server.ts";
import { type Locale, visitor } from "./platform/actor.ts";
import { BadConfig, type Config, readConfig } from "./platform/config.server.ts";
import { setContext } from "./platform/context.server.ts";
import { readCookie } from "./platform/cookies.server.ts";
import { follow, useExactReaders } from "./platform/events.server.ts";
import { beNotReady } from "./platform/health.server.ts";
import { clientAddress } from "./platform/http/address.server.ts";
import { mustArriveWithin, withReadBody } from "./platform/http/body.server.ts";
import { doors as makeDoors, passOf } from "./platform/http/doors.server.ts";
import { withProblems } from "./platform/http/problems.server.ts";
import { setReply } from "./platform/http/reply.server.ts";
import { wantsPage } from "./platform/http/wants.server.ts";
import { withUpload } from "./platform/http/uploads.server.ts";
import { runJobs } from "./platform/jobs.server.ts";
import { problemOf } from "./platform/problem-of.server.ts";
import { logger } from "./platform/log.server.ts";
import { once } from "./platform/once.server.ts";
import { keepSealing } from "./platform/seals.server.ts";
import { loadSecret, prepareDataDir } from "./platform/signing.server.ts";
import { shareFolder } from "./platform/shared-folder.server.ts";
import { siteOf, siteReader } from "./platform/site.server.ts";
import { isCookieless, sendsFiles, takesFromElsewhere, takesJson } from "./policies.ts";
import { answerInPause, answerWithoutPages } from "./calm.server.ts";
import { catchingUpReaders, exactReaders } from "./readers.ts";

export { runCli } from "./cli/run.ts";

type Running = { config: Config; db: Database; beginStop(): void; stop(): Promise<void> };

const mode = import.meta.env.DEV ? "development" : "production";
const state = once("server", () => ({ running: null as Running | null }));

/**
 * Opens the database, brings its schema up to date, and starts what works behind the pages. Gives
 * the configuration. Throws `BadConfig`, `SchemaMismatch`, `MigrationFailed`, `DatabaseUnavailable`.
 */
export async function start(env: NodeJS.ProcessEnv, { demo = false }: { demo?: boolean } = {}): Promise<Config> {
  // Whatever is written holds what people said in confidence: it is for this account alone.
  process.umask(0o077);
  const config = readConfig(env, { demo });
  if (dialectOf(config.databaseUrl) === "postgres" && !env.SECRET) {
    throw new BadConfig("SECRET must be set with PostgreSQL: every server of one database shares it.");
  }
  prepareDataDir(config.dataDir);
  loadSecret(config.dataDir, env);
  const log = logger(config.logLevel);
  const leave = takePlace(config.databaseUrl);
  if (config.demo) await clearGround(config, env);
  const db = await openUpToDate(config, { journal, say: (sentence) => log.info(sentence), hasPlace: true });
  await shareFolder(db, config.dataDir);
  useExactReaders(exactReaders);
  // A demo is sown with the same people each time.
  const erased = config.demo ? 0 : await replayErasures(db, config.dataDir, Date.now());
  if (erased > 0) log.warn({ erased }, "people who are on the list of erasures were erased again");
  const stopResets = config.demo ? await openDemo({ db, config, log }, catchingUpReaders) : () => undefined;
  await planTidying(db, Date.now());
  await planOverdue(db, Date.now());
  await planHeads(db, Date.now());
  await planLooking(db, Date.now());
  await prepareLegal(db, Date.now());
  const readers = [liveReader(db), siteReader(db), ...catchingUpReaders(db)].map((reader) => follow(db, reader, log));
  const workers = [
    runJobs(db, jobHandlers({ config, db }), log, Date.now),
    keepSealing(db, log),
    keepMailing(db, log, Date.now),
    ...readers,
  ];
  let stopped: Promise<void[]> | undefined;
  const stopWorkers = () => (stopped ??= Promise.all(workers.map((worker) => worker.stop())));
  state.running = {
    config,
    db,
    beginStop() {
      beNotReady();
      stopResets();
      void stopWorkers();
    },
    async stop() {
      await stopWorkers();
      await db.close();
      leave();
    },
  };
  return config;
}

/** The set-up code of an installation without an admin, or null; a new one at each call. */
export function setupCode(): Promise<string | null> {
  return prepareSetup(running().db);
}

/** Takes no new work from here on; what is under way goes on until `stop`. */
export function beginStop(): void {
  state.running?.beginStop();
}

/** Finishes the work under way and closes the database. */
export async function stop(): Promise<void> {
  await state.running?.stop();
  state.running = null;
}

function running(): Running {
  if (!state.running) throw new Error("The server is not started.");
  return state.running;
}

/** Lets live connections in on the same port. */
export function attachLive(server: Server): { close(): Promise<void> } {
  const { config, db } = running();
  return attachGateway(server, { config, db, log: logger(config.logLevel) });
}

/** Turns away what may not come in at all; gives true when it answered. */
export function doors(req: IncomingMessage, res: ServerResponse): boolean {
  const takes = { fromElsewhere: takesFromElsewhere, json: takesJson };
  return once("doors", () => makeDoors(running().config, mode === "development", takes))(req, res);
}

const answer = createRequestHandler(withProblems(build), mode);

/** What programs ask: answered without looking who asks, so also without the database. */
const forPrograms = new Set(["/healthz", "/readyz", "/metrics"]);

/** How long a form may take to arrive, in milliseconds; files have as long as `server.js` gives. */
const formPatience = 30_000;

/** Answers a request for a page or an act. */
export const handler: RequestListener = (req, res) => {
  const { config, db } = running();
  const pass = passOf(req);
  const { nonce, request: id } = pass;
  pass.route = "(page)";
  const log = logger(config.logLevel);
  const listener = createRequestListener(async (request) => {
    const now = Date.now();
    const cookies = isCookieless(new URL(request.url).pathname) ? null : request.headers.get("cookie");
    const preferred = readCookie(config, cookies, "locale");
    let locale = isChosen(preferred) ? preferred : (localeAskedFor(request) ?? "en");
    try {
      const { pathname } = new URL(request.url);
      const isProgram = forPrograms.has(pathname);
      const calm = pathname === "/healthz" ? null : answerInPause(locale);
      if (calm) return calm;
      const { actor } = isProgram ? { actor: visitor } : await actorOf(db, cookies, now, config);
      if (actor.kind === "member") locale = actor.locale;
      else if (!isProgram && !isChosen(preferred) && localeAskedFor(request) === null) {
        locale = (await siteOf(db)).locale;
      }
      const provider = new RouterContextProvider();
      const address = clientAddress(req, config.trustProxy);
      const parked = readCookie(config, cookies, "parked");
      setContext(provider, { actor, now, locale, db, config, log, request: id, address, parked });
      setReply(provider, { nonce, locale, isAt: (pattern) => void (pass.route = pattern) });
      const respond = (read: Request) => answer(read, provider);
      const isUpload = request.method === "POST" && actor.kind === "member" && sendsFiles(actor, pathname);
      if (!isUpload) mustArriveWithin(req, formPatience);
      const response = isUpload
        ? await withUpload(request, { sender: actor.id, folder: path.join(config.dataDir, "uploads") }, respond)
        : await respond(await withReadBody(request));
      // Whatever an answer holds, it was made for one person.
      if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "private, no-store");
      return response;
    } catch (error) {
      const problem = problemOf(error);
      // Who went away before everything was sent is no fault, and hears no answer.
      if (!problem && !request.signal.aborted) log.error({ err: error, request: id }, "a request failed");
      const asPage = wantsPage(request);
      return answerWithoutPages(problem, locale, { asPage, typed: asPage ? await typedIn(request) : null });
    }
  }, publicName(config));
  listener(req, res);
};

/** The form that somebody sent, where nobody has read it yet; null when there is none, or files are in it. */
async function typedIn(request: Request): Promise<FormData | null> {
  if (request.method !== "POST" || request.bodyUsed) return null;
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) return null;
  return (await withReadBody(request)).formData().catch(() => null);
}

/**
 * How a request's own address begins, where it is configured: a proxy speaks http to us and may
 * call us by another name, and the framework refuses forms whose Origin is not that address.
 */
function publicName({ origin }: Config): { protocol?: string; host?: string } {
  if (origin === null) return {};
  const { protocol, host } = new URL(origin);
  return { protocol, host };
}

function isChosen(locale: string | null): locale is Locale {
  return locale === "fr" || locale === "en";
}
