import { readdirSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../app/platform/root.server.ts";

/** The files under a folder of the project whose path fits, with forward slashes, in order. */
export function filesUnder(folder: string, fits: RegExp): string[] {
  return readdirSync(path.join(projectRoot(), folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot(), path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => fits.test(file))
    .toSorted();
}
