import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "../../../db/database.ts";
import { archiveOf } from "../../features/privacy/archive.server.ts";
import { eraseMember } from "../../features/privacy/erasing.server.ts";
import { memberFor } from "../../features/privacy/identity.server.ts";
import { readConfig } from "../../platform/config.server.ts";
import { Refused } from "../../platform/errors.ts";
import { existingDatabase } from "../database.ts";
import { type Streams, Unusable } from "../streams.ts";

export const userHelp = `  user export WHO DIR                writes what is kept about somebody into DIR, as a zip
  user erase WHO --yes               erases somebody at once and for good; WHO: a handle, an address or an id`;

/**
 * `user export WHO DIR`, `user erase WHO --yes`: what somebody asks for by letter who cannot sign in. The server may run
 * meanwhile. Throws `Unusable` when the order is not usable or nobody is called so.
 */
export async function userCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const words = args.filter((arg) => arg !== "--yes");
  const [act, who, folder, ...rest] = words;
  if (act !== "export" && act !== "erase") throw new Unusable(`Say what to do: "user export" or "user erase".`);
  if (who === undefined) throw new Unusable(`Say whose account: "user ${act} HANDLE", an address or an id.`);
  if (act === "export" && folder === undefined) throw new Unusable(`Say where to write: "user export ${who} DIR".`);
  if (rest.length > 0 || (act === "erase" && folder !== undefined)) throw new Unusable("One person at a time.");
  const config = readConfig(process.env);
  const db = await existingDatabase(config, stderr);
  try {
    const member = await memberFor(db.read, who);
    if (!member) throw new Unusable(`Nobody is called ${who}: say a handle, an address or an id.`);
    if (act === "export") {
      stdout.write(`${await exportTo(db, member, path.resolve(folder ?? ""))}\n`);
      return;
    }
    if (!args.includes("--yes")) {
      throw new Unusable(`This erases ${member.handle} (${member.id}) for good. Say it again with --yes.`);
    }
    const isErased = await eraseMember(db, config.dataDir, member.id, Date.now());
    stdout.write(isErased ? `${who} is erased.\n` : `${who} was erased already.\n`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Unusable(`${who} is the only administrator: make somebody else one first ("admin grant ADDRESS").`);
  } finally {
    await db.close();
  }
}

/** Writes the file and gives its path. It is the person whole: nobody else may read it. */
async function exportTo(db: Database, member: { id: string; handle: string }, folder: string): Promise<string> {
  const now = Date.now();
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `caco-${member.handle}-${new Date(now).toISOString().replace(/[:.]/g, "-")}.zip`);
  await pipeline(await archiveOf(db, member.id, now), createWriteStream(file, { flags: "wx", mode: 0o600 }));
  return file;
}
