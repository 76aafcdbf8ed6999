import { readFileSync } from "node:fs";
import path from "node:path";
import { once } from "./once.server.ts";
import { projectRoot } from "./root.server.ts";

/** The version of this program, as package.json says it. */
export function programVersion(): string {
  return once("version", () => {
    const content = JSON.parse(readFileSync(path.join(projectRoot(), "package.json"), "utf8")) as { version: string };
    return content.version;
  });
}
