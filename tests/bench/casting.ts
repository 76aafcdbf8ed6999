/** How many signals the command itself writes in a second, without page or socket, beside bare rows. */
import { copyFile, readFile } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import pino from "pino";
import { actorFrom } from "../../app/features/accounts/session.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { Config } from "../../app/platform/config.server.ts";
import { useExactReaders } from "../../app/platform/events.server.ts";
import { exactReaders } from "../../app/readers.ts";
import { openDatabase } from "../../db/database.ts";
import { members } from "../../db/schema/members.ts";
import { firstLevels } from "../../db/schema/reputation.ts";
import { barePostgresRows, bareRows } from "./bare-rows.js";
import type { Site } from "./data.ts";

const rounds = 4;
const castsInRound = 2_000;

/** A second's worth of bare rows, of casts one after another, and of casts by several people at the same moment. */
export type CastRound = { bare: number; cast: number; together: number };

const peopleTogether = 8;

/**
 * Casts in turns with bare rows: on the PostgreSQL of `DATABASE_URL`, which holds the data, else on a
 * copy of the data in `folder`.
 */
export async function measureCasts(data: string, folder: string): Promise<CastRound[]> {
  const postgres = process.env.DATABASE_URL;
  const file = path.join(folder, "casting.db");
  if (postgres === undefined) await copyFile(path.join(data, "caco.db"), file);
  const site = JSON.parse(await readFile(path.join(data, "site.json"), "utf8")) as Site;
  useExactReaders(exactReaders);
  const db = await openDatabase(postgres ?? `file:${file}`);
  const bare = postgres === undefined ? bareRows(path.join(folder, "bare.db")) : await barePostgresRows(postgres);
  const config = {} as Config;
  const log = pino({ level: "silent" });
  const people = await Promise.all(
    site.members.map(async ({ id }) => {
      const [row] = await db.read.select().from(members).where(eq(members.id, id));
      if (!row) throw new Error("A member is missing.");
      return actorFrom(row, "", new Map([[site.space.id, { pilot: false, product: false, lead: false }]]));
    }),
  );
  // Known here: what they give counts for reputations, which is the most that a signal costs.
  await db.transaction(async (tx) => {
    await tx
      .insert(firstLevels)
      .values(site.members.map(({ id }) => ({ member: id, at: 0 })))
      .onConflictDoNothing();
  });
  let count = 0;
  const castNext = async () => {
    const turn = Math.floor(count / people.length);
    const who = count++ % people.length;
    const [actor, idea] = [people[who], site.untouched[(who + 7 * Math.floor(turn / 2)) % site.untouched.length]];
    if (!actor || !idea) throw new Error("The data has no members or ideas.");
    const ctx = { actor, now: Date.now(), locale: "en", db, config, log, request: "", address: "" } as const;
    await castSignal(ctx, { idea: idea.id, kind: turn % 2 === 0 ? "support" : "none" });
  };
  const perSecond = async (underWay: number) => {
    const began = performance.now();
    let left = castsInRound;
    const oneByOne = async () => {
      while (left-- > 0) await castNext();
    };
    await Promise.all(Array.from({ length: underWay }, oneByOne));
    return (castsInRound / (performance.now() - began)) * 1000;
  };
  const measured: CastRound[] = [];
  for (let each = 0; each < 1_000; each++) await castNext();
  for (let round = 0; round < rounds; round++) {
    measured.push({
      bare: await bare.perSecond(),
      cast: await perSecond(1),
      together: await perSecond(peopleTogether),
    });
  }
  await bare.close();
  await db.close();
  return measured;
}
