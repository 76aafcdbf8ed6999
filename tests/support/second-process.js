/**
 * A process beside the server that calls a command on the same database file: casts, takes back
 * and casts again one member's signal on one idea, `times` times at once.
 *
 *     node tests/support/second-process.js <database address> <member id> <idea id> <times>
 */
import { createServer } from "vite";

const [url = "", member = "", idea = "", times = "0"] = process.argv.slice(2);
const vite = await createServer({
  configFile: false,
  root: new URL("../..", import.meta.url).pathname,
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
});

const { castOften } = /** @type {typeof import("./cast-often.ts")} */ (
  await vite.ssrLoadModule("/tests/support/cast-often.ts")
);
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
const outcome = await castOften(url, member, idea, Number(times));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
await vite.close();
process.exit(0);
