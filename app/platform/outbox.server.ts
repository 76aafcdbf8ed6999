/**
 * The folder in which mails lie when there is no mail server. Threat: their links open accounts. So a
 * file is found by the id in its name alone, never by a path that somebody sent, and links between
 * files are not followed.
 */
import { constants } from "node:fs";
import { lstat, open, opendir, unlink } from "node:fs/promises";
import path from "node:path";
import PostalMime from "postal-mime";
import type { Config } from "./config.server.ts";
import { idPattern } from "./ids.ts";

/** Where mails lie that have no server to go to. */
export function outboxOf({ dataDir }: Pick<Config, "dataDir">): string {
  return path.join(dataDir, "outbox");
}

/** A mail of the outbox in plain text; `at` is when it was written, in milliseconds since 1970 UTC. */
export type LyingMail = { id: string; at: number; to: string; subject: string; text: string };

/** Names that are looked at in one reading of the folder. */
const mostNames = 20_000;

/** A mail of ours has a few kilobytes. */
const mostBytes = 1_000_000;

/**
 * Up to `size` mails, the newest first, that were written before the one called `before`; `next` is the
 * id to go on with, `isCut` whether the folder holds more names than are looked at. No folder: no mails.
 */
export async function listOutbox(
  folder: string,
  { before, size }: { before: string | null; size: number },
): Promise<{ mails: LyingMail[]; next: string | null; isCut: boolean }> {
  const { names, isCut } = await namesIn(folder);
  // An id begins with its time.
  const newest = names
    .filter((name) => name.endsWith(".eml"))
    .map(idIn)
    .filter((id) => before === null || id < before)
    .toSorted()
    .toReversed();
  const page = newest.slice(0, size);
  const mails = await Promise.all(page.map((id) => readOutbox(folder, id)));
  return {
    mails: mails.filter((mail) => mail !== null),
    next: newest.length > size ? (page.at(-1) ?? null) : null,
    isCut,
  };
}

/** One mail, or null where none of that name can be read. */
export async function readOutbox(folder: string, id: string): Promise<LyingMail | null> {
  if (!idPattern.test(id)) return null;
  try {
    const file = await open(path.join(folder, `${id}.eml`), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { mtimeMs, size } = await file.stat();
      if (size > mostBytes) return null;
      const mail = await PostalMime.parse(await file.readFile());
      const to = mail.to?.map(({ address }) => address).join(", ") ?? "";
      return { id, at: Math.round(mtimeMs), to, subject: mail.subject ?? "", text: mail.text?.trimEnd() ?? "" };
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Removes mails, also half-written ones, that were written before `until` (milliseconds since 1970 UTC). */
export async function tidyOutbox(folder: string, until: number): Promise<void> {
  const { names } = await namesIn(folder);
  for (const name of names) {
    const file = path.join(folder, name);
    // Gone already, or not ours to remove: the next day is another one.
    const found = await lstat(file).catch(() => null);
    if (found?.isFile() && found.mtimeMs < until) await unlink(file).catch(() => undefined);
  }
}

/** Removes the mails that are to an address, or in which one of these words stands by itself: what names somebody. */
export async function forgetInOutbox(folder: string, words: readonly string[]): Promise<void> {
  const said = words.filter((word) => word !== "").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (said.length === 0) return;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${said.join("|")})(?![\\p{L}\\p{N}])`, "iu");
  const { names } = await namesIn(folder);
  for (const name of names) {
    const mail = await readOutbox(folder, idIn(name));
    if (!mail || !pattern.test([mail.to, mail.subject, mail.text].join("\n"))) continue;
    await unlink(path.join(folder, name)).catch(() => undefined);
  }
}

/** The names of mails, whole ones and those being written. */
async function namesIn(folder: string): Promise<{ names: string[]; isCut: boolean }> {
  const names: string[] = [];
  let seen = 0;
  try {
    for await (const { name } of await opendir(folder)) {
      if (++seen > mostNames) return { names, isCut: true };
      if (/\.eml(\.part)?$/.test(name) && idPattern.test(idIn(name))) names.push(name);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return { names, isCut: false };
}

function idIn(name: string): string {
  return name.slice(0, name.indexOf("."));
}
