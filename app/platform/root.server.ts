import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of the project: the one whose package.json is named "caco". Found by walking up, so
 * that it is the same from the sources, from a test and from the built bundle. Throws `Error`
 * when this file was moved out of the project.
 */
export function projectRoot(from: string = path.dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, "package.json");
    if (existsSync(file) && nameIn(file) === "caco") return folder;
    if (folder === path.dirname(folder)) throw new Error(`No folder above ${from} holds the project.`);
  }
}

function nameIn(file: string): unknown {
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof content === "object" && content !== null && "name" in content ? content.name : undefined;
}
