import { writeFileSync } from "node:fs";
import path from "node:path";
import { asc, desc } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { onTestFinished, vi } from "vitest";
import { eventsAfter, logStart } from "../../db/dialect/log.ts";
import { seals } from "../../db/schema/log.ts";
import { signedHeads } from "../../db/schema/proof.ts";
import { type Head, headAsJson } from "../../app/features/proof/rules.ts";
import { signHead } from "../../app/features/proof/signing.server.ts";
import { record } from "../../app/platform/events.server.ts";
import { firstHash, sealOf } from "../../app/platform/seals.server.ts";
import { type Rig, sealAll, start } from "../support/database.ts";

/** Lets so many things happen, and seals them. */
export async function happen(rig: Rig, count: number): Promise<void> {
  const each = (_: unknown, number: number) => ({
    kind: "test.happened",
    space: null,
    subject: `test:${number}`,
    payload: { number },
  });
  await rig.db.transaction((tx) => record(tx, { actor: "system", now: start }, Array.from({ length: count }, each)));
  await sealAll(rig);
}

export function heads({ db }: Pick<Rig, "db">): Promise<Head[]> {
  return db.read.select().from(signedHeads).orderBy(asc(signedHeads.n));
}

/** Signs a head at a moment with the secret in the folder, as one site of several here, and gives the newest one. */
export async function signedAt(rig: Rig, now: number): Promise<Head> {
  vi.stubEnv("SECRET", "");
  onTestFinished(() => void vi.unstubAllEnvs());
  await signHead(rig, now);
  const [newest] = await rig.db.read.select().from(signedHeads).orderBy(desc(signedHeads.n)).limit(1);
  if (!newest) throw new Error("No head was signed.");
  return newest;
}

/** Keeps a text as somebody outside would, and gives the file. */
export function saved(rig: Rig, head: Head | string, name = "head.json"): string {
  const file = path.join(rig.dir, name);
  writeFileSync(file, typeof head === "string" ? head : headAsJson(head));
  return file;
}

/** What somebody does who may write to the database and knows the code: a new chain over the log as it is now. */
export async function sealAnew(db: Database): Promise<void> {
  const log = await eventsAfter(db.read, logStart, 10_000);
  let hash = firstHash;
  await db.transaction(async (tx) => {
    await tx.delete(seals);
    const chain = log.map((event, place) => ({
      n: place + 1,
      eventId: event.id,
      hash: (hash = sealOf(hash, event)),
    }));
    await tx.insert(seals).values(chain);
  });
}
