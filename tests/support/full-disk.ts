/** Folders whose disk has no room on demand. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export type SmallDisk = {
  folder: string;
  /** Leaves no room for the process that works in the folder. */
  fill(pid: number): Promise<void>;
  free(pid: number): Promise<void>;
  remove(): Promise<void>;
};

/** A disk of 24 MB in memory; null where this account may not mount one. */
export async function smallDisk(): Promise<SmallDisk | null> {
  if (process.platform !== "linux") return null;
  const folder = await mkdtemp(path.join(tmpdir(), "caco-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  const filler = path.join(folder, "filler");
  return {
    folder,
    async fill() {
      for (let size = 4_194_304; size >= 4_096;) {
        // Larger parts first, then whatever is left.
        await writeFile(filler, Buffer.alloc(size), { flag: "a" }).catch(() => (size /= 4));
      }
    },
    free: () => rm(filler),
    async remove() {
      execFileSync("umount", ["-l", folder]);
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * A disk on which no file may grow any more, by a limit of the process: writes fail with another error
 * than those to a full disk. For Linux, whose processes can be limited while they run.
 */
export async function stiffDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-disk-"));
  const limit = (pid: number, bytes: string) => execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
  return {
    folder,
    fill: async (pid) => void limit(pid, String(statSync(path.join(folder, "caco.db-wal")).size)),
    free: async (pid) => void limit(pid, "unlimited"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
