/** The processes of the bench: Caco as operators start it, and the bare server it is compared with. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * @typedef {import("./data.ts").Site} Site
 * @typedef {import("./inside.js").Insides} Insides
 * @typedef {{ origin: string, folder: string, spawnedAt: number, insides(): Promise<Insides>, stop(): Promise<void> }} Caco
 */

const here = import.meta.dirname;
const root = path.join(here, "../..");

/** Builds the app when the build is older than the sources, so that no start has to. */
export async function build() {
  await finished(
    spawn(process.execPath, ["server.js", "caco", "help"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] }),
  );
}

/**
 * Makes the data once, in a folder of its own; each server starts from a copy.
 * @param {import("./data.ts").Size} size
 */
export async function makeData(size) {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  await inProcess("fill.js", folder, size);
  /** @type {Site} */
  const site = JSON.parse(await readFile(path.join(folder, "site.json"), "utf8"));
  return { folder, site, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Runs a script of the bench in a process of its own and waits for its end.
 * @param {string} script
 * @param {string[]} given
 */
export async function inProcess(script, ...given) {
  await run([path.join(here, script), ...given], process.env);
}

/**
 * Runs Node in the project's folder and waits for its end; throws when that is not a good one.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function run(args, env) {
  await finished(spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env }));
}

/**
 * Starts Caco on a copy of the data. It believes one proxy (`TRUST_PROXY`), so that each member of
 * the bench can say an address of its own: the limits are those of every day.
 * @param {string} data
 * @returns {Promise<Caco>}
 */
export async function startCaco(data) {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  await copyFile(path.join(data, "caco.db"), path.join(folder, "caco.db"));
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, ["--import", path.join(here, "inside.js"), "server.js"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { PATH: process.env.PATH, PORT: "0", DATA_DIR: folder, LOG_LEVEL: "warn", TRUST_PROXY: "1" },
  });
  const origin = await said(child, /Caco listens on (\S+)/);
  return {
    origin,
    folder,
    spawnedAt,
    insides: () => insidesOf(child),
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a server for texts that keeps them in memory.
 * @param {"hocuspocus" | "y-socket.io"} name
 * @returns {Promise<Pick<Caco, "origin" | "insides" | "stop">>}
 */
export async function startPeer(name) {
  const child = spawn(
    process.execPath,
    ["--import", path.join(here, "inside.js"), path.join(here, "writing-peer.js"), name],
    { stdio: ["ignore", "pipe", "inherit", "ipc"], env: { PATH: process.env.PATH, NODE_ENV: "production" } },
  );
  const origin = await said(child, /Listening on (\S+)/);
  return { origin, insides: () => insidesOf(child), stop: () => end(child) };
}

/**
 * What a process says of itself that `inside.js` is loaded into.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<Insides>}
 */
async function insidesOf(child) {
  child.send("insides");
  const [answer] = await once(child, "message");
  return answer;
}

/**
 * Starts the yardstick: `node:http` and nothing else, answering 10 KB of HTML.
 * @returns {Promise<{ origin: string, stop(): Promise<void> }>}
 */
export async function startBareServer() {
  const child = spawn(process.execPath, [path.join(here, "bare-server.js")], { stdio: ["ignore", "pipe", "inherit"] });
  const origin = await said(child, /Listening on (\S+)/);
  return { origin, stop: () => end(child) };
}

/**
 * Waits for a line of a process and gives what the pattern catches.
 * @param {import("node:child_process").ChildProcess} child
 * @param {RegExp} pattern
 * @returns {Promise<string>}
 */
function said(child, pattern) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part) => {
      text += part;
      const caught = pattern.exec(text)?.[1];
      // The name would be looked up for each connection of the load.
      if (caught !== undefined) resolve(caught.replace("localhost", "127.0.0.1"));
    });
    child.once("exit", (code) => reject(new Error(`A process ended with ${code} before it was ready:\n${text}`)));
  });
}

/** @param {import("node:child_process").ChildProcess} child */
async function finished(child) {
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${child.spawnargs.join(" ")} ended with ${code}.`);
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
