/** Folders that are either whole or not there under their name. */
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Unusable } from "../streams.ts";
import { flush } from "./manifest.ts";

/** What a folder is called while it is being filled, after its own name. */
export const unfinished = ".unfinished";

/**
 * Makes a folder by `work`, which fills it under another name. Throws `Unusable` when the folder holds something
 * already or cannot be made; when `work` fails, nothing is left of it.
 */
export async function makeWhole<Result>(folder: string, work: (draft: string) => Promise<Result>): Promise<Result> {
  await mustBeFree(folder);
  const draft = `${folder}${unfinished}-${process.pid}`;
  try {
    await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
    await mkdir(draft, { mode: 0o700 });
  } catch (error) {
    throw new Unusable(`${folder} cannot be made (${codeOf(error)}).`, { cause: error });
  }
  try {
    const result = await work(draft);
    await flush(draft);
    await rename(draft, folder);
    await flush(path.dirname(folder));
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (codeOf(error) !== "ENOSPC" && codeOf(error) !== "SQLITE_FULL") throw error;
    throw new Error(`There is no room left for ${folder}. Nothing of it was kept.`, { cause: error });
  }
}

/** Throws `Unusable` unless there is nothing under this name, or an empty folder. */
async function mustBeFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new Unusable(`${folder} is no folder that can be written (${error.code}).`);
  });
  if (names.length > 0) throw new Unusable(`${folder} is not empty: name a new folder.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
