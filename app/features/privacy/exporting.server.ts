/**
 * The file with somebody's data: asked for, made by a job, kept for a week. Threat: it is the person whole, so nobody else
 * gets it (not even with its address), and a link that lies about in a mail opens nothing without signing in.
 */
import { and, asc, desc, eq, gt, inArray, isNotNull, lte } from "drizzle-orm";
import type { Database, Reads, Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { dataExportParts, dataExports } from "../../../db/schema/privacy.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { actorFrom } from "../accounts/session.server.ts";
import { archiveOf } from "./archive.server.ts";
import { dataReady } from "./events.ts";
import { exportKept, exportPause } from "./rules.ts";

/** The kind of the job that makes the file. */
export const exportJob = "privacy.export";

/** Length of a piece, in bytes. */
const piece = 256 * 1024;

/** Asks for the file; a notice says when it is there. Throws `Refused("data_asked")` within a day of the last time. */
export async function askForData(ctx: Context): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const recent = and(eq(dataExports.member, actor.id), gt(dataExports.askedAt, ctx.now - exportPause));
    const [asked] = await tx.select({ id: dataExports.id }).from(dataExports).where(recent).limit(1);
    if (asked) throw new Refused("data_asked");
    const id = newId(ctx.now);
    await tx.insert(dataExports).values({ id, member: actor.id, askedAt: ctx.now });
    await enqueue(tx, ctx, { kind: exportJob, payload: { export: id } });
  }, "serializable");
}

/** Makes the file, piece by piece. Repeated after a crash, it begins again. */
export async function makeExport(db: Database, id: string, now: number): Promise<void> {
  const [asked] = await db.read
    .select({ member: members, readyAt: dataExports.readyAt })
    .from(dataExports)
    .innerJoin(members, eq(members.id, dataExports.member))
    .where(eq(dataExports.id, id));
  // Made already, or of somebody who was erased meanwhile.
  if (!asked || asked.readyAt !== null) return;
  const { member } = asked;
  await db.transaction((tx) => tx.delete(dataExportParts).where(eq(dataExportParts.export, id)));
  let number = 0;
  let size = 0;
  for await (const bytes of pieces(await archiveOf(db, member.id, now))) {
    await db.transaction((tx) => tx.insert(dataExportParts).values({ export: id, number: number++, bytes }));
    size += bytes.length;
  }
  await db.transaction(async (tx) => {
    await tx
      .update(dataExports)
      .set({ readyAt: now, expiresAt: now + exportKept, size })
      .where(eq(dataExports.id, id));
    await record(tx, { actor: actorFrom(member), now }, [dataReady({ member: member.id, export: id })]);
  });
}

async function* pieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const bytes of stream) {
    kept.push(bytes);
    length += bytes.length;
    if (length < piece) continue;
    yield Buffer.concat(kept);
    kept = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(kept);
}

/** The newest file of the one who asks, or null; `isOpen` says whether another may be asked for. */
export async function myExport(ctx: Context) {
  const { actor } = signedIn(ctx);
  const [latest] = await ctx.db.read
    .select()
    .from(dataExports)
    .where(eq(dataExports.member, actor.id))
    .orderBy(desc(dataExports.askedAt))
    .limit(1);
  const mayAsk = !latest || latest.askedAt <= ctx.now - exportPause;
  const isThere = latest && (latest.expiresAt === null || latest.expiresAt > ctx.now);
  if (!isThere) return { file: null, mayAsk };
  const { id, askedAt, readyAt, expiresAt, size } = latest;
  return { file: { id, askedAt, readyAt, expiresAt, size }, mayAsk };
}

/** A file of the one who asks that can be fetched now. Throws `NotFound`, also for those of others. */
export async function exportSeenBy(ctx: Context, id: string): Promise<{ size: number; readyAt: number }> {
  const { actor } = signedIn(ctx);
  const own = and(eq(dataExports.id, id), eq(dataExports.member, actor.id));
  const [found] = await ctx.db.read
    .select({ size: dataExports.size, readyAt: dataExports.readyAt })
    .from(dataExports)
    .where(and(own, isNotNull(dataExports.readyAt), gt(dataExports.expiresAt, ctx.now)));
  if (!found) throw new NotFound();
  return { size: found.size, readyAt: found.readyAt ?? 0 };
}

/** The bytes of a file, piece by piece. Whether it may be read, the caller has asked. */
export function exportBytes(read: Reads, id: string): ReadableStream<Uint8Array> {
  let number = 0;
  return new ReadableStream({
    async pull(controller) {
      const [part] = await read
        .select({ bytes: dataExportParts.bytes })
        .from(dataExportParts)
        .where(and(eq(dataExportParts.export, id), eq(dataExportParts.number, number++)))
        .orderBy(asc(dataExportParts.number));
      if (part) controller.enqueue(new Uint8Array(part.bytes));
      else controller.close();
    },
  });
}

/** Deletes the files whose week is over. */
export async function tidyExports(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx: Tx) => {
    const old = await tx
      .select({ id: dataExports.id })
      .from(dataExports)
      .where(lte(dataExports.expiresAt, now))
      .limit(500);
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await tx.delete(dataExportParts).where(inArray(dataExportParts.export, ids));
    await tx.delete(dataExports).where(inArray(dataExports.id, ids));
  });
}
