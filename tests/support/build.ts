/** Builds the app once before the tests that serve it, when the build is older than the sources. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "../../app/platform/root.server.ts";

export async function setup(): Promise<void> {
  // The operators' tool builds what it needs, exactly as a start does.
  const tool = spawn(process.execPath, ["server.js", "caco", "help"], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [tool.stdout, tool.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(tool, "close")) as [number | null];
  if (code !== 0) throw new Error(`The app cannot be built:\n${said}`);
}
