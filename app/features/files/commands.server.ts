import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { fileBytes, files } from "../../../db/schema/files.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { randomId } from "../../platform/ids.ts";
import { limit } from "../../platform/limits.server.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { type Cut, prepared, type Prepared } from "./contents.server.ts";
import { fileAttached, fileChanged } from "./events.ts";
import { mayChangeFiles } from "./policy.ts";
import { type AttachedFile, attachedTo } from "./queries.server.ts";
import { cleanName, limits, sides, takesFiles } from "./rules.ts";

/** A file as it was sent: what it is called is a hint for people, nothing more. */
export type Sent = { name: string; bytes: Buffer };

const cut: Cut = { ...sides.attached, fit: "inside" };

/**
 * Adds a file to an idea and gives it. The same file sent twice is one. Throws `NotFound`,
 * `Forbidden`, `TooMany`, `Invalid` on `file` by what it is, and `Refused` (`files_closed` by the
 * stage, `files_full`, `files_too_heavy`).
 */
export async function attachFile(ctx: Context, ideaId: string, sent: Sent): Promise<AttachedFile> {
  const { actor } = signedIn(ctx);
  // Before anything is decoded: what may not be added costs nothing.
  await mustTakeFiles(ctx, ideaId);
  await limit("upload_member", actor.id);
  const file = await prepared(sent.bytes, { cut, documents: true });
  return ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayChangeFiles(actor, idea));
    if (!takesFiles(idea)) throw new Refused("files_closed");
    const others = await attachedTo(tx, ideaId);
    const same = others.find((other) => other.hash === file.hash);
    if (same) return same;
    if (others.length >= limits.files) throw new Refused("files_full");
    const size = file.contents[0]?.bytes.length ?? 0;
    const total = others.reduce((sum, other) => sum + other.size, size);
    if (total > limits.idea) throw new Refused("files_too_heavy");
    const id = await store(tx, ctx, file, { idea: ideaId, name: cleanName(sent.name) });
    const { kind, width, height } = file;
    await record(tx, ctx, [fileAttached(idea, { file: id, type: kind, size, width, height })]);
    const added = (await attachedTo(tx, ideaId)).find((other) => other.id === id);
    if (!added) throw new NotFound();
    return added;
  });
}

/**
 * Whether this actor may add a file to an idea now, before it is looked at. Throws `NotFound`,
 * `Forbidden`, `Refused` (`files_closed`, `files_full`, `muted`).
 */
export async function mustTakeFiles(ctx: Context, ideaId: string): Promise<void> {
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, ideaId);
  must(mayChangeFiles(ctx.actor, idea));
  if (!takesFiles(idea)) throw new Refused("files_closed");
  await mustNotBeMuted(ctx.db.read, ctx, idea.space);
  // One more may be the same file again: the transaction knows.
  if ((await attachedTo(ctx.db.read, ideaId)).length > limits.files) throw new Refused("files_full");
}

type Place = { idea?: string; ofMember?: string; ofSpace?: string; ofRoom?: string; name: string; alt?: string };

/** Writes a file with its contents and gives its id. */
export async function store(tx: Tx, ctx: Context, file: Prepared, place: Place): Promise<string> {
  const { actor } = signedIn(ctx);
  const id = randomId();
  const { kind, width, height, hash, contents } = file;
  const size = contents[0]?.bytes.length ?? 0;
  await tx.insert(files).values({ ...place, id, kind, width, height, hash, size, addedBy: actor.id, addedAt: ctx.now });
  await tx.insert(fileBytes).values(contents.map((content) => ({ ...content, file: id, size: content.size })));
  return id;
}

/** Takes the bytes and the words of a file away; that it was there stays. */
export async function wipe(tx: Tx, ctx: Context, id: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await tx.delete(fileBytes).where(eq(fileBytes.file, id));
  await tx
    .update(files)
    .set({ name: "", alt: "", removedBy: actor.id, removedAt: ctx.now })
    .where(and(eq(files.id, id), isNull(files.removedAt)));
}

/** Takes a file away from an idea, for good. Throws `NotFound`, `Forbidden`, `Refused("files_closed")`. */
export async function removeFile(ctx: Context, ideaId: string, id: string): Promise<void> {
  await changing(ctx, ideaId, id, async (tx, idea, file) => {
    await wipe(tx, ctx, id);
    await record(tx, ctx, [fileChanged("file.removed", idea, file)]);
  });
}

/** Says in words what a picture shows. Throws `NotFound`, `Forbidden`, `Refused("files_closed")`. */
export async function describeFile(ctx: Context, ideaId: string, input: { file: string; alt: string }): Promise<void> {
  await changing(ctx, ideaId, input.file, async (tx, idea, file) => {
    if (file.kind !== "picture") throw new NotFound();
    if (file.alt === input.alt) return;
    await tx.update(files).set({ alt: input.alt }).where(eq(files.id, file.id));
    await record(tx, ctx, [fileChanged("file.described", idea, file)]);
  });
}

async function changing(
  ctx: Context,
  ideaId: string,
  id: string,
  change: (tx: Tx, idea: { id: string; space: string }, file: AttachedFile) => Promise<void>,
): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea } = await ideaSeenBy(tx, actor, ideaId);
    must(mayChangeFiles(actor, idea));
    if (!takesFiles(idea)) throw new Refused("files_closed");
    await mustNotBeMuted(tx, ctx, idea.space);
    const file = (await attachedTo(tx, ideaId)).find((other) => other.id === id);
    if (!file) throw new NotFound();
    await change(tx, idea, file);
  });
}
