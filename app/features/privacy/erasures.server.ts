/**
 * The list of those who were erased, outside of the database: an id and a time on each line, no identity. A backup from
 * before an erasure brings the person back; this list, which is kept beside it, erases again.
 *
 * A line is on the disk before the erasure is committed. A crash in between leaves a line whose erasure is done at the
 * next start; the other order could lose an erasure with the next restored backup, and nobody would know.
 */
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";

const line = z.object({ member: z.string().regex(idPattern), at: z.number().int() });

/** Where the list lies. */
export function erasuresFile(dataDir: string): string {
  return path.join(dataDir, "erasures.jsonl");
}

/** Adds somebody to the list; it is on the disk when this is done. `at` is in milliseconds since 1970 UTC. */
export async function noteErasure(dataDir: string, member: string, at: number): Promise<void> {
  const file = await open(erasuresFile(dataDir), "a+", 0o600);
  try {
    // A crash may have cut the last line: what is added then begins a new one.
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    const isCut = size > 0 && (await file.read(last, 0, 1, size - 1)).bytesRead === 1 && last.toString() !== "\n";
    await file.appendFile(`${isCut ? "\n" : ""}${JSON.stringify({ member, at })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dataDir);
}

/** A new file is only there after a crash when its folder's entry is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps entries by itself.
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** The ids on the list, each once. A line that was cut by a crash is passed over: its erasure had not begun. */
export async function notedErasures(dataDir: string): Promise<string[]> {
  const text = await readFile(erasuresFile(dataDir), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return [...new Set(text.split("\n").flatMap((written) => memberIn(written) ?? []))];
}

function memberIn(written: string): string | null {
  try {
    return line.parse(JSON.parse(written)).member;
  } catch {
    return null;
  }
}
