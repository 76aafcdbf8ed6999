/**
 * Starts Caco: builds when the build is missing or old, then serves pages and live connections
 * on one port (`node server.js demo`: a place full of examples, that lasts until it ends); or runs a
 * command (`node server.js caco …`). Needs nothing but Node.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {typeof import("./app/server.ts")} App */

const root = import.meta.dirname;
const words = process.argv.slice(2);
const isDevelopment = words[0] === "--dev";
// Said here and nowhere else: nothing that a request brings makes a server a demo.
const isDemo = words[0] === "demo";
process.env.NODE_ENV = isDevelopment ? "development" : "production";

if (words[0] === "caco") {
  const app = await builtApp();
  process.exit(await app.runCli(words.slice(1)));
} else {
  await serve().catch((error) => {
    console.error(startFailure(error));
    process.exit(1);
  });
}

/** What an operator can mend is one line; anything else is a bug and shows where. */
function startFailure(/** @type {NodeJS.ErrnoException & { port?: number, address?: string }} */ error) {
  if (error.code === "EADDRINUSE") return `The port ${error.port} is taken by another program.`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") return `HOST is no address of this machine.`;
  if (error.code === "EACCES" && error.port) return `The port ${error.port} may not be used by this account.`;
  const expected = ["BadConfig", "SchemaMismatch", "MigrationFailed", "DatabaseUnavailable"].includes(error.name);
  return expected ? error.message : error;
}

async function serve() {
  const server = http.createServer();
  const { load, assets } = isDevelopment ? await developmentSite(server) : await builtSite();
  const app = await load();
  if (isDemo) console.error("Filling a throw-away database with example content …");
  const config = await app.start(process.env, { demo: isDemo });

  server.on("request", (req, res) => void answer(req, res));
  // Slow senders give their place back: forms much earlier than files (see `app/server.ts`).
  server.requestTimeout = 300_000;
  server.headersTimeout = 10_000;
  const live = app.attachLive(server);

  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, () => resolve(undefined));
  });
  await announce(app, server, config);
  await stopGracefully(server, live, app);

  async function answer(/** @type {http.IncomingMessage} */ req, /** @type {http.ServerResponse} */ res) {
    try {
      const current = await load();
      if (current.doors(req, res)) return;
      assets(req, res, () => current.handler(req, res));
    } catch (error) {
      console.error(error);
      if (!res.headersSent) res.writeHead(500, { "Content-Type": "text/plain" });
      res.end();
    }
  }
}

/** The port may have been 0: the one that was given is said, also by links in mails. */
async function announce(
  /** @type {App} */ app,
  /** @type {http.Server} */ server,
  /** @type {Awaited<ReturnType<App["start"]>>} */ config,
) {
  const address = server.address();
  if (typeof address === "object" && address !== null) config.port = address.port;
  const origin = config.origin ?? `http://localhost:${config.port}`;
  console.log(`Caco listens on ${origin}`);
  if (isDemo) console.log(`This is a demo: choose who to be on ${origin}/signin`);
  const code = await app.setupCode();
  if (code !== null) console.log(`Set it up here: ${origin}/setup?code=${code}`);
}

async function stopGracefully(
  /** @type {http.Server} */ server,
  /** @type {ReturnType<App["attachLive"]>} */ live,
  /** @type {App} */ app,
) {
  const { default: closeWithGrace } = await import("close-with-grace");
  closeWithGrace({ delay: 15_000, logger: false }, async ({ err }) => {
    if (err) console.error(err);
    // Before anything else: work under way has its own patience, and all of it ends within ours.
    app.beginStop();
    const closed = new Promise((resolve) => server.close(resolve));
    await live.close();
    server.closeIdleConnections();
    await closed;
    await app.stop();
  });
}

/**
 * How the app is loaded, and what answers for the files of the browser.
 * @typedef {(req: http.IncomingMessage, res: http.ServerResponse, next: () => void) => void} Middleware
 * @typedef {{ load: () => Promise<App>, assets: Middleware }} Site
 */

/** @returns {Promise<Site>} */
async function developmentSite(/** @type {http.Server} */ server) {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root,
    appType: "custom",
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    load: () => /** @type {Promise<App>} */ (vite.ssrLoadModule("./app/server.ts")),
    assets: (req, res, next) => vite.middlewares(req, res, next),
  };
}

/** @returns {Promise<Site>} */
async function builtSite() {
  const app = await builtApp();
  const { default: compression } = await import("compression");
  const { default: serveStatic } = await import("serve-static");
  const compress = /** @type {Middleware} */ (/** @type {unknown} */ (compression()));
  // Files of the build (names change with their content) and of `public/`.
  const assetsFolder = path.join(root, "build/client/assets") + path.sep;
  const files = serveStatic(path.join(root, "build/client"), {
    index: false,
    redirect: false,
    setHeaders(res, file) {
      if (file.startsWith(assetsFolder)) res.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    },
  });
  return {
    load: async () => app,
    assets: (req, res, next) => compress(req, res, () => files(req, res, next)),
  };
}

/** @returns {Promise<App>} */
async function builtApp() {
  const entry = path.join(root, "build/server/index.js");
  if (isOlderThanSources(entry)) {
    console.error("Building (about 10 seconds, only after a change) …");
    const { createBuilder } = await import("vite");
    const builder = await createBuilder({ root, logLevel: "warn" });
    await builder.buildApp();
  }
  return import(pathToFileURL(entry).href);
}

function isOlderThanSources(/** @type {string} */ entry) {
  if (!existsSync(entry)) return true;
  const built = statSync(entry).mtimeMs;
  const sources = ["app", "db", "public", "vite.config.ts", "react-router.config.ts", "package-lock.json"];
  return sources.some((source) => newest(path.join(root, source)) > built);
}

/** @returns {number} */
function newest(/** @type {string} */ file) {
  if (!existsSync(file)) return 0;
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}
